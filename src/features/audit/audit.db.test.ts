import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTrust, type Trust } from '../../../tests/support/factories.ts'
import { type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { appendAudit } from '../../records/audit.ts'
import { pathTo } from '../../routes.ts'
import { handlers } from './audit.handlers.tsx'

let t: TestApp
let trust: Trust

beforeAll(async () => {
  t = await testApp({ handlers })
  trust = await aTrust(t.database)
})
afterAll(() => t.close())

const show = async (path: string, as: number) => (await t.request(path, { as })).text()

test('the audit record is filtered, and older rows are a link away', async () => {
  const { auditor } = trust.people
  await t.database.write(scopeOfSystem(trust.organisationId), async (tx) => {
    for (const event of ['role.granted', 'role.ended'])
      await appendAudit(tx, {
        organisationId: trust.organisationId,
        personId: null,
        event,
        object: 'role 1',
        at: new Date(),
      })
  })
  const only = await show(pathTo('audit', {}, { event: 'role.ended' }), auditor.personId)
  expect(only).toContain('Role ended</td>')
  expect(only).not.toContain('Role granted</td>')
  await t.database.asOwner((tx) =>
    tx
      .insertInto('audit')
      .values(
        Array.from({ length: 60 }, (_, index) => ({
          organisation_id: trust.organisationId,
          number: 1000 + index,
          at: '2026-11-21T12:00:00Z',
          event: 'plan.started',
          object: `plan ${index}`,
          payload_digest: '',
          previous_digest: '',
          digest: '',
        })),
      )
      .execute(),
  )
  const newest = await show(pathTo('audit'), auditor.personId)
  expect([newest.includes('plan 59<'), newest.includes('plan 10<'), newest.includes('plan 9<')]).toEqual([
    true,
    true,
    false,
  ])
  expect(newest).toContain('before=1010')
  expect(await show(pathTo('audit', {}, { before: 1010 }), auditor.personId)).toContain('plan 9<')
})
