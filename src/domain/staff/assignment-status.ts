import { normalName } from './classification.ts'
import type { AssignmentRow, PersonRow } from './staff-record.ts'

/**
 * `at-work` and `away` are both in post. Whether people who are away count in coverage is the trust's policy, so it is kept
 * apart here and not decided.
 */
export type Presence = 'at-work' | 'away' | 'ended'

/** NHS Data Dictionary, EMPLOYEE ASSIGNMENT STATUS, May 2026; retired values still stand in old rows. */
export const ASSIGNMENT_STATUSES: readonly {
  readonly status: string
  readonly presence: Presence
  readonly why: string
}[] = [
  { status: 'Active Assignment', presence: 'at-work', why: 'Working.' },
  { status: 'Acting Up', presence: 'at-work', why: 'Working in a higher post for a time.' },
  { status: 'Internal Secondment', presence: 'at-work', why: 'Working in another post here.' },
  { status: 'Maternity and Adoption', presence: 'away', why: 'On maternity or adoption leave.' },
  { status: 'Career Break', presence: 'away', why: 'On a career break.' },
  { status: 'Out on External Secondment - Paid', presence: 'away', why: 'Working for another organisation.' },
  { status: 'Out on External Secondment - Unpaid', presence: 'away', why: 'Working for another organisation.' },
  { status: 'Suspend No Pay', presence: 'away', why: 'Away without pay.' },
  { status: 'Suspend With Pay', presence: 'away', why: 'Away with pay.' },
  { status: 'End', presence: 'ended', why: 'The assignment has ended.' },
  { status: 'Terminate Assignment', presence: 'ended', why: 'The assignment has ended.' },
  { status: 'Terminate Process Assignment', presence: 'ended', why: 'The assignment has ended.' },
  { status: 'Inactive Assignment', presence: 'ended', why: 'The assignment is not active.' },
  { status: 'Widow/Widower', presence: 'ended', why: 'Paid a pension, not in post.' },
]

const BY_NAME = new Map(ASSIGNMENT_STATUSES.map((entry) => [normalName(entry.status), entry.presence]))

/** Whether the holder is in post on `on`. A status in no table counts as at work, so that nobody is lost unseen. */
export function presenceOn(assignment: AssignmentRow | undefined, person: PersonRow | undefined, on: string): Presence {
  if (assignment === undefined || person === undefined) return 'ended'
  const lastDay = [assignment.endedOn, person.leftOn].find((day) => day !== null && day < on)
  if (lastDay !== undefined) return 'ended'
  return (
    BY_NAME.get(normalName(assignment.status ?? '')) ??
    (assignment.systemStatus === 'TERM_ASSIGN' ? 'ended' : 'at-work')
  )
}
