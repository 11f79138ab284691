/**
 * A trust's worth of data on PostgreSQL: 12,000 staff, as many plans and some 180,000 activities, all invented. Made once by the
 * demonstration's own code and kept; a run works on a copy, so that what it saves is gone afterwards.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { migrate } from '../src/db/migrate.ts'
import { openServer } from '../src/db/server.ts'
import { loadDemonstration } from '../src/demonstration/load.ts'
import { fixedClock } from '../src/platform/clock.ts'
import { createIdentity } from '../src/platform/identity/identity-better-auth.ts'
import { asSuperuser } from '../tests/support/as-superuser.ts'
import { withDatabase } from '../tests/support/migrated.ts'
import { BENCH_NOW } from './server.ts'

/** `BENCH_PEOPLE` makes it smaller, to see whether the bench itself runs; the promises are for 12,000. */
export const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 12_000)

/** The server to measure on, by a login that may make databases; `BENCH_DATABASE_URL` names another. */
const serverUrl = process.env.BENCH_DATABASE_URL ?? 'postgres://root@127.0.0.1:5432/postgres'
/** What the product logs in as: it owns nothing, and row security holds it. */
const login = { user: 'concord_bench', password: 'concord-bench' }

export const BENCH_SECRET = 'a secret that is only for the bench, long enough'

export type TrustDatabase = {
  /** As the product logs in. */
  url: string
  /** As the owner of the tables. */
  ownerUrl: string
  drop(): Promise<void>
}

/** A copy of the trust, made first where there is none of today's schema and loader. */
export async function copyOfTrust(): Promise<TrustDatabase> {
  const template = `concord_bench_${stamp()}`
  if (!(await exists(template))) {
    await dropOlder()
    console.log(`Making ${PEOPLE} staff and their plans on PostgreSQL. This happens once and takes some minutes.`)
    const startedAt = performance.now()
    await makeTrust(`${template}_draft`)
    await asSuperuser(serverUrl, [`alter database ${template}_draft rename to ${template}`])
    console.log(`Made in ${((performance.now() - startedAt) / 1000).toFixed(0)} seconds.`)
  }
  return database(`${template}_run`, template)
}

/** An empty migrated database with a trust in it and nobody: for the import. */
export async function emptyTrust(): Promise<TrustDatabase> {
  const made = await database('concord_bench_empty')
  const empty = openServer({ url: made.ownerUrl })
  try {
    await migrate(empty)
    await empty.asOwner((tx) =>
      tx.insertInto('organisation').values({ ods_code: 'ZNM', name: 'Invented Trust', nation: 'england' }).execute(),
    )
    await letIn()
  } finally {
    await empty.close()
  }
  return made
}

async function database(name: string, template?: string): Promise<TrustDatabase> {
  await makeAnew(name, template)
  return {
    url: withDatabase(serverUrl, name, login),
    ownerUrl: withDatabase(serverUrl, name),
    drop: () => drop([name]),
  }
}

async function makeTrust(name: string): Promise<void> {
  await makeAnew(name)
  // No limit of time: this is the owner's work.
  const database = openServer({ url: withDatabase(serverUrl, name), statementSeconds: 600 })
  try {
    await migrate(database)
    await letIn()
    const identity = createIdentity({ database, secret: BENCH_SECRET, url: 'http://127.0.0.1', idleMinutes: 600 })
    const load = { plans: PEOPLE, fullWeeks: true } as const
    await loadDemonstration({ database, identity, clock: fixedClock(BENCH_NOW), people: PEOPLE, load })
  } finally {
    await database.close()
  }
  await asSuperuser(withDatabase(serverUrl, name), ['vacuum analyze'])
}

async function makeAnew(name: string, template?: string): Promise<void> {
  await drop([name])
  await asSuperuser(serverUrl, [`create database ${name}${template ? ` template ${template}` : ''}`])
}

async function drop(names: string[]): Promise<void> {
  await asSuperuser(
    serverUrl,
    names.map((name) => `drop database if exists ${name} with (force)`),
  )
}

const letIn = () =>
  asSuperuser(serverUrl, [
    `do $$ declare r text; begin
    if not exists (select from pg_roles where rolname = '${login.user}') then
      create role ${login.user} login noinherit password '${login.password}';
    end if;
    for r in select rolname from pg_roles where rolname in ('concord_app', 'concord_identity', 'concord_jobs') loop
      execute format('grant %I to ${login.user}', r);
    end loop;
  end $$`,
  ])

/** Changes when the schema or what makes the data does. */
function stamp(): string {
  const hash = createHash('sha256').update(`${BENCH_NOW} ${PEOPLE}`)
  const source = new URL('../src/', import.meta.url)
  const folders = ['db/migrations/', 'demonstration/'].flatMap((folder) =>
    readdirSync(new URL(folder, source)).map((name) => folder + name),
  )
  const records = ['plan', 'agreement', 'insert-rows', 'staff-projection'].map((name) => `records/${name}.ts`)
  for (const name of [...folders.filter((file) => !file.includes('.test.')).sort(), ...records])
    hash.update(name).update(readFileSync(new URL(name, source)))
  return hash.digest('hex').slice(0, 12)
}

async function dropOlder(): Promise<void> {
  const older = await asSuperuser<{ datname: string }>(serverUrl, [
    "select datname from pg_database where datname ~ '^concord_bench_[0-9a-f]{12}(_draft|_run)?$'",
  ])
  await drop(older.map(({ datname }) => datname))
}

const exists = async (name: string) =>
  (await asSuperuser(serverUrl, [`select from pg_database where datname = '${name}'`])).length === 1
