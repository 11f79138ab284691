import { type Correction, type Proposal, proposer } from './propose.ts'
import { type StaffRecord, staffOn } from './staff-record.ts'

/** A proposal that is no longer what it was. What the office has set stands whatever the record now proposes. */
export interface ProposalChange {
  readonly assignmentId: string
  readonly field: keyof Correction
  readonly before: string | null
  readonly after: string | null
  readonly officeHasSet: boolean
}

const PROPOSED: Record<keyof Correction, (proposal: Proposal) => string | null> = {
  contract: (proposal) => proposal.contract,
  professionalGroup: (proposal) => proposal.professionalGroup,
  band: (proposal) => proposal.band,
  scope: (proposal) => proposal.scope,
  agreerPersonId: (proposal) => proposal.agreer.personId,
}
const FIELDS = Object.keys(PROPOSED) as (keyof Correction)[]

/** How proposals differ between two records on one day, for assignments that are in both. */
export function compareProposals(
  current: StaffRecord,
  next: StaffRecord,
  on: string,
  corrections: Readonly<Record<string, Correction>>,
): ProposalChange[] {
  const [before, after] = [staffOn(current, on), staffOn(next, on)]
  const [proposeBefore, proposeAfter] = [proposer(before), proposer(after)]
  return [...after.assignments.values()].flatMap((assignment) => {
    const { assignmentId } = assignment
    const was = before.assignments.get(assignmentId)
    if (was === undefined) return []
    const [old, now] = [proposeBefore(was), proposeAfter(assignment)]
    return FIELDS.filter((field) => PROPOSED[field](old) !== PROPOSED[field](now)).map((field) => ({
      assignmentId,
      field,
      before: PROPOSED[field](old),
      after: PROPOSED[field](now),
      officeHasSet: corrections[assignmentId]?.[field] !== undefined,
    }))
  })
}
