/** The agreement pages, asked by request. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aPerson, aTrust, type PersonName, setAgreer, type Trust, today } from '../../../tests/support/factories.ts'
import { aDocument, aPlan } from '../../../tests/support/plans.ts'
import { type Ask, type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { digestOf } from '../../platform/digest.ts'
import { findPlan, saveDocument } from '../../records/plan.ts'
import { refreshSight } from '../../records/viewer.ts'
import { pathTo } from '../../routes.ts'
import { handlers } from './agreement.handlers.tsx'

let app: TestApp
let trust: Trust
let statements: string[] = []
beforeAll(async () => {
  app = await testApp({ handlers, observe: (sql) => statements.push(sql) })
  trust = await aTrust(app.database)
})
afterAll(() => app.close())

let planId: number
let yearOn = 2026
const documentOf = (year: number) => aDocument({ period: { from: `${year}-01-01`, to: `${year}-12-31` } })
beforeEach(async () => {
  yearOn += 1
  planId = await aPlan(app.database, trust.organisationId, trust.people.clinician, documentOf(yearOn))
})

const ask = (name: PersonName, path: string, form?: Ask['form']) =>
  app.request(path, { as: trust.people[name].personId, ...(form ? { form } : {}) })
const read = async (name: PersonName, path: string) => (await ask(name, path)).text()
const offer = (name: PersonName = 'clinician', version = '1') => ask(name, pathTo('offerPlan', { planId }), { version })
const digestShown = async (name: PersonName) =>
  /name="digest" value="([0-9a-f]{64})"/.exec(await read(name, pathTo('signPlanPage', { planId })))?.[1] ?? ''
const sign = async (name: PersonName) =>
  ask(name, pathTo('signPlan', { planId }), { digest: await digestShown(name), read: 'yes' })
const change = (given: Parameters<typeof aDocument>[0]) =>
  app.database.write(scopeOfSystem(trust.organisationId), async (tx) => {
    const plan = await findPlan(tx, planId)
    if (plan) await saveDocument(tx, plan, { ...plan.document, ...given }, new Date())
  })

/** Statements of a page beyond finding out who asks. */
const countQueries = async (name: PersonName, path: string) => {
  await app.signInAs(trust.people[name].personId)
  statements = []
  const response = await ask(name, path)
  expect(response.status).toBe(200)
  return statements.filter((sql) => !/viewer_facts|identity\.|"identity"|"session"/.test(sql)).length
}

describe('offering', () => {
  it('shows what will be frozen, then freezes it', async () => {
    const shown = await read('clinician', pathTo('offerPlanPage', { planId }))
    expect(shown).toContain('Outpatient clinic')
    expect(shown).toContain('Halve the wait for a first visit')
    expect(shown).toContain('as contracted')
    const response = await offer()
    expect([response.status, response.headers.get('location')]).toEqual([303, pathTo('plan', { planId })])
    expect((await ask('clinician', pathTo('offerPlanPage', { planId }))).status).toBe(409)
  })

  it('says what must be put right first, and refuses the offer', async () => {
    await change({ contracted: { core: 11 } })
    const shown = await read('clinician', pathTo('offerPlanPage', { planId }))
    expect(shown).toContain('Put this right first')
    expect(shown).not.toContain('Offer this plan for signature')
    const response = await offer('clinician', '2')
    expect(response.status).toBe(409)
    expect(await response.text()).toContain('One thing is still missing')
  })

  it('shows a warning before the button, and takes the offer all the same', async () => {
    await change({ contracted: { core: 9 } })
    const shown = await read('clinician', pathTo('offerPlanPage', { planId }))
    expect(shown.indexOf('1 PA a week more than')).toBeGreaterThan(0)
    expect(shown.indexOf('1 PA a week more than')).toBeLessThan(shown.indexOf('Offer this plan for signature'))
    expect((await offer('clinician', '2')).status).toBe(303)
  })

  it('offers what was read and nothing newer', async () => {
    await change({ objectives: [] })
    const response = await offer('clinician', '1')
    expect(response.status).toBe(409)
    expect(await response.text()).toContain('changed while you were reading')
  })

  it('a second press leads to the plan like the first, and offers nothing more', async () => {
    const twice = await Promise.all([1, 2].map(() => offer()))
    expect(twice.map(({ status }) => status)).toEqual([303, 303])
    const offers = await app.database.asOwner((tx) =>
      tx.selectFrom('offered_document').select('offer_number').where('plan_id', '=', planId).execute(),
    )
    expect(offers).toHaveLength(1)
    expect((await offer('clinician', '2')).status).toBe(409)
  })

  it('is for the two sides alone', async () => {
    const path = pathTo('offerPlanPage', { planId })
    expect((await ask('agreer', path)).status).toBe(200)
    expect((await ask('office', path)).status).toBe(403)
    expect((await ask('unitLead', path)).status).toBe(403)
    expect((await ask('outsider', path)).status).toBe(404)
    expect((await app.request(path)).headers.get('location')).toContain('/sign-in')
  })
})

describe('signing', () => {
  it('takes both signatures, over what was shown', async () => {
    await offer()
    expect((await sign('clinician')).status).toBe(303)
    const shown = await read('agreer', pathTo('signPlanPage', { planId }))
    expect(shown).toContain('Signed by Sam clinician')
    expect(shown).toContain('I agree it for the organisation')
    expect((await sign('agreer')).status).toBe(303)
    expect(await read('agreer', pathTo('planHistory', { planId }))).toContain('now: agreed')
  })

  it('shows the kept text, not the live row', async () => {
    await offer()
    await app.database.asOwner((tx) =>
      sql`update offered_document set canonical_text = replace(canonical_text, 'Ward round', 'Kept round')
        where plan_id = ${planId}`.execute(tx),
    )
    expect(await read('agreer', pathTo('signPlanPage', { planId }))).toContain('Kept round')
  })

  it('asks for the tick, and for the plan as it is now', async () => {
    await offer()
    const path = pathTo('signPlan', { planId })
    const unticked = await ask('agreer', path, { digest: await digestShown('agreer') })
    expect(unticked.status).toBe(422)
    expect(await unticked.text()).toContain('href="#read"')
    const other = await ask('agreer', path, { digest: 'f'.repeat(64), read: 'yes' })
    expect(other.status).toBe(409)
    expect(await other.text()).toContain('not the one you were shown')
  })

  it('a second press leads to the plan like the first', async () => {
    await offer()
    const form = { digest: await digestShown('clinician'), read: 'yes' }
    const twice = await Promise.all([1, 2].map(() => ask('clinician', pathTo('signPlan', { planId }), form)))
    expect(twice.map(({ status }) => status)).toEqual([303, 303])
  })

  it('shows what changed since the last offer, line by line', async () => {
    await offer()
    await ask('agreer', pathTo('returnPlan', { planId }), { reason: 'Too few clinics' })
    await change({ objectives: [{ scope: 'personal', text: 'Open a second clinic' }] })
    await offer('clinician', '2')
    const shown = await read('agreer', pathTo('signPlanPage', { planId }))
    expect(shown).toContain('What changed since it was last offered')
    expect(shown).toContain('Open a second clinic: Objective')
    expect(shown).toContain('Halve the wait for a first visit')
  })

  it('does not take defaults for changes since the last plan', async () => {
    await offer()
    await sign('clinician')
    await sign('agreer')
    yearOn += 1
    planId = await aPlan(app.database, trust.organisationId, trust.people.clinician, documentOf(yearOn))
    await offer()
    const shown = await read('clinician', pathTo('signPlanPage', { planId }))
    expect(shown).toContain('What changed since the last plan')
    expect(shown).not.toContain('Working weeks</th>')
    expect(shown).toContain('Starts')
  })
})

describe('returning and withdrawing', () => {
  it('asks why, keeps what was typed, and shows it in the history', async () => {
    await offer()
    const blank = await ask('agreer', pathTo('returnPlan', { planId }), { reason: '  ' })
    expect(blank.status).toBe(422)
    expect(await blank.text()).toContain('Say why')
    const long = await ask('agreer', pathTo('returnPlan', { planId }), { reason: 'x'.repeat(2001) })
    expect(await long.text()).toContain('x'.repeat(2001))
    expect((await ask('agreer', pathTo('returnPlan', { planId }), { reason: 'The clinic has moved' })).status).toBe(303)
    const history = await read('clinician', pathTo('planHistory', { planId }))
    expect(history).toContain('Returned for discussion')
    expect(history).toContain('The clinic has moved')
    expect(history).not.toMatch(/reject/i)
  })

  it('the office may withdraw but not return', async () => {
    expect((await ask('office', pathTo('withdrawPlan', { planId }), { reason: 'Left in May' })).status).toBe(303)
    expect((await ask('office', pathTo('returnPlanPage', { planId }))).status).toBe(403)
  })
})

describe('documents', () => {
  it('prints a draft marked as one, and an agreed plan with its signatures', async () => {
    const draft = await read('clinician', pathTo('planPrint', { planId }))
    expect(draft).toContain('Draft, not agreed')
    await offer()
    await sign('clinician')
    await sign('agreer')
    const agreed = await read('clinician', pathTo('planPrint', { planId }))
    expect(agreed).not.toContain('Draft, not agreed')
    for (const words of [
      'Invented Trust',
      'Every week',
      'Ward round',
      '10 PAs',
      '40 h</td>',
      'Halve the wait for a first visit',
      'Sam clinician',
      'Sam agreer',
      '21 November 2026 at 12:00pm',
    ])
      expect(agreed).toContain(words)
    expect(agreed).toMatch(/<code>[0-9a-f]{64}<\/code>/)
  })

  it('hands out the kept text, whose digest anybody can work out again', async () => {
    const path = pathTo('planAgreement', { planId })
    expect((await ask('clinician', path)).status).toBe(404)
    await offer()
    await sign('clinician')
    const response = await ask('unitLead', path)
    expect(response.headers.get('content-type')).toContain('application/json')
    const body = await response.text()
    const { digest, signatures, agreement } = JSON.parse(body)
    const text = body.slice('{"agreement":'.length, body.indexOf(',"digest":"'))
    expect(digestOf(text)).toBe(digest)
    expect(agreement.format).toBe('concord.agreement/1')
    expect(signatures).toMatchObject([{ side: 'clinician', name: 'Sam clinician', post: 'Consultant', digest }])
    await ask('agreer', pathTo('returnPlan', { planId }), { reason: 'Look again' })
    await offer()
    expect(JSON.parse(await read('clinician', path)).signatures).toEqual([])
  })

  it('prints a plan that was withdrawn as it stood, not as it was once offered', async () => {
    await offer()
    await ask('agreer', pathTo('returnPlan', { planId }), { reason: 'Look again' })
    await change({ objectives: [{ text: 'Open a second clinic' }] })
    await ask('clinician', pathTo('withdrawPlan', { planId }), { reason: 'Leaving in May' })
    expect(await read('clinician', pathTo('planPrint', { planId }))).toContain('Open a second clinic')
  })
})

describe('the team', () => {
  it('lists those whose plans one agrees, with whose move it is', async () => {
    await offer()
    const shown = await read('agreer', pathTo('team'))
    expect(shown).toContain('Sam clinician')
    expect(shown).toContain('You and the clinician')
    expect(shown).not.toContain('Theirs in turn')
    expect(shown).not.toContain('Sam outsider')
  })

  it('shows everyone in line to those above, and filters by the address', async () => {
    await offer()
    const direct = await read('agreersAgreer', pathTo('team'))
    expect(direct).toContain('Start a plan')
    expect(direct).toContain('Theirs in turn (1)')
    expect(direct).not.toContain('Sam clinician')
    const inTurn = await read('agreersAgreer', pathTo('team', {}, { view: 'in-turn', show: 'sign' }))
    expect(inTurn).toContain('Sam clinician')
    const none = await read('agreersAgreer', pathTo('team', {}, { view: 'in-turn', show: 'no-plan' }))
    expect(none).toContain('Nobody matches')
    const found = await read('agreersAgreer', pathTo('team', {}, { q: 'AGREER cardio' }))
    expect(found).not.toContain('Nobody matches')
    expect(await read('agreersAgreer', pathTo('team', {}, { q: '100%' }))).toContain('Nobody matches')
  })

  it('leaves out who has left, and who has no job plan here', async () => {
    const { organisationId, units, people } = trust
    await app.database.write(scopeOfSystem(organisationId), async (tx) => {
      for (const given of [
        { lastName: 'Gone', person: { left_on: '2026-11-20' } },
        { lastName: 'Ended', assignment: { ended_on: '2026-11-20' } },
        { lastName: 'Porter', assignment: { proposed_scope: 'not-clinical' } },
        { lastName: 'Leaving', person: { left_on: '2026-11-21' } },
      ]) {
        const placed = await aPerson(tx, organisationId, { unitId: units.team, group: 'physiotherapist', ...given })
        await setAgreer(tx, organisationId, placed.assignmentId, people.groupLead.personId)
      }
    })
    await refreshSight(app.database, organisationId, today)
    const shown = await read('groupLead', pathTo('team'))
    expect(shown.match(/Gone|Ended|Porter|Leaving/g)).toEqual(['Leaving'])
  })

  it('says what to do when there is nobody', async () => {
    expect(await read('outsider', pathTo('team'))).toContain('Nobody’s job plan is yours to agree.')
  })

  it('shows 50 on a page', async () => {
    const { organisationId, units, people } = trust
    await app.database.write(scopeOfSystem(organisationId), async (tx) => {
      for (let number = 1; number <= 52; number++) {
        const { assignmentId } = await aPerson(tx, organisationId, {
          lastName: `Many${String(number).padStart(2, '0')}`,
          unitId: units.otherTeam,
          group: 'physiotherapist',
        })
        await setAgreer(tx, organisationId, assignmentId, people.auditor.personId)
      }
    })
    await refreshSight(app.database, organisationId, today)
    const first = await read('auditor', pathTo('team'))
    expect(first).toContain('Many50')
    expect(first).not.toContain('Many51')
    const second = await read('auditor', pathTo('team', {}, { page: 2 }))
    expect(second).toContain('Many52')
    expect(second).not.toContain('Many50')
  })
})

it('asks the database the same few things, however much there is', async () => {
  await offer()
  await ask('agreer', pathTo('returnPlan', { planId }), { reason: 'Look again' })
  await offer()
  const paths = [
    pathTo('signPlanPage', { planId }),
    pathTo('planHistory', { planId }),
    pathTo('planPrint', { planId }),
    pathTo('planAgreement', { planId }),
    pathTo('team'),
  ]
  const counts: number[] = []
  for (const path of paths) counts.push(await countQueries('agreer', path))
  expect(counts).toEqual([4, 5, 4, 3, 2])
  const many = Array.from({ length: 40 }, (_, place) => ({ text: `Objective ${place}` }))
  yearOn += 1
  planId = await aPlan(app.database, trust.organisationId, trust.people.clinician, {
    ...documentOf(yearOn),
    objectives: many,
  })
  await offer()
  expect(await countQueries('agreer', pathTo('planPrint', { planId }))).toBe(4)
  expect(await countQueries('auditor', pathTo('team'))).toBe(2)
})
