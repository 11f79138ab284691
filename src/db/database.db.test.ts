import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aTrust, type Trust } from '../../tests/support/factories.ts'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import type { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { scopeOfSystem } from './scope.ts'

let database: Database
let trust: Trust
beforeEach(async () => {
  database = await openTestDatabase()
  trust = await aTrust(database)
})
afterEach(() => database.close())

const nameOfUnit = (unitId: number) =>
  database.read(scopeOfSystem(trust.organisationId), (tx) =>
    tx.selectFrom('unit').select('name').where('unit_id', '=', unitId).executeTakeFirst(),
  )

describe('a write', () => {
  const rename = (name: string, then: () => void = () => {}) =>
    database.write(scopeOfSystem(trust.organisationId), async (tx) => {
      await tx.updateTable('unit').set({ name }).where('unit_id', '=', trust.units.team).execute()
      then()
    })

  it('keeps all of its work', async () => {
    await rename('Heart services')
    expect(await nameOfUnit(trust.units.team)).toEqual({ name: 'Heart services' })
  })
  it('keeps none of it when it throws', async () => {
    const failing = rename('Lost', () => {
      throw new Error('stop here')
    })
    await expect(failing).rejects.toThrow('stop here')
    expect(await nameOfUnit(trust.units.team)).toEqual({ name: 'Cardiology' })
  })
  it('cannot open a second transaction inside itself', async () => {
    const nested = database.write(scopeOfSystem(trust.organisationId), (tx) => tx.transaction().execute(async () => {}))
    await expect(nested).rejects.toThrow('inside a transaction already')
  })
})

it('a read cannot write', async () => {
  const writing = database.read(scopeOfSystem(trust.organisationId), (tx) =>
    tx.updateTable('unit').set({ name: 'x' }).execute(),
  )
  await expect(writing).rejects.toThrow(/read-only/)
})

it('many at once each see with their own eyes', async () => {
  const organisations = [trust.organisationId, trust.elsewhere.organisationId]
  const seen = await Promise.all(
    Array.from({ length: 20 }, (_, index) => {
      const organisationId = organisations[index % 2] as number
      return database.read(scopeOfSystem(organisationId), async (tx) => {
        const first = await sql<{ o: number }>`select my_organisation() as o`.execute(tx)
        const rows = await tx.selectFrom('assignment').select('organisation_id').execute()
        return {
          asked: organisationId,
          got: first.rows[0]?.o,
          rows: [...new Set(rows.map((row) => row.organisation_id))],
        }
      })
    }),
  )
  for (const { asked, got, rows } of seen) {
    expect(got).toBe(asked)
    expect(rows).toEqual([asked])
  }
})

it('a transaction leaves no settings behind', async () => {
  await nameOfUnit(trust.units.team)
  const { rows } = await database.asOwner((tx) =>
    sql<{
      person: string
      organisation: string
    }>`select coalesce(current_setting('concord.person', true), '') as person,
      coalesce(current_setting('concord.organisation', true), '') as organisation`.execute(tx),
  )
  expect(rows).toEqual([{ person: '', organisation: '' }])
})

it('names with quotes and brackets cannot leave their setting', async () => {
  const hostile = `x'; reset role; --"{}\\`
  const { rows } = await database.read({ ...scopeOfSystem(trust.organisationId), groups: [hostile] }, (tx) =>
    sql<{ groups: string[]; role: string }>`select my_groups() as groups, current_user::text as role`.execute(tx),
  )
  expect(rows).toEqual([{ groups: [hostile], role: 'concord_app' }])
})

it('of two that migrate at once, each migration is applied by one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'concord-migrations-'))
  writeFileSync(join(folder, '9001-invented.sql'), 'create table invented (number integer)')
  writeFileSync(join(folder, '9002-invented.sql'), 'alter table invented add column name text')
  const from = pathToFileURL(`${folder}/`)
  const applied = await Promise.all([migrate(database, from), migrate(database, from)])
  rmSync(folder, { recursive: true })
  expect(applied.flat().sort()).toEqual(['9001-invented.sql', '9002-invented.sql'])
})

it('migrations that were applied are not applied again', async () => {
  expect(await migrate(database)).toEqual([])
})
