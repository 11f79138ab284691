import { afterAll, beforeAll, expect, it } from 'vitest'
import { aTrust, type Trust } from '../../tests/support/factories.ts'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import type { Database } from '../db/database.ts'
import { scopeOfSystem } from '../db/scope.ts'
import { listSiteNames } from './sites.ts'

let database: Database
let trust: Trust
beforeAll(async () => {
  database = await openTestDatabase()
  trust = await aTrust(database)
})
afterAll(() => database.close())

it('names sites by their codes, and places without a code by their names', async () => {
  const scope = scopeOfSystem(trust.organisationId)
  const place = (code: string, name: string, site_code: string | null, ended_on: string | null = null) => ({
    organisation_id: trust.organisationId,
    code,
    name,
    site_code,
    ended_on,
  })
  await database.write(scope, (tx) =>
    tx
      .insertInto('location')
      .values([
        place('1', 'Old name of the hospital', 'ZNM01', '2020-01-01'),
        place('2', 'Northmoor General Hospital', 'ZNM01'),
        place('3', 'Closed clinic', 'ZNM02', '2020-01-01'),
        place('4', 'Harbour Street', ' '),
        place('5', 'Moor Lane', null),
      ])
      .execute(),
  )
  expect(await database.read(scope, listSiteNames)).toEqual({
    ZNM01: 'Northmoor General Hospital',
    ZNM02: 'Closed clinic',
    'Harbour Street': 'Harbour Street',
    'Moor Lane': 'Moor Lane',
  })
})
