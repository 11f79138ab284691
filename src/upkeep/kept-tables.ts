/** Which tables a backup keeps, asked of the database itself, so that a new table is in the next backup without a line here. */
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** The owner's transaction. */
export type OwnerTx = Parameters<Parameters<Database['asOwner']>[0]>[0]

export type KeptTable = {
  /** As SQL writes it: `public.person`, `identity."user"`. */
  name: string
  columns: { name: string; type: string }[]
}

/**
 * What a restored installation must not have: sessions, and keys of links, end with the machine that gave them out, and the
 * limits on guessing begin anew; a file that waits to be approved is sent again. Invitations are kept, since they say who was
 * invited by whom: restoring ends the keys in them (restore-backup.ts). Jobs lie in a schema of their own and are left out
 * too: see docs/decisions/0017.
 */
export const LEFT_OUT: readonly string[] = [
  'public.schema_migration',
  'identity.session',
  'identity.verification',
  'identity.rate_limit',
  'identity.kept_words',
  'identity.single_sign_on',
  'public.staged_import',
  'public.staged_file',
  'public.staged_line',
]

/** Every table of the product, whether a backup keeps its rows or not; columns that the database works out are not listed. */
export async function listTables(tx: OwnerTx): Promise<KeptTable[]> {
  const { rows } = await sql<KeptTable>`
    select format('%I.%I', n.nspname, c.relname) as name,
      json_agg(json_build_object('name', quote_ident(a.attname), 'type', format_type(a.atttypid, a.atttypmod))
        order by a.attnum) as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where n.nspname in ('public', 'identity') and c.relkind in ('r', 'p') and not c.relispartition
    group by n.nspname, c.relname
    order by n.nspname, c.relname`.execute(tx)
  return rows
}

/** The tables whose rows a backup keeps. */
export const listKeptTables = async (tx: OwnerTx): Promise<KeptTable[]> =>
  (await listTables(tx)).filter(({ name }) => !LEFT_OUT.includes(name))

/** Every sequence of the product's schemas, as SQL writes its name. */
export async function listSequences(tx: OwnerTx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'identity') and c.relkind = 'S'
    order by 1`.execute(tx)
  return rows.map(({ name }) => name)
}

/** The foreign keys of the product's schemas, each with the words that make it again. */
export async function listForeignKeys(tx: OwnerTx): Promise<{ table: string; name: string; definition: string }[]> {
  const { rows } = await sql<{ table: string; name: string; definition: string }>`
    select format('%I.%I', n.nspname, c.relname) as table, quote_ident(k.conname) as name,
      pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'identity') and k.contype = 'f' and k.conparentid = 0
    order by 1, 2`.execute(tx)
  return rows
}

/** The migrations that this database has had, in order; null where it has never been Concord's. */
export async function findMigrations(tx: OwnerTx): Promise<string[] | null> {
  const { rows } = await sql<{
    made: boolean
  }>`select to_regclass('public.schema_migration') is not null as made`.execute(tx)
  if (!rows[0]?.made) return null
  const applied = await sql<{ name: string }>`select name from public.schema_migration order by name`.execute(tx)
  return applied.rows.map(({ name }) => name)
}
