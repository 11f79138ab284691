import type { Choice, ContestedField } from '../../../domain/job-plan/merge.ts'
import { Button, ButtonGroup } from '../../../ui/components/button.tsx'
import { Radios } from '../../../ui/components/choices.tsx'
import { ErrorSummary } from '../../../ui/components/error-summary.tsx'
import { InsetText } from '../../../ui/components/inset-text.tsx'
import { Table, TableScroll } from '../../../ui/components/table.tsx'
import { formatInstant } from '../../../ui/dates.ts'
import { Section } from '../../../ui/page-parts.tsx'
import { type Versions, versionsOf } from './merge.words.ts'
import type { Compared } from './merge-plan.command.ts'

export type MergeProps = {
  title: string
  action: string
  /** The page of what is in the plan now. */
  keepHref: string
  viewerId: number
  compared: readonly Compared[]
  /** The stale changes, to be sent again as they are. */
  changes: string
  /** The version that is shown beside them. */
  seen: number
  choices: Readonly<Record<string, Choice>>
  /** Choices that are missing, as `name:field`. */
  open: readonly string[]
  isChangedAgain: boolean
  problem: string | undefined
}

/** Two changed the same things: each version, who changed what, and the choice, one thing after another. */
export const MergePage = (props: MergeProps) => {
  const { title, compared, open, problem } = props
  const problems = [
    ...(problem ? [{ text: problem }] : []),
    ...open.map((name) => ({ text: `Choose what stays: ${wordsOf(compared, name)}`, href: `#${idOf(name)}` })),
  ]
  return (
    <>
      <ErrorSummary problems={problems} />
      <h1>{title}</h1>
      {props.isChangedAgain ? (
        <InsetText>
          <p>It was changed again while you were choosing. Look at it once more.</p>
        </InsetText>
      ) : null}
      <p>Nothing of yours is lost, and it is not saved yet. Choose what the plan will say, then save.</p>
      <form action={props.action} method="post" novalidate>
        <input type="hidden" name="seen" value={String(props.seen)} />
        <textarea hidden name="changes">
          {props.changes}
        </textarea>
        {compared.map((one) => (
          <ComparedThing compared={one} choice={props.choices[one.name]} open={open} viewerId={props.viewerId} />
        ))}
        <div class="form-end">
          <ButtonGroup>
            <Button preventDoubleClick>Save</Button>
            <a href={props.keepHref}>Leave the plan as it is now</a>
          </ButtonGroup>
        </div>
      </form>
    </>
  )
}

const ComparedThing = ({
  compared: one,
  choice,
  open,
  viewerId,
}: {
  compared: Compared
  choice: Choice | undefined
  open: readonly string[]
  viewerId: number
}) => {
  const { name, title, fields, change } = one
  const isWhole = one.theirsIsGone || one.yoursIsGone
  const wholeName = `${name}:`
  const isOwn = change?.changedById === viewerId
  const versions = versionsOf(isOwn, change?.changedBy)
  return (
    <Section heading={title}>
      <p>{sayWho(one, viewerId)}</p>
      {fields.length > 0 ? (
        <TableScroll label={`${title}: both versions`}>
          <Table
            caption={`${title}: both versions`}
            captionSize="hidden"
            firstCellIsHeader
            columns={['What', 'It was', versions.theirColumn, versions.yours, versions.changedBy].map((heading) => ({
              heading,
            }))}
            rows={fields.map((field) => [
              field.words,
              field.was || 'Nothing',
              field.theirs || 'Nothing',
              field.yours || 'Nothing',
              versions.who[field.changedBy],
            ])}
          />
        </TableScroll>
      ) : null}
      <Radios
        name={`choose:${name}`}
        id={isWhole ? idOf(wholeName) : idOf(name)}
        legend="What stays?"
        size="s"
        small
        value={typeof choice === 'string' ? choice : isWhole ? undefined : 'fields'}
        error={open.includes(wholeName) ? 'Choose what stays' : undefined}
        items={[
          ...(isWhole
            ? []
            : [
                {
                  value: 'fields',
                  text: 'Some of each',
                  conditional: fields
                    .filter(({ changedBy }) => changedBy !== 'both-alike')
                    .map((field) => (
                      <FieldChoice
                        name={name}
                        field={field}
                        versions={versions}
                        chosen={typeof choice === 'object' ? choice[field.key] : undefined}
                        isOpen={open.includes(`${name}:${field.key}`)}
                      />
                    )),
                },
              ]),
          {
            value: 'theirs',
            text: one.theirsIsGone ? 'Leave it out' : change ? versions.allOfTheirs : 'All as it is now',
          },
          {
            value: 'yours',
            text: one.yoursIsGone ? 'Take it out' : one.theirsIsGone ? 'Put mine back' : versions.allOfYours,
          },
        ]}
      />
    </Section>
  )
}

const FieldChoice = ({
  name,
  field,
  versions,
  chosen,
  isOpen,
}: {
  name: string
  field: ContestedField
  versions: Versions
  chosen: 'theirs' | 'yours' | undefined
  isOpen: boolean
}) => {
  const { key, words, theirs, yours, changedBy } = field
  const preset = changedBy === 'them' ? 'theirs' : changedBy === 'you' ? 'yours' : undefined
  return (
    <Radios
      name={`field:${name}:${key}`}
      id={idOf(`${name}:${key}`)}
      legend={words}
      small
      value={chosen ?? preset}
      error={isOpen ? versions.chooseOne : undefined}
      items={[
        { value: 'theirs', text: `${versions.theirs}: ${theirs || 'nothing'}` },
        { value: 'yours', text: `${versions.yours}: ${yours || 'nothing'}` },
      ]}
    />
  )
}

function sayWho({ change, theirsIsGone, yoursIsGone }: Compared, viewerId: number): string {
  const who = change?.changedById === viewerId ? 'You' : (change?.changedBy ?? 'Somebody')
  const did = theirsIsGone ? 'took this out' : 'changed this'
  const when = change ? ` on ${formatInstant(change.changedAt)}` : ''
  const [there, here] = who === 'You' ? [' in the other window', ' here'] : ['', '']
  return `${who} ${did}${there}${when}, while you were writing${here}.${yoursIsGone ? ` You took it out${here}.` : ''}`
}

const idOf = (name: string) => `choose-${name.replaceAll(/[^\w-]/g, '-')}`

function wordsOf(compared: readonly Compared[], name: string): string {
  const one = compared.find((each) => name.startsWith(`${each.name}:`))
  const key = one ? name.slice(one.name.length + 1) : ''
  return [one?.title, one?.fields.find((field) => field.key === key)?.words].filter(Boolean).join(', ')
}
