/** Takes away what has run out and nobody will ask for again. */
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { log } from '../platform/log.ts'

/** Of each kind so many at a time, so that no statement holds the database for long: others come between. */
const MOST = 10_000

/** What is swept, each by one statement of sign-in's role. Sign-in goes by the machine's clock, and so do these; what the functions
 * forget, by the database's. A stopped clock, which a demonstration may have, gives links that are swept early. */
const sweeps = (most: number, idleMinutes: number, now: Date) => ({
  sessions: sql`delete from identity.session where id in (select id from identity.session
    where "expiresAt" < ${now} or "usedAt" < ${new Date(now.getTime() - idleMinutes * 60_000)} limit ${most} for update skip locked)`,
  'kept words': sql`delete from identity.kept_words where key_digest in (select key_digest from identity.kept_words
    where expires_at < ${now} limit ${most} for update skip locked)`,
  'counted tries': sql`delete from identity.rate_limit where key in (select key from identity.rate_limit
    where expire < ${now.getTime()} limit ${most} for update skip locked)`,
  'links that ran out': sql`delete from identity.verification where id in (select id from identity.verification
    where "expiresAt" < ${now} limit ${most} for update skip locked)`,
  // Its role may not lock these; who waits for another sweep finds them gone.
  'ways to a provider': sql`delete from identity.single_sign_on where state_digest in (
    select state_digest from identity.single_sign_on where expires_at < ${now} limit ${most})`,
  'once keys': sql`select forget_once_keys(${most}) as gone`,
  'files that wait': sql`select forget_staged_imports(${most}) as gone`,
})

/**
 * Sweeps once, to the end: nothing else takes away what has run out, and who reads it looks at its time. What cannot be swept
 * now is swept the next time.
 */
export async function sweep(database: Database, idleMinutes: number, most = MOST): Promise<void> {
  for (const [what, statement] of Object.entries(sweeps(most, idleMinutes, new Date())))
    try {
      while ((await goneBy(statement, database)) >= most);
    } catch (error) {
      log.warn({ what, error: { name: (error as Error).name } }, 'what has run out was not swept')
    }
}

/** How many rows went: a function says so in its answer. */
async function goneBy(statement: RawBuilder<unknown>, database: Database): Promise<number> {
  const { rows, numAffectedRows } = await statement.execute(database.identity)
  const [said] = rows as { gone?: number }[]
  return said?.gone ?? Number(numAffectedRows ?? 0)
}
