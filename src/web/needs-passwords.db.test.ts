/** A trust whose people sign in elsewhere alone: no page or form is about passwords. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTrust, type Trust } from '../../tests/support/factories.ts'
import { type TestApp, testApp } from '../../tests/support/test-app.ts'
import { withoutPasswords } from '../../tests/support/without-passwords.ts'
import { pathTo, type Route, type RouteName, routes } from '../routes.ts'

let t: TestApp
let trust: Trust

beforeAll(async () => {
  t = await testApp({ settings: withoutPasswords })
  trust = await aTrust(t.database)
})
afterAll(() => t.close())

const about = (Object.entries(routes) as [RouteName, Route][]).filter(([name]) => /password|resetLink/i.test(name))
const theirs: RouteName[] = [...about.map(([name]) => name), 'signIn', 'acceptInvitation']

test.each(theirs)('there is nothing at the address of %s', async (name) => {
  const { method, path } = routes[name]
  const form = { oldPassword: 'one', newPassword: 'eleven green kettles sing', email: 'a@trust.example', password: 'x' }
  const address = path.replaceAll(/:\w+/g, '1')
  const as = trust.people.office.personId
  expect((await t.request(address, { as, ...(method === 'POST' ? { form } : {}) })).status).toBe(404)
})

test('the words of accounts do not speak of one', async () => {
  const as = trust.people.office.personId
  const personId = String(trust.people.clinician.personId)
  const invited = await t.request(pathTo('invite'), { as, form: { personId, byHand: 'yes' } })
  const html = await invited.text()
  expect(html).toContain('join as them')
  expect(html).not.toMatch(/password/i)
  expect(await (await t.request(pathTo('account'), { as })).text()).not.toContain(pathTo('changePasswordPage'))
})
