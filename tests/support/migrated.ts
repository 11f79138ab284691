/**
 * One migrated database a machine, made again when a migration changes: a snapshot file for PGlite, a template on the
 * server that TEST_DATABASE_URL names. Vitest runs `setup` once before the tests that open a database.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openEmbedded } from '../../src/db/embedded.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openServer } from '../../src/db/server.ts'

const migrations = new URL('../../src/db/migrations/', import.meta.url)
const version = () => {
  const hash = createHash('sha256')
  for (const name of readdirSync(migrations).sort()) hash.update(name).update(readFileSync(new URL(name, migrations)))
  return hash.digest('hex').slice(0, 16)
}

/** The server to test on, as its superuser; without it the tests run on PGlite. */
export const testServerUrl = process.env.TEST_DATABASE_URL
export const snapshotFile = () => join(tmpdir(), `concord-test-${version()}.tar`)
export const templateName = () => `concord_template_${version()}`

type Login = { user: string; password: string }

/** What the product logs in as: no more than the three roles, and none of them unless it asks. */
export const appLogin: Login = { user: 'concord_login', password: 'concord-test' }

/** Owns databases and is no superuser: one makes no roles, as deploy/roles.sql has it, and one may make them. */
export const ownerLogin: Login = { user: 'concord_test_owner', password: 'concord-test' }
export const roleMakingOwner: Login = { user: 'concord_test_role_maker', password: 'concord-test' }

export const withDatabase = (url: string, name: string, login?: Login) => {
  const address = new URL(url)
  address.pathname = `/${name}`
  if (login) Object.assign(address, { username: login.user, password: login.password })
  return address.href
}

/** Makes the snapshot or the template where it is missing. */
export async function setup(): Promise<void> {
  if (testServerUrl) await makeTemplate(testServerUrl)
  else if (!existsSync(snapshotFile())) await makeSnapshot()
}

async function makeSnapshot(): Promise<void> {
  const database = await openEmbedded({})
  try {
    await migrate(database)
    const snapshot = await database.snapshot?.()
    if (!snapshot) throw new Error('only an embedded database has a snapshot')
    // Written beside and renamed, so that another run never reads half a file.
    const draft = `${snapshotFile()}.${process.pid}`
    writeFileSync(draft, await snapshot.bytes())
    renameSync(draft, snapshotFile())
  } finally {
    await database.close()
  }
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query("select pg_advisory_lock(hashtext('concord test template'))")
    const { rowCount } = await client.query('select from pg_database where datname = $1', [templateName()])
    if (!rowCount) await migrateInto(templateName())
    await makeLogins()
  } finally {
    await client.end()
  }

  async function migrateInto(name: string): Promise<void> {
    const draft = `${name}_draft`
    await client.query(`drop database if exists ${draft}`)
    await client.query(`create database ${draft}`)
    const database = openServer({ url: withDatabase(url, draft), connections: 1 })
    await migrate(database).finally(() => database.close())
    await client.query(`alter database ${draft} rename to ${name}`)
  }

  // All of them now, and for good: they belong to the whole server, and tests that run at once would make and drop them under each other.
  async function makeLogins(): Promise<void> {
    const made = [
      { ...appLogin, may: 'noinherit', how: '' },
      { ...ownerLogin, may: 'nocreaterole', how: '' },
      { ...roleMakingOwner, may: 'createrole', how: 'with admin option' },
    ]
    for (const { user, password, may, how } of made)
      await client.query(`do $$ begin
        if not exists (select from pg_roles where rolname = '${user}') then
          create role ${user} login ${may} password '${password}';
        end if;
        grant concord_app, concord_identity, concord_jobs to ${user} ${how};
      end $$`)
  }
}
