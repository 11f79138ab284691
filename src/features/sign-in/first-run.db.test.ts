import { afterEach, beforeEach, expect, test } from 'vitest'
import { codeOf, keyOnPage } from '../../../tests/support/second-factor.ts'
import { cookiesIn, type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { fixedClock } from '../../platform/clock.ts'
import { ensureFirstRunLink } from '../../records/first-run.ts'
import { checkMode } from '../../records/organisation.ts'
import { pathTo } from '../../routes.ts'
import { mailLinks } from '../../web/mail-links.ts'
import type { Handlers } from '../../web/request.ts'
import { foundOrganisation } from './found-organisation.command.ts'
import { handlers as signIn } from './sign-in.handlers.tsx'

const handlers: Handlers = { ...signIn, home: (c) => c.text(`${c.var.viewer?.fullName}: ${c.var.viewer?.roles}`) }
const clock = fixedClock('2026-11-21T12:00:00Z')
const form = {
  trust: 'Invented Trust',
  odsCode: 'rx1',
  nation: 'wales',
  firstName: 'Sam',
  lastName: 'Founder',
  email: 'Sam.Founder@trust.example',
  password: 'seven small boats at dawn',
}

let t: TestApp
beforeEach(async () => {
  t = await testApp({ handlers, clock })
})
afterEach(() => t.close())

const link = async () => {
  const made = await ensureFirstRunLink(t.database, mailLinks(t.config.url).firstRun, clock)
  return made?.slice(t.config.url.length) ?? ''
}

test('the link leads to the page, makes the trust with its first person, and dies', async () => {
  const path = await link()
  expect(path).toBe(pathTo('firstRunPage', { token: path.split('/').at(-1) ?? '' }))
  expect((await t.request(path)).status).toBe(200)
  const made = await t.request(path, { form })
  expect(made.status).toBe(303)
  // The roles that come with it ask for a second factor before anything else.
  const as = cookiesIn(made.headers)
  expect((await t.request('/', { as })).headers.get('location')).toBe('/second-factor?next=%2F')
  const key = keyOnPage(await (await t.request(pathTo('secondFactorPage'), { as })).text())
  expect((await t.request(pathTo('enrolSecondFactor'), { as, form: { code: codeOf(key) } })).status).toBe(200)
  expect(await (await t.request('/', { as })).text()).toBe('Sam Founder: administrator,office')
  expect((await t.request(pathTo('signIn'), { form: { email: form.email, password: form.password } })).status).toBe(303)

  const [organisation] = await t.database.asOwner((tx) => tx.selectFrom('organisation').selectAll().execute())
  expect(organisation).toMatchObject({
    name: 'Invented Trust',
    ods_code: 'RX1',
    nation: 'wales',
    is_demonstration: false,
  })
  const [first] = await t.database.asOwner((tx) => tx.selectFrom('audit').select(['number', 'event']).execute())
  expect(first).toEqual({ number: 1, event: 'organisation.created' })

  expect((await t.request(path)).status).toBe(404)
  expect((await t.request(path, { form: { ...form, email: 'second@trust.example' } })).status).toBe(404)
  expect(await ensureFirstRunLink(t.database, mailLinks(t.config.url).firstRun, clock)).toBeNull()
})

test('a form with faults names each, keeps what was typed, and makes nothing', async () => {
  const path = await link()
  const answer = await t.request(path, {
    form: { ...form, odsCode: 'R!', nation: '', email: 'sam', password: 'boats' },
  })
  const body = await answer.text()
  expect(answer.status).toBe(422)
  for (const words of [
    '3 to 6 letters',
    'Choose England or Wales',
    'Enter your e-mail address',
    '12 or more characters',
    'value="Invented Trust"',
  ])
    expect(body).toContain(words)
  const weak = await t.request(path, { form: { ...form, password: 'founder of boats' } })
  expect(await weak.text()).toContain('Leave “founder” out')
  expect(await checkMode(t.database, 'real')).toBe('empty')
})

test('an account that a crash left behind does not stand in the way', async () => {
  const path = await link()
  await t.identity.createAccount({ email: form.email, name: 'Sam', password: 'another password, never used' })
  expect((await t.request(path, { form })).status).toBe(422)
  await t.database.asOwner((tx) => tx.updateTable('identity.user').set({ createdAt: '2020-01-01' }).execute())
  expect((await t.request(path, { form })).status).toBe(303)
})

test('a made-up key, one a start ago, and one of yesterday open nothing', async () => {
  const before = await link()
  const now = await link()
  expect((await t.request('/first-run/made-up')).status).toBe(404)
  expect((await t.request(before)).status).toBe(404)
  expect((await t.request(now)).status).toBe(200)
  const tomorrow = await testApp({ handlers, database: t.database, clock: fixedClock('2026-11-22T12:00:01Z') })
  expect((await tomorrow.request(now)).status).toBe(404)
  expect((await tomorrow.request(now, { form })).status).toBe(404)
})

test('a second organisation is refused by the database itself', async () => {
  const path = await link()
  await t.database.asOwner((tx) =>
    tx.insertInto('organisation').values({ ods_code: 'RX2', name: 'Other', nation: 'england' }).execute(),
  )
  // The key is checked first; here the other organisation appears between the check and the making.
  const userId = await t.identity.createAccount({ email: form.email, name: 'Sam' })
  const made = foundOrganisation(t.database, {
    form: { ...form, odsCode: 'RX1', nation: 'wales' },
    userId,
    event: 'organisation.created',
    at: clock.now(),
    on: '2026-11-21',
  })
  await expect(made).rejects.toThrow('exists already')
  expect((await t.request(path, { form })).status).toBe(404)
})

test('a database of the other mode is not opened', async () => {
  await t.database.asOwner((tx) =>
    tx.insertInto('organisation').values({ ods_code: 'RX2', name: 'Real', nation: 'england' }).execute(),
  )
  expect(await checkMode(t.database, 'real')).toBe('in-use')
  await expect(checkMode(t.database, 'demonstration')).rejects.toThrow('holds a real trust')
  await t.database.asOwner((tx) => tx.updateTable('organisation').set({ is_demonstration: true }).execute())
  await expect(checkMode(t.database, 'real')).rejects.toThrow('holds the demonstration')
})
