import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase } from '../../../tests/support/open-test-database.ts'
import type { Database } from '../../db/database.ts'
import { createDayLimit, createGuessLimit } from './guess-limit.ts'

let database: Database
const asIs = (text: string) => text

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const tenTries = async (limit: ReturnType<typeof createGuessLimit>, whose: string) => {
  for (let count = 0; count < 10; count += 1) expect(await limit.mayTry(whose)).toBe(true)
}

test('two processes count together, and what was right is forgotten by both', async () => {
  const [one, other] = [0, 1].map(() => createGuessLimit(database.identity, 'password', asIs))
  if (!one || !other) throw new Error('two')
  await tenTries(one, 'amara')
  expect(await other.mayTry('amara')).toBe(false)
  expect(await other.mayTry('sam')).toBe(true)
  await other.forget('amara')
  expect(await one.mayTry('amara')).toBe(true)
})

test('doors are counted apart, and fifteen minutes later anew', async () => {
  const passwords = createGuessLimit(database.identity, 'password', asIs)
  await tenTries(passwords, 'lee')
  expect(await createGuessLimit(database.identity, 'code', asIs).mayTry('lee')).toBe(true)
  await database.asOwner((tx) =>
    tx
      .updateTable('identity.rate_limit')
      .set({ expire: Date.now() - 1 })
      .execute(),
  )
  expect(await passwords.mayTry('lee')).toBe(true)
})

test('whose door it is cannot be read from the database', async () => {
  const limit = createGuessLimit(database.identity, 'password', (text) => `digest of ${text.length}`)
  await limit.mayTry('amara.osei@trust.example')
  const rows = await database.asOwner((tx) => tx.selectFrom('identity.rate_limit').selectAll().execute())
  expect(JSON.stringify(rows)).not.toContain('@')
})

test('while the database fails, each process counts for itself: the eleventh try is refused', async () => {
  const broken = await openTestDatabase()
  const limit = createGuessLimit(broken.identity, 'password', asIs)
  await broken.close()
  await tenTries(limit, 'amara')
  expect(await limit.mayTry('amara')).toBe(false)
})

test('and so for the codes of a day: the thirtieth is the last', async () => {
  const broken = await openTestDatabase()
  const limit = createDayLimit(broken.identity, 'code', asIs)
  await broken.close()
  for (let count = 1; count < 30; count += 1) expect(await limit.mayTry('amara')).toBe('yes')
  expect([await limit.mayTry('amara'), await limit.mayTry('amara')]).toEqual(['last', 'no'])
})
