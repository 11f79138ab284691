import { afterAll, beforeAll, expect, it } from 'vitest'
import { aTrust, type Trust } from '../../tests/support/factories.ts'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import { aDocument, aPlan, scopeOfPerson } from '../../tests/support/plans.ts'
import type { Database, Tx } from '../db/database.ts'
import type { PlanChange } from '../domain/job-plan/change.ts'
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

it('days that another plan has are refused, however the change that asks for them is made', async () => {
  const planId = await planFor('2030-01-01', '2030-12-31')
  expect(await move(planId, '2030-01-01', '2030-06-30')).toMatchObject({ ok: true })
  const other = await planFor('2030-07-01', '2030-12-31')
  const refusal = { why: 'overlap', overlap: expect.objectContaining({ planId: other }) }
  expect(await move(planId, '2030-01-01', '2030-07-01')).toEqual({ ok: false, refused: refusal })
  const undo = withPlan(planId, (tx, plan, by) => undoNewestChange(tx, plan, { by, at }))
  expect(await undo).toEqual({ ok: false, refused: refusal })
  expect(await move(planId, '2030-02-01', '2030-06-30')).toMatchObject({ ok: true })
})

const changeAs = (planId: number, name: 'clinician' | 'agreer', title: string | undefined) =>
  database.write(scopeOfPerson(trust.organisationId, trust.people[name]), async (tx) => {
    const plan = await findPlan(tx, planId, { forUpdate: true })
    if (!plan) throw new Error('not in sight')
    const by = trust.people[name].personId
    if (title === undefined) return undoNewestChange(tx, plan, { by, at })
    const [activity] = plan.document.activities ?? []
    if (!activity) throw new Error('nothing to change')
    const change: PlanChange = { kind: 'put-activity', activity: { ...activity, title } }
    return saveChange(tx, plan, { change, madeOn: plan.version, by, at })
  })
const undoAs = (planId: number, name: 'clinician' | 'agreer') => changeAs(planId, name, undefined)
const titleNow = async (planId: number) =>
  (await withPlan(planId, async (_, { document }) => document)).activities?.[0]?.title

it('undo takes back one’s own change and nobody else’s', async () => {
  const planId = await planFor('2031-01-01', '2031-12-31')
  await changeAs(planId, 'clinician', 'Mine')
  expect(await undoAs(planId, 'agreer')).toBeNull()
  await changeAs(planId, 'agreer', 'Theirs')
  expect(await undoAs(planId, 'clinician')).toMatchObject({
    ok: false,
    refused: { why: 'conflict', changedBy: 'Sam agreer' },
  })
  expect(await titleNow(planId)).toBe('Theirs')
})

it('what was taken back stands in nobody’s way', async () => {
  const planId = await planFor('2032-01-01', '2032-12-31')
  await changeAs(planId, 'clinician', 'First')
  await changeAs(planId, 'clinician', 'Second')
  await changeAs(planId, 'agreer', 'Theirs')
  expect(await undoAs(planId, 'agreer')).toMatchObject({ ok: true })
  expect(await undoAs(planId, 'clinician')).toMatchObject({ ok: true })
  expect(await titleNow(planId)).toBe('First')
  expect(await undoAs(planId, 'clinician')).toMatchObject({ ok: true })
  expect(await titleNow(planId)).toBe('Outpatient clinic')
})

it('taking back what somebody was looking at is a change to it', async () => {
  const planId = await planFor('2033-01-01', '2033-12-31')
  await changeAs(planId, 'clinician', 'First')
  const madeOn = await withPlan(planId, async (_, { version }) => version)
  await undoAs(planId, 'clinician')
  const saved = await withPlan(planId, (tx, plan, by) => {
    const [activity] = plan.document.activities ?? []
    if (!activity) throw new Error('nothing to change')
    return saveChange(tx, plan, {
      change: { kind: 'put-activity', activity: { ...activity, title: 'Second' } },
      madeOn,
      by,
      at,
    })
  })
  expect(saved).toMatchObject({ ok: false, refused: { why: 'conflict' } })
})
