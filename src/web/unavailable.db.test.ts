import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { aTrust, type Trust } from '../../tests/support/factories.ts'
import { hiddenIn } from '../../tests/support/hidden-in.ts'
import { multipart } from '../../tests/support/multipart.ts'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import { aDocument, aPlan } from '../../tests/support/plans.ts'
import { type TestApp, testApp } from '../../tests/support/test-app.ts'
import { Unavailable } from '../db/unavailable.ts'
import { pathTo } from '../routes.ts'

let test: TestApp
let trust: Trust
let planId: number
/** The fault that the next writes have: before anything is done, or once it is kept. */
let fault: 'nothing-done' | 'unknown' | null = null
/** Whether not even who is asking can be found out. */
let isAway = false

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
      identity: real.identity.withPlugin({
        transformQuery: ({ node }) => {
          if (isAway) throw new Unavailable('nothing-done', { code: '57P01' })
          return node
        },
        transformResult: async ({ result }) => result,
      }),
    },
  })
  await test.signInAs(trust.people.clinician.personId)
})
afterAll(() => test.close())
beforeEach(() => {
  fault = null
  isAway = false
})

const as = () => trust.people.clinician.personId
const withdraw = (form: Record<string, string>) => test.request(`/plans/${planId}/withdraw`, { as: as(), form })
const withdrawals = () =>
  test.database.asOwner((tx) => tx.selectFrom('job_plan_move').selectAll().where('move', '=', 'withdraw').execute())

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

const startPlan = async (
  who: 'agreer' | 'agreersAgreer',
  typed: Record<string, string>,
  file?: { name: string; text: string },
) => {
  const { personId, assignmentId } = trust.people[who]
  const { type, body } = multipart(typed, file)
  return test.app.request(`http://localhost${pathTo('startPlan', { assignmentId })}`, {
    method: 'POST',
    headers: { origin: 'http://localhost', cookie: await test.signInAs(personId), 'content-type': type },
    body,
  })
}
const plansOf = async (who: 'agreer' | 'agreersAgreer') => {
  const { assignmentId } = trust.people[who]
  const found = await test.database.asOwner((tx) =>
    tx.selectFrom('job_plan').select('plan_id').where('assignment_id', '=', assignmentId).execute(),
  )
  return found.length
}

it('keeps the words of a form in whose file field nothing was chosen; sent again it is done once', async () => {
  fault = 'unknown'
  const html = await (
    await startPlan('agreer', {
      how: 'blank',
      ...{ 'from[day]': '1', 'from[month]': '12', 'from[year]': '2026' },
      ...{ 'to[day]': '30', 'to[month]': '11', 'to[year]': '2027' },
      once: 'a-key-for-a-plan-begun',
    })
  ).text()
  expect(html).toContain('What you wrote is kept on this page.')
  expect(html).not.toContain('type="file"')
  fault = null
  const { personId, assignmentId } = trust.people.agreer
  const again = await test.request(pathTo('startPlan', { assignmentId }), { as: personId, form: hiddenIn(html) })
  expect([again.status, await plansOf('agreer')]).toEqual([303, 1])
})

it('asks for a file again, and knows it for the same', async () => {
  const document = aDocument({ period: { from: '2026-12-01', to: '2027-11-30' } })
  const file = { name: 'plan.json', text: JSON.stringify(document) }
  fault = 'unknown'
  const html = await (await startPlan('agreersAgreer', { how: 'document', once: 'a-key-for-a-plan-file' }, file)).text()
  expect(html).toContain('Choose the file again')
  expect(html).toMatch(/<form[^>]*enctype="multipart\/form-data"[^>]*data-keyed/)
  fault = null
  const again = await startPlan('agreersAgreer', hiddenIn(html), file)
  expect([again.status, await plansOf('agreersAgreer')]).toEqual([303, 1])
})

it('reads nothing long for somebody whom it has not found', async () => {
  const cookie = await test.signInAs(as())
  isAway = true
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull: (to) => {
      sent += 100_000
      // Ends after all, so that this test does when nothing stops it.
      if (sent > 5_000_000) to.close()
      else to.enqueue(new Uint8Array(100_000).fill(120))
    },
  })
  const headers = {
    origin: 'http://localhost',
    cookie,
    'content-type': 'multipart/form-data; boundary=x',
  }
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' }
  const answer = await test.app.request(`http://localhost${pathTo('stageImport')}`, init)
  expect([answer.status, sent < 1_000_000]).toEqual([503, true])
})
