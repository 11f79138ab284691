import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from './database.ts'
import { openEmbedded } from './embedded.ts'

let database: Database
beforeAll(async () => {
  database = await openEmbedded({})
  await database.script('create table invented (number integer)')
})
afterAll(() => database.close())

/** Rows as the planner believes them to be: -1 until somebody has counted. */
const rowsBelieved = () =>
  database.asOwner(async (tx) => {
    const { rows } = await sql<{ reltuples: number }>`
      select reltuples from pg_class where relname = 'invented'`.execute(tx)
    return rows[0]?.reltuples
  })
const add = (many: number) =>
  database.asOwner((tx) => sql`insert into invented select generate_series(1, ${many}::integer)`.execute(tx))

it('gathers statistics itself once a thousand rows have changed, since nothing else does', async () => {
  await add(999)
  expect(await rowsBelieved()).toBe(-1)
  await add(1)
  expect(await rowsBelieved()).toBe(1000)
})

it('lets nobody else on the machine at its files, also where an earlier version did', async () => {
  const folder = mkdtempSync(`${tmpdir()}/concord-closed-`)
  try {
    const modeAfterOpening = async () => {
      await (await openEmbedded({ folder })).close()
      return (statSync(`${folder}/database`).mode & 0o777).toString(8)
    }
    expect(await modeAfterOpening()).toBe('700')
    chmodSync(`${folder}/database`, 0o755)
    expect(await modeAfterOpening()).toBe('700')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
