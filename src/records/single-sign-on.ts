/** Which accounts of outside providers sign in as whom: an issuer and its subject, never an e-mail address. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

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

/** Lets a provider's subject sign in as an account. False where it is another's already, or the account has one there. */
export async function connect(
  database: Database,
  given: { userId: string; issuer: string; subject: string },
): Promise<boolean> {
  const { userId, issuer, subject } = given
  const { numInsertedOrUpdatedRows } = await database.identity
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
  return numInsertedOrUpdatedRows === 1n
}

/** Ends that a provider signs in as an account. False where it is the only way in, or none. */
export async function disconnect(database: Database, userId: string, issuer: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from identity.account a where a."userId" = ${userId} and a."providerId" = ${issuer}
      and exists (select from identity.account other
        where other."userId" = a."userId" and other."providerId" <> a."providerId")`.execute(database.identity)
  return numAffectedRows === 1n
}
