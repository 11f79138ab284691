/** Databases as an earlier version of the product left them: its schema, with invented data of its time. */
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Database } from '../../src/db/database.ts'
import { openEmbedded } from '../../src/db/embedded.ts'
import { listMigrations, migrate } from '../../src/db/migrate.ts'
import { openServer } from '../../src/db/server.ts'
import { asSuperuser } from '../support/as-superuser.ts'
import { roleMakingOwner, testServerUrl, withDatabase } from '../support/migrated.ts'

const data = new URL('kept/', import.meta.url)

/** The schemas that there is data of, each by the number of its last migration. */
export const oldSchemas = (): string[] =>
  readdirSync(data)
    .filter((name) => /^\d{4}\.sql$/.test(name))
    .map((name) => name.slice(0, 4))
    .sort()

/**
 * Whether the rows of a table are kept, as a condition of SQL on its schema and its name. Of the queue what waits in it and
 * what it waits in: the rest is the library's own bookkeeping.
 */
export const isKept = (schema: string, table: string): string =>
  `(${schema} in ('public', 'identity') and ${table} <> 'schema_migration' or ${schema} = 'jobs' and ${table} in ('queue', 'job_common'))`

/** The migrations up to a number. */
export const migrationsUpTo = (number: string): string[] =>
  listMigrations().filter((name) => name.slice(0, 4) <= number)

/** Brings an empty database to an old schema and loads its data. */
export async function becomeOld(database: Database, number: string): Promise<void> {
  await migrate(database, undefined, migrationsUpTo(number))
  await database.script(readFileSync(new URL(`${number}.sql`, data), 'utf8'))
}

/**
 * An empty database: PGlite, or on the server that TEST_DATABASE_URL names one that belongs to a login which is no superuser
 * and may create roles, as the guide asks for.
 */
export async function openEmptyDatabase(): Promise<Database> {
  return testServerUrl ? openEmptyOnServer(testServerUrl) : openEmbedded({})
}

async function openEmptyOnServer(url: string): Promise<Database> {
  const name = `concord_old_${randomBytes(8).toString('hex')}`
  await asSuperuser(url, [`create database ${name} owner ${roleMakingOwner.user}`])
  const database = openServer({ url: withDatabase(url, name, roleMakingOwner), connections: 4 })
  return {
    ...database,
    close: async () => {
      await database.close()
      await asSuperuser(url, [`drop database ${name} with (force)`])
    },
  }
}
