import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { appendAudit } from '../../records/audit.ts'

/**
 * Ends a grant today: it does not count from the next request on. The last office grant of somebody who can sign in stays,
 * or nobody could ever grant a role again.
 */
export async function endRole(
  tx: Tx,
  given: { organisationId: number; endedBy: number; grantId: number; event: string; at: Date; on: string },
): Promise<'ended' | 'not-found' | 'last-office'> {
  const { organisationId, endedBy, grantId, event, at, on } = given
  // Every office grant is locked, in one order, so that two people cannot end each other's in the same moment.
  const locked = await tx
    .selectFrom('role_grant')
    .select(['grant_id', 'role', 'person_id'])
    .where((eb) => eb.or([eb('role', '=', 'office'), eb('grant_id', '=', grantId)]))
    .where((eb) => eb.or([eb('ended_on', 'is', null), eb('ended_on', '>', on)]))
    .orderBy('grant_id')
    .forUpdate()
    .execute()
  const grant = locked.find(({ grant_id }) => grant_id === grantId)
  if (!grant) return 'not-found'
  if (grant.role === 'office' && !(await hasAnotherOffice(tx, grantId, on))) return 'last-office'

  await tx.updateTable('role_grant').set({ ended_on: on }).where('grant_id', '=', grantId).execute()
  await appendAudit(tx, {
    organisationId,
    personId: endedBy,
    event,
    object: `role grant ${grantId}`,
    payload: { personId: grant.person_id, role: grant.role },
    at,
  })
  return 'ended'
}

async function hasAnotherOffice(tx: Tx, grantId: number, on: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from role_grant g
    join person p on p.organisation_id = g.organisation_id and p.person_id = g.person_id
    join identity.account_person l on l.organisation_id = g.organisation_id and l.person_id = g.person_id
    where l.closed_at is null and g.role = 'office' and g.grant_id <> ${grantId} and g.from_on <= ${on}::date
      and (g.ended_on is null or g.ended_on > ${on}::date) and (p.left_on is null or p.left_on >= ${on}::date)
    limit 1`.execute(tx)
  return rows.length > 0
}
