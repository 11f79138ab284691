import { afterAll, beforeAll, expect, it } from 'vitest'
import { aTrust, type Trust } from '../../tests/support/factories.ts'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import { aDocument, aPlan, scopeOfPerson } from '../../tests/support/plans.ts'
import type { Database, Tx } from '../db/database.ts'
import { findPlan, type Plan } from './plan.ts'
import { saveChange, undoNewestChange } from './plan-change.ts'

let database: Database
let trust: Trust
beforeAll(async () => {
  database = await openTestDatabase()
  trust = await aTrust(database)
})
afterAll(() => database.close())

const at = new Date('2026-11-21T12:00:00Z')
const planFor = (from: string, to: string) =>
  aPlan(database, trust.organisationId, trust.people.clinician, aDocument({ period: { from, to } }))
const withPlan = <T>(planId: number, work: (tx: Tx, plan: Plan, by: number) => Promise<T>) =>
  database.write(scopeOfPerson(trust.organisationId, trust.people.clinician), async (tx) => {
    const plan = await findPlan(tx, planId, { forUpdate: true })
    if (!plan) throw new Error('not in sight')
    return work(tx, plan, trust.people.clinician.personId)
  })
const move = (planId: number, from: string, to: string) =>
  withPlan(planId, (tx, plan, by) =>
    saveChange(tx, plan, {
      change: { kind: 'batch', changes: [{ kind: 'set-terms', terms: { period: { from, to } } }] },
      madeOn: plan.version,
      by,
      at,
    }),
  )
const refusal = { why: 'invalid', errors: [{ path: 'period.from', message: expect.stringContaining('another plan') }] }

it('days that another plan has are refused, however the change that asks for them is made', async () => {
  const planId = await planFor('2030-01-01', '2030-12-31')
  expect(await move(planId, '2030-01-01', '2030-06-30')).toMatchObject({ ok: true })
  await planFor('2030-07-01', '2030-12-31')
  expect(await move(planId, '2030-01-01', '2030-07-01')).toEqual({ ok: false, refused: refusal })
  const undo = withPlan(planId, (tx, plan, by) => undoNewestChange(tx, plan, { by, at }))
  expect(await undo).toEqual({ ok: false, refused: refusal })
  expect(await move(planId, '2030-02-01', '2030-06-30')).toMatchObject({ ok: true })
})
