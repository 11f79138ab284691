import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { aTrust, type PersonName, type Trust } from '../../../tests/support/factories.ts'
import { codeOf, keyOnPage, recoveryCodesOnPage } from '../../../tests/support/second-factor.ts'
import { cookiesIn, type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { findAccountByAddress, linkAccount } from '../../records/account.ts'
import { pathTo, type RouteName, routes } from '../../routes.ts'

const password = 'seven small boats at dawn'
let t: TestApp
let trust: Trust

beforeEach(async () => {
  await t?.close()
  t = await testApp()
  trust = await aTrust(t.database)
  const { organisationId, people } = trust
  for (const name of ['office', 'auditor', 'administrator', 'clinician'] as const) {
    const userId = await t.identity.createAccount({ email: `${name}@trust.example`, name, password })
    await t.database.write(scopeOfSystem(organisationId), (tx) =>
      linkAccount(tx, { userId, organisationId, personId: people[name].personId }),
    )
  }
})
afterAll(() => t.close())

const signIn = async (name: PersonName, more: { next?: string } = {}) => {
  const answer = await t.request(pathTo('signIn'), { form: { email: `${name}@trust.example`, password, ...more } })
  return cookiesIn(answer.headers)
}
const whereTo = async (path: string, as: string) => (await t.request(path, { as })).headers.get('location')
const enrol = async (as: string) => {
  const key = keyOnPage(await (await t.request(pathTo('secondFactorPage'), { as })).text())
  const used = codeOf(key)
  const answer = await t.request(pathTo('enrolSecondFactor'), { as, form: { code: used } })
  expect(answer.status).toBe(200)
  return { key, used, recoveryCodes: recoveryCodesOnPage(await answer.text()) }
}
/** What is asked before, unless the session is fresh and led here. */
const prove = (as: string, given = password) =>
  t.request(pathTo('proveForSecondFactor'), { as, form: { password: given, next: '/account' } })
const giveCode = (as: string, code: string, more: Record<string, string> = {}) =>
  t.request(pathTo('giveCode'), { as, form: { code, ...more } })
const events = () =>
  t.database.asOwner(async (tx) => {
    const rows = await tx.selectFrom('audit').select('event').orderBy('number').execute()
    return rows.map(({ event }) => event)
  })

test.each(['office', 'auditor', 'administrator'] as const)(
  'a session of the %s does nothing at all before it has a second factor',
  async (name) => {
    const as = await signIn(name)
    const open = (Object.keys(routes) as RouteName[]).filter((route) => routes[route].may !== 'anybody')
    for (const route of open) {
      const path = routes[route].path.replaceAll(/:\w+/g, '1')
      const answer = await t.request(path, { as, method: routes[route].method })
      expect([route, answer.status, answer.headers.get('location')]).toEqual([
        route,
        303,
        expect.stringMatching(/^\/second-factor/),
      ])
    }
    await enrol(as)
    expect((await t.request('/', { as })).status).toBe(200)
    expect(await events()).toContain('second-factor.enrolled')
  },
)

test('who needs none goes straight in, and may have one', async () => {
  const as = await signIn('clinician')
  expect((await t.request('/', { as })).status).toBe(200)
  await prove(as)
  await enrol(as)
  const later = await signIn('clinician')
  expect(await whereTo('/', later)).toBe('/second-factor?next=%2F')
})

test('the next session shows a code, goes where it was going, and the code opens no second one', async () => {
  const { key, used } = await enrol(await signIn('office'))
  const as = await signIn('office')
  expect(await (await t.request(pathTo('secondFactorPage'), { as })).text()).toContain('Enter your code')
  expect((await giveCode(as, '000000')).status).toBe(422)
  expect((await giveCode(as, used)).status).toBe(422)
  expect(await whereTo('/', as)).toContain('/second-factor')
  const code = codeOf(key, 1)
  const shown = await giveCode(as, code, { next: '/people?search=a' })
  expect([shown.status, shown.headers.get('location')]).toEqual([303, '/people?search=a'])
  expect((await t.request('/', { as })).status).toBe(200)
  const other = await signIn('office')
  expect((await giveCode(other, code)).status).toBe(422)
  expect(await whereTo('/', other)).toContain('/second-factor')
})

test('a recovery code lets in once, and is on the audit record', async () => {
  const { recoveryCodes } = await enrol(await signIn('office'))
  expect(recoveryCodes).toHaveLength(10)
  const [code = ''] = recoveryCodes
  const asked = await t.request(pathTo('secondFactorPage'), { as: await signIn('office') })
  expect(await asked.text()).toContain('Type one of your recovery codes in the box above')
  expect((await giveCode(await signIn('office'), code)).status).toBe(303)
  expect((await giveCode(await signIn('office'), code)).status).toBe(422)
  expect(await events()).toContain('account.recovery-code-used')
})

test('setting it up ends the other sessions, and cannot be done over one that is there', async () => {
  const other = await signIn('office')
  const as = await signIn('office')
  const { key } = await enrol(as)
  expect(await whereTo('/', other)).toContain('/sign-in')
  const half = await signIn('office')
  expect((await t.request(pathTo('enrolSecondFactor'), { as: half, form: { code: codeOf(key, 1) } })).status).toBe(422)
  expect(await whereTo('/', half)).toContain('/second-factor')
})

test('a second press of setting it up says that it is on, and makes the recovery codes anew that the first showed to nobody', async () => {
  for (const name of ['office', 'clinician'] as const) {
    const as = await signIn(name)
    if (name === 'clinician') await prove(as)
    const { key, used, recoveryCodes } = await enrol(as)
    const again = await t.request(pathTo('enrolSecondFactor'), { as, form: { code: used, next: '/team' } })
    const page = await again.text()
    expect([again.status, recoveryCodesOnPage(page)]).toEqual([200, []])
    expect(page).toContain('Your second factor is on')
    expect(page).toContain('href="/team"')
    const [, action = ''] =
      /<form method="post" action="([^"]*)"[^>]*>.*name="change" value="recovery-codes"/s.exec(
        page.split('<main')[1] ?? '',
      ) ?? []
    const form = { change: 'recovery-codes', code: codeOf(key, 1) }
    const renewed = recoveryCodesOnPage(await (await t.request(action, { as, form })).text())
    expect(renewed).toHaveLength(10)
    expect(renewed).not.toEqual(recoveryCodes)
  }
})

test('of two presses at once, the one that comes second is no stranger', async () => {
  const as = await signIn('office')
  const code = codeOf(keyOnPage(await (await t.request(pathTo('secondFactorPage'), { as })).text()))
  let first: Response | undefined
  /** Does the whole of the first press as soon as the second has found its session, which is still half in then. */
  const between: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (!first && result.rows.some((row) => 'token' in row)) {
        first = new Response()
        first = await t.request(pathTo('enrolSecondFactor'), { as, form: { code } })
      }
      return result
    },
  }
  const late = await testApp({ database: { ...t.database, identity: t.database.identity.withPlugin(between) } })
  const second = await late.request(pathTo('enrolSecondFactor'), { as, form: { code } })
  expect(recoveryCodesOnPage((await first?.text()) ?? '')).toHaveLength(10)
  expect(await second.text()).toContain('Your second factor is on')
})

test('a second press of giving the code goes where the first one goes', async () => {
  const { key } = await enrol(await signIn('office'))
  const as = await signIn('office')
  for (let press = 0; press < 2; press += 1) {
    const answer = await giveCode(as, codeOf(key, 1), { next: '/people?search=jane+smith' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/people?search=jane+smith'])
  }
})

test('a role that is given later asks for one at the next request', async () => {
  const as = await signIn('clinician')
  const { organisationId, people } = trust
  await t.database.asOwner((tx) =>
    tx
      .insertInto('role_grant')
      .values({
        organisation_id: organisationId,
        person_id: people.clinician.personId,
        role: 'auditor',
        from_on: '2026-01-01',
        granted_at: '2026-11-21T12:00:00Z',
      })
      .execute(),
  )
  expect(await whereTo('/', as)).toContain('/second-factor')
})

test('nobody who is not signed in has anything to do there', async () => {
  for (const path of [pathTo('giveCode'), pathTo('enrolSecondFactor')])
    expect((await t.request(path, { form: { code: '123456' } })).headers.get('location')).toBe('/sign-in')
  expect((await t.request(pathTo('secondFactorPage'))).headers.get('location')).toBe('/sign-in')
})

test('half in, one can go out again', async () => {
  const as = await signIn('office')
  await t.request(pathTo('signOut'), { as, method: 'POST' })
  expect(await whereTo(pathTo('secondFactorPage'), as)).toBe('/sign-in')
})

const setUpPage = async (as: string) => (await t.request(pathTo('secondFactorPage'), { as })).text()

test('an open screen shows no key and takes no code before the password is given, which counts for five minutes', async () => {
  const as = await signIn('clinician')
  expect(await setUpPage(as)).toContain('Show that it is you')
  expect(await setUpPage(as)).not.toContain('<svg viewBox')
  const userId = (await findAccountByAddress(t.database, 'clinician@trust.example')) ?? ''
  const { sessionId = '' } = (await t.identity.findSession(new Headers({ cookie: as }))) ?? {}
  const key = (await t.identity.secondFactor.begin(userId, sessionId)) ?? ''
  await t.request(pathTo('enrolSecondFactor'), { as, form: { code: codeOf(key) } })
  expect(await t.identity.secondFactor.find(userId)).toBeNull()

  const wrong = await prove(as, 'not my password')
  expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('That is not your password')])
  const proved = await prove(as)
  expect([proved.status, proved.headers.get('location')]).toEqual([303, '/second-factor?next=%2Faccount'])
  expect(keyOnPage(await setUpPage(as))).toBe(key)
  await age('confirmedAt', 5)
  expect(await setUpPage(as)).toContain('Show that it is you')
})

test('who is led here right after signing in is let off; an hour later, or in the middle of the day, nobody is', async () => {
  const as = await signIn('office')
  expect(keyOnPage(await setUpPage(as))).toBeTruthy()
  await age('createdAt', 15)
  expect(await setUpPage(as)).toContain('Show that it is you')
  expect((await prove(as)).status).toBe(303)
  expect(keyOnPage(await setUpPage(as))).toBeTruthy()
})

const age = (what: 'confirmedAt' | 'createdAt', minutes: number) =>
  t.database.asOwner((tx) =>
    tx
      .updateTable('identity.session')
      .set({ [what]: new Date(Date.now() - minutes * 60_000) })
      .execute(),
  )
