import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTrust } from '../../../tests/support/factories.ts'
import { type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { kyselyOver } from '../../db/connection.ts'
import type { Database } from '../../db/database.ts'
import { findNotReady } from './readiness.query.ts'

const token = 'a token that is only for tests'
const stop = new AbortController()
let statements: string[] = []
let t: TestApp

beforeAll(async () => {
  t = await testApp({
    settings: { CONCORD_METRICS_TOKEN: token, CONCORD_URL: 'https://plans.trust.example' },
    observe: (sql) => statements.push(sql),
    stopping: stop.signal,
  })
  const { organisationId } = await aTrust(t.database)
  const head = { organisation_id: organisationId, number: 7, digest: '0'.repeat(64) }
  await t.database.asOwner((tx) => tx.insertInto('audit_head').values(head).execute())
})
afterAll(() => t.close())

/** As a probe asks: by the machine's number, not by the name that people use. */
const probe = (path: string, headers: Record<string, string> = {}) =>
  t.app.request(`http://10.1.2.3:3000${path}`, { headers: { host: '10.1.2.3:3000', ...headers } })
const cookie = '__Host-concord.session_token=abc.def'

test('health says that the process lives, and asks nothing of the database, whatever cookie is sent', async () => {
  statements = []
  const answer = await probe('/healthz', { cookie })
  expect([answer.status, await answer.text(), statements]).toEqual([200, 'alive\n', []])
  expect(answer.headers.get('set-cookie')).toBeNull()
})

test('readiness asks the database, and for no session', async () => {
  await probe('/readyz')
  statements = []
  const answer = await probe('/readyz', { cookie })
  expect([answer.status, await answer.text(), statements]).toEqual([200, 'ready\n', ['select 1']])
})

test('readiness says when the database has an earlier schema', async () => {
  const earlier = { ...t.database, asOwner: async () => ({ rows: [{ name: '0001-foundations.sql' }] }) }
  expect(await findNotReady(earlier as unknown as Database)).toBe('the database has an earlier schema')
})

test('readiness does not wait for a database that hangs, and asks it once however many ask', async () => {
  let asked = 0
  const identity = kyselyOver(() => {
    asked += 1
    return new Promise(() => {})
  })
  const hanging = { ...t.database, identity } as Database
  const answers = await Promise.all([findNotReady(hanging, 20), findNotReady(hanging, 20)])
  expect(answers).toEqual(['the database does not answer', 'the database does not answer'])
  expect(asked).toBe(1)
})

test('readiness says when the database refuses', async () => {
  const identity = kyselyOver(async () => {
    throw new Error('no')
  })
  expect(await findNotReady({ ...t.database, identity } as Database, 30)).toBe('the database does not answer')
})

test('the figures are for whoever has the token, and elsewhere there is nothing', async () => {
  for (const authorization of [undefined, 'Bearer', `Bearer ${token}x`, `Bearer ${token.slice(1)}`, `Basic ${token}`]) {
    const answer = await probe('/metrics', authorization ? { authorization } : {})
    expect([authorization, answer.status, await answer.text()]).toEqual([authorization, 404, 'not found\n'])
  }
  expect((await probe('/metrics', { authorization: `Bearer ${token}` })).status).toBe(200)
})

test('the figures count requests by route, statements, sessions, jobs and the audit record', async () => {
  await t.request('/sign-in', { headers: { host: 'plans.trust.example' } })
  await t.request('/people/123456789', { headers: { host: 'plans.trust.example' } })
  await t.request('/nowhere/123456789', { headers: { host: 'plans.trust.example' } })
  const answer = await probe('/metrics', { authorization: `Bearer ${token}` })
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
  const text = await answer.text()
  for (const line of [
    /^concord_request_seconds_count\{route="health",status="2xx"\} [1-9]/m,
    /^concord_request_seconds_count\{route="none",status="4xx"\} [1-9]/m,
    /^concord_queries_total [1-9]\d*$/m,
    /^concord_database_up 1$/m,
    /^concord_sessions \d+$/m,
    /^concord_audit_rows\{organisation="\w+"\} 7$/m,
    /^concord_build\{version="\d+\.\d+\.\d+"\} 1$/m,
    ...(t.database.kind === 'server' ? [/^concord_database_connections\{state="idle"\} \d+$/m] : []),
  ])
    expect(text).toMatch(line)
  expect(text).not.toContain('123456789')
})

test('the figures say when the database is away, and leave out what it would have said', async () => {
  const { measure } = await import('./measure.query.ts')
  const identity = kyselyOver(async () => {
    throw new Error('no')
  })
  const measures = await measure({ ...t.database, identity } as Database, 30)
  expect(measures).toMatchObject({ isDatabaseThere: false })
  expect(measures).not.toHaveProperty('sessions')
})

test('another answers nobody by the number of the machine', async () => {
  expect((await probe('/sign-in')).status).toBe(421)
  expect((await t.app.request('http://10.1.2.3:3000/healthz', { method: 'POST' })).status).toBe(421)
})

test('readiness says that the process is stopping, and health that it lives still', async () => {
  stop.abort()
  const answer = await probe('/readyz')
  expect([answer.status, await answer.text()]).toEqual([503, 'not ready: stopping\n'])
  expect((await probe('/healthz')).status).toBe(200)
})
