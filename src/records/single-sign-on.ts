/** Which accounts of outside providers sign in as whom: an issuer and its subject, never an e-mail address. */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import type { IdentityTables } from '../platform/identity/identity-tables.ts'

/** The account that a provider's subject signs in as, or null. One that opens no door, as a crash may leave it, is none. */
export async function findConnected(database: Database, there: { issuer: string; subject: string }) {
  const found = await database.identity
    .selectFrom('identity.account')
    .innerJoin('identity.account_person', 'identity.account_person.user_id', 'identity.account.userId')
    .select('identity.account.userId')
    .where('providerId', '=', there.issuer)
    .where('accountId', '=', there.subject)
    .executeTakeFirst()
  return found?.userId ?? null
}

/** The ways in that an account has: issuers of providers, and `credential` for a password. */
export async function listWaysIn(database: Database, userId: string): Promise<string[]> {
  const found = await database.identity
    .selectFrom('identity.account')
    .select('providerId')
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .execute()
  return found.map(({ providerId }) => providerId)
}

/** What goes with a change of the ways in, in its transaction: its session alone stays, and its person is told. */
type Change = { keptSessionId: string; tell(tx: Kysely<IdentityTables>): Promise<void> }

/** Whoever else is in may have come by the way that ends, or have brought the one that begins. */
async function goWith(tx: Kysely<IdentityTables>, userId: string, { keptSessionId, tell }: Change): Promise<void> {
  await tx.deleteFrom('identity.session').where('userId', '=', userId).where('id', '!=', keptSessionId).execute()
  await tell(tx)
}

/**
 * Lets a provider's subject sign in as an account; `change` where somebody is in already. False where it is another's
 * already, or the account has one there.
 */
export async function connect(
  database: Database,
  given: { userId: string; issuer: string; subject: string },
  change?: Change,
): Promise<boolean> {
  const { userId, issuer, subject } = given
  return database.asSignIn(async (tx) => {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('identity.account')
      .values({
        id: randomUUID(),
        userId,
        providerId: issuer,
        accountId: subject,
        password: null,
        createdAt: new Date(),
        updatedAt: new Date(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows !== 1n) return false
    if (change) await goWith(tx, userId, change)
    return true
  })
}

/**
 * Ends that a provider signs in as an account; not where that is its only way in. `usable` are those that open a door today:
 * a provider may have left the settings, and passwords may be off. The account is locked, so that of two ways that are taken
 * away at once, each as not the last, one stays.
 */
export async function disconnect(
  database: Database,
  { userId, issuer, usable }: { userId: string; issuer: string; usable: readonly string[] },
  change: Change,
): Promise<'disconnected' | 'not-connected' | 'only-way-in'> {
  return database.asSignIn(async (tx) => {
    await tx.selectFrom('identity.user').select('id').where('id', '=', userId).forNoKeyUpdate().execute()
    const found = await tx.selectFrom('identity.account').select('providerId').where('userId', '=', userId).execute()
    const ways = found.map(({ providerId }) => providerId)
    if (!ways.includes(issuer)) return 'not-connected'
    if (!ways.some((way) => way !== issuer && usable.includes(way))) return 'only-way-in'
    await tx.deleteFrom('identity.account').where('userId', '=', userId).where('providerId', '=', issuer).execute()
    await goWith(tx, userId, change)
    return 'disconnected'
  })
}
