/** Schemas that no release ended with, but that somebody may run: each with rows in what was new, brought to today's. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../src/db/database.ts'
import { listMigrations, migrate } from '../../src/db/migrate.ts'
import { findInconsistencies } from '../../src/records/consistency.ts'
import { becomeOld, isKept, migrationsUpTo, oldSchemas, openEmptyDatabase } from './old-schema.ts'

const [oldest = '', newest = ''] = [oldSchemas()[0], oldSchemas().at(-1)]
const between = listMigrations()
  .map((name) => name.slice(0, 4))
  .filter((number) => number > oldest && number < newest)

/** The newest data that is kept: rows of what was new in between are taken from it, as far as there were columns for them. */
let source: Database
beforeAll(async () => {
  source = await openEmptyDatabase()
  await becomeOld(source, newest)
}, 240_000)
afterAll(() => source.close())

/** Tables of the oldest schema in which rows came in with the newest, and that rows of new tables point at. */
const POINTED_AT = ['identity."user"', 'identity.session']

type Table = { name: string; columns: string; many: number }

const rowsOf = <Row>(database: Database, text: string) =>
  database.asOwner(async (tx) => (await sql.raw<Row>(text).execute(tx)).rows)

/** Those that others point at were made before them, and so have the lower number. */
const tablesOf = (database: Database) =>
  rowsOf<Table>(
    database,
    `select format('%I.%I', n.nspname, c.relname) as name,
        (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
          where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
        (xpath('/row/c/text()', query_to_xml(format('select count(*) as c from %I.%I', n.nspname, c.relname), false, true, '')))[1]::text::integer as many
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and ${isKept('n.nspname', 'c.relname')} order by c.oid`,
  )

it.each(between)(
  'schema %s, with a row in every table, comes to today’s and loses none',
  async (number) => {
    const database = await openEmptyDatabase()
    try {
      await becomeOld(database, oldest)
      await migrate(database, undefined, migrationsUpTo(number))
      for (const { name, columns } of (await tablesOf(database)).filter(
        ({ name, many }) => many === 0 || POINTED_AT.includes(name),
      )) {
        const rows = await rowsOf<{ row: object }>(source, `select to_jsonb(r) as row from ${name} r`)
        await database.asOwner((tx) =>
          sql`insert into ${sql.raw(`${name} (${columns}) overriding system value select ${columns}`)}
          from jsonb_populate_recordset(null::${sql.raw(name)}, ${JSON.stringify(rows.map(({ row }) => row))}::jsonb) on conflict do nothing`.execute(
            tx,
          ),
        )
      }
      const before = await tablesOf(database)
      expect(before.filter(({ many }) => many === 0).map(({ name }) => name)).toEqual([])
      expect([...migrationsUpTo(number), ...(await migrate(database))]).toEqual(listMigrations())
      const after = new Map((await tablesOf(database)).map(({ name, many }) => [name, many]))
      // Sessions and links of an earlier kind may be ended: people sign in again, and ask for another.
      const kept = before.filter(({ name }) => !/session|verification/.test(name))
      expect(kept.filter(({ name, many }) => (after.get(name) ?? 0) < many)).toEqual([])
      expect(await database.asOwner(findInconsistencies)).toEqual([])
    } finally {
      await database.close()
    }
  },
  240_000,
)
