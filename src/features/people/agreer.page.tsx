import type { Assignment } from '../../records/assignment.ts'
import type { FoundPerson } from '../../records/people-search.ts'
import { pathTo } from '../../routes.ts'
import { Button, ButtonGroup } from '../../ui/components/button.tsx'
import { type Choice, Radios } from '../../ui/components/choices.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { Input } from '../../ui/components/input.tsx'
import { PageTop } from '../../ui/page-parts.tsx'
import { listProblems, type Typed } from '../../web/read-form.ts'
import type { AgreerSet } from './assignment.query.ts'

export type AgreerPageProps = {
  assignment: Assignment
  agreersSet: readonly AgreerSet[]
  people: readonly FoundPerson[]
  search: string
  on: string
  typed: Typed
  problems: Readonly<Record<string, string>>
}

export const AgreerPage = ({ assignment, agreersSet, people, search, on, typed, problems }: AgreerPageProps) => (
  <>
    <ErrorSummary problems={listProblems(problems)} />
    <PageTop
      heading={`Who agrees ${assignment.personName}’s plan?`}
      lede={`Now: ${assignment.agreerName ?? 'nobody'}. Whoever agrees it sees it, and the plans of all whose plans this person agrees.`}
    />
    <search>
      <form class="filters" method="get" action={pathTo('setAgreerPage', { assignmentId: assignment.assignmentId })}>
        <Input name="search" label="Find a person by name" value={search} type="search" width={20} />
        <Button variant="secondary" small>
          Find
        </Button>
      </form>
    </search>
    {search && people.length === 0 ? <p>Nobody here has “{search}” in their name. Try part of a last name.</p> : null}
    <form method="post" action={pathTo('setAgreer', { assignmentId: assignment.assignmentId })} novalidate>
      <input type="hidden" name="search" value={search} />
      <Radios
        name="agreer"
        legend="Who agrees?"
        small
        value={typed.agreer ?? usual(assignment, agreersSet)}
        error={problems.agreer}
        items={choicesFor(assignment, people)}
      />
      <Input
        name="fromOn"
        label="From which day?"
        hint="It may be earlier or later than today. The staff record counts by its own dates."
        type="date"
        value={typed.fromOn ?? on}
        error={problems.fromOn}
        width={10}
      />
      <ButtonGroup>
        <Button preventDoubleClick>Save</Button>
        <a href={pathTo('assignment', { assignmentId: assignment.assignmentId })}>Cancel</a>
      </ButtonGroup>
    </form>
  </>
)

/** What is chosen at first: what holds now. */
function usual({ sight }: Assignment, agreersSet: readonly AgreerSet[]): string {
  if (agreersSet.length === 0) return 'record'
  return sight.agreerPersonId === null ? 'nobody' : String(sight.agreerPersonId)
}

function choicesFor({ sight, agreerName, supervisorName }: Assignment, people: readonly FoundPerson[]): Choice[] {
  const found = people.map(({ personId, fullName, postTitle, unitName }) => ({
    value: String(personId),
    text: fullName,
    hint: [postTitle, unitName].filter(Boolean).join(', '),
  }))
  const now = String(sight.agreerPersonId)
  const isListed = sight.agreerPersonId === null || found.some(({ value }) => value === now)
  return [
    ...found,
    ...(isListed ? [] : [{ value: now, text: agreerName ?? 'The person who agrees now' }]),
    {
      value: 'record',
      text: `As the staff record says: ${supervisorName ?? 'nobody'}`,
      hint: 'Takes away what the office has set.',
    },
    { value: 'nobody', text: 'Nobody for now' },
  ]
}
