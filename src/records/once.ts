/** Which requests were done already: each key is written down by the transaction that does what was asked, or not at all. */
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'

export type RequestDone = { route: string; sentDigest: string; at: Date; location: string | null }

/** The key of a request: of whose, and by its digest. */
export type OnceKey = { organisationId: number; personId: number; keyDigest: string }

/**
 * Writes a key down as used; false when it is already. Waits for another transaction that holds the same key, and so must
 * be the first statement of the work. After seven days, longer than anybody leaves a page open to send it again, the sweep
 * forgets it; until then it counts.
 */
export async function takeKey(
  tx: Tx,
  { organisationId, personId, keyDigest }: OnceKey,
  { route, sentDigest, at }: Omit<RequestDone, 'location'>,
): Promise<boolean> {
  const { rows } = await sql`
    insert into once_key (organisation_id, key_digest, person_id, route, sent_digest, done_at)
    values (${organisationId}, ${keyDigest}, ${personId}, ${route}, ${sentDigest}, ${at})
    on conflict (organisation_id, key_digest) do nothing
    returning 1`.execute(tx)
  return rows.length > 0
}

/** What was done under a key of this person's, or null: nobody finds another's. */
export async function findDone(tx: Tx, { organisationId, keyDigest }: OnceKey): Promise<RequestDone | null> {
  const row = await tx
    .selectFrom('once_key')
    .select(['route', 'sent_digest', 'done_at', 'location'])
    .where('organisation_id', '=', organisationId)
    .where('key_digest', '=', keyDigest)
    .executeTakeFirst()
  return row ? { route: row.route, sentDigest: row.sent_digest, at: row.done_at, location: row.location } : null
}

/** Keeps where the result was shown, for whoever sends the same again. */
export async function noteLocation(tx: Tx, { organisationId, keyDigest }: OnceKey, location: string): Promise<void> {
  await tx
    .updateTable('once_key')
    .set({ location })
    .where('organisation_id', '=', organisationId)
    .where('key_digest', '=', keyDigest)
    .execute()
}

/** Makes a key usable again, where nothing was done under it after all. */
export async function forgetKey(tx: Tx, { organisationId, keyDigest }: OnceKey): Promise<void> {
  await tx
    .deleteFrom('once_key')
    .where('organisation_id', '=', organisationId)
    .where('key_digest', '=', keyDigest)
    .execute()
}
