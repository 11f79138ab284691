/** Who gets in by single sign-on, as whom, and how often: the whole app against real providers on this machine. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { aPerson, aTrust, type Trust, today } from '../../../tests/support/factories.ts'
import { openTestDatabase } from '../../../tests/support/open-test-database.ts'
import { ProvidersVisitor, startProvider, type TestProvider } from '../../../tests/support/openid-provider.ts'
import { cookiesIn, type TestApp, testApp } from '../../../tests/support/test-app.ts'
import type { Database } from '../../db/database.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { Unavailable } from '../../db/unavailable.ts'
import { digestOfKey, newKey } from '../../platform/identity/one-time-key.ts'
import { findConnected, listWaysIn } from '../../records/single-sign-on.ts'
import { pathTo, type RouteName } from '../../routes.ts'
import type { Handlers } from '../../web/request.ts'
import { singleSignOnHandlers } from './single-sign-on.handlers.tsx'
import { problems } from './single-sign-on.words.ts'

const handlers: Handlers = {
  ...singleSignOnHandlers,
  home: (c) => c.json({ name: c.var.viewer?.fullName, session: c.var.session }),
}

let database: Database
let t: TestApp
let trust: Trust
let first: TestProvider
let second: TestProvider

const callbackOf = (key: string) => `http://localhost${pathTo('singleSignOnAnswer', { provider: key })}`
const settingsOf = (prefix: string, name: string, { issuer, clientId, clientSecret }: TestProvider) => ({
  [`${prefix}NAME`]: name,
  [`${prefix}ISSUER`]: issuer,
  [`${prefix}CLIENT_ID`]: clientId,
  [`${prefix}CLIENT_SECRET`]: clientSecret,
})

beforeAll(async () => {
  first = await startProvider({ callbacks: [callbackOf('1')], people: {} })
  second = await startProvider({ callbacks: [callbackOf('2')], people: {} })
  database = await openTestDatabase()
  trust = await aTrust(database)
})
afterAll(async () => {
  await database.close()
  await first.stop()
  await second.stop()
})

beforeEach(async () => {
  await database.asOwner(async (tx) => {
    for (const table of ['identity.user', 'identity.single_sign_on', 'invitation'] as const)
      await tx.deleteFrom(table).execute()
    await tx.updateTable('person').set({ left_on: null }).execute()
  })
  t = await testApp({
    handlers,
    database,
    settings: {
      ...settingsOf('CONCORD_SSO_', 'Trust account', first),
      ...settingsOf('CONCORD_SSO_2_', 'NHS account', second),
    },
  })
  const email = `sam.clinician@trust-${trust.organisationId}.example`
  first.people.sam = { email, email_verified: true }
  first.people.samWithCode = { email, email_verified: true, amr: ['pwd', 'mfa'] }
  first.people.unverified = { email }
  first.people.stranger = { email: 'nobody@trust.example', email_verified: true }
  second.people.sam = { email, email_verified: true }
})
afterEach(() => {
  first.forge = null
})

type Going = { key?: string; as?: string | number; form?: Record<string, string>; route?: RouteName }

/** Begins, and says where the browser is sent and with what cookies. */
async function set(out: Going = {}) {
  const { key = '1', form = {}, as, route = 'singleSignOn' } = out
  const answer = await t.request(pathTo(route as 'singleSignOn', { provider: key }), { form, ...(as ? { as } : {}) })
  const address = answer.headers.get('refresh')?.replace(/^0;url=/, '') ?? ''
  return { answer, address, cookie: cookiesIn(answer.headers) }
}

/** Comes back from the provider in the same browser. */
async function comeBack(to: URL, ...cookies: string[]) {
  const answer = await t.request(`${to.pathname}${to.search}`, { as: cookies.filter(Boolean).join('; ') })
  return { status: answer.status, to: answer.headers.get('location') ?? '', cookie: cookiesIn(answer.headers) }
}

/** The whole way, as somebody who types `name` at the provider. */
async function signIn(name: string, going: Going = {}) {
  const { address, cookie } = await set(going)
  const back = await new ProvidersVisitor().signsIn(address, name)
  const session = typeof going.as === 'number' ? await t.signInAs(going.as) : (going.as ?? '')
  return comeBack(back, cookie, session)
}

const problem = (why: keyof typeof problems, next?: string) => ({
  status: 303,
  to: pathTo('singleSignOnProblem', {}, { why, next }),
  cookie: '',
})
const who = async (cookie: string) => (await t.request('/', { as: cookie })).json()
const auditEvents = () =>
  database.asOwner((tx) => tx.selectFrom('audit').select(['event', 'person_id', 'object']).orderBy('number').execute())
const countOf = (table: 'identity.user' | 'identity.account' | 'identity.session' | 'identity.single_sign_on') =>
  database.asOwner(async (tx) => {
    const { count } = await tx
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return Number(count)
  })
const leave = (personId: number, on: string | null) =>
  database.asOwner((tx) => tx.updateTable('person').set({ left_on: on }).where('person_id', '=', personId).execute())

test('the first time, the one person who has the verified address gets an account; then the subject is who it is', async () => {
  const { personId } = trust.people.clinician
  const came = await signIn('sam', { form: { next: '/people?search=a' } })
  expect([came.status, came.to]).toEqual([303, '/people?search=a'])
  expect(await who(came.cookie)).toMatchObject({
    name: 'Sam clinician',
    session: { method: 'single-sign-on', secondFactorAt: null, confirmedAt: null },
  })
  const object = `person ${personId}`
  expect((await auditEvents()).slice(-2)).toEqual([
    { event: 'account.linked', person_id: personId, object },
    { event: 'account.signed-in', person_id: personId, object },
  ])

  first.people.sam = { email: 'sam.renamed@trust.example' }
  expect(await who((await signIn('sam')).cookie)).toMatchObject({ name: 'Sam clinician' })
  expect(await countOf('identity.user')).toBe(1)
})

test('a second factor counts where the provider says so', async () => {
  const { cookie } = await signIn('samWithCode')
  expect(await who(cookie)).toMatchObject({ session: { secondFactorAt: expect.any(String) } })
})

test.each(['unverified', 'stranger', 'wordless'])('%s leads to nobody, and leaves nothing behind', async (name) => {
  expect(await signIn(name)).toEqual(problem('stranger'))
  expect([await countOf('identity.user'), await countOf('identity.session')]).toEqual([0, 0])
})

test('an address that two people have is nobody’s', async () => {
  const { organisationId, units } = trust
  await database.write(scopeOfSystem(organisationId), (tx) =>
    aPerson(tx, organisationId, {
      lastName: 'Twin',
      unitId: units.team,
      group: 'pharmacy',
      person: { email: (first.people.sam?.email ?? '').toUpperCase() },
    }),
  )
  expect(await signIn('sam')).toEqual(problem('stranger'))
  await database.asOwner((tx) =>
    tx.updateTable('person').set({ email: null }).where('last_name', '=', 'Twin').execute(),
  )
  expect((await signIn('sam')).to).toBe('/')
})

test('somebody who has left is a stranger, at the first time and later', async () => {
  const { personId } = trust.people.clinician
  await leave(personId, '2026-11-20')
  expect(await signIn('sam')).toEqual(problem('stranger'))
  await leave(personId, null)
  const { cookie } = await signIn('sam')
  await leave(personId, '2026-11-20')
  expect(await signIn('sam')).toEqual(problem('stranger'))
  expect((await t.request('/', { as: cookie })).status).toBe(303)
})

test('a closed account opens no door by single sign-on either', async () => {
  await signIn('sam')
  await database.asOwner((tx) => tx.updateTable('identity.account_person').set({ closed_at: new Date() }).execute())
  expect(await signIn('sam')).toEqual(problem('stranger'))
})

test('nobody’s account is taken over by an address: not a local one, nor that of another provider', async () => {
  await signIn('sam')
  expect(await signIn('sam', { key: '2' })).toEqual(problem('known'))

  const { personId } = trust.people.outsider
  await t.signInAs(personId)
  first.people.outsider = { email: `sam.outsider@trust-${trust.organisationId}.example`, email_verified: true }
  expect(await signIn('outsider')).toEqual(problem('known'))
  expect(await findConnected(database, { issuer: `${first.issuer}/`, subject: 'outsider' })).toBeNull()
})

test('the same subject of another provider is somebody else', async () => {
  await signIn('sam')
  second.people.sam = { email: 'nobody@trust.example', email_verified: true }
  expect(await signIn('sam', { key: '2' })).toEqual(problem('stranger'))
})

test('an answer works once, and its state even when the answer was refused', async () => {
  const { address, cookie } = await set()
  const back = await new ProvidersVisitor().signsIn(address, 'sam')
  expect((await comeBack(back, cookie)).to).toBe('/')
  expect(await comeBack(back, cookie)).toEqual(problem('over'))
  const sessions = await countOf('identity.session')

  const other = await set()
  const denied = await new ProvidersVisitor().signsIn(other.address, 'sam', 'back')
  expect(await comeBack(denied, other.cookie)).toEqual(problem('cancelled'))
  expect(await comeBack(denied, other.cookie)).toEqual(problem('over'))
  expect([await countOf('identity.session'), await countOf('identity.single_sign_on')]).toEqual([sessions, 0])
})

test('two answers at once are one', async () => {
  const { address, cookie } = await set()
  const back = await new ProvidersVisitor().signsIn(address, 'sam')
  const both = await Promise.all([comeBack(back, cookie), comeBack(back, cookie)])
  expect(both.map(({ to }) => to).sort()).toEqual(['/', problem('over').to])
})

test('an answer in another browser is refused, and the first browser may still use it', async () => {
  const mine = await set()
  const theirs = await set()
  const back = await new ProvidersVisitor().signsIn(mine.address, 'sam')
  expect(await comeBack(back)).toEqual(problem('over'))
  expect(await comeBack(back, theirs.cookie)).toEqual(problem('over'))
  expect((await comeBack(back, mine.cookie)).to).toBe('/')
})

test('an answer that comes to another provider’s address is refused', async () => {
  const { address, cookie } = await set()
  const back = await new ProvidersVisitor().signsIn(address, 'sam')
  back.pathname = pathTo('singleSignOnAnswer', { provider: '2' })
  expect(await comeBack(back, cookie)).toEqual(problem('over'))
})

test('two tabs of a browser may both be on their way', async () => {
  const one = await set()
  const two = await set({ as: one.cookie })
  expect(two.cookie).toBe(one.cookie)
  const backs = [one, two].map(({ address }) => new ProvidersVisitor().signsIn(address, 'sam'))
  for (const back of backs) expect((await comeBack(await back, one.cookie)).to).toBe('/')
})

test('after ten minutes it is over', async () => {
  const { address, cookie } = await set()
  const back = await new ProvidersVisitor().signsIn(address, 'sam')
  await database.asOwner((tx) =>
    tx
      .updateTable('identity.single_sign_on')
      .set({ expires_at: new Date(0) })
      .execute(),
  )
  expect(await comeBack(back, cookie)).toEqual(problem('over'))
})

test('a forged token signs nobody in', async () => {
  first.forge = ({ header, claims, sign }) => sign(header, { ...claims, aud: 'another-client' })
  expect(await signIn('sam')).toEqual(problem('refused'))
  expect(await countOf('identity.session')).toBe(0)
})

test('what is kept of a sign-in under way opens nothing, and the cookie is for no script and no other site', async () => {
  const { answer, address, cookie } = await set()
  expect(answer.headers.getSetCookie().join()).toMatch(/Max-Age=600; Path=\/; HttpOnly; SameSite=Lax/)
  const kept = await database.asOwner((tx) =>
    tx.selectFrom('identity.single_sign_on').selectAll().executeTakeFirstOrThrow(),
  )
  const { searchParams } = new URL(address)
  for (const secret of [searchParams.get('state'), searchParams.get('nonce'), cookie.split('=')[1]])
    expect(JSON.stringify(kept)).not.toContain(secret)
  expect(kept.state_digest).toBe(digestOfKey(searchParams.get('state') ?? ''))
})

test('the page on the way leads there by itself, and by a link', async () => {
  const { answer, address } = await set()
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain(`href="${address.replaceAll('&', '&amp;')}"`)
})

test.each(['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example'])(
  'nobody is sent to %s afterwards',
  async (next) => {
    expect((await signIn('sam', { form: { next } })).to).toBe('/')
  },
)

test('a provider that is down or unknown is a kind page', async () => {
  const down = await startProvider({ callbacks: [], people: {} })
  const settings = settingsOf('CONCORD_SSO_', 'Trust account', down)
  await down.stop()
  const other = await testApp({ handlers, database, settings })
  const answer = await other.request(pathTo('singleSignOn', { provider: '1' }), { form: {} })
  expect(answer.headers.get('location')).toBe(problem('unreachable').to)
  const page = await other.request(problem('unreachable').to)
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('does not answer')])
  const unknown = await other.request(pathTo('singleSignOn', { provider: '7' }), { form: {} })
  expect(unknown.headers.get('location')).toBe(problem('not-set-up').to)
  expect((await other.request(pathTo('singleSignOnAnswer', { provider: '7' }))).status).toBe(404)
})

test.each([
  ['away', new Unavailable('nothing-done', { code: '57P01' })],
  ['ours', new Error('a mistake of ours')],
] as const)('nobody is told that their provider was wrong where it was not: %s', async (why, fault) => {
  const { address, cookie } = await set()
  const back = await new ProvidersVisitor().signsIn(address, 'sam')
  const identity = database.identity.withPlugin({
    transformQuery: ({ node }) => {
      if (node.kind === 'SelectQueryNode' && JSON.stringify(node).includes('"account_person"')) throw fault
      return node
    },
    transformResult: async ({ result }) => result,
  })
  t = await testApp({
    handlers,
    database: { ...database, identity },
    settings: settingsOf('CONCORD_SSO_', 'Trust account', first),
  })
  expect(await comeBack(back, cookie)).toEqual(problem(why))
})

test('so many in a minute are sent out to sign in, and whoever is signed in is not kept by them', async () => {
  const all = await testApp({
    handlers,
    database,
    settings: settingsOf('CONCORD_SSO_', 'Trust account', first),
    inAMinute: { leaving: 1 },
  })
  const leave = (route: 'singleSignOn' | 'signInAgain', as = {}) =>
    all.request(pathTo(route, { provider: '1' }), { form: {}, ...as })
  const { personId } = trust.people.clinician
  expect((await leave('singleSignOn')).status).toBe(200)
  // A minute may turn between two of them, and not twice.
  expect([(await leave('singleSignOn')).status, (await leave('singleSignOn')).status]).toContain(429)
  expect((await leave('signInAgain', { as: personId })).status).toBe(200)
})

test('a problem that an address makes up is the plainest', async () => {
  const body = await (await t.request('/single-sign-on/problem?why=constructor&next=https://elsewhere.example')).text()
  expect(body).toContain(problems.refused.heading)
  expect(body).not.toContain('elsewhere')
})

async function invite(personId: number) {
  const { key, digest } = newKey()
  const { organisationId, people } = trust
  await database.asOwner((tx) =>
    tx
      .insertInto('invitation')
      .values({
        organisation_id: organisationId,
        person_id: personId,
        token_digest: digest,
        invited_by: people.office.personId,
        invited_at: `${today}T12:00:00Z`,
        expires_at: '2026-12-01T12:00:00Z',
      })
      .execute(),
  )
  return key
}

test('an invitation is accepted by single sign-on, whatever the address there, once', async () => {
  const { personId } = trust.people.outsider
  const invitation = await invite(personId)
  const came = await signIn('wordless', { form: { invitation } })
  expect(came.to).toBe('/')
  expect(await who(came.cookie)).toMatchObject({ name: 'Sam outsider' })
  expect(await auditEvents()).toContainEqual(
    expect.objectContaining({ event: 'invitation.accepted', person_id: personId }),
  )
  expect(await signIn('stranger', { form: { invitation } })).toEqual(problem('invitation'))
  expect(await signIn('stranger', { form: { invitation: 'made up' } })).toEqual(problem('invitation'))
})

test('an invitation for an address that was corrected since is accepted by single sign-on neither', async () => {
  const { personId } = trust.people.outsider
  const invitation = await invite(personId)
  const correct = (email: string) =>
    database.asOwner((tx) => tx.updateTable('person').set({ email }).where('person_id', '=', personId).execute())
  await correct('right@trust.example')
  expect(await signIn('wordless', { form: { invitation } })).toEqual(problem('invitation'))
  await correct(`sam.outsider@trust-${trust.organisationId}.example`)
})

test('an account that is somebody’s already accepts no other’s invitation', async () => {
  await signIn('sam')
  const invitation = await invite(trust.people.outsider.personId)
  expect(await signIn('sam', { form: { invitation } })).toEqual(problem('taken'))
})

const confirmedAt = async (cookie: string) => (await who(cookie)).session.confirmedAt

test('signing in again, as the same person, proves the session anew and goes back to the page', async () => {
  const { cookie } = await signIn('sam')
  expect(await confirmedAt(cookie)).toBeNull()
  const again = await signIn('sam', { route: 'signInAgain', as: cookie, form: { next: '/plans/7/sign' } })
  expect([again.to, again.cookie]).toEqual(['/plans/7/sign', ''])
  expect(Date.now() - Date.parse(await confirmedAt(cookie))).toBeLessThan(60_000)
})

test('another person’s subject, an older sign-in, another session and none prove nothing', async () => {
  const { cookie } = await signIn('sam')
  const going: Going = { route: 'signInAgain', as: cookie, form: { next: '/plans/7/sign' } }
  expect(await signIn('stranger', going)).toEqual(problem('somebody-else', '/plans/7/sign'))

  const other = await set(going)
  const back = await new ProvidersVisitor().signsIn(other.address, 'sam')
  expect(await comeBack(back, other.cookie, await t.signInAs(trust.people.office.personId))).toEqual(
    problem('signed-out'),
  )
  const without = await set(going)
  const alone = await new ProvidersVisitor().signsIn(without.address, 'sam')
  expect(await comeBack(alone, without.cookie)).toEqual(problem('signed-out'))

  first.forge = ({ header, claims, sign }) =>
    sign(header, { ...claims, auth_time: Math.floor(Date.now() / 1000) - 300 })
  expect(await signIn('sam', going)).toEqual(problem('refused', '/plans/7/sign'))
  expect(await confirmedAt(cookie)).toBeNull()
})

test('a session that ended on the way takes what it asked for with it', async () => {
  const { cookie } = await signIn('sam')
  const { address, cookie: ties } = await set({ route: 'signInAgain', as: cookie })
  await database.asOwner((tx) => tx.deleteFrom('identity.session').execute())
  const back = await new ProvidersVisitor().signsIn(address, 'sam')
  expect(await comeBack(back, ties, cookie)).toEqual(problem('over'))
})

const waysIn = async (cookie: string) => {
  const { session } = await who(cookie)
  return listWaysIn(database, session.userId)
}

test('a second provider is connected by somebody who is signed in and has proved it, and then signs them in too', async () => {
  const { cookie } = await signIn('sam')
  const page = await (await t.request(pathTo('waysIn'), { as: cookie })).text()
  expect(page).toContain('Sign in again with Trust account')
  expect(page).toContain(`formaction="${pathTo('signInAgain', { provider: 1 })}"`)
  expect(page).not.toContain('Sign in again with NHS account')
  expect(page).not.toContain('Connect<')
  const refused = await set({ key: '2', route: 'connectSingleSignOn', as: cookie })
  expect([refused.answer.status, refused.address]).toEqual([422, ''])

  await signIn('sam', { route: 'signInAgain', as: cookie })
  const connected = await signIn('anySubject', { key: '2', route: 'connectSingleSignOn', as: cookie })
  expect(connected).toEqual({ status: 303, to: pathTo('waysIn'), cookie: 'concord.done=connected' })
  expect(await waysIn(cookie)).toEqual([`${first.issuer}/`, `${second.issuer}/`])
  const { personId } = trust.people.clinician
  expect(await auditEvents()).toContainEqual({
    event: 'account.linked',
    person_id: personId,
    object: `person ${personId}`,
  })
  expect(await who((await signIn('anySubject', { key: '2' })).cookie)).toMatchObject({ name: 'Sam clinician' })
})

test('an account elsewhere that is somebody’s already is not connected, nor a second one of the same provider', async () => {
  await signIn('sam')
  const as = trust.people.office.personId
  const going: Going = { route: 'connectSingleSignOn', as }
  expect(await signIn('sam', going)).toEqual(problem('taken', pathTo('waysIn')))
  expect((await signIn('officesOwn', going)).to).toBe(pathTo('waysIn'))
  expect(await signIn('another', going)).toEqual(problem('taken', pathTo('waysIn')))
})

test('a way in is taken away by its owner, but not the last', async () => {
  const { cookie } = await signIn('sam')
  await signIn('sam', { route: 'signInAgain', as: cookie })
  const end = (key: string) => t.request(pathTo('disconnectSingleSignOn', { provider: key }), { as: cookie, form: {} })
  expect((await end('1')).headers.get('location')).toBe(problem('only-way-in', pathTo('waysIn')).to)
  await signIn('anySubject', { key: '2', route: 'connectSingleSignOn', as: cookie })
  expect((await end('1')).headers.get('location')).toBe(pathTo('waysIn'))
  // Pressed again it is done already, and not refused as the last.
  expect((await end('1')).headers.get('location')).toBe(pathTo('waysIn'))
  expect(await waysIn(cookie)).toEqual([`${second.issuer}/`])
  expect((await auditEvents()).at(-1)).toMatchObject({ event: 'account.unlinked' })
  expect(await signIn('sam')).toEqual(problem('known'))
})

test('a stranger is not sent anywhere to sign in again or to connect', async () => {
  for (const route of ['signInAgain', 'connectSingleSignOn', 'disconnectSingleSignOn'] as const) {
    const { answer } = await set({ route })
    expect(answer.headers.get('location')).toMatch(/^\/sign-in/)
  }
})
