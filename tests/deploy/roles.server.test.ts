/** deploy/roles.sql on a real server: what each login can do, and that the product needs no more than it gives. */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withDatabase } from '../support/migrated.ts'
import { type StartedConcord, startConcord } from './start-concord.ts'

const root = new URL('../..', import.meta.url).pathname
const superuser = process.env.TEST_DATABASE_URL ?? ''
const name = `concord_deploy_${randomBytes(8).toString('hex')}`
// The logins are the server's, not the database's: the other suites use this one's password too.
const password = 'concord-test'

const addressFor = (user?: string) => withDatabase(superuser, name, user ? { user, password } : undefined)

/** Runs statements one after the other on a connection of its own, by this login. */
async function runAs(user: string | undefined, ...statements: string[]): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: user === 'server' ? superuser : addressFor(user) })
  await client.connect()
  try {
    let result: pg.QueryResult | undefined
    for (const statement of statements) result = await client.query(statement)
    return result as pg.QueryResult
  } finally {
    await client.end()
  }
}
const runRoles = () =>
  execFileSync(
    'psql',
    [addressFor(), '--no-psqlrc', '--quiet', '--set', 'ON_ERROR_STOP=1', '--file', 'deploy/roles.sql'],
    {
      cwd: root,
      stdio: 'pipe',
    },
  )

let folder: string
let concord: StartedConcord

beforeAll(async () => {
  if (!superuser) throw new Error('set TEST_DATABASE_URL to the address of a PostgreSQL server, as its superuser')
  await runAs('server', `create database ${name}`)
  runRoles()
  await runAs(
    undefined,
    `alter role concord_owner password '${password}'`,
    `alter role concord_login password '${password}'`,
  )
  folder = mkdtempSync(join(tmpdir(), 'concord-roles-'))
  const file = (named: string, content: string) => {
    writeFileSync(join(folder, named), `${content}\n`, { mode: 0o600 })
    return join(folder, named)
  }
  // As deploy/compose.yaml gives them.
  concord = await startConcord(root, {
    CONCORD_DATA: folder,
    DATABASE_URL_FILE: file('database-url', addressFor('concord_login')),
    DATABASE_OWNER_URL_FILE: file('database-owner-url', addressFor('concord_owner')),
    CONCORD_SECRET_FILE: file('session-secret', randomBytes(32).toString('hex')),
  })
})
afterAll(async () => {
  await concord?.stop()
  await runAs('server', `drop database ${name} with (force)`)
  rmSync(folder, { recursive: true })
})

test('the owner makes the schema without the right to create roles, and the product serves by the login', async () => {
  const { rows } = await runAs(
    undefined,
    "select rolcreaterole, rolsuper, rolcreatedb, rolbypassrls from pg_roles where rolname in ('concord_owner', 'concord_login')",
  )
  expect(rows).toEqual(
    Array(2).fill({ rolcreaterole: false, rolsuper: false, rolcreatedb: false, rolbypassrls: false }),
  )
  const ask = (path: string) => fetch(`http://localhost:${concord.port}${path}`)
  expect(await (await ask('/readyz')).text()).toBe('ready\n')
  expect(await (await ask('/sign-in')).text()).toContain('Sign in')
  expect(concord.output()).not.toContain('/first-run/')
  const link = new URL(readFileSync(join(folder, 'first-run-link'), 'utf8').trim()).pathname
  const answer = await ask(link)
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('<form')])
})

test('everything belongs to the owner, and nothing to the login or to what it becomes', async () => {
  const { rows } = await runAs(
    undefined,
    `select distinct pg_get_userbyid(relowner) as owner from pg_class join pg_namespace n on n.oid = relnamespace
      where nspname in ('public', 'identity', 'jobs')
     union select pg_get_userbyid(nspowner) from pg_namespace where nspname in ('public', 'identity', 'jobs')
     union select pg_get_userbyid(datdba) from pg_database where datname = current_database()`,
  )
  expect(rows).toEqual([{ owner: 'concord_owner' }])
})

const refused: [what: string, statements: string[]][] = [
  ['make a table', ['create table public.mine (a int)']],
  ['make a table for itself alone', ['create temporary table mine (a int)']],
  ['make a schema', ['create schema mine']],
  ['make a role', ['create role mine']],
  ['make a database', ['create database mine']],
  ['make an extension', ['create extension citext with schema public']],
  ['drop a table', ['drop table public.organisation']],
  ['drop the schema', ['drop schema identity cascade']],
  ['change a table', ['alter table public.organisation add column mine int']],
  ['turn row security off', ['alter table public.person disable row level security']],
  [
    'drop a policy',
    ['drop policy if exists mine on public.person', 'alter table public.person no force row level security'],
  ],
  ['read a table as it stands', ['select * from public.person']],
  ['read accounts as it stands', ['select * from identity.user']],
  ['read the queue as it stands', ['select * from jobs.job']],
  ['read what migrations there are', ['select * from public.schema_migration']],
  ['become the owner', ['set role concord_owner']],
  ['become the owner from a role of requests', ['set role concord_app', 'set role concord_owner']],
  ['go back to the owner', ['set role concord_app', 'reset role', 'select * from public.person']],
  ['become the superuser', ['set session authorization default', 'set role pg_read_all_data']],
  ['make itself more', ['alter role concord_login superuser']],
  ['give itself the owner', ['grant concord_owner to concord_login']],
  ['read files of the server', ["select pg_read_file('/etc/passwd')"]],
  ['run a program on the server', ["copy (select 1) to program 'true'"]],
  ['write the audit record as requests do', ['set role concord_app', 'update public.audit set event = event']],
  ['read accounts as requests do', ['set role concord_app', 'select * from identity.user']],
  ['read people as sign-in does', ['set role concord_identity', 'select * from public.assignment']],
  ['read people as the queue does', ['set role concord_jobs', 'select * from public.person']],
]
test.each(refused)('the login cannot %s', async (_, statements) => {
  await expect(runAs('concord_login', ...statements)).rejects.toMatchObject({ code: '42501' })
})

test('row security shows the login nothing without a scope, also with row security off for the session', async () => {
  await runAs(
    'concord_owner',
    `insert into public.organisation (ods_code, name, nation, is_demonstration) values ('RX1', 'Invented Trust', 'england', false)`,
  )
  const asApp = (...statements: string[]) => runAs('concord_login', 'set role concord_app', ...statements)
  expect((await asApp('select * from public.organisation')).rows).toEqual([])
  expect((await asApp('select * from public.assignment')).rows).toEqual([])
  await expect(asApp('set row_security = off', 'select * from public.organisation')).rejects.toMatchObject({
    code: '42501',
  })
})

test('nobody else comes in', async () => {
  const { rows } = await runAs(
    undefined,
    `select has_database_privilege('concord_jobs', current_database(), 'connect') as jobs, exists (
       select from pg_database, aclexplode(datacl) where datname = current_database() and grantee = 0) as anybody`,
  )
  expect(rows).toEqual([{ jobs: false, anybody: false }])
})

test('run again, it changes nothing', async () => {
  const state = async () =>
    (
      await runAs(
        undefined,
        `select jsonb_agg(to_jsonb(r) - 'oid' order by rolname) as roles, (select datacl::text from pg_database where datname = current_database()) as acl,
         (select nspacl::text from pg_namespace where nspname = 'public') as schema from pg_roles r where rolname like 'concord\\_%'`,
      )
    ).rows
  const before = await state()
  runRoles()
  expect(await state()).toEqual(before)
  expect(await (await fetch(`http://localhost:${concord.port}/readyz`)).text()).toBe('ready\n')
})
