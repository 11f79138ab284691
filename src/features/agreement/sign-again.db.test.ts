/** A signature is by the person whose name is under it, now. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { aTrust, type Trust } from '../../../tests/support/factories.ts'
import { aDocument, aPlan } from '../../../tests/support/plans.ts'
import { codeOf, setUpSecondFactor } from '../../../tests/support/second-factor.ts'
import { cookiesIn, type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { allHandlers } from '../../app.tsx'
import { scopeOfSystem } from '../../db/scope.ts'
import { linkAccount } from '../../records/account.ts'
import { appendAudit } from '../../records/audit.ts'
import { makeResetKey, setPasswordHash } from '../../records/password-reset.ts'
import { connect, listWaysIn } from '../../records/single-sign-on.ts'
import { pathTo } from '../../routes.ts'
import { scopeOfRequest, viewerOf } from '../../web/request.ts'

const password = 'seven small boats at dawn'
const email = 'clinician@trust.example'
let t: TestApp
let trust: Trust
let planId: number
let userId: string
let as: string
let year = 2026

beforeAll(async () => {
  const handlers = allHandlers()
  // One that forgets to ask: the app must not let it go on.
  t = await testApp({
    handlers: {
      ...handlers,
      signPlan: async (c) => {
        const { database, clock } = c.var.services
        const { organisationId, personId } = viewerOf(c)
        const note = { organisationId, personId, event: 'plan.signed' as const, object: 'plan 1', at: clock.now() }
        if (forgets === 'by writing') await database.write(scopeOfRequest(c), (tx) => appendAudit(tx, note))
        if (forgets === 'at the door') await database.asSignIn((tx) => tx.deleteFrom('identity.verification').execute())
        return forgets ? c.redirect('/', 303) : handlers.signPlan(c)
      },
    },
  })
  trust = await aTrust(t.database)
  userId = await t.identity.createAccount({ email, name: 'Clinician', password })
  await t.database.write(scopeOfSystem(trust.organisationId), (tx) =>
    linkAccount(tx, { userId, organisationId: trust.organisationId, personId: trust.people.clinician.personId }),
  )
})
afterAll(() => t.close())

let forgets: false | 'by leading on' | 'by writing' | 'at the door' = false
beforeEach(async () => {
  year += 1
  const document = aDocument({ period: { from: `${year}-01-01`, to: `${year}-12-31` } })
  planId = await aPlan(t.database, trust.organisationId, trust.people.clinician, document)
  as = cookiesIn((await t.request(pathTo('signIn'), { form: { email, password } })).headers)
  await t.request(pathTo('offerPlan', { planId }), { as, form: { version: '1' } })
})

const page = async () => (await t.request(pathTo('signPlanPage', { planId }), { as })).text()
const sign = async (more: Record<string, string>) => {
  const digest = /name="digest" value="([0-9a-f]{64})"/.exec(await page())?.[1] ?? ''
  return t.request(pathTo('signPlan', { planId }), { as, form: { digest, read: 'yes', ...more } })
}
const signatures = () =>
  t.database.asOwner((tx) => tx.selectFrom('signature').select('signed_by').where('plan_id', '=', planId).execute())

test('it asks for the password, keeps the tick when that is wrong, and signs when it is right', async () => {
  expect((await sign({})).status).toBe(422)
  const wrong = await sign({ password: 'not my password' })
  const body = await wrong.text()
  expect([wrong.status, body]).toEqual([422, expect.stringContaining('That is not your password')])
  expect(body).toMatch(/name="read"[^>]*checked/)
  expect(await signatures()).toEqual([])
  expect((await sign({ password })).status).toBe(303)
  expect(await signatures()).toHaveLength(1)
})

test('it counts for five minutes', async () => {
  const confirmed = (minutesAgo: number) =>
    t.database.asOwner((tx) =>
      tx
        .updateTable('identity.session')
        .set({ confirmedAt: new Date(Date.now() - minutesAgo * 60_000) })
        .execute(),
    )
  await confirmed(5)
  expect(await page()).toContain('Your password')
  expect((await sign({})).status).toBe(422)
  await confirmed(4)
  expect(await page()).not.toContain('Your password')
  expect((await sign({})).status).toBe(303)
})

test('who has a second factor shows a code as well', async () => {
  const { key, used } = await setUpSecondFactor(t.identity, userId)
  expect((await sign({ password })).status).toBe(422)
  expect((await sign({ password, code: used })).status).toBe(422)
  expect((await sign({ password, code: codeOf(key, 1) })).status).toBe(303)
  await t.identity.secondFactor.remove(userId)
})

test('who came by single sign-on is led back to the provider that their account is of, and to no other', async () => {
  const provider = (prefix: string, name: string, issuer: string) => ({
    [`${prefix}NAME`]: name,
    [`${prefix}ISSUER`]: issuer,
    [`${prefix}CLIENT_ID`]: 'concord',
    [`${prefix}CLIENT_SECRET`]: 'a secret of the provider',
  })
  const withProviders = await testApp({
    database: t.database,
    settings: {
      ...provider('CONCORD_SSO_', 'Trust account', 'https://one.example/'),
      ...provider('CONCORD_SSO_2_', 'NHS account', 'https://two.example/'),
    },
  })
  await connect(t.database, { userId, issuer: 'https://two.example/', subject: 'sam' })
  const session = cookiesIn(await t.identity.startSession(userId, new Headers(), { method: 'single-sign-on' }))
  for (const path of [pathTo('signPlanPage', { planId }), pathTo('secondFactorPage')]) {
    const asked = await (await withProviders.request(path, { as: session })).text()
    expect(asked).toContain('Sign in again with NHS account')
    expect(asked).not.toContain('Trust account')
  }
})

test('whose provider has left the settings, and who has no password, is told where to turn, and may not sign', async () => {
  const email = 'elsewhere@trust.example'
  const without = await t.identity.createAccount({ email, name: 'Elsewhere' })
  const issuer = 'https://gone.example/'
  await connect(t.database, { userId: without, issuer, subject: 'lee' })
  const move = (from: string, to: string) =>
    t.database.asOwner((tx) =>
      tx.updateTable('identity.account_person').set({ user_id: to }).where('user_id', '=', from).execute(),
    )
  await move(userId, without)
  const as = cookiesIn(await t.identity.startSession(without, new Headers(), { method: 'single-sign-on' }))
  for (const path of [pathTo('signPlanPage', { planId }), pathTo('secondFactorPage'), pathTo('waysIn')]) {
    const asked = await (await t.request(path, { as })).text()
    expect(asked).toContain('the service that you signed in with is no longer set up. Tell the job-planning office')
    expect(asked).not.toContain('Your password')
  }
  expect((await t.request(pathTo('signPlan', { planId }), { as, form: {} })).status).toBe(422)
  // Whoever has another way in can part from it.
  const proved = await t.identity.startSession(without, new Headers(), { method: 'password', confirmedAt: new Date() })
  const page = await (await t.request(pathTo('waysIn'), { as: cookiesIn(proved) })).text()
  expect(page).toContain('gone.example (no longer in use here)')
  const gone = /\/account\/ways-in\/gone-\w+\/end/.exec(page)?.[0] ?? ''
  const end = () => t.request(gone, { as: cookiesIn(proved), form: {} })
  expect((await end()).headers.get('location')).toContain('only-way-in')
  const at = new Date()
  const session = await t.identity.findSession(new Headers({ cookie: cookiesIn(proved) }))
  await t.database.asSignIn((tx) => setPasswordHash(tx, without, 'a hash', at, session?.sessionId))
  expect((await end()).headers.get('location')).toBe(pathTo('waysIn'))
  expect(await listWaysIn(t.database, without)).toEqual(['credential'])
  await move(without, userId)
})

test('a handler that forgets to ask does not go on, and what it would have written is not kept', async () => {
  const { key } = await t.database.asSignIn((tx) => makeResetKey(tx, userId, new Date('2026-11-21T12:00:00Z')))
  for (forgets of ['by leading on', 'by writing', 'at the door'] as const)
    expect([forgets, (await sign({})).status]).toEqual([forgets, 500])
  forgets = false
  const forgotten = await t.database.asOwner((tx) =>
    tx.selectFrom('audit').select('event').where('event', '=', 'forgot').execute(),
  )
  expect(forgotten).toEqual([])
  expect((await t.request(pathTo('resetPasswordPage', { token: key }))).status).toBe(200)
})

test('wrong passwords are counted, apart from the door: nobody there keeps anybody from signing', async () => {
  for (let count = 0; count < 10; count += 1)
    await t.request(pathTo('signIn'), { form: { email, password: `guess ${count}` } })
  expect((await t.request(pathTo('signIn'), { form: { email, password } })).status).toBe(422)
  expect(await (await sign({ password: 'guess' })).text()).toContain('That is not your password')
  for (let count = 1; count < 10; count += 1) await sign({ password: `guess ${count}` })
  expect(await (await sign({ password })).text()).toContain('There were too many wrong')
})
