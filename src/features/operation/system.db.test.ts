import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountOf, aTrust, type Trust } from '../../../tests/support/factories.ts'
import { type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { pathTo } from '../../routes.ts'

let t: TestApp
let trust: Trust

beforeAll(async () => {
  t = await testApp()
  trust = await aTrust(t.database)
})
afterAll(() => t.close())

test('the system page counts people and accounts, and names nobody', async () => {
  const answer = await t.request(pathTo('system'), { as: trust.people.administrator.personId })
  const body = await answer.text()
  expect(body).toMatch(/Accounts<\/dt><dd[^>]*>\d+</)
  const main = body.slice(body.indexOf('<main'))
  for (const name of ['Sam clinician', 'Cardiology']) expect(main).not.toContain(name)
})

test('whoever has done nothing for half an hour, and whoever is of another trust, is not signed in here now', async () => {
  const { clinician, administrator } = trust.people
  await t.signInAs(clinician.personId)
  await t.signInAs(trust.elsewhere.person.personId)
  const signedIn = async () =>
    /Signed in now<\/dt><dd[^>]*>(\d+)</.exec(
      await (await t.request(pathTo('system'), { as: administrator.personId })).text(),
    )?.[1]
  expect(await signedIn()).toBe('2')
  const userId = await accountOf(t.database, t.identity, clinician.personId)
  await t.database.identity
    .updateTable('identity.session')
    .set({ usedAt: new Date(Date.now() - 31 * 60_000) })
    .where('userId', '=', userId)
    .execute()
  expect(await signedIn()).toBe('1')
})
