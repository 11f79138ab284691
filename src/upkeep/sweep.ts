/** Takes away what has run out and nobody will ask for again. */
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { log } from '../platform/log.ts'

/** Of each kind so many at a time, so that no statement holds the database for long; the rest waits for the next hour. */
const MOST = 10_000

/** What is swept, each by one statement of sign-in's role; by the machine's clock, as each of them was made. */
const sweeps = (most: number, idleMinutes: number) => ({
  sessions: sql`delete from identity.session where id in (select id from identity.session
    where "expiresAt" < now() or "usedAt" < now() - ${idleMinutes} * interval '1 minute' limit ${most} for update skip locked)`,
  'kept words': sql`delete from identity.kept_words where key_digest in (select key_digest from identity.kept_words
    where expires_at < now() limit ${most} for update skip locked)`,
  'counted tries': sql`delete from identity.rate_limit where key in (select key from identity.rate_limit
    where expire < ${Date.now()} limit ${most} for update skip locked)`,
  'links that ran out': sql`delete from identity.verification where id in (select id from identity.verification
    where "expiresAt" < now() limit ${most} for update skip locked)`,
  // Its role may not lock these; who waits for another sweep finds them gone.
  'ways to a provider': sql`delete from identity.single_sign_on where state_digest in (
    select state_digest from identity.single_sign_on where expires_at < now() limit ${most})`,
  'once keys': sql`select forget_once_keys(${most})`,
  'files that wait': sql`select forget_staged_imports(${most})`,
})

/** Sweeps once. What cannot be swept now is swept the next time. */
export async function sweep(database: Database, idleMinutes = 30, most = MOST): Promise<void> {
  for (const [what, statement] of Object.entries(sweeps(most, idleMinutes)))
    try {
      await statement.execute(database.identity)
    } catch (error) {
      log.warn({ what, error: { name: (error as Error).name } }, 'what has run out was not swept')
    }
}
