import type { Tx } from '../../db/database.ts'
import type { AuditEventName } from '../../domain/access/audit-events.ts'
import { appendAudit } from '../../records/audit.ts'
import { findGrant } from './roles.query.ts'
import { listRolesOnlyTheirs, lockRolesThatStay } from './roles-that-stay.ts'

/**
 * Ends a grant today: it does not count from the next request on. The last grant of somebody who can sign in stays where it
 * is of a role that must stay. Null where there is no such grant.
 */
export async function endRole(
  tx: Tx,
  given: { organisationId: number; endedBy: number; grantId: number; event: AuditEventName; at: Date; on: string },
): Promise<{ ok: true } | { ok: false; why: 'last' } | null> {
  const { organisationId, endedBy, grantId, event, at, on } = given
  await lockRolesThatStay(tx, grantId)
  const grant = await findGrant(tx, grantId, on)
  if (!grant) return null
  const { personId, role } = grant
  if ((await listRolesOnlyTheirs(tx, personId, on)).includes(role)) return { ok: false, why: 'last' }

  await tx.updateTable('role_grant').set({ ended_on: on }).where('grant_id', '=', grantId).execute()
  await appendAudit(tx, {
    organisationId,
    personId: endedBy,
    event,
    object: `role grant ${grantId}`,
    payload: { personId, role },
    at,
  })
  return { ok: true }
}
