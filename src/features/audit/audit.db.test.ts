import { afterAll, beforeAll, expect, test } from 'vitest'
import { anImport, aTrust, type Trust } from '../../../tests/support/factories.ts'
import { aPlan } from '../../../tests/support/plans.ts'
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
    for (const event of ['role.granted', 'role.ended'] as const)
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
  expect(only).not.toContain('Role given</td>')
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

test('a row names what it is about and leads there, as far as the reader may go', async () => {
  const { organisationId, people } = trust
  const importId = await anImport(t.database, organisationId)
  const planId = await aPlan(t.database, organisationId, people.clinician)
  const grantId = await t.database.asOwner(async (tx) => {
    const found = await tx
      .selectFrom('role_grant')
      .select('grant_id')
      .where('person_id', '=', people.auditor.personId)
      .executeTakeFirstOrThrow()
    return found.grant_id
  })
  await record('2026-03-01T12:00:00Z', [
    `person ${people.clinician.personId}`,
    `assignment ${people.clinician.assignmentId}`,
    `plan ${planId}`,
    `role grant ${grantId}`,
    `import ${importId}`,
    `organisation ${organisationId}`,
    'invitation 999999',
    'plan 999999',
  ])
  const march = pathTo('audit', {}, { from: '2026-03-01', to: '2026-03-01' })
  const abouts = async (as: number) =>
    [...(await show(march, as)).matchAll(/<td[^>]*>((?:<a href="[^"]*">)?[^<]*)(?:<\/a>)?<\/td><\/tr>/g)].map(
      ([, cell]) => cell,
    )
  const link = (href: string, text: string) => `<a href="${href}">${text}`
  const own = pathTo('people', {}, { search: 'Sam clinician' })
  const auditors = pathTo('people', {}, { search: 'Sam auditor' })
  const same = [
    'An invitation',
    'The organisation',
    link(pathTo('importResult', { importId }), 'DELTA'),
    link(pathTo('plan', { planId }), 'Plan of Sam clinician'),
  ]
  const seen = (await abouts(people.auditor.personId)).map((cell) => cell?.replace(/>\w*DELTA.*|>\S+\.\w+$/, '>DELTA'))
  expect(seen).toEqual(
    expect.arrayContaining([...same, link(own, 'Sam clinician'), link(auditors, 'Auditor, for Sam auditor')]),
  )
  expect(seen).toContain('plan 999999')
  expect(seen).toContainEqual(expect.stringContaining(`${pathTo('assignment', people.clinician)}">Sam clinician`))
  const account = pathTo('accountOf', { personId: people.clinician.personId })
  expect(await abouts(people.office.personId)).toContain(link(account, 'Sam clinician'))
})

test('the record is narrowed to a person, as who did it and to whom, and to days of London', async () => {
  const { people } = trust
  // Summer time: the 2nd has begun in London, and not at Greenwich.
  await record('2026-06-01T23:30:00Z', [`person ${people.clinician.personId}`, `person ${people.outsider.personId}`])
  const count = async (query: Record<string, string>) =>
    [...(await show(pathTo('audit', {}, query), people.auditor.personId)).matchAll(/2 June 2026 at 12:30am/g)].length
  const day = { from: '2026-06-02', to: '2026-06-02' }
  expect(await count(day)).toBe(2)
  expect(await count({ ...day, person: 'CLINIC' })).toBe(1)
  expect(await count({ ...day, person: '%' })).toBe(0)
  expect(await count({ to: '2026-06-01' })).toBe(0)
  expect(await count({ from: '2026-06-03', to: '2026-06-09' })).toBe(0)
  const nonsense = pathTo('audit', {}, { from: '2026-02-30', to: 'x' })
  expect((await t.request(nonsense, { as: people.auditor.personId })).status).toBe(200)
})

let number = 5000
const record = (at: string, objects: string[]) =>
  t.database.asOwner((tx) =>
    tx
      .insertInto('audit')
      .values(
        objects.map((object) => ({
          organisation_id: trust.organisationId,
          number: number++,
          at,
          event: 'x.done',
          object,
          payload_digest: '',
          previous_digest: '',
          digest: '',
        })),
      )
      .execute(),
  )

test('every event is in the filter once, also one that no row of the route table names', async () => {
  const html = await show(pathTo('audit'), trust.people.auditor.personId)
  const offered = [...html.matchAll(/<option value="([^"]+)"/g)].map(([, event]) => event)
  expect(offered).toHaveLength(new Set(offered).size)
  expect(offered).toEqual(expect.arrayContaining(['account.recovery-code-used', 'account.let-in', 'plan.signed']))
})
