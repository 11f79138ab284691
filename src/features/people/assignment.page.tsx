import type { Assignment } from '../../records/assignment.ts'
import { pathTo } from '../../routes.ts'
import { LinkButton } from '../../ui/components/button.tsx'
import { SummaryList, type SummaryRow } from '../../ui/components/summary-list.tsx'
import { Table, TableScroll } from '../../ui/components/table.tsx'
import { formatDay, formatInstantDay } from '../../ui/dates.ts'
import { Columns, PageTop, Section } from '../../ui/page-parts.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { PlanStateTag } from '../../web/plan-state-tag.tsx'
import type { AccountState, AgreerSet, OtherPost, PlanRow } from './assignment.query.ts'
import { contractedWords } from './people.words.ts'
import { sortingOf } from './sorting-words.ts'

export type AssignmentPageProps = {
  assignment: Assignment
  plans: readonly PlanRow[]
  otherPosts: readonly OtherPost[]
  agreersSet: readonly AgreerSet[]
  /** Null for those who may not ask. */
  account: AccountState | null
  isOffice: boolean
  mayStart: boolean
}

export const AssignmentPage = (props: AssignmentPageProps) => {
  const { assignment, otherPosts, agreersSet, account, isOffice } = props
  return (
    <>
      <PageTop
        heading={assignment.personName}
        lede={`${assignment.postTitle}, ${assignment.unitName}${assignment.endedOn ? `, until ${formatDay(assignment.endedOn)}` : ''}`}
      />
      <Columns
        aside={
          <>
            <Agreer assignment={assignment} agreersSet={agreersSet} isOffice={isOffice} />
            {otherPosts.length > 0 ? <OtherPosts posts={otherPosts} /> : null}
            {account ? <Account account={account} personName={assignment.personName} /> : null}
          </>
        }
      >
        <Plans {...props} />
        <Section heading="Contract and group">
          <p>
            Concord proposes these from the job role and the pay grade. The office may correct them.{' '}
            <a href={pathTo('staffRules')}>See how staff are sorted</a>
          </p>
          <SummaryList rows={sortingRows(assignment, isOffice)} />
        </Section>
        <Section heading="In the staff record">
          <SummaryList rows={recordRows(assignment)} />
        </Section>
      </Columns>
    </>
  )
}

const Plans = ({ assignment, plans, mayStart }: AssignmentPageProps) => (
  <Section heading="Job plans">
    {plans.length === 0 ? (
      <p>No job plan yet.</p>
    ) : (
      <TableScroll label="Job plans">
        <Table
          caption="Job plans"
          captionSize="hidden"
          firstCellIsHeader
          columns={[{ heading: 'Period' }, { heading: 'State' }, { heading: 'Since' }]}
          rows={plans.map(({ planId, fromOn, toOn, state, since }) => [
            <a href={pathTo('plan', { planId })}>
              {formatDay(fromOn)} to {formatDay(toOn)}
            </a>,
            <PlanStateTag state={state} />,
            formatInstantDay(since),
          ])}
        />
      </TableScroll>
    )}
    {mayStart ? (
      <LinkButton
        href={pathTo('startPlanPage', { assignmentId: assignment.assignmentId })}
        variant={plans.length > 0 ? 'secondary' : undefined}
        small
      >
        Start a plan
      </LinkButton>
    ) : null}
  </Section>
)

const sortingRows = (assignment: Assignment, isOffice: boolean): SummaryRow[] =>
  sortingOf(assignment).map(({ field, label, says, how }) => ({
    key: label,
    value: (
      <>
        {says}
        <br />
        <span class="nhsuk-hint">{how}</span>
      </>
    ),
    actions: isOffice
      ? [
          {
            href: `${pathTo('correctAssignmentPage', { assignmentId: assignment.assignmentId })}#${field}`,
            text: 'Change',
            hidden: label.toLowerCase(),
          },
        ]
      : undefined,
  }))

const recordRows = (assignment: Assignment): SummaryRow[] => [
  { key: 'Assignment number', value: assignment.number },
  { key: 'Contracted', value: contractedWords(assignment.contractedAmount, assignment.contractedUnit) },
  { key: 'Full-time equivalent', value: assignment.fte === null ? 'Not given' : String(Number(assignment.fte)) },
  { key: 'Staff group', value: assignment.staffGroup ?? 'Not given' },
  { key: 'Job role', value: assignment.jobRole ?? 'Not given' },
  { key: 'Pay grade', value: assignment.grade?.split('|').at(-1) ?? 'Not given' },
  { key: 'Status', value: assignment.status },
  { key: 'Works at', value: assignment.locationName ?? 'Not given' },
  { key: 'Started', value: formatDay(assignment.startedOn) },
  { key: 'Supervisor', value: assignment.supervisorName ?? 'Nobody who can agree a plan' },
]

const Agreer = ({
  assignment,
  agreersSet,
  isOffice,
}: Pick<AssignmentPageProps, 'assignment' | 'agreersSet' | 'isOffice'>) => (
  <Section heading="Who agrees the plan">
    <p>
      <strong>{assignment.agreerName ?? 'Nobody yet'}</strong>
    </p>
    {agreersSet.length > 0 ? (
      <Timeline
        label="Who was set to agree"
        events={agreersSet.map(({ fromOn, agreerName, setByName, setAt }) => ({
          when: `from ${formatDay(fromOn)}`,
          at: fromOn,
          what: agreerName ?? 'Nobody',
          who: `set by ${setByName ?? 'Concord'} on ${formatInstantDay(setAt)}`,
        }))}
      />
    ) : isOffice ? (
      <p>As the staff record says: the supervisor. The office has not set anybody.</p>
    ) : null}
    {isOffice ? (
      <p>
        <a href={pathTo('setAgreerPage', { assignmentId: assignment.assignmentId })}>Change who agrees</a>
      </p>
    ) : null}
  </Section>
)

const OtherPosts = ({ posts }: { posts: readonly OtherPost[] }) => (
  <Section heading="Other posts">
    <ul>
      {posts.map(({ assignmentId, postTitle, unitName, endedOn }) => (
        <li>
          <a href={pathTo('assignment', { assignmentId })}>
            {postTitle}, {unitName}
          </a>
          {endedOn ? `, until ${formatDay(endedOn)}` : ''}
        </li>
      ))}
    </ul>
  </Section>
)

const Account = ({
  account: { hasAccount, invitedUntil },
  personName,
}: {
  account: AccountState
  personName: string
}) => (
  <Section heading="Account">
    <p>
      {hasAccount
        ? 'Can sign in.'
        : invitedUntil
          ? `Invited, until ${formatInstantDay(invitedUntil)}.`
          : 'Cannot sign in yet.'}{' '}
      {hasAccount ? null : (
        <a href={pathTo('accounts', {}, { search: personName })}>
          Invite {personName}
          {invitedUntil ? ' again' : ''}
        </a>
      )}
    </p>
  </Section>
)
