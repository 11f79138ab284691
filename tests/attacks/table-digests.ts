import { sql } from 'kysely'
import type { Database } from '../../src/db/database.ts'

export type Digests = ReadonlyMap<string, string>

/** Says only that somebody knocked: every refusal may write it. */
const KNOCKS = ['identity.rate_limit']
/** Columns that say what was done, of tables whose others say only that somebody was here, or that time went by. */
const COLUMNS: Record<string, string> = {
  'identity.session': 'id, token, "userId", method, "secondFactorAt", "secondFactorDue", "confirmedAt"',
  'jobs.job': 'id, name, data',
}

/**
 * A digest of every row of every table, and of every mail that was asked for, by the table's name; of one organisation's rows
 * alone where it is given.
 */
export async function digestEveryTable(database: Database, organisationId?: number): Promise<Digests> {
  return database.asOwner(async (tx) => {
    const { rows: tables } = await sql<{ name: string; isScoped: boolean }>`
      select format('%I.%I', t.table_schema, t.table_name) as name, c.column_name is not null as "isScoped"
        from information_schema.tables t
        left join information_schema.columns c on c.table_schema = t.table_schema and c.table_name = t.table_name
          and c.column_name = 'organisation_id'
       where (t.table_schema in ('public', 'identity') or t.table_schema = 'jobs' and t.table_name = 'job')
         and t.table_type = 'BASE TABLE' order by 1`.execute(tx)
    const asked = tables
      .filter(({ name }) => !KNOCKS.includes(name))
      .filter(({ isScoped }) => organisationId === undefined || isScoped)
    const parts = asked.map(
      ({ name }) => sql`select ${name}::text as name, md5(coalesce(string_agg(row, ',' order by row), '')) as digest
        from (select md5(row(${sql.raw(COLUMNS[name] ?? 't.*')})::text) as row from ${sql.raw(name)} t
               where ${organisationId === undefined ? sql`true` : sql`organisation_id = ${organisationId}`}) rows`,
    )
    const { rows } = await sql<{ name: string; digest: string }>`${sql.join(parts, sql` union all `)}`.execute(tx)
    return new Map(rows.map(({ name, digest }) => [name.replace('public.', ''), digest]))
  })
}

/** By the names of both: a table that is gone afterwards has changed most of all. */
export const changedTables = (before: Digests, after: Digests): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name))
