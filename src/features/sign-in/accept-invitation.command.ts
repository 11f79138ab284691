import type { Database } from '../../db/database.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { linkAccount } from '../../records/account.ts'
import { appendAudit } from '../../records/audit.ts'
import type { OpenInvitation } from './invitation.query.ts'

/**
 * Marks the invitation used and links the new account to its person, together. False, with nothing kept, when somebody
 * else used the link in the same moment.
 */
export async function acceptInvitation(
  database: Database,
  given: { invitation: OpenInvitation; userId: string; event: string; at: Date },
): Promise<boolean> {
  const { invitation, userId, event, at } = given
  const { organisationId, personId, invitationId } = invitation
  // The invited person has no account yet, so the product acts for them, under their name.
  return database.write({ ...scopeOfSystem(organisationId), personId }, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('invitation')
      .set({ used_at: at })
      .where('invitation_id', '=', invitationId)
      .where('used_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await linkAccount(tx, { userId, organisationId, personId })
    await appendAudit(tx, { organisationId, personId, event, object: `invitation ${invitationId}`, at })
    return true
  })
}
