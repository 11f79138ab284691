import { pathTo } from '../../routes.ts'
import { Button, ButtonGroup } from '../../ui/components/button.tsx'
import { SummaryList } from '../../ui/components/summary-list.tsx'
import type { KeptForm } from '../../web/kept-forms/keep-form.ts'
import { SentForm } from '../../web/sent-form.tsx'

/** Fields that a page of ours filled in for its own use. */
const ours = ['once', 'version', 'digest', 'id', 'number', 'next', 'seen', 'search']

/** What was typed, a row for each field by its own name in words, so that nothing is sent unseen. */
const shownOf = (fields: KeptForm['fields']) =>
  [...Map.groupBy(fields, ([name]) => name)]
    .filter(([name]) => !ours.includes(name))
    .map(([name, values]) => ({ key: inWords(name), value: values.map(inPlain).join(', ') || 'Nothing' }))

const inPlain = ([, value]: KeptForm['fields'][number]) => {
  if (value === null) return 'A file, which is not kept'
  return isOfOurs(value) ? inWords(value) : value
}

/** A choice of a list as it is sent, such as `as-proposed`. */
const isOfOurs = (value: string) => /^[a-z]+(-[a-z]+)+$/.test(value)

const inWords = (name: string) => {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[\W_]+/g, ' ')
    .trim()
    .toLowerCase()
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** What was typed goes to the very place it was meant for, and is checked there as if for the first time. */
export const CarryOnPage = ({ kept }: { kept: KeptForm }) => (
  <>
    <h1 class="nhsuk-heading-l">Nothing you typed is lost</h1>
    <p class="nhsuk-body">You were saving when your session ended. It is not saved yet. This is what you typed:</p>
    <h2 class="nhsuk-heading-m">{kept.called}</h2>
    <SummaryList rows={shownOf(kept.fields)} />
    <SentForm path={kept.path} sent={kept.fields}>
      <ButtonGroup>
        <Button preventDoubleClick>Carry on saving</Button>
        <a href={pathTo('home')}>Do not save</a>
      </ButtonGroup>
    </SentForm>
  </>
)

/** The same for what is too old, used up or somebody else's: which of them is nobody's business. */
export const NothingKeptPage = () => (
  <>
    <h1 class="nhsuk-heading-l">What was kept is gone</h1>
    <p class="nhsuk-body">What you were saving when your session ended is kept for an hour. Please type it again.</p>
    <p class="nhsuk-body">
      <a href={pathTo('home')}>Go to the home page</a>
    </p>
  </>
)
