/** An assignment as it is loaded whole: one person in one post, what the record proposes and what the office has corrected. */
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Sight } from '../domain/access/access.ts'
import type { Unit } from '../domain/contracts/contract-terms.ts'
import type { ProfessionalGroup } from '../domain/job-plan/professional-groups.ts'
import type { Nation, ProposedContract, Scope } from '../domain/staff/classification.ts'

/** What decides how someone plans. Nobody's group is `none`. */
export type Sorting = {
  contract: ProposedContract
  professionalGroup: ProfessionalGroup | 'none'
  band: string | null
  scope: Scope
}

export type Assignment = {
  assignmentId: number
  organisationId: number
  /** The staff record's own number; null for a post that is not in it. */
  esrId: string | null
  sight: Sight
  personId: number
  personName: string
  leftOn: string | null
  number: string
  isPrimary: boolean
  status: string
  postTitle: string
  unitName: string
  unitNation: Nation
  locationName: string | null
  staffGroup: string | null
  jobRole: string | null
  grade: string | null
  /** A week, in the contract's unit, core and additional together; exact decimal text, null where it cannot be told. */
  contractedAmount: string | null
  contractedUnit: Unit | null
  fte: string | null
  startedOn: string
  /** The last day. */
  endedOn: string | null
  /** What counts: corrected where the office has corrected it, otherwise proposed. */
  counts: Sorting
  proposed: Sorting
  corrected: { [K in keyof Sorting]: Sorting[K] | null }
  agreerName: string | null
  supervisorPersonId: number | null
  supervisorName: string | null
}

/**
 * Finds an assignment by its number, or null where there is none in sight. `forUpdate` locks it until the transaction ends,
 * and the organisation before it, as an import does: two who change the staff record wait for each other in one order.
 */
export async function findAssignment(
  tx: Tx,
  assignmentId: number,
  options: { forUpdate?: boolean } = {},
): Promise<Assignment | null> {
  if (options.forUpdate) {
    await sql`select from organisation where organisation_id = my_organisation() for no key update`.execute(tx)
    await sql`select from assignment where assignment_id = ${assignmentId} for no key update`.execute(tx)
  }
  const { rows } = await sql<Row>`
    select a.*, a.contracted_amount::text, a.fte::text, a.line::text, a.unit_path::text, p.full_name, p.left_on, u.name as unit_name,
      u.nation, l.name as location_name, g.full_name as agreer_name, s.full_name as supervisor_name
    from assignment a
    join person p on p.organisation_id = a.organisation_id and p.person_id = a.person_id
    join unit u on u.organisation_id = a.organisation_id and u.unit_id = a.unit_id
    left join location l on l.organisation_id = a.organisation_id and l.location_id = a.location_id
    left join person g on g.organisation_id = a.organisation_id and g.person_id = a.agreer_person_id
    left join person s on s.organisation_id = a.organisation_id and s.person_id = a.supervisor_person_id
    where a.assignment_id = ${assignmentId}`.execute(tx)
  return rows[0] ? assignmentOf(rows[0]) : null
}

type Row = {
  assignment_id: number
  organisation_id: number
  esr_id: string | null
  person_id: number
  full_name: string
  left_on: string | null
  number: string
  is_primary: boolean
  status: string
  post_title: string
  unit_name: string
  nation: Nation
  location_name: string | null
  staff_group: string | null
  job_role: string | null
  grade: string | null
  contracted_amount: string | null
  contracted_unit: Unit | null
  fte: string | null
  started_on: string
  ended_on: string | null
  contract: ProposedContract
  professional_group: ProfessionalGroup | 'none'
  band: string | null
  scope: Scope
  proposed_contract: ProposedContract
  proposed_professional_group: ProfessionalGroup | 'none'
  proposed_band: string | null
  proposed_scope: Scope
  corrected_contract: ProposedContract | null
  corrected_professional_group: ProfessionalGroup | 'none' | null
  corrected_band: string | null
  corrected_scope: Scope | null
  agreer_person_id: number | null
  agreer_name: string | null
  supervisor_person_id: number | null
  supervisor_name: string | null
  line: string
  unit_path: string
}

const assignmentOf = (row: Row): Assignment => ({
  assignmentId: row.assignment_id,
  organisationId: row.organisation_id,
  esrId: row.esr_id,
  sight: {
    personId: row.person_id,
    agreerPersonId: row.agreer_person_id,
    line: row.line,
    unitPath: row.unit_path,
    professionalGroup: row.professional_group,
  },
  personId: row.person_id,
  personName: row.full_name,
  leftOn: row.left_on,
  number: row.number,
  isPrimary: row.is_primary,
  status: row.status,
  postTitle: row.post_title,
  unitName: row.unit_name,
  unitNation: row.nation,
  locationName: row.location_name,
  staffGroup: row.staff_group,
  jobRole: row.job_role,
  grade: row.grade,
  contractedAmount: row.contracted_amount,
  contractedUnit: row.contracted_unit,
  fte: row.fte,
  startedOn: row.started_on,
  endedOn: row.ended_on,
  counts: {
    contract: row.contract,
    professionalGroup: row.professional_group,
    band: row.band,
    scope: row.scope,
  },
  proposed: {
    contract: row.proposed_contract,
    professionalGroup: row.proposed_professional_group,
    band: row.proposed_band,
    scope: row.proposed_scope,
  },
  corrected: {
    contract: row.corrected_contract,
    professionalGroup: row.corrected_professional_group,
    band: row.corrected_band,
    scope: row.corrected_scope,
  },
  agreerName: row.agreer_name,
  supervisorPersonId: row.supervisor_person_id,
  supervisorName: row.supervisor_name,
})
