import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { aTrust, type Trust } from '../../tests/support/factories.ts'
import { hiddenIn } from '../../tests/support/hidden-in.ts'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import { aPlan } from '../../tests/support/plans.ts'
import { type TestApp, testApp } from '../../tests/support/test-app.ts'

let test: TestApp
let trust: Trust
let planId: number
/** Whether what is written is kept and then something of ours breaks. */
let isBroken = false

beforeAll(async () => {
  const real = await openTestDatabase()
  trust = await aTrust(real)
  planId = await aPlan(real, trust.organisationId, trust.people.clinician)
  test = await testApp({
    database: {
      ...real,
      read: async (scope, work) => {
        if (isBroken) throw new Error('a mistake of ours')
        return real.read(scope, work)
      },
      write: async (scope, work) => {
        const result = await real.write(scope, work)
        if (isBroken) throw new Error('a mistake of ours')
        return result
      },
    },
  })
  await test.signInAs(trust.people.clinician.personId)
})
afterAll(() => test.close())
beforeEach(() => {
  isBroken = true
})

const ask = (path: string, form?: Record<string, string>) =>
  test.request(path, { as: trust.people.clinician.personId, ...(form ? { form } : {}) })
const withdraw = (form: Record<string, string>) => ask(`/plans/${planId}/withdraw`, form)
const withdrawals = () =>
  test.database.asOwner((tx) => tx.selectFrom('job_plan_move').selectAll().where('move', '=', 'withdraw').execute())

it('of a page that was asked for, it says nothing about changes', async () => {
  const answer = await ask('/people')
  const html = await answer.text()
  expect(answer.status).toBe(500)
  expect(html).toContain('This page could not be shown')
  expect(html).not.toMatch(/Nothing was changed|was kept/)
})

it('does not say that nothing was changed, where it was; sent again from the page it is done once', async () => {
  const answer = await withdraw({ reason: 'I change post', once: 'a-key-of-sixteen-or-more' })
  const html = await answer.text()
  expect(answer.status).toBe(500)
  expect(html).toContain('We do not know whether what you sent was kept.')
  expect(html).not.toContain('Nothing was changed')
  expect(hiddenIn(html)).toEqual({ reason: 'I change post', once: 'a-key-of-sixteen-or-more' })
  expect(await withdrawals()).toHaveLength(1)
  isBroken = false
  expect((await withdraw(hiddenIn(html))).status).toBe(303)
  expect(await withdrawals()).toHaveLength(1)
})

it('keeps no password in a page, and asks to look first', async () => {
  const html = await (await withdraw({ reason: 'I change post', password: 'an invented phrase' })).text()
  expect(html).not.toContain('an invented phrase')
  expect(html).toContain('Look at the page first')
})
