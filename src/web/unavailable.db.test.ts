import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { aTrust, type Trust } from '../../tests/support/factories.ts'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import { aPlan } from '../../tests/support/plans.ts'
import { type TestApp, testApp } from '../../tests/support/test-app.ts'
import { Unavailable } from '../db/unavailable.ts'

let test: TestApp
let trust: Trust
let planId: number
/** The fault that the next writes have: before anything is done, or once it is kept. */
let fault: 'nothing-done' | 'unknown' | null = null

beforeAll(async () => {
  const real = await openTestDatabase()
  trust = await aTrust(real)
  planId = await aPlan(real, trust.organisationId, trust.people.clinician)
  test = await testApp({
    database: {
      ...real,
      write: async (scope, work) => {
        if (fault === 'nothing-done') throw new Unavailable(fault, { code: '57P01' })
        const result = await real.write(scope, work)
        if (fault === 'unknown') throw new Unavailable(fault, { code: '57P01' })
        return result
      },
    },
  })
  await test.signInAs(trust.people.clinician.personId)
})
afterAll(() => test.close())
beforeEach(() => {
  fault = null
})

const as = () => trust.people.clinician.personId
const withdraw = (form: Record<string, string>) => test.request(`/plans/${planId}/withdraw`, { as: as(), form })
const withdrawals = () =>
  test.database.asOwner((tx) => tx.selectFrom('job_plan_move').selectAll().where('move', '=', 'withdraw').execute())

/** What the page would send again. */
const hiddenIn = (html: string) => {
  const [, form = ''] = /<form[^>]*data-keyed[^>]*>(.*?)<\/form>/s.exec(html) ?? []
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  ) as Record<string, string>
}

it('says that nothing was changed, and keeps what was typed with its key', async () => {
  fault = 'nothing-done'
  const typed = { reason: 'I change post', once: 'a-key-of-sixteen-or-more' }
  const answer = await withdraw(typed)
  const html = await answer.text()
  expect(answer.status).toBe(503)
  expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
  expect(html).toContain('Nothing was changed.')
  expect(hiddenIn(html)).toEqual(typed)
  expect(await withdrawals()).toHaveLength(0)
})

it('keeps no password in a page', async () => {
  fault = 'nothing-done'
  const html = await (await withdraw({ reason: 'I change post', password: 'an invented phrase' })).text()
  expect(html).not.toContain('an invented phrase')
  expect(html).toContain('Go back to the page before')
})

it('answers a script in its own way', async () => {
  fault = 'nothing-done'
  const answer = await test.request(`/plans/${planId}/changes`, {
    as: as(),
    json: { version: 1, change: { kind: 'remove-activity', id: 'study' } },
  })
  expect(answer.status).toBe(503)
  expect(await answer.json()).toHaveProperty('message')
})

it('says that we do not know, where that is so; sent again it is done once', async () => {
  fault = 'unknown'
  const answer = await withdraw({ reason: 'I change post', once: 'another-key-of-sixteen' })
  const html = await answer.text()
  expect(answer.status).toBe(503)
  expect(html).toContain('We do not know whether it was saved.')
  expect(html).not.toContain('Nothing was changed')
  fault = null
  expect((await withdraw(hiddenIn(html))).status).toBe(303)
  expect(await withdrawals()).toHaveLength(1)
})
