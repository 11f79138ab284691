import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { AuditEventName } from '../../domain/access/audit-events.ts'
import type { Assignment } from '../../records/assignment.ts'
import { appendAudit } from '../../records/audit.ts'
import { formatDay } from '../../ui/dates.ts'
import type { AgreerChoice } from './agreer.form.ts'

type AgreerSet = { ok: true } | AgreerRefused
type AgreerRefused = { ok: false; field: 'agreer' | 'fromOn'; message: string }

/**
 * Sets who agrees an assignment's plan from a day on; it counts from the next request. Back to the staff record takes away
 * all that was set, which the audit record keeps.
 */
export async function setAgreer(
  tx: Tx,
  given: { assignment: Assignment; choice: AgreerChoice; by: number; event: AuditEventName; at: Date; on: string },
): Promise<AgreerSet> {
  const { assignment, choice, by, event, at, on } = given
  const { organisationId, assignmentId } = assignment
  if (choice.kind === 'record') {
    await tx
      .deleteFrom('agreer')
      .where('organisation_id', '=', organisationId)
      .where('assignment_id', '=', assignmentId)
      .execute()
  } else {
    const refusal =
      choice.agreerPersonId === null ? null : await refusalOf(tx, assignment, choice.agreerPersonId, choice.fromOn)
    if (refusal) return refusal
    const row = { agreer_person_id: choice.agreerPersonId, set_by: by, set_at: at }
    await tx
      .insertInto('agreer')
      .values({ organisation_id: organisationId, assignment_id: assignmentId, from_on: choice.fromOn, ...row })
      .onConflict((conflict) => conflict.columns(['organisation_id', 'assignment_id', 'from_on']).doUpdateSet(row))
      .execute()
  }
  await sql`select refresh_sight(${on}::date)`.execute(tx)
  await appendAudit(tx, {
    organisationId,
    personId: by,
    event,
    object: `assignment ${assignmentId}`,
    payload: { before: assignment.sight.agreerPersonId, choice },
    at,
  })
  return { ok: true }
}

/** Why a person cannot agree the plan: it is their own, they have left by then, or the lines would go round. */
async function refusalOf(
  tx: Tx,
  assignment: Assignment,
  agreerPersonId: number,
  fromOn: string,
): Promise<AgreerRefused | null> {
  if (agreerPersonId === assignment.personId)
    return { ok: false, field: 'agreer', message: 'Nobody agrees their own plan. Choose somebody else' }
  const { rows } = await sql<{ fullName: string; leftOn: string | null; isBelow: boolean }>`
    select p.full_name as "fullName", p.left_on as "leftOn", exists (
      select from (select line from assignment
          where organisation_id = p.organisation_id and person_id = p.person_id
          order by is_primary desc, assignment_id limit 1) main
        join assignment own on own.organisation_id = p.organisation_id and own.person_id = ${assignment.personId}
       where main.line ~ ('*.a' || own.assignment_id || '.*')::lquery) as "isBelow"
    from person p where p.organisation_id = ${assignment.organisationId} and p.person_id = ${agreerPersonId}`.execute(
    tx,
  )
  const person = rows[0]
  if (!person)
    return { ok: false, field: 'agreer', message: 'There is nobody of that number in the staff record. Search again' }
  if (person.leftOn !== null && person.leftOn < fromOn)
    return {
      ok: false,
      field: 'agreer',
      message: `${person.fullName} left on ${formatDay(person.leftOn)}. Choose somebody who is here then`,
    }
  if (person.isBelow)
    return {
      ok: false,
      field: 'agreer',
      message: `${assignment.personName} is in the line of those who agree ${person.fullName}’s plan, so they would agree each other’s. Choose somebody else`,
    }
  return null
}
