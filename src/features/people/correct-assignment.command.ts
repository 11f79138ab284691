import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { AuditEventName } from '../../domain/access/audit-events.ts'
import { contractedTime } from '../../domain/staff/contracted-time.ts'
import { type AssignmentRow, asAt } from '../../domain/staff/staff-record.ts'
import type { Assignment } from '../../records/assignment.ts'
import { appendAudit } from '../../records/audit.ts'
import { decimal, unitOf } from '../../records/staff-standing.ts'
import type { Corrections } from './correct.form.ts'

/** Keeps what the office corrected of an assignment. It counts from the next request on. */
export async function correctAssignment(
  tx: Tx,
  given: {
    assignment: Assignment
    corrections: Corrections
    by: number | null
    event: AuditEventName
    at: Date
    on: string
  },
): Promise<void> {
  const { assignment, corrections, by, event, at, on } = given
  const { organisationId, assignmentId } = assignment
  await tx
    .updateTable('assignment')
    .set({
      corrected_contract: corrections.contract,
      corrected_professional_group: corrections.professionalGroup,
      corrected_band: corrections.band,
      corrected_scope: corrections.scope,
      ...(await contractedUnder(tx, assignment, corrections.contract ?? assignment.proposed.contract, on)),
    })
    .where('organisation_id', '=', organisationId)
    .where('assignment_id', '=', assignmentId)
    .execute()
  // The professional group is on the rows of plans too: who sees them moves with it.
  await sql`select refresh_sight(${on}::date)`.execute(tx)
  await appendAudit(tx, {
    organisationId,
    personId: by,
    event,
    object: `assignment ${assignmentId}`,
    payload: { before: assignment.corrected, after: corrections },
    at,
  })
}

/** Contracted time is counted in the contract's unit, so another contract may count it anew from the staff record. */
async function contractedUnder(
  tx: Tx,
  assignment: Assignment,
  contract: Assignment['counts']['contract'],
  on: string,
): Promise<{ contracted_amount?: string | null; contracted_unit?: string | null }> {
  if (assignment.esrId === null || contract === assignment.counts.contract) return {}
  const rows = await tx
    .selectFrom('staff_record_row')
    .select('content')
    .where('organisation_id', '=', assignment.organisationId)
    .where('kind', '=', 'assignments')
    .where('esr_id', '=', assignment.esrId)
    .execute()
  const row = asAt(
    rows.map(({ content }) => content as AssignmentRow),
    on,
  )
  if (row === null) return {}
  const { core, additional } = contractedTime(contract, row, on)
  return {
    contracted_amount: core === null ? null : decimal(core, additional),
    contracted_unit: unitOf(contract, on),
  }
}
