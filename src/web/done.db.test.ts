/** What was done is said once, on the next page, in words of ours alone. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTrust, type Trust, today } from '../../tests/support/factories.ts'
import { aPlan } from '../../tests/support/plans.ts'
import { cookiesIn, type TestApp, testApp } from '../../tests/support/test-app.ts'
import { pathTo } from '../routes.ts'

let t: TestApp
let trust: Trust

beforeAll(async () => {
  t = await testApp()
  trust = await aTrust(t.database)
})
afterAll(() => t.close())

const banner = 'nhsuk-notification-banner--success'

test.each([
  ['office', 'The role is given.', async () => ['/roles', grantOf(), '/roles'] as const],
  [
    'office',
    'The post is corrected.',
    async () => [`/people/${post()}/correct`, correction, `/people/${post()}`] as const,
  ],
  [
    'office',
    'It is set who agrees the plan.',
    async () => [`/people/${post()}/agreer`, agreer(), `/people/${post()}`] as const,
  ],
  ['office', 'The account is closed.', async () => [await ofAccount('close'), {}, await ofAccount()] as const],
  ['office', 'The account is open again.', async () => [await ofAccount('reopen'), {}, await ofAccount()] as const],
  [
    'office',
    'They are signed out everywhere.',
    async () => [await ofAccount('sessions/end'), {}, await ofAccount()] as const,
  ],
  [
    'clinician',
    'You have withdrawn this plan.',
    async () => {
      const planId = await aPlan(t.database, trust.organisationId, trust.people.clinician)
      return [pathTo('withdrawPlan', { planId }), { reason: 'No longer needed' }, pathTo('plan', { planId })] as const
    },
  ],
] as const)('the %s reads once: %s', async (who, words, what) => {
  const as = await t.signInAs(trust.people[who].personId)
  const [path, form, leadsTo] = await what()
  const done = await t.request(path, { as, form })
  expect([done.status, done.headers.get('location')]).toEqual([303, leadsTo])
  expect(done.headers.getSetCookie().join()).toMatch(
    /^concord\.done=[a-z-]+; Max-Age=60; Path=\/; HttpOnly; SameSite=Lax$/,
  )
  const shown = await t.request(leadsTo, { as: `${as}; ${cookiesIn(done.headers)}` })
  const html = await shown.text()
  expect(html).toContain(banner)
  expect(html).toContain(words)
  expect(html).toContain('role="status"')
  expect(shown.headers.getSetCookie().join()).toMatch(/^concord\.done=; Max-Age=0/)
  expect(await (await t.request(leadsTo, { as })).text()).not.toContain(banner)
})

const post = () => trust.people.clinician.assignmentId
const grantOf = () => ({ personId: String(trust.people.outsider.personId), role: 'auditor', fromOn: today })
const agreer = () => {
  const [year = '', month = '', day = ''] = today.split('-')
  return {
    agreer: String(trust.people.agreer.personId),
    'fromOn[day]': day,
    'fromOn[month]': month,
    'fromOn[year]': year,
  }
}
const correction = { contract: 'as-proposed', professionalGroup: 'as-proposed', band: '8a', scope: 'as-proposed' }
const ofAccount = async (end?: string) => {
  const { personId } = trust.people.outsider
  await t.signInAs(personId)
  return [pathTo('accountOf', { personId }), end].filter(Boolean).join('/')
}

test.each(['__proto__', 'toString', '<b>hello</b>', ''])('a cookie of other words says nothing: %j', async (words) => {
  const as = `${await t.signInAs(trust.people.office.personId)}; concord.done=${encodeURIComponent(words)}`
  const html = await (await t.request(pathTo('roleGrants'), { as })).text()
  expect(html).not.toContain(banner)
})

test('a page that is not there keeps the news for the page that is', async () => {
  const as = `${await t.signInAs(trust.people.office.personId)}; concord.done=role-given`
  const missing = await t.request('/nowhere', { as })
  expect([missing.status, missing.headers.getSetCookie()]).toEqual([404, []])
})
