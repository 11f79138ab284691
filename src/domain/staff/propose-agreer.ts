import { presenceOn } from './assignment-status.ts'
import type { AssignmentRow, StaffOnDay } from './staff-record.ts'

export interface ProposedAgreer {
  readonly personId: string | null
  readonly why: string
}

const none = (why: string): ProposedAgreer => ({ personId: null, why })

/** Who might agree plans, from the supervisor in the staff record; nobody, with the reason, where that cannot be right. */
export type AgreerProposer = (assignment: AssignmentRow) => ProposedAgreer

/**
 * Prepares proposals for everyone in the record on its day. The supervisor proposed is often not who agrees a doctor's plan,
 * so the office may set another.
 */
export function agreerProposer(staff: StaffOnDay): AgreerProposer {
  const jobs = new Map<string, AssignmentRow[]>()
  for (const assignment of staff.assignments.values()) {
    if (presenceOn(assignment, staff.people.get(assignment.personId), staff.on) === 'ended') continue
    const own = jobs.get(assignment.personId) ?? []
    jobs.set(assignment.personId, assignment.isPrimary === true ? [assignment, ...own] : [...own, assignment])
  }
  return (assignment) => {
    const personId = assignment.supervisorPersonId
    if (personId === null) return none('The staff record names no supervisor.')
    if (personId === assignment.personId) return none('The staff record names the person as their own supervisor.')
    if (!staff.people.has(personId)) return none('The supervisor is not in the staff record.')
    if (!jobs.has(personId)) return none('The supervisor has left.')
    if (leadsBackTo(assignment.personId, personId, jobs)) {
      return none('The supervisors go round in a loop, back to the person.')
    }
    return { personId, why: 'The supervisor in the staff record.' }
  }
}

/** Whether going up from `start`, by main jobs, comes back to `personId`. */
function leadsBackTo(personId: string, start: string, jobs: ReadonlyMap<string, readonly AssignmentRow[]>): boolean {
  const seen = new Set<string>()
  let next: string | null | undefined = start
  while (next && !seen.has(next)) {
    if (next === personId) return true
    seen.add(next)
    next = jobs.get(next)?.[0]?.supervisorPersonId
  }
  return false
}
