/** What `concord doctor` asks of the database: each answer is a tick or a sentence that says what to do. */
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { listMigrations } from '../db/migrate.ts'
import type { Config } from '../platform/settings/config.ts'
import { verifyAudit } from '../records/audit-chain.ts'
import { CONSISTENCY_CHECKS, findInconsistencies } from '../records/consistency.ts'
import { checkMode, OtherMode } from '../records/organisation.ts'
import { advice, type Check, well, wrong } from './doctor-check.ts'
import { findMigrations } from './kept-tables.ts'

const OLDEST_SERVER = 15
const SECONDS_APART = 5

/** Looks at the database from its reachability to the last row of its audit record; `mode` is what the settings say it is for. */
export async function* examineDatabase(database: Database, mode: Config['mode']): AsyncGenerator<Check> {
  yield await examineVersion(database)
  yield await examineClock(database)
  const schema = await examineSchema(database)
  yield schema
  // Of another schema the questions below would be the wrong ones.
  if (schema.state === 'wrong') return
  yield await examineMode(database, mode)
  yield await examineRoles(database)
  if (database.kind === 'server') yield await examineLogin(database)
  yield await examineRowSecurity(database)
  yield await examineRecords(database)
  yield await examineAudit(database)
}

async function ask<T>(database: Database, question: string): Promise<T[]> {
  return (await database.asOwner((tx) => sql.raw<T>(question).execute(tx))).rows
}

async function examineVersion(database: Database): Promise<Check> {
  const [{ version } = { version: '' }] = await ask<{ version: string }>(
    database,
    `select current_setting('server_version') as version`,
  )
  if (database.kind === 'embedded') return well('database', 'The embedded database opens.')
  return Number.parseInt(version, 10) >= OLDEST_SERVER
    ? well('database', `The PostgreSQL server answers (${version}).`)
    : wrong('database', `The PostgreSQL server is ${version}: Concord needs ${OLDEST_SERVER} or later. Upgrade it.`)
}

async function examineClock(database: Database): Promise<Check> {
  const [row] = await ask<{ at: Date }>(database, 'select clock_timestamp() as at')
  const seconds = Math.round(Math.abs(Date.now() - (row?.at.getTime() ?? 0)) / 1000)
  return seconds <= SECONDS_APART
    ? well('clock', 'This machine’s clock and the database’s agree.')
    : wrong('clock', `This machine’s clock and the database’s are ${seconds} seconds apart. Set both by a time server.`)
}

async function examineSchema(database: Database): Promise<Check> {
  const applied = await database.asOwner(findMigrations)
  if (!applied) return wrong('schema', 'The database is empty. Start Concord once, or restore a backup.')
  const known = listMigrations()
  const later = applied.filter((name) => !known.includes(name))
  if (later.length > 0)
    return wrong('schema', `The database is of a later version (${later.join(', ')}). Install that version of Concord.`)
  const due = known.filter((name) => !applied.includes(name))
  return due.length === 0
    ? well('schema', `The schema is up to date (${applied.length} migrations).`)
    : wrong('schema', `The schema is ${due.length} behind (${due.join(', ')}). Start this version of Concord once.`)
}

async function examineMode(database: Database, mode: Config['mode']): Promise<Check> {
  try {
    const found = await checkMode(database, mode)
    return well(
      'mode',
      found === 'empty' ? 'The database holds no trust yet.' : `The database is for CONCORD_MODE=${mode}.`,
    )
  } catch (error) {
    if (error instanceof OtherMode) return wrong('mode', error.message)
    throw error
  }
}

type Role = { name: string; powers: string[] }

/** What a role could do past row security: own something, or be let past it. */
const powersOf = (which: string) => `
  select r.rolname as name, array_remove(array[
    case when r.rolsuper then 'is a superuser' end,
    case when r.rolbypassrls then 'bypasses row security' end,
    case when r.rolcreaterole then 'makes roles' end,
    case when exists (select from pg_class c where c.relowner = r.oid)
      or exists (select from pg_proc p where p.proowner = r.oid) then 'owns tables or functions' end
  ], null) as powers
  from pg_roles r where ${which} order by 1`

async function examineRoles(database: Database): Promise<Check> {
  const roles = await ask<Role>(database, powersOf(`r.rolname in ('concord_app', 'concord_identity', 'concord_jobs')`))
  const strong = roles.filter(({ powers }) => powers.length > 0)
  return strong.length === 0
    ? well('roles', `The roles that requests run as own nothing (${roles.map(({ name }) => name).join(', ')}).`)
    : wrong('roles', `${strong.map(sayRole).join('; ')}. Take that from it: row security would not hold.`)
}

const sayRole = ({ name, powers }: Role) => `The role ${name} ${powers.join(' and ')}`

async function examineLogin(database: Database): Promise<Check> {
  const { rows } = await sql<{ login: string }>`select session_user::text as login`.execute(database.identity)
  const login = rows[0]?.login ?? ''
  const [role] = await ask<Role>(database, powersOf(`r.rolname = '${login.replaceAll("'", "''")}'`))
  return role && role.powers.length > 0
    ? advice(
        'login',
        `${sayRole(role)}, and serves requests. Give the product a login that owns nothing, and DATABASE_OWNER_URL: see the guide on running.`,
      )
    : well('login', `The login that serves requests owns nothing (${login}).`)
}

async function examineRowSecurity(database: Database): Promise<Check> {
  const open = await ask<{ name: string }>(
    database,
    `select distinct c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped
      where n.nspname in ('public', 'identity') and c.relkind in ('r', 'p') and not c.relrowsecurity order by 1`,
  )
  return open.length === 0
    ? well('row security', 'Row security is on for every table of an organisation.')
    : wrong('row security', `Row security is off for ${open.map(({ name }) => name).join(', ')}. Turn it on again.`)
}

async function examineRecords(database: Database): Promise<Check> {
  const found = await database.asOwner(findInconsistencies)
  if (found.length === 0) return well('records', `Every record is whole (${CONSISTENCY_CHECKS} kinds of check).`)
  const named = found.slice(0, 5).map(({ object, says }) => `${object}: ${says}`)
  const more = found.length > named.length ? ` And ${found.length - named.length} more.` : ''
  return wrong(
    'records',
    `${named.join('; ')}.${more} Keep this database, and restore the last backup beside it to compare.`,
  )
}

async function examineAudit(database: Database): Promise<Check> {
  const problems: string[] = []
  let rows = 0
  for await (const report of verifyAudit(database)) {
    rows += report.rows
    for (const { sentence } of report.problems) problems.push(`${report.organisation}: ${sentence}`)
  }
  if (problems.length === 0) return well('audit record', `The audit record is whole (${rows} rows).`)
  return wrong('audit record', `${problems.slice(0, 3).join(' ')} Run concord verify-audit for all of it.`)
}
