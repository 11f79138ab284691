import type { Tx } from '../../db/database.ts'
import type { AuditEventName } from '../../domain/access/audit-events.ts'
import { newKey } from '../../platform/identity/one-time-key.ts'
import { findAccountOf } from '../../records/account.ts'
import { appendAudit } from '../../records/audit.ts'
import { invitationEnd, makeInvitations } from '../../records/invitation.ts'
import type { Messages } from '../../records/messages.ts'

/** Without a key, it goes by mail. */
export type Invited = { personId: number; fullName: string; email: string; key: string | null; expiresAt: Date }
export type NotInvited = 'nobody' | 'left' | 'has-account' | 'no-email'

/**
 * Invites one person of the staff record; an invitation made before stops working. By mail, or with a link to hand over: its
 * key is given out once, here.
 */
export async function invite(
  tx: Tx,
  given: {
    messages: Messages
    byHand: boolean
    organisationId: number
    personId: number
    invitedBy: number
    event: AuditEventName
    at: Date
    on: string
  },
): Promise<{ ok: true; invited: Invited } | { ok: false; reason: NotInvited }> {
  const { messages, organisationId, personId, invitedBy, event, at, on } = given
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

  const made = messages.areSent && !given.byHand ? null : newKey()
  const [invitationId = 0] = await makeInvitations(tx, {
    organisationId,
    personIds: [personId],
    invitedBy,
    at,
    ...(made ? { digest: made.digest } : {}),
  })
  if (!made) await messages.send(tx, { kind: 'invitation', organisationId, invitationId })
  await appendAudit(tx, { organisationId, personId: invitedBy, event, object: `person ${personId}`, at })
  const { full_name: fullName, email } = person
  return { ok: true, invited: { personId, fullName, email, key: made?.key ?? null, expiresAt: invitationEnd(at) } }
}
