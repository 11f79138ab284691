import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTrust, type Trust } from '../../../tests/support/factories.ts'
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
