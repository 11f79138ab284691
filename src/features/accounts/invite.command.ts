import type { Tx } from '../../db/database.ts'
import { newKey } from '../../platform/one-time-key.ts'
import { findAccountOf } from '../../records/account.ts'
import { appendAudit } from '../../records/audit.ts'

const days = 14

export type Invited = { fullName: string; email: string; key: string; expiresAt: Date }
export type NotInvited = 'nobody' | 'left' | 'has-account' | 'no-email'

/** Invites one person of the staff record; an invitation made before stops working. The key is given out once, here. */
export async function invite(
  tx: Tx,
  given: { organisationId: number; personId: number; invitedBy: number; event: string; at: Date; on: string },
): Promise<{ ok: true; invited: Invited } | { ok: false; reason: NotInvited }> {
  const { organisationId, personId, invitedBy, event, at, on } = given
  const person = await tx
    .selectFrom('person')
    .select(['full_name', 'email', 'left_on'])
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  if (!person) return { ok: false, reason: 'nobody' }
  if (person.left_on && person.left_on < on) return { ok: false, reason: 'left' }
  if (!person.email) return { ok: false, reason: 'no-email' }
  if (await findAccountOf(tx, personId)) return { ok: false, reason: 'has-account' }

  await tx
    .updateTable('invitation')
    .set({ expires_at: at })
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .execute()
  const { key, digest } = newKey()
  const expiresAt = new Date(at.getTime() + days * 24 * 3_600_000)
  await tx
    .insertInto('invitation')
    .values({
      organisation_id: organisationId,
      person_id: personId,
      token_digest: digest,
      invited_by: invitedBy,
      invited_at: at,
      expires_at: expiresAt,
    })
    .execute()
  await appendAudit(tx, { organisationId, personId: invitedBy, event, object: `person ${personId}`, at })
  return { ok: true, invited: { fullName: person.full_name, email: person.email, key, expiresAt } }
}
