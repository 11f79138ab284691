import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Database } from './database.ts'

/** Migrations are numbered SQL files, forward only; each is applied once, whole or not at all, and recorded by name. */
// Found from the source and from the built server alike: both lie two folders below the root.
export const migrationsFolder = new URL('../../src/db/migrations/', import.meta.url)

/** Of two servers that start together, one waits here until the other has committed its step. */
const inTurn = "select pg_advisory_xact_lock(hashtext('concord migrations'));"

/** The names of the migrations that this version of the product knows, in order. */
export const listMigrations = (from: URL = migrationsFolder): string[] =>
  readdirSync(from)
    .filter((name) => name.endsWith('.sql'))
    .sort()

/**
 * Applies the migrations that this database has not had yet, in order; returns the names of those that it applied. `only`
 * names those to stop at, for a restore: a backup is loaded into the schema that it was made of.
 */
export async function migrate(
  database: Database,
  from: URL = migrationsFolder,
  only?: readonly string[],
): Promise<string[]> {
  await refuseForeign(database)
  await database.script(
    `${inTurn} create table if not exists schema_migration
      (name text primary key, applied_at timestamptz not null default now())`,
  )
  const known = await database.asOwner(async (tx) => {
    const { rows } = await sql<{ name: string }>`select name from schema_migration`.execute(tx)
    return new Set(rows.map((row) => row.name))
  })
  const ours = listMigrations(from)
  const newer = [...known].filter((name) => name > (ours.at(-1) ?? '')).sort()
  if (newer.length > 0)
    throw new Error(
      `This database was made by a newer Concord than this one: it has ${newer.join(', ')}. Start the newer Concord again. To go back to this one, restore a backup that was made before the upgrade.`,
    )
  const missing = ours.filter((name) => !known.has(name) && (only?.includes(name) ?? true))
  const applied: string[] = []
  // One after the other on purpose: each builds on the one before.
  for (const name of missing) if (await applyOnce(database, name, from)) applied.push(name)
  return applied
}

/** A database that has had no migration holds nothing but what its extensions brought: another application keeps its own. */
async function refuseForeign(database: Database): Promise<void> {
  const found = await database.asOwner(async (tx) => {
    await sql.raw(inTurn).execute(tx)
    const made = await sql<{
      made: boolean
    }>`select to_regclass('public.schema_migration') is not null as made`.execute(tx)
    if (made.rows[0]?.made) {
      const { rows } = await sql`select from public.schema_migration limit 1`.execute(tx)
      if (rows.length > 0) return []
    }
    const { rows } = await sql<{ name: string }>`
      select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('public', 'identity') and c.relkind in ('r', 'p', 'v', 'm', 'f')
         and c.oid is distinct from to_regclass('public.schema_migration')
         and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
       order by 1 limit 5`.execute(tx)
    return rows.map(({ name }) => name)
  })
  if (found.length > 0)
    throw new Error(
      `This database holds something else than Concord (${found.join(', ')}), and Concord shares one with nothing. Make a new, empty database and set DATABASE_URL to it.`,
    )
}

/** False where another server applied it while this one waited: its name is recorded first, and cannot be twice. */
async function applyOnce(database: Database, name: string, from: URL): Promise<boolean> {
  try {
    await database.script(
      `${inTurn} insert into schema_migration (name) values ('${name}'); ${readFileSync(new URL(name, from), 'utf8')}`,
    )
    return true
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'schema_migration_pkey') return false
    throw error
  }
}
