/** Ways in that begin and end: one always stays, and whoever else is in is out. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import type { Database } from '../db/database.ts'
import type { Identity } from '../platform/identity/identity.ts'
import { createIdentity } from '../platform/identity/identity-better-auth.ts'
import { connect, disconnect, listWaysIn } from './single-sign-on.ts'

const issuers = ['https://one.example/', 'https://two.example/'] as const
let database: Database
let identity: Identity
let userId: string
let told: number
let made = 0

beforeAll(async () => {
  database = await openTestDatabase()
  identity = createIdentity({
    database,
    secret: 'a secret that is only for tests, long enough',
    url: 'http://localhost',
  })
})
afterAll(() => database.close())
beforeEach(async () => {
  made += 1
  told = 0
  userId = await identity.createAccount({ email: `somebody-${made}@trust.example`, name: 'Somebody' })
  for (const issuer of issuers) await connect(database, { userId, issuer, subject: userId })
})

const change = (keptSessionId = 'none') => ({
  keptSessionId,
  tell: async () => {
    told += 1
  },
})
const end = (issuer: string, usable: readonly string[] = issuers, kept?: string) =>
  disconnect(database, { userId, issuer, usable }, change(kept))
const begin = async () => {
  await identity.startSession(userId, new Headers(), { method: 'single-sign-on' })
  return sessions()
}
const sessions = async () => {
  const rows = await database.identity
    .selectFrom('identity.session')
    .select('id')
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .execute()
  return rows.map(({ id }) => id)
}

test('of two ways that are taken away at once, each as not the last, one stays', async () => {
  const outcomes = await Promise.all(issuers.map((issuer) => end(issuer)))
  expect(outcomes.sort()).toEqual(['disconnected', 'only-way-in'])
  expect(await listWaysIn(database, userId)).toHaveLength(1)
})

test('a way that opens no door today does not count as another', async () => {
  expect(await end(issuers[0], [issuers[0], 'credential'])).toBe('only-way-in')
  expect(await end(issuers[1], [issuers[0], 'credential'])).toBe('disconnected')
  expect(await end(issuers[1], [issuers[0], 'credential'])).toBe('not-connected')
})

test('a way that begins or ends leaves the session that asked, and tells its person', async () => {
  const [, kept = ''] = [...(await begin()), ...(await begin()).slice(1)]
  expect(await sessions()).toHaveLength(2)
  expect(await end(issuers[1], issuers, kept)).toBe('disconnected')
  expect([await sessions(), told]).toEqual([[kept], 1])
  await begin()
  expect(await connect(database, { userId, issuer: issuers[1], subject: `again ${userId}` }, change(kept))).toBe(true)
  expect([await sessions(), told]).toEqual([[kept], 2])
  expect(await end(issuers[0], [issuers[0]], kept)).toBe('only-way-in')
  expect(told).toBe(2)
})
