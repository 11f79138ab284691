import { pathTo } from '../../routes.ts'
import { Button, ButtonGroup } from '../../ui/components/button.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { describedBy, FormGroup, HintAndError, Label } from '../../ui/components/field.tsx'
import { InsetText } from '../../ui/components/inset-text.tsx'
import { PageTop } from '../../ui/page-parts.tsx'
import type { FileProblem } from './sent-files.ts'

/** So many problems are shown: after them the file needs sending again, not mending line by line. */
const MOST_SHOWN = 50

/** `areIn`: the files that were sent just now were brought in before. */
export const NewImportPage = ({ problems, areIn }: { problems: readonly FileProblem[]; areIn: boolean }) => {
  const error = sayBeside(problems)
  const hint =
    'The .DAT files as the staff record wrote them, or a zip of them. Several that belong together may be chosen at once. 50 MB at the most: a zip is about a tenth as large.'
  return (
    <>
      <ErrorSummary
        problems={problems.slice(0, MOST_SHOWN).map((problem) => ({ text: sayProblem(problem), href: '#files' }))}
        description={
          problems.length > MOST_SHOWN ? `These are the first ${MOST_SHOWN} of ${problems.length}.` : undefined
        }
      />
      <PageTop
        heading="Bring in a staff record"
        lede="You see first what would change. Nothing changes until you approve it."
      />
      {areIn ? (
        <InsetText>
          <p>These files are in already. There is nothing to change.</p>
        </InsetText>
      ) : null}
      <form method="post" action={pathTo('stageImport')} enctype="multipart/form-data" novalidate>
        <FormGroup hasError={error !== undefined}>
          <Label for="files" size="s">
            Files
          </Label>
          <HintAndError id="files" hint={hint} error={error} />
          <input
            class="nhsuk-file-upload"
            id="files"
            name="files"
            type="file"
            multiple
            aria-describedby={describedBy('files', { hint, error })}
          />
        </FormGroup>
        <p class="nhsuk-hint">
          Reading the files of a large trust takes up to half a minute. Wait for the next page; nothing is lost if you
          leave.
        </p>
        <ButtonGroup>
          <Button preventDoubleClick>See what would change</Button>
          <a href={pathTo('imports')}>Cancel</a>
        </ButtonGroup>
      </form>
    </>
  )
}

const sayProblem = ({ file, line, reason }: FileProblem): string =>
  [line === null ? file : `${file}, line ${line}`, reason].filter(Boolean).join(': ')

/** Beside the field stands what stands at the top of the page: the first of it, where there is more. */
function sayBeside([first, ...others]: readonly FileProblem[]): string | undefined {
  if (!first) return undefined
  return others.length === 0 ? sayProblem(first) : `${sayProblem(first)} See all ${others.length + 1} problems above.`
}

/** Everybody in the demonstration is open to everybody: no staff record goes into it. */
export const NotInDemonstrationPage = () => (
  <>
    <PageTop heading="Bring in a staff record" />
    <InsetText>
      <p>
        This is the demonstration, where anybody can be anyone. No staff record goes into it. Whoever runs Concord
        starts a real trust in a place of its own, and there you bring it in.
      </p>
    </InsetText>
    <p>
      <a href={pathTo('imports')}>Go to the staff record</a>
    </p>
  </>
)
