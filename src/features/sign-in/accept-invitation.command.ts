import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import type { AuditEventName } from '../../domain/access/audit-events.ts'
import { linkAccount } from '../../records/account.ts'
import { appendAudit } from '../../records/audit.ts'
import type { OpenInvitation } from './invitation.query.ts'

/**
 * Marks the invitation used and links the new account to its person, together. False, with nothing kept, when the link does
 * not work any more: choosing a password takes a while, and in it the link may be used, replaced or too old, the person gone
 * or in by another way, or their address corrected. So all of it is asked again by the statement that uses it.
 */
export async function acceptInvitation(
  database: Database,
  given: { invitation: OpenInvitation; userId: string; event: AuditEventName; at: Date; on: string },
): Promise<boolean> {
  const { invitation, userId, event, at, on } = given
  const { organisationId, personId, invitationId, digest } = invitation
  // The invited person has no account yet, so the product acts for them, under their name.
  return database.write({ ...scopeOfSystem(organisationId), personId }, async (tx) => {
    // Whoever invites them, corrects their address or links an account comes before or after, and not between.
    await tx.selectFrom('person').select('person_id').where('person_id', '=', personId).forUpdate().execute()
    const { numAffectedRows } = await sql`
      update invitation i set used_at = ${at} from person p
       where i.invitation_id = ${invitationId} and i.token_digest = ${digest} and i.used_at is null and i.expires_at > ${at}
         and p.organisation_id = i.organisation_id and p.person_id = i.person_id
         and i.address = lower(p.email) and (p.left_on is null or p.left_on >= ${on}::date)
         and not exists (select from invitation newer
           where newer.person_id = i.person_id and newer.invitation_id > i.invitation_id)
         and not exists (select from identity.account_person ap
           where ap.organisation_id = i.organisation_id and ap.person_id = i.person_id)`.execute(tx)
    if (numAffectedRows !== 1n) return false
    await linkAccount(tx, { userId, organisationId, personId })
    await appendAudit(tx, { organisationId, personId, event, object: `invitation ${invitationId}`, at })
    return true
  })
}
