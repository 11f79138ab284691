/**
 * Opens every page of the route table as the people of the invented trust, and follows what they can click. A page that is
 * added to the table is checked from that day on.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/db/database.ts'
import { loadDemonstration } from '../../src/demonstration/load.ts'
import { identityOf, PERSONAS, type PersonaKey } from '../../src/demonstration/people.ts'
import { fixedClock, todayOf } from '../../src/platform/clock.ts'
import { findViewer, type ViewerFacts } from '../../src/records/viewer.ts'
import { pathTo, type Route, type RouteName, routes } from '../../src/routes.ts'
import { accountOf, anImport, aRunOfInvitations, aStagedImport } from '../support/factories.ts'
import { faultsOf, formsIn, linksIn, routeAt } from '../support/page-parts.ts'
import { type TestApp, testApp } from '../support/test-app.ts'
import { type SampleAddress, sampleAddresses } from './sample-addresses.ts'

/** Questions a page may ask the database, beyond who is asking. */
const MOST_QUERIES = 5
/** Links of one kind that are followed for one person: the hundredth row of a list leads where the first did. */
const MOST_OF_A_KIND = 2

const clock = fixedClock('2026-11-21T12:00:00Z')
const personas = Object.keys(PERSONAS) as PersonaKey[]
const viewers = {} as Record<PersonaKey, ViewerFacts>
const samples: (SampleAddress & { persona: PersonaKey })[] = []
const gaps = { token: 'no-such-key', personId: '', grantId: '', runId: '', provider: '1', stagedId: '', importId: '' }

let trust: TestApp
let queries = 0
const isSessionOrRoles = (sql: string) => /"identity"\."session"|viewer_facts/.test(sql)

beforeAll(async () => {
  trust = await testApp({
    clock,
    mode: 'demonstration',
    observe: (sql) => {
      if (!isSessionOrRoles(sql)) queries++
    },
  })
  const { database, identity } = trust
  await loadDemonstration({ database, identity, clock })
  gaps.runId = String(await aRunOfInvitations(database, ...(await anyOffice(database))))
  gaps.stagedId = String(await aStagedImport(database, ...(await anyOffice(database))))
  // Somebody else than the office, with an account: nobody closes their own.
  gaps.personId = await database.asOwner(async (tx) => {
    const auditor = tx.selectFrom('role_grant').select('person_id').where('role', '=', 'auditor')
    return String((await auditor.executeTakeFirstOrThrow()).person_id)
  })
  gaps.grantId = await database.asOwner(async (tx) => {
    const grant = await tx.selectFrom('role_grant').select('grant_id').executeTakeFirstOrThrow()
    return String(grant.grant_id)
  })
  gaps.importId = String(await anImport(database, (await anyOffice(database))[0]))
  for (const persona of personas) {
    const { person_id } = await database.asOwner((tx) =>
      tx
        .selectFrom('person')
        .select('person_id')
        .where('esr_id', '=', identityOf(persona).personId)
        .executeTakeFirstOrThrow(),
    )
    const viewer = await findViewer(database, await accountOf(database, identity, person_id), todayOf(clock))
    if (!viewer) throw new Error(`${persona} has no account`)
    viewers[persona] = viewer
    await trust.signInAs(person_id)
    for (const address of await sampleAddresses(database, viewer, gaps)) samples.push({ ...address, persona })
  }
}, 120_000)
afterAll(() => trust.close())

const anyOffice = async (database: Database): Promise<[organisationId: number, personId: number]> => {
  const office = await database.asOwner((tx) =>
    tx.selectFrom('role_grant').selectAll().where('role', '=', 'office').executeTakeFirstOrThrow(),
  )
  return [office.organisation_id, office.person_id]
}

/** Opens an address as somebody; answers once are kept, since several tests ask for the same page. */
const answers = new Map<string, Promise<Answer>>()
type Answer = { status: number; html: string | null; location: string | null; queries: number }
const open = (persona: PersonaKey, path: string): Promise<Answer> => {
  const key = `${persona} ${path}`
  const known = answers.get(key)
  if (known) return known
  const asked = ask(persona, path)
  answers.set(key, asked)
  return asked
}
async function ask(persona: PersonaKey, path: string): Promise<Answer> {
  queries = 0
  const response = await trust.request(path, { as: viewers[persona].personId })
  const body = await response.text()
  const isPage = response.headers.get('content-type')?.startsWith('text/html') && body !== ''
  return { status: response.status, html: isPage ? body : null, location: response.headers.get('location'), queries }
}

/** Whether an answer is what the access table and the state of the plan lead one to expect. */
function isExpected({ route, isAllowed, state }: SampleAddress, status: number): boolean {
  if (!isAllowed) return status === 403
  if (status === 404) return leadsNowhereHere.has(route) || (route === 'planAgreement' && state !== 'agreed')
  // 303: this person has nothing to do on that page. 409: the plan is not at that point.
  return status === 200 || status === 303 || status === 409
}
/** Pages behind a key that works once, or a provider: their own tests make one. */
const leadsNowhereHere = new Set<RouteName>([
  'firstRunPage',
  'invitationPage',
  'singleSignOnAnswer',
  'resetPasswordPage',
  'carryOnPage',
])
/** Pages that lead somebody on who is signed in. */
const leadsOnHere = new Set<RouteName>(['signInPage'])

const pages = (Object.entries(routes) as [RouteName, Route][])
  .filter(([, { method, answers }]) => method === 'GET' && answers !== 'machines')
  .map(([name]) => name)

describe.each(pages)('the page %s', (name) => {
  it('opens for those who may, and for nobody else, as a whole page with few questions', async () => {
    const faults: string[] = []
    let opened = 0
    for (const sample of samples.filter(({ route }) => route === name)) {
      const { persona, path } = sample
      const { status, html, queries } = await open(persona, path)
      const where = `${path} for the ${persona}`
      if (status === 200) opened++
      if (!isExpected(sample, status)) faults.push(`${where} answers ${status}`)
      if (queries > MOST_QUERIES) faults.push(`${where} asks the database ${queries} times`)
      if (html !== null) faults.push(...faultsOf(html).map((fault) => `${where} ${fault}`))
    }
    expect(faults).toEqual([])
    if (!leadsNowhereHere.has(name) && !leadsOnHere.has(name)) expect(opened).toBeGreaterThan(0)
  })
})

describe('without signing in', () => {
  it.each(pages)('the page %s opens where anybody may, and asks to sign in where not', async (name) => {
    const path = samples.find(({ route }) => route === name)?.path ?? routes[name].path
    const response = await trust.request(path)
    if (routes[name].may !== 'anybody') {
      expect([response.status, response.headers.get('location')]).toEqual([
        303,
        `/sign-in?${new URLSearchParams({ next: path })}`,
      ])
      return
    }
    // For whoever is half in: a stranger is led to the door.
    if (name === 'secondFactorPage') {
      expect([response.status, response.headers.get('location')]).toEqual([303, pathTo('signInPage')])
      return
    }
    expect(response.status).toBe(leadsNowhereHere.has(name) ? 404 : 200)
    expect(faultsOf(await response.text())).toEqual([])
  })
})

describe.each(personas)('as the %s', (persona) => {
  it('every link leads to a page, and every form to a route', async () => {
    const faults: string[] = []
    const seen = new Set<string>()
    const followed = new Map<string, number>()
    const toRead = [{ path: pathTo('home'), from: 'the start' }]
    toRead.push(
      ...samples.filter((each) => each.persona === persona && each.isAllowed).map(({ path }) => ({ path, from: path })),
    )
    for (const { path, from } of toRead) {
      if (seen.has(path)) continue
      seen.add(path)
      const { status, html, location } = await open(persona, path)
      const isDeadEnd = from === path ? status >= 500 : status >= 400
      if (isDeadEnd) faults.push(`${from} leads to ${path}, which answers ${status}`)
      const links = [...(html === null || isDeadEnd ? [] : linksIn(html)), ...(location === null ? [] : [location])]
      for (const link of links) {
        if (/^(#|mailto:|tel:|https:)/.test(link)) continue
        const address = new URL(link, `http://localhost${path}`)
        const route = routeAt('GET', address.pathname)
        if (!route) {
          faults.push(`${path} has a link to ${link}, which no route answers`)
          continue
        }
        // A filtered list leads to itself filtered further, without end: only its plain page's filters are followed.
        if (route === routeAt('GET', path) && path.includes('?')) continue
        const kind = `${route} ${[...address.searchParams.keys()]}`
        const times = followed.get(kind) ?? 0
        if (times >= MOST_OF_A_KIND) continue
        followed.set(kind, times + 1)
        toRead.push({ path: `${address.pathname}${address.search}`, from: path })
      }
      for (const { method, action } of html === null ? [] : formsIn(html, path))
        if (!routeAt(method, action)) faults.push(`${path} has a form to ${method} ${action}, which no route answers`)
    }
    expect(faults).toEqual([])
  })
})
