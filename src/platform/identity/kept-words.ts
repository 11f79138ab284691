import type { Kysely } from 'kysely'
import type { IdentityTables } from './identity-tables.ts'
import { digestOfKey, newKey } from './one-time-key.ts'
import { createSeal } from './sealed.ts'

const minutes = 60

/** How many each person has at most: the oldest make room. */
const most = 5

/** What somebody was saving when their session ended, kept for an hour, for them alone. */
export type KeptWords = {
  /** Keeps the text and answers with the key to it. */
  keep(userId: string, text: string): Promise<string>
  /** The text under a key, or null: not there, too old, or somebody else's. */
  find(userId: string, key: string): Promise<string | null>
}

/** The text is sealed for its person; the key is not, since it opens nothing to anybody else. */
export function createKeptWords(database: { identity: Kysely<IdentityTables> }, secret: string): KeptWords {
  const { identity } = database
  const seal = createSeal(secret, 'kept words')
  return {
    keep: async (userId, text) => {
      const { key, digest } = newKey()
      await identity
        .deleteFrom('identity.kept_words')
        .where('key_digest', 'in', (from) =>
          from
            .selectFrom('identity.kept_words')
            .select('key_digest')
            .where('user_id', '=', userId)
            .orderBy('expires_at', 'desc')
            .offset(most - 1),
        )
        .execute()
      await identity
        .insertInto('identity.kept_words')
        .values({
          key_digest: digest,
          user_id: userId,
          sealed: seal.seal(text, userId),
          expires_at: new Date(Date.now() + minutes * 60_000),
        })
        .execute()
      return key
    },
    find: async (userId, key) => {
      const kept = await identity
        .selectFrom('identity.kept_words')
        .select('sealed')
        .where('key_digest', '=', digestOfKey(key))
        .where('user_id', '=', userId)
        .where('expires_at', '>', new Date())
        .executeTakeFirst()
      return kept ? seal.open(kept.sealed, userId) : null
    },
  }
}
