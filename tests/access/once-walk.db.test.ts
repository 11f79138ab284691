/**
 * Every route that changes something, pressed twice in the same moment with one key, on two servers that know of each
 * other nothing but the database: both answer alike, and what was asked is done once. A new route is walked as it stands,
 * with an empty form; give it words below that it takes.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { generalActions, objectActions } from '../../src/domain/access/access.ts'
import { freezeDocument } from '../../src/records/frozen-document.ts'
import { type Route, type RouteName, routes } from '../../src/routes.ts'
import { addressOf } from '../support/address-of.ts'
import { aTrust, type PersonName, type Trust, today } from '../support/factories.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { aPlan, documentOfAllParts, wordsOfParts } from '../support/plans.ts'
import { type TestApp, testApp } from '../support/test-app.ts'

type Words = Record<string, string | readonly string[]>
type Press = { as: PersonName; words: Words; state?: 'offered' }

let servers: TestApp[]
let trust: Trust
let planId: number
let grantId: number
let presses = 0

beforeAll(async () => {
  const database = await openTestDatabase()
  servers = [await testApp({ database }), await testApp({ database: { ...database } })]
  trust = await aTrust(database)
})
afterAll(() => first().close())
const first = () => servers[0] as TestApp

beforeEach(async () => {
  const { database } = first()
  const { organisationId, people } = trust
  await database.asOwner(async (tx) => {
    await tx.deleteFrom('job_plan').execute()
    grantId = (
      await tx.selectFrom('role_grant').select('grant_id').where('role', '=', 'unit-lead').executeTakeFirstOrThrow()
    ).grant_id
    await tx.updateTable('role_grant').set({ ended_on: null }).execute()
  })
  planId = await aPlan(database, organisationId, people.clinician, documentOfAllParts)
})

const { digest } = freezeDocument(documentOfAllParts)
const activity = { version: '1', title: 'Diabetes clinic', category: 'dcc', when: 'timetabled', days: 'fri' }
const days = (year: number) => ({
  'from[day]': '1',
  'from[month]': '4',
  'from[year]': String(year),
  'to[day]': '31',
  'to[month]': '3',
  'to[year]': String(year + 1),
})

/** Who presses, and with what words; other routes are pressed by the clinician or the office, with none. */
const given: Partial<Record<RouteName, () => Press>> = {
  correctAssignment: () => ({
    as: 'office',
    words: { contract: 'as-proposed', professionalGroup: 'as-proposed', band: 'as-proposed', scope: 'as-proposed' },
  }),
  setAgreer: () => ({ as: 'office', words: { agreer: String(trust.people.agreer.personId), fromOn: today } }),
  grantRole: () => ({
    as: 'office',
    words: { personId: String(trust.people.outsider.personId), role: 'auditor', fromOn: today },
  }),
  endRole: () => ({ as: 'office', words: {} }),
  startPlan: () => ({ as: 'clinician', words: { how: 'blank', ...days(2030) } }),
  saveActivity: () => ({ as: 'clinician', words: { ...activity, start: '9am', end: '1pm' } }),
  removeActivity: () => ({ as: 'clinician', words: { version: '1' } }),
  copyDay: () => ({ as: 'clinician', words: { version: '1', from: 'mon', to: ['fri'] } }),
  saveOnCall: () => ({
    as: 'clinician',
    words: { version: '1', title: 'Second rota', oneIn: '6', category: 'A', prospectiveCover: 'yes' },
  }),
  removeOnCall: () => ({ as: 'clinician', words: { version: '1' } }),
  saveObjective: () => ({ as: 'clinician', words: { version: '1', scope: 'team', text: 'Teach' } }),
  removeObjective: () => ({ as: 'clinician', words: { version: '1' } }),
  saveResource: () => ({ as: 'clinician', words: { version: '1', kind: 'staff', text: 'A nurse' } }),
  removeResource: () => ({ as: 'clinician', words: { version: '1' } }),
  savePlanTerms: () => ({
    as: 'clinician',
    words: { version: '1', ...days(2026), core: '10', workingWeeks: '42', cycleWeeks: '1', postTitle: 'Another post' },
  }),
  offerPlan: () => ({ as: 'clinician', words: { version: '1' } }),
  signPlan: () => ({ as: 'clinician', state: 'offered', words: { read: 'yes', digest } }),
  returnPlan: () => ({ as: 'clinician', state: 'offered', words: { reason: 'Let us talk about Thursdays.' } }),
  withdrawPlan: () => ({ as: 'clinician', words: { reason: 'The post is changing.' } }),
}

const walked = (Object.entries(routes) as [RouteName, Route][]).filter(
  ([, { method, may }]) => method === 'POST' && (may in objectActions || may in generalActions),
)

const pathFor = (route: Route) =>
  addressOf(route, {
    assignmentId: trust.people.clinician.assignmentId,
    planId,
    ...wordsOfParts,
    grantId,
    personId: 1,
    runId: 1,
    provider: 1,
    stagedId: 1,
  })

/** What counts: how many of each thing there are, of which a single press makes one at the most. */
const counts = () =>
  first().database.asOwner(async (tx) => {
    const tables = [
      'job_plan',
      'job_plan_change',
      'job_plan_move',
      'signature',
      'role_grant',
      'invitation',
      'audit',
    ] as const
    const found: Record<string, number> = {}
    for (const table of tables) {
      const { count } = await tx
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      found[table] = Number(count)
    }
    return found
  })

describe.each(walked)('%s', (name, route) => {
  test('pressed twice at once with one key is done once', async () => {
    const { as, words, state } = given[name]?.() ?? {
      as: route.path.startsWith('/plans') ? 'clinician' : 'office',
      words: {},
    }
    const cookie = await first().signInAs(trust.people[as].personId)
    if (state === 'offered') {
      const offered = await first().request(`/plans/${planId}/offer`, { as: cookie, form: { version: '1' } })
      expect(offered.status).toBe(303)
    }
    const before = await counts()
    presses += 1
    const form = { ...words, once: `walk-${name}-${presses}-0123456789` }
    const answers = await Promise.all(servers.map((server) => server.request(pathFor(route), { as: cookie, form })))
    const after = await counts()

    const outcomes = answers.map(({ status }) => status)
    expect(outcomes[0]).toBe(outcomes[1])
    expect(outcomes[0]).toBeLessThan(500)
    if (given[name]) expect(outcomes).toEqual([303, 303])
    const more = Object.keys(after).filter((table) => (after[table] ?? 0) - (before[table] ?? 0) > 1)
    expect(more).toEqual([])
    const isDone = Object.keys(after).some((table) => after[table] !== before[table])
    if (given[name]) expect(isDone).toBe(true)
  })
})
