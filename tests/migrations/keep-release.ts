/** Writes the newest old data, brought to today's schema, as the data of today's: see docs/guides/add-a-migration.md. */
import { writeFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Database } from '../../src/db/database.ts'
import { openEmbedded } from '../../src/db/embedded.ts'
import { listMigrations, migrate } from '../../src/db/migrate.ts'
import { becomeOld, isKept, oldSchemas } from './old-schema.ts'

type Table = { oid: number; name: string; columns: string[]; key: string; hasTriggers: boolean; needs: number[] }

const rowsOf = <Row>(database: Database, text: string) =>
  database.asOwner(async (tx) => (await sql.raw<Row>(text).execute(tx)).rows)

const tablesOf = (database: Database) =>
  rowsOf<Table>(
    database,
    `select c.oid::integer as oid, format('%I.%I', n.nspname, c.relname) as name,
        (select array_agg(quote_ident(attname) order by attnum) from pg_attribute
          where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
        (select string_agg(quote_ident(attname), ', ' order by array_position(i.indkey::int2[], attnum)) from pg_index i
          join pg_attribute on attrelid = c.oid and attnum = any (i.indkey) where i.indrelid = c.oid and i.indisprimary) as key,
        exists (select from pg_trigger where tgrelid = c.oid and not tgisinternal) as "hasTriggers",
        array(select confrelid::integer from pg_constraint
          where contype = 'f' and conrelid = c.oid and confrelid <> c.oid) as needs
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and ${isKept('n.nspname', 'c.relname')} order by 2`,
  )

/** Those that others point at come first. */
function inOrder(tables: readonly Table[]): Table[] {
  const sorted: Table[] = []
  while (sorted.length < tables.length) {
    const placed = new Set(sorted.map(({ oid }) => oid))
    const next = tables.filter(({ oid, needs }) => !placed.has(oid) && needs.every((need) => placed.has(need)))
    if (next.length === 0) throw new Error('tables point at each other in a circle')
    sorted.push(...next)
  }
  return sorted
}

async function statementsFor(database: Database, { name, columns, key, hasTriggers }: Table): Promise<string[]> {
  const values = columns.map((column) => `quote_nullable(${column}::text)`).join(', ')
  const rows = await rowsOf<{ text: string }>(
    database,
    `select concat_ws(', ', ${values}) as text from ${name} order by ${key}`,
  )
  if (rows.length === 0) {
    process.stderr.write(`Nothing in ${name}: add rows.\n`)
    return []
  }
  const insert = `insert into ${name} (${columns.join(', ')}) overriding system value values\n${rows.map(({ text }) => `(${text})`).join(',\n')};`
  return hasTriggers
    ? [`alter table ${name} disable trigger user;`, insert, `alter table ${name} enable trigger user;`]
    : [insert]
}

const database = await openEmbedded({})
await becomeOld(database, oldSchemas().at(-1) ?? '')
await migrate(database)
const statements: string[] = []
for (const table of inOrder(await tablesOf(database))) statements.push(...(await statementsFor(database, table)))
const sequences = await rowsOf<{ text: string }>(
  database,
  `select format('select setval(%L, %s);', format('%I.%I', schemaname, sequencename), last_value) as text
     from pg_sequences where last_value is not null and schemaname in ('public', 'identity')`,
)
await database.close()

const number = listMigrations().at(-1)?.slice(0, 4)
const file = new URL(`kept/${number}.sql`, import.meta.url)
const heading =
  '-- Invented people, plans and accounts of a small trust, as the product of this schema left them. See tests/migrations.'
writeFileSync(file, `${[heading, ...statements, ...sequences.map(({ text }) => text)].join('\n')}\n`)
process.stdout.write(`Wrote tests/migrations/kept/${number}.sql\n`)
