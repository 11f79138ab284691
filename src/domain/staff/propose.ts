import { type Presence, presenceOn } from './assignment-status.ts'
import type { ProposedContract, Scope } from './classification.ts'
import { classify, type ProposedClassification, roleFrom } from './classify.ts'
import { type ContractedTime, contractedTime } from './contracted-time.ts'
import { nationOf } from './nation.ts'
import { agreerProposer, type ProposedAgreer } from './propose-agreer.ts'
import { type AssignmentRow, type StaffOnDay, unitPath } from './staff-record.ts'

/** What the job planning office has set by hand for an assignment. An import never changes it; null and absent differ. */
export interface Correction {
  readonly contract?: ProposedContract
  readonly professionalGroup?: ProposedClassification['professionalGroup']
  readonly band?: string | null
  readonly scope?: Scope
  readonly agreerPersonId?: string | null
}

/** Everything that the staff record proposes for one assignment on one day. */
export interface Proposal extends ProposedClassification {
  readonly presence: Presence
  readonly time: ContractedTime
  readonly agreer: ProposedAgreer
}

/**
 * Prepares proposals for the assignments of one day.
 * Contracted time is in the unit of the contract that the office has set, where it has.
 */
export function proposer(staff: StaffOnDay): (assignment: AssignmentRow, correction?: Correction) => Proposal {
  const agreer = agreerProposer(staff)
  return (assignment, correction) => {
    const position = staff.positions.get(assignment.positionId ?? '')
    const path = unitPath(staff.units, assignment.unitId)
    const location = staff.locations.get(assignment.locationId ?? path[0]?.locationId ?? '')
    const classification = classify({
      ...roleFrom(assignment.jobName, position),
      grade: assignment.grade,
      positionName: assignment.positionName ?? position?.name ?? null,
      unitName: path[0]?.name ?? null,
      nation: nationOf(path, location),
    })
    return {
      ...classification,
      presence: presenceOn(assignment, staff.people.get(assignment.personId), staff.on),
      time: contractedTime(correction?.contract ?? classification.contract, assignment, staff.on),
      agreer: agreer(assignment),
    }
  }
}
