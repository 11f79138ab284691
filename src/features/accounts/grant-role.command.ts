import type { Tx } from '../../db/database.ts'
import type { AuditEventName } from '../../domain/access/audit-events.ts'
import { appendAudit } from '../../records/audit.ts'
import type { Grant } from './grant.form.ts'

type Granted = { ok: true } | { ok: false; field: 'personId' | 'unitId' | 'role'; message: string }

/** Grants a role, or says in words why not. */
export async function grantRole(
  tx: Tx,
  given: { organisationId: number; grantedBy: number; grant: Grant; event: AuditEventName; at: Date; on: string },
): Promise<Granted> {
  const { organisationId, grantedBy, grant, event, at, on } = given
  const { personId, role, unitId, group, fromOn } = grant
  const person = await tx
    .selectFrom('person')
    .select('left_on')
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  if (!person) return { ok: false, field: 'personId', message: 'Choose somebody from the list' }
  if (person.left_on && person.left_on < on)
    return { ok: false, field: 'personId', message: 'This person has left. Choose somebody else' }
  if (unitId !== null) {
    const unit = await tx.selectFrom('unit').select('unit_id').where('unit_id', '=', unitId).executeTakeFirst()
    if (!unit) return { ok: false, field: 'unitId', message: 'Choose a unit from the list' }
  }
  const same = await tx
    .selectFrom('role_grant')
    .select('grant_id')
    .where('person_id', '=', personId)
    .where('role', '=', role)
    .where('unit_id', 'is not distinct from', unitId)
    .where('professional_group', 'is not distinct from', group)
    .where((eb) => eb.or([eb('ended_on', 'is', null), eb('ended_on', '>', on)]))
    .executeTakeFirst()
  if (same) return { ok: false, field: 'role', message: 'They have this role already' }

  const { grant_id } = await tx
    .insertInto('role_grant')
    .values({
      organisation_id: organisationId,
      person_id: personId,
      role,
      unit_id: unitId,
      professional_group: group,
      from_on: fromOn,
      granted_by: grantedBy,
      granted_at: at,
    })
    .returning('grant_id')
    .executeTakeFirstOrThrow()
  await appendAudit(tx, {
    organisationId,
    personId: grantedBy,
    event,
    object: `role grant ${grant_id}`,
    payload: { personId, role, unitId, group, fromOn },
    at,
  })
  return { ok: true }
}
