/** What a migration promises: whole or not at all, and never backwards. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openEmptyDatabase } from './old-schema.ts'

let database: Database
let folder: string
beforeEach(async () => {
  database = await openEmptyDatabase()
  folder = mkdtempSync(join(tmpdir(), 'concord-migrations-'))
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

const add = (name: string, text: string) => writeFileSync(join(folder, name), text)
const run = () => migrate(database, pathToFileURL(`${folder}/`))
const tables = () =>
  database.asOwner(async (tx) => {
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(tx)
    return rows.map(({ name }) => name)
  })
const recorded = () =>
  database.asOwner(async (tx) => {
    const { rows } = await sql<{ name: string }>`select name from schema_migration order by 1`.execute(tx)
    return rows.map(({ name }) => name)
  })

it('leaves nothing of a migration that fails in the middle, and all of those before it', async () => {
  add('0001-first.sql', 'create table first (number integer)')
  add('0002-second.sql', 'create table second (number integer); select 1 / 0; create table third (number integer)')
  await expect(run()).rejects.toThrow(/division by zero/)
  expect(await tables()).toEqual(['first', 'schema_migration'])
  expect(await recorded()).toEqual(['0001-first.sql'])
})

it('goes on where it stopped, once the migration is mended', async () => {
  add('0001-first.sql', 'create table first (number integer)')
  add('0002-second.sql', 'create table second (number integer); select 1 / 0')
  await expect(run()).rejects.toThrow(/division by zero/)
  add('0002-second.sql', 'create table second (number integer)')
  expect(await run()).toEqual(['0002-second.sql'])
})

it('refuses a database of a newer version in a plain sentence, and leaves it alone', async () => {
  add('0001-first.sql', 'create table first (number integer)')
  add('0002-second.sql', 'create table second (number integer)')
  await run()
  rmSync(join(folder, '0002-second.sql'))
  await expect(run()).rejects.toThrow(
    /^This database was made by a newer Concord than this one: it has 0002-second\.sql\. Start the newer Concord again\./,
  )
  expect(await tables()).toEqual(['first', 'schema_migration', 'second'])
})

it('refuses a database that holds tables of something else, and leaves nothing of its own there', async () => {
  await database.script('create table invoices (number integer)')
  add('0001-first.sql', 'create table first (number integer)')
  await expect(run()).rejects.toThrow(/holds something else than Concord \(public\.invoices\)/)
  expect(await tables()).toEqual(['invoices'])
})
