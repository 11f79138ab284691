/** The moves on the database: what each leaves behind, and what the database itself refuses. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { aTrust, type PersonName, type Trust } from '../../../tests/support/factories.ts'
import { openTestDatabase } from '../../../tests/support/open-test-database.ts'
import { aDocument, aPlan, scopeOfPerson } from '../../../tests/support/plans.ts'
import type { Database, Tx } from '../../db/database.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { digestOf } from '../../platform/digest.ts'
import { findOffer, insertSignature, listMoves, listSignatures, saveMove } from '../../records/agreement.ts'
import { findPlan, isOverlap, type Plan, saveDocument } from '../../records/plan.ts'
import { moveWithReason } from './move-with-reason.command.ts'
import { offerPlan } from './offer-plan.command.ts'
import type { Mover, Outcome } from './outcome.ts'
import { signPlan } from './sign-plan.command.ts'

let database: Database
let trust: Trust
beforeAll(async () => {
  database = await openTestDatabase()
  trust = await aTrust(database)
})
afterAll(() => database.close())

let planId: number
let yearOn = 2026
beforeEach(async () => {
  // Each test has a year of its own: plans of one post do not overlap.
  yearOn += 1
  planId = await aPlan(database, trust.organisationId, trust.people.clinician, documentOf(yearOn))
})
const documentOf = (year: number, month = '01') =>
  aDocument({ period: { from: `${year}-${month}-01`, to: `${year}-12-31` } })

const at = new Date('2026-11-21T12:00:00Z')
type Work = (tx: Tx, plan: Plan, mover: Mover) => Promise<Outcome>

const as = (name: PersonName, work: Work, id = planId): Promise<Outcome> => {
  const person = trust.people[name]
  return database.write(scopeOfPerson(trust.organisationId, person), async (tx) => {
    const plan = await findPlan(tx, id, { forUpdate: true })
    if (!plan) throw new Error('not in sight')
    return work(tx, plan, { personId: person.personId, fullName: `Sam ${name}`, roles: [], at, event: 'plan.offered' })
  })
}
const see = <T>(work: (tx: Tx) => Promise<T>) => database.read(scopeOfSystem(trust.organisationId), work)
const stateOf = async (id = planId) => (await see((tx) => findPlan(tx, id)))?.state
const digestOnOffer = async (id = planId) => (await see((tx) => findOffer(tx, id)))?.digest ?? ''

const offer: Work = (tx, plan, mover) => offerPlan(tx, plan, mover, { version: plan.version })
const sign =
  (shownDigest: string): Work =>
  (tx, plan, mover) =>
    signPlan(tx, plan, mover, { shownDigest })
const signShown = async (name: PersonName, id = planId) => as(name, sign(await digestOnOffer(id)), id)
const returnIt =
  (reason: string): Work =>
  (tx, plan, mover) =>
    moveWithReason(tx, plan, mover, { move: 'return', reason })

it('is agreed when both have signed, whoever signs first', async () => {
  for (const order of [
    ['clinician', 'agreer'],
    ['agreer', 'clinician'],
  ] as const) {
    expect(await as('clinician', offer)).toEqual({ ok: true })
    expect(await stateOf()).toBe('offered')
    expect(await signShown(order[0])).toEqual({ ok: true })
    expect(await stateOf()).toBe(`signed-by-${order[0]}`)
    expect(await signShown(order[1])).toEqual({ ok: true })
    const plan = await see((tx) => findPlan(tx, planId))
    expect(plan).toMatchObject({ state: 'agreed', nextSide: null, agreedAt: at })
    const signatures = await see((tx) => listSignatures(tx, planId))
    expect(signatures.map(({ side, signedName, signedPost }) => [side, signedName, signedPost]).toSorted()).toEqual([
      ['agreer', 'Sam agreer', 'Consultant'],
      ['clinician', 'Sam clinician', 'Consultant'],
    ])
    yearOn += 1
    planId = await aPlan(database, trust.organisationId, trust.people.clinician, documentOf(yearOn))
  }
})

it('keeps the very text whose digest is signed, and tells the audit record', async () => {
  await as('clinician', offer)
  const kept = await see((tx) => findOffer(tx, planId))
  expect(kept?.digest).toBe(digestOf(kept?.canonicalText ?? ''))
  await signShown('agreer')
  const rows = await see((tx) => tx.selectFrom('audit').selectAll().where('object', '=', `plan ${planId}`).execute())
  expect(rows.map(({ payload }) => payload)).toMatchObject([
    { offerNumber: 1, side: 'clinician', digest: kept?.digest },
    { offerNumber: 1, side: 'agreer', digest: kept?.digest, state: 'signed-by-agreer' },
  ])
})

it('takes a second press as the first, and nothing else as a signature', async () => {
  await as('clinician', offer)
  expect(await signShown('clinician')).toEqual({ ok: true })
  expect(await signShown('clinician')).toEqual({ ok: true })
  expect(await see((tx) => listSignatures(tx, planId))).toHaveLength(1)
  expect(await signShown('agreer')).toEqual({ ok: true })
  expect(await signShown('clinician')).toEqual({ ok: true })
  expect(await see((tx) => listMoves(tx, planId))).toHaveLength(4)
})

it('takes nobody else’s signature for one’s own', async () => {
  await as('clinician', offer)
  await signShown('clinician')
  const shownDigest = await digestOnOffer()
  const asOffice: Work = (tx, plan, mover) =>
    signPlan(tx, plan, { ...mover, personId: trust.people.office.personId }, { shownDigest })
  expect(await as('clinician', asOffice)).toMatchObject({ ok: false, refusal: 'not-yours' })
})

it('two who sign at once both count', async () => {
  await as('clinician', offer)
  const outcomes = await Promise.all([signShown('clinician'), signShown('agreer')])
  expect(outcomes).toEqual([{ ok: true }, { ok: true }])
  expect(await stateOf()).toBe('agreed')
})

it('refuses a signature over what was not shown', async () => {
  await as('clinician', offer)
  expect(await as('agreer', sign('0'.repeat(64)))).toMatchObject({ ok: false, refusal: 'not-what-was-shown' })
  const first = await digestOnOffer()
  await as('agreer', returnIt('The clinic has moved'))
  await as('clinician', async (tx, plan) => {
    await saveDocument(tx, plan, { ...plan.document, objectives: [] }, at)
    return { ok: true }
  })
  await as('clinician', offer)
  expect(await as('agreer', sign(first))).toMatchObject({ ok: false, refusal: 'not-what-was-shown' })
  expect(await stateOf()).toBe('offered')
})

it('refuses whoever is neither side', async () => {
  await as('clinician', offer)
  await expect(signShown('outsider')).rejects.toThrow('not in sight')
  expect(await see((tx) => listSignatures(tx, planId))).toEqual([])
})

it('the database refuses a signature for another, and an agreement with one signature', async () => {
  await as('clinician', offer)
  const forge: Work = async (tx, plan) => {
    const kept = await findOffer(tx, planId)
    if (!kept) throw new Error('nothing on offer')
    await insertSignature(tx, plan, kept, {
      side: 'agreer',
      by: trust.people.agreer.personId,
      name: 'Sam agreer',
      post: null,
      at,
    })
    return { ok: true }
  }
  await expect(as('clinician', forge)).rejects.toThrow(/row-level security/)
  const skip: Work = async (tx, plan, mover) => {
    const move = {
      from: 'offered',
      move: 'sign',
      to: 'agreed',
      who: [],
      needsReason: false,
      freezes: false,
      voidsSignatures: false,
    } as const
    await saveMove(tx, plan, { move, side: 'clinician', by: mover.personId, at }, 1)
    return { ok: true }
  }
  await expect(as('clinician', skip)).rejects.toThrow(/both signatures/)
})

it('what is agreed is neither changed nor moved', async () => {
  await as('clinician', offer)
  await signShown('clinician')
  await signShown('agreer')
  await expect(
    as('clinician', async (tx, plan) => {
      await saveDocument(tx, plan, { ...plan.document, objectives: [] }, at)
      return { ok: true }
    }),
  ).rejects.toThrow(/cannot be changed/)
  expect(await as('agreer', returnIt('Second thoughts'))).toMatchObject({ refusal: 'not-from-here' })
  expect(await as('clinician', offer)).toMatchObject({ refusal: 'not-from-here' })
})

it('offers nothing with a breach left, nor what was changed since it was read', async () => {
  await as('clinician', async (tx, plan) => {
    await saveDocument(tx, plan, { ...plan.document, activities: [] }, at)
    return { ok: true }
  })
  expect(await as('clinician', offer)).toMatchObject({ refusal: 'breaches' })
  await as('clinician', async (tx, plan) => {
    await saveDocument(tx, plan, documentOf(yearOn), at)
    return { ok: true }
  })
  expect(await as('clinician', (tx, plan, mover) => offerPlan(tx, plan, mover, { version: 1 }))).toMatchObject({
    refusal: 'changed-since',
  })
  expect(await stateOf()).toBe('draft')
})

it('a return says why, voids what was signed, and the next offer is signed anew', async () => {
  await as('clinician', offer)
  await signShown('clinician')
  expect(await as('agreer', returnIt('  '))).toMatchObject({ refusal: 'reason-missing' })
  expect(await as('agreer', returnIt(' The clinic has moved '))).toEqual({ ok: true })
  expect(await see((tx) => listMoves(tx, planId))).toMatchObject([
    { move: 'return', side: 'agreer', reason: 'The clinic has moved', toState: 'in-discussion' },
    { move: 'sign' },
    { move: 'offer' },
    { move: 'start' },
  ])
  await as('clinician', offer)
  expect(await signShown('agreer')).toEqual({ ok: true })
  expect(await stateOf()).toBe('signed-by-agreer')
})

it('withdraws with a reason, for good', async () => {
  const withdraw =
    (reason: string): Work =>
    (tx, plan, mover) =>
      moveWithReason(tx, plan, mover, { move: 'withdraw', reason })
  expect(await as('clinician', withdraw(''))).toMatchObject({ refusal: 'reason-missing' })
  expect(await as('clinician', withdraw('Leaving in May'))).toEqual({ ok: true })
  expect(await stateOf()).toBe('withdrawn')
  expect(await as('clinician', offer)).toMatchObject({ refusal: 'not-from-here' })
})

it('a change from the first day replaces the whole plan; from a later day, it ends the one before', async () => {
  const agree = async (id: number) => {
    await as('clinician', offer, id)
    await signShown('clinician', id)
    expect(await signShown('agreer', id)).toEqual({ ok: true })
  }
  await agree(planId)
  const whole = await aPlan(database, trust.organisationId, trust.people.clinician, documentOf(yearOn), planId)
  await agree(whole)
  expect(await stateOf(planId)).toBe('superseded')
  expect((await see((tx) => listMoves(tx, planId)))[0]).toMatchObject({ move: 'supersede', side: 'rules' })
  const fromJuly = await aPlan(database, trust.organisationId, trust.people.clinician, documentOf(yearOn, '07'), whole)
  await agree(fromJuly)
  expect(await stateOf(whole)).toBe('agreed')
  const held = await see((tx) =>
    tx.selectFrom('job_plan').select('holds').where('plan_id', '=', whole).executeTakeFirstOrThrow(),
  )
  expect(held.holds).toBe(`[${yearOn}-01-01,${yearOn}-07-01)`)
})

it('does not agree over another agreed plan', async () => {
  await as('clinician', offer)
  await signShown('clinician')
  await signShown('agreer')
  const other = await aPlan(database, trust.organisationId, trust.people.clinician, documentOf(yearOn, '06'))
  await as('clinician', offer, other)
  await signShown('clinician', other)
  await expect(signShown('agreer', other)).rejects.toSatisfy(isOverlap)
  expect(await stateOf(other)).toBe('signed-by-clinician')
})
