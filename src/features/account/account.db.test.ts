import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { aTrust, type Trust } from '../../../tests/support/factories.ts'
import { multipart } from '../../../tests/support/multipart.ts'
import { codeOf, keyOnPage, recoveryCodesOnPage, setUpSecondFactor } from '../../../tests/support/second-factor.ts'
import { cookiesIn, type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { findAccountByAddress, linkAccount } from '../../records/account.ts'
import { makeResetKey } from '../../records/password-reset.ts'
import { pathTo, type RouteName, routes } from '../../routes.ts'
import { KEPT_FORMS } from '../../web/kept-forms/kept-forms.words.ts'

const password = 'seven small boats at dawn'
const email = 'clinician@trust.example'
let t: TestApp
let trust: Trust

beforeEach(async () => {
  await t?.close()
  t = await testApp()
  trust = await aTrust(t.database)
  await account('clinician', email)
  await account('agreer', 'agreer@trust.example')
})
afterAll(() => t.close())

async function account(name: 'clinician' | 'agreer', address: string) {
  const { organisationId, people } = trust
  const userId = await t.identity.createAccount({ email: address, name, password })
  await t.database.write(scopeOfSystem(organisationId), (tx) =>
    linkAccount(tx, { userId, organisationId, personId: people[name].personId }),
  )
}
const signIn = async (address = email, given = password) =>
  cookiesIn((await t.request(pathTo('signIn'), { form: { email: address, password: given } })).headers)
const isIn = async (as: string) => (await t.request('/', { as })).status === 200
const read = async (as: string, path = pathTo('account')) => (await t.request(path, { as })).text()
const sessionsOn = (html: string) => [...html.matchAll(/name="session" value="(?!others)([^"]+)"/g)].map(([, id]) => id)
const idle = (minutes: number) =>
  t.database.asOwner((tx) =>
    tx
      .updateTable('identity.session')
      .set({ usedAt: new Date(Date.now() - minutes * 60_000) })
      .execute(),
  )

test('one sees one’s own sessions, and ends one or all others', async () => {
  const [here, there, elsewhere, stranger] = [
    await signIn(),
    await signIn(),
    await signIn(),
    await signIn('agreer@trust.example'),
  ]
  const page = await read(here)
  expect(page).toContain('3 sessions')
  expect(page).toContain('Now: this one')
  const [one = ''] = sessionsOn(page)
  expect((await t.request(pathTo('endSessions'), { as: here, form: { session: one } })).status).toBe(303)
  expect([await isIn(here), [await isIn(there), await isIn(elsewhere)].filter(Boolean).length]).toEqual([true, 1])
  await t.request(pathTo('endSessions'), { as: here, form: { session: 'others' } })
  expect([await isIn(here), await isIn(there), await isIn(elsewhere), await isIn(stranger)]).toEqual([
    true,
    false,
    false,
    true,
  ])
})

test('a session says what it was let in with, and of one without its code that there is none yet', async () => {
  const here = await signIn()
  expect(await read(here)).toMatch(/<td[^>]*>Password</)
  await setUpSecondFactor(t.identity, (await findAccountByAddress(t.database, email)) ?? '')
  await signIn()
  const [shown = ''] = sessionsOn(await read(here))
  expect(await read(here)).toMatch(/<td[^>]*>Password only, no code yet<[\s\S]*If it was not you/)
  await t.identity.markSession(shown, { secondFactorAt: new Date() })
  const page = await read(here)
  expect(page).toMatch(/<td[^>]*>Password and second factor</)
  expect(page).not.toContain('no code yet')
})

test('nobody ends anybody else’s', async () => {
  const [mine, theirs, alsoTheirs] = [
    await signIn(),
    await signIn('agreer@trust.example'),
    await signIn('agreer@trust.example'),
  ]
  const [one = ''] = sessionsOn(await read(theirs))
  await t.request(pathTo('endSessions'), { as: mine, form: { session: one } })
  expect([await isIn(theirs), await isIn(alsoTheirs)]).toEqual([true, true])
})

test('a session that is idle for half an hour is over; one that is used goes on', async () => {
  const as = await signIn()
  await idle(29)
  expect(await isIn(as)).toBe(true)
  // The use is written down without being waited for.
  await expect.poll(async () => (await usedAgo()) < 60_000, { timeout: 15_000 }).toBe(true)
  await idle(30)
  expect(await isIn(as)).toBe(false)
})

const usedAgo = () =>
  t.database.asOwner(async (tx) => {
    const { usedAt } = await tx.selectFrom('identity.session').select('usedAt').executeTakeFirstOrThrow()
    return Date.now() - usedAt.getTime()
  })

test('a page says how much of its twelve hours a session has left, and use makes it no longer', async () => {
  const as = await signIn()
  const left = async () => Number(/data-seconds-left="(\d+)"/.exec(await read(as))?.[1])
  expect(await left()).toBeGreaterThan(12 * 3600 - 60)
  expect(await left()).toBeLessThanOrEqual(12 * 3600)
  await t.database.asOwner((tx) =>
    tx
      .updateTable('identity.session')
      .set({ expiresAt: new Date(Date.now() + 300_000) })
      .execute(),
  )
  expect((await t.request(pathTo('stayHere'), { as, method: 'POST' })).status).toBe(204)
  expect(await left()).toBeGreaterThan(240)
  expect(await left()).toBeLessThanOrEqual(300)
})

test('staying is a use of the session, and nothing else', async () => {
  const as = await signIn()
  await idle(20)
  expect((await t.request(pathTo('stayHere'), { as, method: 'POST' })).status).toBe(204)
  await expect.poll(async () => (await usedAgo()) < 60_000, { timeout: 15_000 }).toBe(true)
})

test('a new password asks for the old one, and ends every other session', async () => {
  const [here, there] = [await signIn(), await signIn()]
  const change = (oldPassword: string, newPassword: string) =>
    t.request(pathTo('changePassword'), { as: here, form: { oldPassword, newPassword } })
  expect((await change('not my password', 'eleven green kettles sing')).status).toBe(422)
  // The old one first: a new one is not weighed for anybody else.
  expect(await (await change('not my password', 'Password1234!')).text()).not.toContain('guessed soon')
  expect((await change(password, 'short')).status).toBe(422)
  expect((await change(password, 'Password1234!')).status).toBe(422)
  expect((await change(password, 'eleven green kettles sing')).status).toBe(303)
  expect([await isIn(here), await isIn(there)]).toEqual([true, false])
  expect(await isIn(await signIn(email, password))).toBe(false)
  expect(await isIn(await signIn(email, 'eleven green kettles sing'))).toBe(true)
})

test('a new password that is kept has ended every other session, also where the process ends right after', async () => {
  const [here, there] = [await signIn(), await signIn()]
  const cut = await testApp({
    database: {
      ...t.database,
      asSignIn: async (work) => {
        await t.database.asSignIn(work)
        throw new Error('the process was ended')
      },
    },
  })
  const form = { oldPassword: password, newPassword: 'eleven green kettles sing' }
  expect((await cut.request(pathTo('changePassword'), { as: here, form })).status).toBe(500)
  expect([await isIn(here), await isIn(there)]).toEqual([true, false])
  expect(await isIn(await signIn(email, form.newPassword))).toBe(true)
})

test('a new password ends what was begun under the old one: a link for another, a second factor nobody confirmed', async () => {
  const as = await signIn()
  const userId = (await findAccountByAddress(t.database, email)) ?? ''
  const { key } = await t.database.asSignIn((tx) => makeResetKey(tx, userId, new Date('2026-11-21T12:00:00Z')))
  const link = pathTo('resetPasswordPage', { token: key })
  const shown = await t.identity.secondFactor.begin(userId, 'a session')
  expect([(await t.request(link)).status, await t.identity.secondFactor.begin(userId, 'a session')]).toEqual([
    200,
    shown,
  ])
  const form = { oldPassword: password, newPassword: 'eleven green kettles sing' }
  expect((await t.request(pathTo('changePassword'), { as, form })).status).toBe(303)
  expect((await t.request(link)).status).toBe(404)
  const next = await t.identity.secondFactor.begin(userId, 'a session')
  expect(next).not.toBe(shown)
  // One that is in use stays.
  expect((await t.identity.secondFactor.confirm(userId, 'a session', codeOf(next ?? ''))).ok).toBe(true)
  const back = { oldPassword: form.newPassword, newPassword: password }
  expect((await t.request(pathTo('changePassword'), { as, form: back })).status).toBe(303)
  expect(await t.identity.secondFactor.find(userId)).not.toBeNull()
})

test('the second factor is changed with a code alone: new recovery codes, and off where no role asks for it', async () => {
  const as = await signIn()
  await t.request(pathTo('proveForSecondFactor'), { as, form: { password } })
  const key = keyOnPage(await read(as, pathTo('secondFactorPage')))
  await t.request(pathTo('enrolSecondFactor'), { as, form: { code: codeOf(key) } })
  const change = (what: string, code: string) =>
    t.request(pathTo('changeSecondFactor'), { as, form: { change: what, code } })
  expect((await change('off', '000000')).status).toBe(422)
  const renewed = await (await change('recovery-codes', codeOf(key, 1))).text()
  const recoveryCodes = recoveryCodesOnPage(renewed)
  expect(recoveryCodes).toHaveLength(10)
  expect((await change('off', recoveryCodes[0] ?? '')).status).toBe(303)
  expect(await read(as)).toContain('Set it up')
})

test('a second factor that could not be changed has no line that says it was, and is changed by pressing again', async () => {
  const as = await signIn()
  const userId = (await findAccountByAddress(t.database, email)) ?? ''
  const { key } = await setUpSecondFactor(t.identity, userId)
  let isBroken = true
  const breaking: KyselyPlugin = {
    transformQuery: ({ node }) => {
      if (isBroken && node.kind === 'DeleteQueryNode' && JSON.stringify(node).includes('"second_factor"'))
        throw new Error('a mistake of ours')
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const broken = await testApp({
    database: {
      ...t.database,
      identity: t.database.identity.withPlugin(breaking),
      asSignIn: (work) => t.database.asSignIn((tx) => work(tx.withPlugin(breaking))),
    },
  })
  const off = (code: string) =>
    broken.request(pathTo('changeSecondFactor'), {
      as,
      form: { change: 'off', code, once: 'a-key-of-sixteen-or-more' },
    })
  const lines = () =>
    t.database.asOwner((tx) =>
      tx.selectFrom('audit').select('event').where('event', '=', 'second-factor.changed').execute(),
    )
  expect([(await off(codeOf(key, 1))).status, await lines()]).toEqual([500, []])
  isBroken = false
  // The first press used up its code, so that another is given.
  const [code = ''] = await t.identity.secondFactor.renewRecoveryCodes(userId)
  expect((await off(code)).status).toBe(303)
  expect([await t.identity.secondFactor.find(userId), (await lines()).length]).toEqual([null, 1])
})

const typedOfPlan = { how: 'blank', 'from[day]': '1', 'from[month]': '12', 'from[year]': '2026' }
const startPlan = (as: string, { type, body }: ReturnType<typeof multipart>) =>
  t.app.request(`http://localhost${pathTo('startPlan', { assignmentId: trust.people.clinician.assignmentId })}`, {
    method: 'POST',
    headers: { origin: 'http://localhost', cookie: as, 'content-type': type },
    body,
  })
/** Sends a form after its session has ended, and signs in: the page to carry on from, and who is signed in. */
const sendTooLate = async (form: ReturnType<typeof multipart>) => {
  const as = await signIn()
  await idle(31)
  const ended = await startPlan(as, form)
  const asked = new URL(ended.headers.get('location') ?? '', t.config.url)
  expect(asked.pathname).toBe('/sign-in')
  const next = asked.searchParams.get('next') ?? ''
  expect(next).toMatch(/^\/carry-on\//)
  const door = await (await t.request(`${asked.pathname}${asked.search}`)).text()
  expect(door).toContain('Your session ended. What you were saving is kept; sign in to carry on.')
  const answer = await t.request(pathTo('signIn'), { form: { email, password, next }, headers: { cookie: as } })
  expect(answer.headers.get('location')).toBe(next)
  const back = cookiesIn(answer.headers)
  return { as: back, next, page: await read(back, next) }
}

test('what was being saved when the session ended is kept for its person, and saved when they carry on', async () => {
  const path = pathTo('startPlan', { assignmentId: trust.people.clinician.assignmentId })
  const { as, next, page } = await sendTooLate(
    multipart({
      ...typedOfPlan,
      'to[day]': '30',
      'to[month]': '11',
      'to[year]': '2027',
      document: 'typed for half an hour',
      password: 'never kept',
    }),
  )
  expect(page).toContain(`action="${path}"`)
  expect(page).not.toContain('never kept')
  expect(page).not.toContain('type="file"')
  const seen = page.replaceAll(/<input[^>]*>/g, '')
  for (const words of ['The start of a plan', 'Document', 'typed for half an hour', 'From year', '2026'])
    expect(seen).toContain(words)

  const other = await t.request(next, { as: await signIn('agreer@trust.example') })
  expect([other.status, await other.text()]).toEqual([404, expect.stringContaining('What was kept is gone')])

  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)]
  const form = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]))
  const saved = await t.request(path, { as, form })
  expect([saved.status, saved.headers.get('location')]).toEqual([303, expect.stringMatching(/^\/plans\/\d+$/)])
})

test('a file is not kept: the words are, and the page asks for it again', async () => {
  const { page } = await sendTooLate(multipart({ document: 'typed as well' }, { name: 'plan.json', text: '{}' }))
  expect(page).toContain('typed as well')
  expect(page).toContain('Choose the file again')
  expect(page).toMatch(/<form[^>]*enctype="multipart\/form-data"/)
  expect(page.match(/<input[^>]*type="file"[^>]*>/g)).toEqual([expect.stringContaining('name="file"')])
})

test('what opens doors is never kept: roles, accounts, the staff record, one’s own account', async () => {
  const kept = (Object.keys(KEPT_FORMS) as RouteName[]).map((name) => routes[name].path)
  expect(kept.filter((path) => /^\/(roles|accounts|imports|account|second-factor)\b/.test(path))).toEqual([])
  const as = await signIn()
  await idle(31)
  for (const path of [pathTo('grantRole'), pathTo('invite'), pathTo('changePassword'), pathTo('endSessions')])
    expect((await t.request(path, { as, form: { personId: '1' } })).headers.get('location')).toBe('/sign-in')
})

test('a page says by a number whose it is, that nobody is here, or nothing while words wait for their person', async () => {
  const personOn = async (as?: string) =>
    /<body data-person="([^"]+)"/.exec(await (await t.request('/sign-in', as ? { as } : {})).text())?.[1]
  const as = await signIn()
  expect(await read(as)).toContain(`<body data-person="${trust.organisationId}.${trust.people.clinician.personId}">`)
  await idle(31)
  expect([await personOn(as), await personOn()]).toEqual([undefined, 'nobody'])
})

test('after signing out nothing is kept for whoever was here', async () => {
  const as = await signIn()
  const out = await t.request(pathTo('signOut'), { as, form: {} })
  const left = [...out.headers.getSetCookie()].find((cookie) => cookie.startsWith('concord.last='))
  expect(left).toMatch(/^concord\.last=; .*Max-Age=0/)
})

test('a form is not kept for a stranger, nor for a cookie that was made up', async () => {
  const path = pathTo('startPlan', { assignmentId: trust.people.clinician.assignmentId })
  const where = async (ask: Parameters<TestApp['request']>[1]) => (await t.request(path, ask)).headers.get('location')
  expect(await where({ form: { from: '2026-12-01' } })).toBe('/sign-in')
  const as = await signIn()
  await idle(31)
  const forged = as.replace(/(concord\.last=)(.)/, (_, name, first) => `${name}${first === 'A' ? 'B' : 'A'}`)
  expect(await where({ as: forged, form: { from: '2026-12-01' } })).toBe('/sign-in')
})
