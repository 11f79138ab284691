import { CONTRACT_LABELS } from '../../domain/contracts/contract-terms.ts'
import { SCOPE_LABELS } from '../../domain/staff/classification.ts'
import type { Assignment } from '../../records/assignment.ts'
import { pathTo } from '../../routes.ts'
import { Button, ButtonGroup } from '../../ui/components/button.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { Select } from '../../ui/components/select.tsx'
import { PageTop } from '../../ui/page-parts.tsx'
import { listProblems, type Typed } from '../../web/read-form.ts'
import { AS_PROPOSED } from './correct.form.ts'
import { bands, bandWords, groupWords } from './people.words.ts'
import { type SortingField, sortingOf } from './sorting-words.ts'

const choices: Readonly<Record<SortingField, Readonly<Record<string, string>>>> = {
  contract: CONTRACT_LABELS,
  professionalGroup: groupWords,
  band: Object.fromEntries(bands.map((band) => [band, bandWords(band)])),
  scope: SCOPE_LABELS,
}

export const CorrectPage = ({
  assignment,
  typed,
  problems,
}: {
  assignment: Assignment
  typed: Typed
  problems: Readonly<Record<string, string>>
}) => (
  <>
    <ErrorSummary problems={listProblems(problems)} />
    <PageTop
      heading={`Correct the contract and group of ${assignment.personName}`}
      lede="What you set here stays when the staff record comes in again."
    />
    <form method="post" action={pathTo('correctAssignment', { assignmentId: assignment.assignmentId })} novalidate>
      {sortingOf(assignment).map(({ field, label, proposal }) => (
        <Select
          name={field}
          label={label}
          value={typed[field] ?? assignment.corrected[field] ?? AS_PROPOSED}
          error={problems[field]}
          options={[
            { value: AS_PROPOSED, text: `As the staff record proposes: ${proposal}` },
            ...Object.entries(choices[field]).map(([value, text]) => ({ value, text })),
          ]}
        />
      ))}
      <ButtonGroup>
        <Button preventDoubleClick>Save</Button>
        <a href={pathTo('assignment', { assignmentId: assignment.assignmentId })}>Cancel</a>
      </ButtonGroup>
    </form>
  </>
)
