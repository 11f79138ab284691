import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import type { IdentityTables } from '../platform/identity/identity-tables.ts'
import { digestOfKey, newKey } from '../platform/identity/one-time-key.ts'

const minutes = 30
const identifierOf = (userId: string) => `password-reset:${userId}`

/** Makes the key of a link that resets an account's password, once and within half an hour; only its digest is kept. */
export async function makeResetKey(
  tx: Kysely<IdentityTables>,
  userId: string,
  at: Date,
): Promise<{ key: string; expiresAt: Date }> {
  const { key, digest } = newKey()
  const expiresAt = new Date(at.getTime() + minutes * 60_000)
  await tx
    .insertInto('identity.verification')
    .values({ id: digest, identifier: identifierOf(userId), value: userId, expiresAt, createdAt: at, updatedAt: at })
    .execute()
  return { key, expiresAt }
}

/** The account that a reset link is for, or null: made up, used or too old. */
export async function findResetOf(
  tx: Pick<Kysely<IdentityTables>, 'selectFrom'>,
  key: string,
  at: Date,
): Promise<string | null> {
  const found = await tx
    .selectFrom('identity.verification')
    .select(['value', 'identifier'])
    .where('id', '=', digestOfKey(key))
    .where('expiresAt', '>', at)
    .executeTakeFirst()
  return found && found.identifier === identifierOf(found.value) ? found.value : null
}

/**
 * Sets a new password by a reset link: the link and every other are used up, and every session of the account ends, all
 * together. False where the link does not work, also when it was used in the same moment.
 */
export async function resetPassword(
  database: Database,
  given: { key: string; passwordHash: string; at: Date; tell?: (tx: Kysely<IdentityTables>) => Promise<void> },
): Promise<boolean> {
  return database.asSignIn(async (tx) => {
    const userId = await findResetOf(tx, given.key, given.at)
    if (!userId) return false
    const used = await tx
      .deleteFrom('identity.verification')
      .where('id', '=', digestOfKey(given.key))
      .executeTakeFirst()
    if (used.numDeletedRows !== 1n) return false
    await setPasswordHash(tx, userId, given.passwordHash, given.at)
    await given.tell?.(tx)
    return true
  })
}

/**
 * Keeps an account's new password; the account has one from now on where it had none. What was begun under the old one ends
 * with it: every session but the one that is kept, links to choose another, and a second factor that was shown and never
 * confirmed, which whoever knew the old password may have seen. The password comes first: a sign-in that is under way with
 * the old one then waits for this transaction, and finds the new one (`startSession`).
 */
export async function setPasswordHash(
  tx: Kysely<IdentityTables>,
  userId: string,
  password: string,
  at: Date,
  keptSessionId?: string,
): Promise<void> {
  await tx
    .insertInto('identity.account')
    .values({
      id: `credential:${userId}`,
      accountId: userId,
      providerId: 'credential',
      userId,
      password,
      createdAt: at,
      updatedAt: at,
    })
    .onConflict((conflict) => conflict.columns(['providerId', 'accountId']).doUpdateSet({ password, updatedAt: at }))
    .execute()
  await tx
    .deleteFrom('identity.session')
    .where('userId', '=', userId)
    .$if(keptSessionId !== undefined, (others) => others.where('id', '!=', keptSessionId ?? ''))
    .execute()
  await tx.deleteFrom('identity.verification').where('identifier', '=', identifierOf(userId)).execute()
  await tx
    .deleteFrom('identity.second_factor')
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is', null)
    .execute()
}
