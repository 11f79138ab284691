/** The home page and the rule book, asked by request. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  aNonClinician,
  anOrganisation,
  aPerson,
  aRoleGrant,
  aTrust,
  aUnit,
  type PersonName,
  type Trust,
} from '../../../tests/support/factories.ts'
import { aPlan } from '../../../tests/support/plans.ts'
import { type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { CONTRACTS } from '../../domain/contracts/registry.ts'
import { pathTo } from '../../routes.ts'
import { handlers } from './home.handlers.tsx'

let app: TestApp
let trust: Trust
let planId: number
let statements: string[] = []
beforeAll(async () => {
  app = await testApp({ handlers, observe: (sql) => statements.push(sql) })
  trust = await aTrust(app.database)
  planId = await aPlan(app.database, trust.organisationId, trust.people.clinician)
})
afterAll(() => app.close())

const home = async (name: PersonName, path = pathTo('home')) => {
  const response = await app.request(path, { as: trust.people[name].personId })
  expect(response.status).toBe(200)
  return response.text()
}
const move = (state: string) =>
  app.database.asOwner((tx) => tx.updateTable('job_plan').set({ state }).where('plan_id', '=', planId).execute())

it('puts what waits for the viewer first, and leads to the next move', async () => {
  const draft = await home('clinician')
  expect(draft).toContain('Your plan, Consultant')
  expect(draft).toContain('Finish it and offer it')
  expect(draft).toContain('20 days')
  // A draft is the clinician's to finish; the manager is asked once it is offered.
  expect(await home('agreer')).toContain('Nothing waits for you')
  await move('offered')
  expect(await home('agreer')).toContain(`href="${pathTo('signPlanPage', { planId })}"`)
  await move('signed-by-agreer')
  expect(await home('agreer')).toContain('Nothing waits for you')
  expect(await home('clinician')).toContain('Read and sign')
  await move('draft')
})

it('lists one’s own posts, with a way to start a plan', async () => {
  expect(await home('clinician')).toContain('1 April 2026 to 31 March 2027')
  const agreer = await home('agreer')
  expect(agreer).toContain(`href="${pathTo('startPlanPage', { assignmentId: trust.people.agreer.assignmentId })}"`)
  expect(agreer).toContain('1 person in all')
})

it('shows what a role lets one see, as lists', async () => {
  expect(await home('unitLead')).toContain(`href="${pathTo('people', {}, { unit: trust.units.team })}"`)
  expect(await home('groupLead')).toContain(`href="${pathTo('people', {}, { group: 'medical-consultant' })}"`)
  expect(await home('administrator')).toContain(`href="${pathTo('system')}"`)
  expect(await home('clinician')).not.toContain('What you may see')
})

it('fills the page with what a role lets one see, where there is nothing else', async () => {
  const personId = await aNonClinician(app.database, trust, 'auditor')
  const page = await (await app.request(pathTo('home'), { as: personId })).text()
  for (const name of ['people', 'imports', 'audit'] as const) expect(page).toContain(`href="${pathTo(name)}">`)
  expect(page).not.toContain('app-columns')
  expect(await home('auditor')).toContain('app-columns')
})

it('counts for the office alone, and every count leads to its list', async () => {
  const office = await home('office')
  for (const show of ['no-agreer', 'unknown-contract', 'no-plan', 'in-discussion', 'waiting'])
    expect(office).toContain(`href="${pathTo('people', {}, { show })}"`)
  // Nine people, of whom two have somebody to agree their plan and one has a plan.
  expect(office.match(/stats__value">(\d+)/g)?.map((found) => found.replace(/\D+/g, ''))).toEqual([
    '7',
    '0',
    '8',
    '1',
    '0',
    '9',
  ])
  expect(await home('auditor')).not.toContain('Contract not known')
})

it('shows the office of an empty trust its first steps, and no counts', async () => {
  const empty = await anOrganisation(app.database, 'RT3', 'Third Invented Trust', false)
  const { personId } = await app.database.write(scopeOfSystem(empty), async (tx) => {
    const { unitId } = await aUnit(tx, empty, 'Third Invented Trust', null)
    const assignment = { proposed_scope: 'not-clinical' }
    const founder = await aPerson(tx, empty, { lastName: 'Founder', unitId, group: 'pharmacy', assignment })
    await aRoleGrant(tx, empty, founder.personId, 'office', unitId)
    return founder
  })
  const first = await (await app.request(pathTo('home'), { as: personId })).text()
  expect(first).toContain('Nobody with a job plan is here yet')
  expect(first).not.toContain('Everyone has a contract')
  expect(first).not.toContain('stats__value')
  expect(first).toContain(`href="${pathTo('newImportPage')}"`)
  for (const step of ['Set up mail', 'Set up single sign-on', 'Invite people']) expect(first).toContain(step)

  // With the staff record in, the steps stay until somebody else is asked in.
  await app.database.asOwner((tx) =>
    tx.updateTable('assignment').set({ proposed_scope: 'in-scope' }).where('person_id', '=', personId).execute(),
  )
  const second = await (await app.request(pathTo('home'), { as: personId })).text()
  expect(second).toContain('First steps')
  expect(second).toContain('stats__value')
  expect(second).toContain(`href="${pathTo('inviteManyPage')}"`)
  expect(await home('office')).not.toContain('First steps')
})

it('counts each plan of a team in one tile', async () => {
  const values = (page: string) => [...page.matchAll(/stats__value">(\d+)/g)].map(([, value]) => Number(value))
  for (const state of ['draft', 'signed-by-agreer', 'offered', 'in-discussion']) {
    await move(state)
    expect(values(await home('agreer')).filter((value) => value === 1)).toHaveLength(1)
  }
  await move('draft')
})

it('says what to do when there is nothing', async () => {
  const personId = await aNonClinician(app.database, trust)
  const response = await app.request(pathTo('home'), { as: personId })
  expect(await response.text()).toContain('There is nothing here for you yet')
})

it('asks the database five things at most', async () => {
  for (const name of ['clinician', 'agreer', 'office', 'unitLead'] as const) {
    await app.signInAs(trust.people[name].personId)
    statements = []
    await home(name)
    const asked = statements.filter((sql) => !/viewer_facts|identity\.|"identity"|"session"/.test(sql))
    expect(asked.length).toBeGreaterThan(2)
    expect(asked.length).toBeLessThanOrEqual(5)
  }
})

it('shows every value of the rule book with its source, and says what nobody has checked', async () => {
  const rules = await home('clinician', pathTo('ruleBook'))
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  for (const terms of Object.values(CONTRACTS).flat())
    for (const { says, source } of terms.limits) {
      expect(rules).toContain(escaped(says))
      expect(rules).toContain(escaped(source))
    }
  expect(rules).toContain('Nobody has checked this against the document yet')
  expect(rules).toContain('Return for discussion')
  expect(rules).not.toContain('`')
})
