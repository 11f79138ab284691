import type { Assignment } from '../../records/assignment.ts'
import type { FoundPerson } from '../../records/people-search.ts'
import { pathTo } from '../../routes.ts'
import { Button, ButtonGroup } from '../../ui/components/button.tsx'
import { type Choice, Radios } from '../../ui/components/choices.tsx'
import { DateInput } from '../../ui/components/date-input.tsx'
import { ErrorSummary } from '../../ui/components/error-summary.tsx'
import { Input } from '../../ui/components/input.tsx'
import { PageTop } from '../../ui/page-parts.tsx'
import { listProblems, type Typed } from '../../web/read-form.ts'
import { partsOf } from './agreer.form.ts'
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
    <ErrorSummary
      problems={listProblems(problems).map(({ text, href }) => ({
        text,
        href: href === '#fromOn' ? '#fromOn-day' : href,
      }))}
    />
    <PageTop
      heading={`Who agrees ${assignment.personName}’s plan?`}
      lede={`Now: ${assignment.agreerName ?? 'nobody'}. Whoever you choose will see this plan, and the plans of everybody under ${assignment.personName}.`}
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
        items={choicesFor(assignment, agreersSet, people)}
      />
      <DateInput
        id="fromOn"
        name="fromOn"
        legend="From which day?"
        hint="For example, 21 11 2026. It may be earlier or later than today. The staff record counts by its own dates."
        values={dayIn({ ...partsOf(on), ...typed })}
        error={problems.fromOn}
      />
      <ButtonGroup>
        <Button preventDoubleClick>Save</Button>
        <a href={pathTo('assignment', { assignmentId: assignment.assignmentId })}>Cancel</a>
      </ButtonGroup>
    </form>
  </>
)

const dayIn = (typed: Typed) => ({
  day: typed['fromOn[day]'] ?? '',
  month: typed['fromOn[month]'] ?? '',
  year: typed['fromOn[year]'] ?? '',
})

/** What is chosen at first: what holds now. */
function usual({ sight }: Assignment, agreersSet: readonly AgreerSet[]): string {
  if (agreersSet.length === 0) return 'record'
  return sight.agreerPersonId === null ? 'nobody' : String(sight.agreerPersonId)
}

function choicesFor(
  { sight, agreerName, supervisorName }: Assignment,
  agreersSet: readonly AgreerSet[],
  people: readonly FoundPerson[],
): Choice[] {
  const isSet = agreersSet.length > 0
  const found = people.map(({ personId, fullName, postTitle, unitName }) => ({
    value: String(personId),
    text: fullName,
    hint: [postTitle, unitName].filter(Boolean).join(', '),
  }))
  const now = String(sight.agreerPersonId)
  // Whom the staff record names is a choice of its own, below.
  const isListed = !isSet || sight.agreerPersonId === null || found.some(({ value }) => value === now)
  return [
    ...found,
    ...(isListed ? [] : [{ value: now, text: agreerName ?? 'The person who agrees now', hint: 'Set by the office.' }]),
    {
      value: 'record',
      text: `As the staff record says: ${supervisorName ?? 'nobody'}`,
      hint: isSet ? 'Takes away what the office has set.' : undefined,
    },
    { value: 'nobody', text: 'Nobody for now' },
  ]
}
