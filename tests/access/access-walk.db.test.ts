/**
 * Role × route × object, from the route table itself: a new route is walked without a line here. Out of sight is 404, in
 * sight but not theirs to do is 403, anything else is let through (and may still be refused for what it asks).
 */

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allHandlers } from '../../src/app.tsx'
import { scopeOfSystem } from '../../src/db/scope.ts'
import {
  generalActions,
  may,
  mayGenerally,
  type ObjectAction,
  objectActions,
  type Sight,
} from '../../src/domain/access/access.ts'
import { findViewer, refreshSight } from '../../src/records/viewer.ts'
import { type Route, type RouteName, routes } from '../../src/routes.ts'
import { addressOf } from '../support/address-of.ts'
import {
  accountOf,
  anImport,
  aPerson,
  aRunOfInvitations,
  aStagedImport,
  aTrust,
  type PersonName,
  personNames,
  setAgreer,
  type Trust,
  today,
} from '../support/factories.ts'
import { anEarlierOffer, aPlan, documentOfAllParts, wordsOfParts } from '../support/plans.ts'
import { type TestApp, testApp } from '../support/test-app.ts'

const walked = Object.entries(routes) as [RouteName, Route][]
const aboutOne = walked.filter(([, { may }]) => may in objectActions)
// What was kept of a form is its own person's alone, whatever their role: src/features/account/account.db.test.ts.
const general = walked.filter(([name, { may }]) => may in generalActions && name !== 'carryOnPage')

let t: TestApp
let trust: Trust
let planId: number
let grantId: number
let spareId: number
let runId: number
let stagedId: number
let importId: number

beforeAll(async () => {
  t = await testApp({ handlers: allHandlers() })
  trust = await aTrust(t.database)
  grantId = await t.database.asOwner(async (tx) => {
    const found = await tx
      .selectFrom('role_grant')
      .select('grant_id')
      .where('role', '=', 'unit-lead')
      .executeTakeFirstOrThrow()
    return found.grant_id
  })
  spareId = await t.database.write(scopeOfSystem(trust.organisationId), async (tx) => {
    const place = { lastName: 'Spare', unitId: trust.units.otherTeam, group: 'physiotherapist' }
    return (await aPerson(tx, trust.organisationId, place)).personId
  })
  await accountOf(t.database, t.identity, spareId)
  runId = await aRunOfInvitations(t.database, trust.organisationId, trust.people.office.personId)
  const { organisationId, people } = trust
  stagedId = await aStagedImport(t.database, organisationId, people.office.personId)
  importId = await anImport(t.database, organisationId)
  await putPlanBack()
})
afterAll(() => t.close())

/** A fresh draft plan of the clinician, once offered: what one person's request did is not there for the next. */
async function putPlanBack() {
  const { organisationId, people } = trust
  const { assignmentId } = people.clinician
  await t.database.asOwner((tx) => tx.deleteFrom('job_plan').where('assignment_id', '=', assignmentId).execute())
  planId = await aPlan(t.database, organisationId, people.clinician, documentOfAllParts)
  await anEarlierOffer(t.database, organisationId, people.clinician, planId, documentOfAllParts)
}

/** The address of a route about the clinician's plan or post, with one of everything in it. */
function pathFor(route: Route): string {
  const given: Record<string, string | number> = {
    assignmentId: trust.people.clinician.assignmentId,
    planId,
    ...wordsOfParts,
    grantId,
    // Nobody who is walked: what is done to an account must not change who comes next.
    personId: spareId,
    token: 'x',
    runId,
    provider: 1,
    stagedId,
    importId,
  }
  return addressOf(route, given)
}

const ask = (route: Route, as?: number) => {
  const posted = route.takes === 'json' ? { json: {} } : { form: {} }
  return t.request(pathFor(route), { ...(as === undefined ? {} : { as }), ...(route.method === 'POST' ? posted : {}) })
}

async function viewerOf(personId: number) {
  const viewer = await findViewer(t.database, await accountOf(t.database, t.identity, personId), today)
  if (!viewer) throw new Error('nobody there')
  return viewer
}

const clinicianSight = () =>
  t.database.asOwner(async (tx) => {
    const { rows } = await sql<Sight>`select person_id as "personId", agreer_person_id as "agreerPersonId",
      line::text, unit_path::text as "unitPath", professional_group as "professionalGroup"
      from assignment where assignment_id = ${trust.people.clinician.assignmentId}`.execute(tx)
    return rows[0] as Sight
  })

type Outcome = 'hidden' | 'forbidden' | 'let through'
const outcomeOf = (status: number): Outcome | `broken: ${number}` => {
  if (status === 404) return 'hidden'
  if (status === 403) return 'forbidden'
  return status < 500 ? 'let through' : `broken: ${status}`
}

describe.each(aboutOne)('%s', (_, route) => {
  test('answers each kind of person as domain/access says', async () => {
    const sight = await clinicianSight()
    const expected: Record<string, Outcome> = {}
    const found: Record<string, string> = {}
    for (const name of personNames) {
      const { personId } = trust.people[name]
      const viewer = await viewerOf(personId)
      const sees = may(viewer, 'see-assignment', sight)
      const does = may(viewer, route.may as ObjectAction, sight)
      expected[name] = sees ? (does ? 'let through' : 'forbidden') : 'hidden'
      found[name] = outcomeOf((await ask(route, personId)).status)
      if (route.method === 'POST' && does) await putPlanBack()
    }
    expect(found).toEqual(expected)
  })

  test('hides it from another organisation, and asks a stranger to sign in', async () => {
    expect((await ask(route, trust.elsewhere.person.personId)).status).toBe(404)
    const stranger = await ask(route)
    expect([stranger.status, stranger.headers.get('location')]).toEqual([303, expect.stringMatching(/^\/sign-in/)])
  })
})

describe.each(general)('%s', (_, route) => {
  test('answers each kind of person as domain/access says', async () => {
    const expected: Record<string, Outcome> = {}
    const found: Record<string, string> = {}
    for (const name of personNames) {
      const { personId } = trust.people[name]
      const allowed = mayGenerally(await viewerOf(personId), route.may as keyof typeof generalActions)
      expected[name] = allowed ? 'let through' : 'forbidden'
      found[name] = outcomeOf((await ask(route, personId)).status)
    }
    expect(found).toEqual(expected)
    expect((await ask(route)).status).toBe(303)
  })
})

describe('a change counts at the next request', () => {
  const seesAssignment = async (name: PersonName) => (await ask(routes.assignment, trust.people[name].personId)).status

  test('of who agrees', async () => {
    const { organisationId, people } = trust
    const agreedBy = async (name: PersonName) => {
      const { personId } = people[name]
      await t.database.write(
        { organisationId, personId: null, lines: [], units: [], groups: [], roles: ['office'] },
        (tx) => setAgreer(tx, organisationId, people.clinician.assignmentId, personId),
      )
      await refreshSight(t.database, organisationId, today)
    }
    expect([
      await seesAssignment('agreer'),
      await seesAssignment('agreersAgreer'),
      await seesAssignment('outsider'),
    ]).toEqual([200, 200, 404])
    await agreedBy('outsider')
    expect([
      await seesAssignment('agreer'),
      await seesAssignment('agreersAgreer'),
      await seesAssignment('outsider'),
    ]).toEqual([404, 404, 200])
    await agreedBy('agreer')
    expect(await seesAssignment('outsider')).toBe(404)
  })

  test('of roles', async () => {
    const { office, outsider } = trust.people
    expect(await seesAssignment('outsider')).toBe(404)
    const form = { personId: String(outsider.personId), role: 'auditor', fromOn: today }
    expect((await t.request(routes.grantRole.path, { as: office.personId, form })).status).toBe(303)
    expect(await seesAssignment('outsider')).toBe(200)
    const grant = await t.database.asOwner((tx) =>
      tx
        .selectFrom('role_grant')
        .select('grant_id')
        .where('person_id', '=', outsider.personId)
        .executeTakeFirstOrThrow(),
    )
    expect((await t.request(`/roles/${grant.grant_id}/end`, { as: office.personId, form: {} })).status).toBe(303)
    expect(await seesAssignment('outsider')).toBe(404)
  })
})
