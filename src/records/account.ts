import { sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import type { IdentityTables } from '../platform/identity/identity-tables.ts'
import { plainAddress } from '../platform/mail/mail-address.ts'

type Links = Pick<IdentityTables, 'identity.account_person'>

/** The links from accounts to people, within a scoped transaction: the office sees and makes those of its organisation. */
export const withAccounts = (tx: Tx) => tx.withTables<Links>()

/**
 * Opens the organisation's door to an account, as one person. A person has one account; a second is refused by the key. Their
 * row is locked, so that nobody invites them meanwhile, and what invitations they have are over.
 */
export async function linkAccount(
  tx: Tx,
  link: { userId: string; organisationId: number; personId: number },
): Promise<void> {
  await tx.selectFrom('person').select('person_id').where('person_id', '=', link.personId).forUpdate().execute()
  await tx
    .updateTable('invitation')
    .set(({ ref }) => ({ expires_at: ref('invited_at') }))
    .where('person_id', '=', link.personId)
    .where('used_at', 'is', null)
    .whereRef('expires_at', '>', 'invited_at')
    .execute()
  await withAccounts(tx)
    .insertInto('identity.account_person')
    .values({ user_id: link.userId, organisation_id: link.organisationId, person_id: link.personId })
    .execute()
}

/**
 * Removes the account of an e-mail address where it opens no door: what a crash between making an account and linking it
 * leaves behind. One made in the last minute may be about to be linked, and stays. Says whether there was one.
 */
export async function removeUnlinkedAccount(database: Database, email: string): Promise<boolean> {
  const { numDeletedRows } = await database.identity
    .deleteFrom('identity.user')
    .where('email', '=', email.toLowerCase())
    .where('createdAt', '<', sql<Date>`now() - interval '1 minute'`)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('identity.account_person')
            .select('identity.account_person.user_id')
            .whereRef('identity.account_person.user_id', '=', 'identity.user.id'),
        ),
      ),
    )
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** The account of a person, or null where they have none. Needs the office's eyes, or the system's. */
export async function findAccountOf(tx: Tx, personId: number): Promise<string | null> {
  const found = await withAccounts(tx)
    .selectFrom('identity.account_person')
    .select('user_id')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return found?.user_id ?? null
}

/** Sessions that are neither over nor without use for too long: by the machine's clock, as sign-in goes by it. */
function liveSessions(database: Database, idleMinutes: number) {
  const now = Date.now()
  return database.identity
    .selectFrom('identity.session as session')
    .where('session.expiresAt', '>', new Date(now))
    .where('session.usedAt', '>', new Date(now - idleMinutes * 60_000))
}

/** How many live sessions there are: everybody's, or those of an organisation's people. */
export async function countSessions(database: Database, idleMinutes: number, organisationId?: number): Promise<number> {
  const { count } = await liveSessions(database, idleMinutes)
    .$if(organisationId !== undefined, (live) =>
      live.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('identity.account_person as account')
            .whereRef('account.user_id', '=', 'session.userId')
            .where('account.organisation_id', '=', organisationId ?? 0),
        ),
      ),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The e-mail address that an account signs in with. */
export async function findAddressOf(database: Database, userId: string): Promise<string> {
  const { email } = await database.identity
    .selectFrom('identity.user')
    .select('email')
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
  return email
}

/** The account that signs in with an e-mail address, or null. */
export async function findAccountByAddress(database: Database, email: string): Promise<string | null> {
  const found = await database.identity
    .selectFrom('identity.user')
    .select('id')
    .where('email', '=', plainAddress(email))
    .executeTakeFirst()
  return found?.id ?? null
}

/** The account that signs in with an e-mail address and a password, or null: also where it signs in elsewhere alone. */
export async function findPasswordAccount(database: Database, email: string): Promise<string | null> {
  const found = await database.identity
    .selectFrom('identity.user')
    .innerJoin('identity.account', 'identity.account.userId', 'identity.user.id')
    .select('identity.user.id')
    .where('email', '=', plainAddress(email))
    .where('providerId', '=', 'credential')
    .executeTakeFirst()
  return found?.id ?? null
}

/** A session as its own person sees it. No address and no browser: neither is kept to be shown. */
export type SessionRow = {
  sessionId: string
  method: string
  startedAt: Date
  usedAt: Date
  secondFactorAt: Date | null
  /** The second factor is still to be shown: whoever this is gets no further. */
  secondFactorDue: boolean
}

/** The live sessions of an account, the last used first; at most fifty. */
export async function listSessions(database: Database, userId: string, idleMinutes: number): Promise<SessionRow[]> {
  return liveSessions(database, idleMinutes)
    .select(['id as sessionId', 'method', 'createdAt as startedAt', 'usedAt', 'secondFactorAt', 'secondFactorDue'])
    .where('userId', '=', userId)
    .orderBy('usedAt', 'desc')
    .limit(50)
    .execute()
}

/** Ends one session of an account; false where it is not theirs or is over. */
export async function endSession(database: Database, userId: string, sessionId: string): Promise<boolean> {
  const { numDeletedRows } = await database.identity
    .deleteFrom('identity.session')
    .where('userId', '=', userId)
    .where('id', '=', sessionId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Ends every session of an account but one. How many there were. */
export async function endOtherSessions(database: Database, userId: string, keptSessionId: string): Promise<number> {
  const { numDeletedRows } = await database.identity
    .deleteFrom('identity.session')
    .where('userId', '=', userId)
    .where('id', '!=', keptSessionId)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
