import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { listMigrations } from '../../db/migrate.ts'

const LONGEST_MS = 2_000

/** Databases whose schema was found to be today's: it only goes forward while a process runs. */
const upToDate = new WeakSet<Database>()
/** One question at a time: probes must not pile up before a database that does not answer. */
const asked = new WeakMap<Database, Promise<string | null>>()

/** Why no request should be sent here now, or null. */
export function findNotReady(database: Database, longestMs: number = LONGEST_MS): Promise<string | null> {
  const under = asked.get(database) ?? ask(database).finally(() => asked.delete(database))
  asked.set(database, under)
  return within(under, longestMs, 'the database does not answer')
}

async function ask(database: Database): Promise<string | null> {
  try {
    await sql`select 1`.execute(database.identity)
    if (!upToDate.has(database)) {
      const { rows } = await database.asOwner((tx) =>
        sql<{ name: string }>`select name from schema_migration`.execute(tx),
      )
      const there = new Set(rows.map(({ name }) => name))
      if (listMigrations().some((name) => !there.has(name))) return 'the database has an earlier schema'
      upToDate.add(database)
    }
    return null
  } catch {
    return 'the database does not answer'
  }
}

/** The answer, or another once that takes too long. */
export async function within<T>(answer: Promise<T>, milliseconds: number, otherwise: T): Promise<T> {
  const { promise, resolve } = Promise.withResolvers<T>()
  const limit = setTimeout(resolve, milliseconds, otherwise)
  return Promise.race([answer, promise]).finally(() => clearTimeout(limit))
}
