import { afterAll, beforeAll, expect, it } from 'vitest'
import { aTrust, type Trust } from '../../tests/support/factories.ts'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import { aDocument, aPlan } from '../../tests/support/plans.ts'
import type { Database } from '../db/database.ts'
import { scopeOfSystem } from '../db/scope.ts'
import { findPlanBefore } from './plan-before.ts'

let database: Database
let trust: Trust
beforeAll(async () => {
  database = await openTestDatabase()
  trust = await aTrust(database)
})
afterAll(() => database.close())

const draftOf = (year: number, replaces: number | null = null) =>
  aPlan(
    database,
    trust.organisationId,
    trust.people.clinician,
    aDocument({ period: { from: `${year}-01-01`, to: `${year}-12-31` } }),
    replaces,
  )
const before = (planId: number, year: number, replacesPlanId: number | null = null) =>
  database.read(scopeOfSystem(trust.organisationId), (tx) =>
    findPlanBefore(tx, {
      planId,
      replacesPlanId,
      fromOn: `${year}-01-01`,
      assignmentId: trust.people.clinician.assignmentId,
    }),
  )

it('is the plan that is replaced, else the newest that was agreed and begins earlier, else none', async () => {
  const first = await draftOf(2027)
  expect(await before(first, 2027)).toBeNull()
  const second = await draftOf(2028)
  expect(await before(second, 2028)).toBeNull()
  // What was superseded was agreed once.
  await database.asOwner((tx) => tx.updateTable('job_plan').set({ state: 'superseded' }).execute())
  const third = await draftOf(2029)
  expect((await before(third, 2029))?.planId).toBe(second)
  expect((await before(third, 2029, first))?.planId).toBe(first)
  expect((await before(second, 2028))?.planId).toBe(first)
  // The plan for a later year may have been agreed already.
  expect(await before(first, 2027)).toBeNull()
})
