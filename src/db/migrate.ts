import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Database } from './database.ts'

/** Migrations are numbered SQL files, forward only; each is applied once, whole or not at all, and recorded by name. */
// Found from the source and from the built server alike: both lie two folders below the root.
const folder = new URL('../../src/db/migrations/', import.meta.url)

/** Applies the migrations that this database has not had yet, in order; returns their names. */
export async function migrate(database: Database, from: URL = folder): Promise<string[]> {
  await database.script(
    'create table if not exists schema_migration (name text primary key, applied_at timestamptz not null default now())',
  )
  const applied = await database.asOwner(async (tx) => {
    const { rows } = await sql<{ name: string }>`select name from schema_migration`.execute(tx)
    return new Set(rows.map((row) => row.name))
  })
  const missing = readdirSync(from)
    .filter((name) => name.endsWith('.sql') && !applied.has(name))
    .sort()
  for (const name of missing) {
    // One after the other on purpose: each builds on the one before.
    await database.script(
      `${readFileSync(new URL(name, from), 'utf8')}; insert into schema_migration (name) values ('${name}')`,
    )
  }
  return missing
}
