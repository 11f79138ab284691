/**
 * Invitations: an open door for one person of the staff record, until it is used, too old, or replaced, they have an account,
 * or the staff record has another address for them than the one it was made for.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { scopeOfSystem } from '../db/scope.ts'
import { newKey } from '../platform/identity/one-time-key.ts'

const days = 14

/** How the mail of an invitation stands. */
export type MailStanding = 'waiting' | 'sent' | 'refused' | 'given-up' | 'stopped'

/**
 * How the mail of an invitation stands at a moment, in SQL: null where the link was handed over. A mail is tried for a day; one
 * that waits for longer was given up, also where its job was lost and nobody wrote that down.
 */
export const mailStandingAt = (invitation: string, at: Date): RawBuilder<MailStanding | null> => {
  const [mail, invitedAt] = [sql.ref(`${invitation}.mail`), sql.ref(`${invitation}.invited_at`)]
  const longAgo = new Date(at.getTime() - 25 * 3_600_000)
  return sql`(case when ${mail} = 'waiting' and ${invitedAt} < ${longAgo} then 'given-up' else ${mail} end)`
}

/** Until when an invitation made now can be used. */
export const invitationEnd = (at: Date): Date => new Date(at.getTime() + days * 24 * 3_600_000)

/**
 * Invites people; what they had before stops working. Answers with the invitations' numbers, in the order of the people.
 * With a digest (of one person's key) the link is handed over; without, it goes by mail, which makes the key.
 */
export async function makeInvitations(
  tx: Tx,
  given: {
    organisationId: number
    personIds: readonly number[]
    invitedBy: number
    runId?: number
    digest?: string
    at: Date
  },
): Promise<number[]> {
  const { organisationId, personIds, invitedBy, runId = null, digest = null, at } = given
  if (personIds.length === 0) return []
  await tx
    .updateTable('invitation')
    .set({ expires_at: at })
    .where('person_id', 'in', personIds)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .execute()
  const made = await tx
    .insertInto('invitation')
    .values(
      personIds.map((personId) => ({
        organisation_id: organisationId,
        person_id: personId,
        token_digest: digest,
        mail: digest === null ? ('waiting' as const) : null,
        run_id: runId,
        invited_by: invitedBy,
        invited_at: at,
        expires_at: invitationEnd(at),
      })),
    )
    .returning('invitation_id')
    .execute()
  return made.map(({ invitation_id }) => invitation_id)
}

export type InvitationToMail = { key: string; digest: string; address: string; organisation: string }

/**
 * Gives an invitation that waits for its mail a new key, and says where it goes; null where it is not to be sent: sent
 * already, replaced, stopped, or the person has left or joined meanwhile.
 */
export async function keyForMail(
  database: Database,
  { organisationId, invitationId }: { organisationId: number; invitationId: number },
  when: { at: Date; on: string },
): Promise<InvitationToMail | null> {
  return database.write(scopeOfSystem(organisationId), async (tx) => {
    const { rows } = await sql<{ address: string | null; organisation: string; isWanted: boolean }>`
      select p.email as address, o.name as organisation,
        i.expires_at > ${when.at} and i.used_at is null and coalesce(r.state, '') <> 'stopped'
          and (p.left_on is null or p.left_on >= ${when.on}::date) and l.user_id is null as "isWanted"
      from invitation i
      join organisation o on o.organisation_id = i.organisation_id
      join person p on p.organisation_id = i.organisation_id and p.person_id = i.person_id
      left join identity.account_person l on l.organisation_id = i.organisation_id and l.person_id = i.person_id
      left join invitation_run r on r.organisation_id = i.organisation_id and r.run_id = i.run_id
      where i.invitation_id = ${invitationId} and i.mail = 'waiting'
      for update of i`.execute(tx)
    const [found] = rows
    if (!found) return null
    if (!found.isWanted || !found.address) {
      await tx
        .updateTable('invitation')
        .set({ mail: 'stopped', expires_at: when.at })
        .where('invitation_id', '=', invitationId)
        .execute()
      return null
    }
    const { key, digest } = newKey()
    await tx
      .updateTable('invitation')
      .set({ token_digest: digest, address: found.address.toLowerCase(), expires_at: invitationEnd(when.at) })
      .where('invitation_id', '=', invitationId)
      .execute()
    return { key, digest, address: found.address, organisation: found.organisation }
  })
}

/** Keeps what became of an invitation's mail. One that did not arrive opens no door. */
export async function keepMailStanding(
  database: Database,
  { organisationId, invitationId }: { organisationId: number; invitationId: number },
  standing: Exclude<MailStanding, 'waiting' | 'stopped'>,
  at: Date,
): Promise<void> {
  await database.write(scopeOfSystem(organisationId), (tx) =>
    tx
      .updateTable('invitation')
      .set({ mail: standing, mailed_at: at, ...(standing === 'sent' ? {} : { token_digest: null, expires_at: at }) })
      .where('invitation_id', '=', invitationId)
      .where('mail', '=', 'waiting')
      .where('used_at', 'is', null)
      .execute(),
  )
}
