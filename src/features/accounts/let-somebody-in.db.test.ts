/** What could make the office somebody else: it asks who is at the screen, and tells the person. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountOf, aTrust, type Trust } from '../../../tests/support/factories.ts'
import { setUpSecondFactor } from '../../../tests/support/second-factor.ts'
import { startMailServer, type TestMailServer } from '../../../tests/support/smtp-server.ts'
import { cookiesIn, type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { withoutPasswords } from '../../../tests/support/without-passwords.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { linkAccount } from '../../records/account.ts'
import { pathTo } from '../../routes.ts'

const password = 'seven small boats at dawn'
const theirAddress = 'clinician@trust.example'
let server: TestMailServer
let t: TestApp
let trust: Trust
let personId: number
let theirs: string
/** The office, signed in an hour ago. */
let as: string

const account = async (name: 'office' | 'clinician') => {
  const { organisationId, people } = trust
  const userId = await t.identity.createAccount({ email: `${name}@trust.example`, name, password })
  await t.database.write(scopeOfSystem(organisationId), (tx) =>
    linkAccount(tx, { userId, organisationId, personId: people[name].personId }),
  )
  return userId
}

const mail = () => ({
  CONCORD_SMTP_URL: `smtp://127.0.0.1:${server.port}`,
  CONCORD_MAIL_FROM: 'concord@trust.example',
})

beforeAll(async () => {
  server = await startMailServer()
  t = await testApp({ settings: mail() })
  trust = await aTrust(t.database)
  personId = trust.people.clinician.personId
  theirs = await account('clinician')
  const begun = { method: 'password', secondFactorAt: new Date() } as const
  as = cookiesIn(await t.identity.startSession(await account('office'), new Headers(), begun))
})
afterAll(async () => {
  await t.close()
  await server.stop()
})

const newest = () =>
  t.database.asOwner((tx) =>
    tx.selectFrom('audit').select(['event', 'object']).orderBy('number', 'desc').executeTakeFirst(),
  )
const links = () => t.database.asOwner((tx) => tx.selectFrom('identity.verification').select('id').execute())
/** That it counts for five minutes is for others to show. */
const forgetProof = () =>
  t.database.asOwner((tx) => tx.updateTable('identity.session').set({ confirmedAt: null }).execute())
const isTold = (words: string) =>
  expect
    .poll(() => server.received.filter(({ to, text }) => to[0] === theirAddress && text.includes(words)).length, {
      timeout: 15_000,
    })
    .toBe(1)

test('a link to a password is made for whoever proves to be the office, and its person is told', async () => {
  const path = pathTo('makeResetLink', { personId })
  const page = await (await t.request(pathTo('makeResetLinkPage', { personId }), { as })).text()
  expect(page).toContain('so that it is certainly you who lets them in')
  for (const [form, words] of [
    [{}, 'Enter your password'],
    [{ password: 'not mine' }, 'That is not your password'],
  ] as const) {
    const refused = await t.request(path, { as, form })
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining(words)])
  }
  expect([await links(), await newest()]).toEqual([[], undefined])
  const made = await t.request(path, { as, form: { password } })
  expect([made.status, await made.text()]).toEqual([200, expect.stringContaining('/reset-password/')])
  expect(await newest()).toEqual({ event: 'password.link-made', object: `person ${personId}` })
  await isTold('The job-planning office made a link')
})

test('a second factor is reset by whoever proves to be the office, and its person is told', async () => {
  await forgetProof()
  await setUpSecondFactor(t.identity, theirs)
  const path = pathTo('resetSecondFactor', { personId })
  expect((await t.request(path, { as, form: {} })).status).toBe(422)
  expect(await t.identity.secondFactor.find(theirs)).not.toBeNull()
  expect((await t.request(path, { as, form: { password } })).status).toBe(303)
  expect(await t.identity.secondFactor.find(theirs)).toBeNull()
  await isTold('was taken away')
})

test('a role is given by whoever proves to be the office', async () => {
  await forgetProof()
  const form = { personId: `${personId}`, role: 'auditor', fromOn: '2026-11-21', search: 'Sam' }
  const refused = await t.request(pathTo('grantRole'), { as, form })
  expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('Enter your password')])
  expect((await newest())?.event).toBe('second-factor.reset')
  expect((await t.request(pathTo('grantRole'), { as, form: { ...form, password } })).status).toBe(303)
  expect((await newest())?.event).toBe('role.granted')
})

test('where passwords are off, no link to one is made', async () => {
  const off = await testApp({ database: t.database, settings: withoutPasswords })
  const before = await links()
  expect(await (await off.request(pathTo('accountOf', { personId }), { as })).text()).not.toContain('make a link')
  expect((await off.request(pathTo('makeResetLinkPage', { personId }), { as })).status).toBe(404)
  expect((await off.request(pathTo('makeResetLink', { personId }), { as, form: { password } })).status).toBe(404)
  expect(await links()).toEqual(before)
})

test('a wrong password and a code that is not there are both said at once', async () => {
  await forgetProof()
  const { personId: office } = trust.people.office
  const userId = await accountOf(t.database, t.identity, office)
  await setUpSecondFactor(t.identity, userId)
  const refused = await t.request(pathTo('makeResetLink', { personId }), {
    as,
    form: { password: 'not mine', code: '' },
  })
  const page = await refused.text()
  expect(refused.status).toBe(422)
  for (const words of ['That is not your password', 'Enter a code from your app']) expect(page).toContain(words)
  await t.identity.secondFactor.remove(userId)
})
