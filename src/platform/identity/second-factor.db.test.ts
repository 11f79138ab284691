import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestDatabase } from '../../../tests/support/open-test-database.ts'
import type { Database } from '../../db/database.ts'
import { createIdentity } from './identity-better-auth.ts'
import { codeAt, stepOf } from './one-time-code.ts'
import { createSecondFactors, type SecondFactors } from './second-factor.ts'

const secret = 'a secret that is only for tests, long enough'
let database: Database
let factors: SecondFactors
let at: Date
let userId: string
let made = 0

beforeAll(async () => {
  database = await openTestDatabase()
  factors = createSecondFactors(database, secret, () => at)
})
afterAll(() => database.close())
beforeEach(async () => {
  at = new Date('2026-11-21T12:00:10Z')
  made += 1
  const identity = createIdentity({ database, secret, url: 'http://localhost' })
  userId = await identity.createAccount({ email: `somebody-${made}@trust.example`, name: 'Somebody' })
})

const later = (seconds: number) => {
  at = new Date(at.getTime() + seconds * 1000)
}
const begun = async () => {
  const key = await factors.begin(userId, 'a session')
  if (!key) throw new Error('nothing begun')
  return { now: () => codeAt(key, stepOf(at)), key }
}
const enrolled = async () => {
  const app = await begun()
  const answer = await factors.confirm(userId, 'a session', app.now())
  if (!answer.ok) throw new Error(answer.reason)
  return { ...app, recoveryCodes: answer.recoveryCodes }
}

test('it counts only when a code has shown that the app has the secret', async () => {
  const app = await begun()
  expect(await factors.find(userId)).toBeNull()
  expect(await factors.begin(userId, 'a session')).toBe(app.key)
  expect(await factors.confirm(userId, 'a session', '000000')).toEqual({ ok: false, reason: 'wrong' })
  expect(await factors.check(userId, app.now())).toEqual({ ok: false, reason: 'wrong' })
  const answer = await factors.confirm(userId, 'a session', app.now())
  expect(answer).toMatchObject({ ok: true })
  expect(await factors.find(userId)).toEqual({ since: at, recoveryCodesLeft: 10 })
  expect(await factors.begin(userId, 'a session')).toBeNull()
})

test('the secret that one session was shown is no other session’s to read or to confirm', async () => {
  const seen = await begun()
  const own = await factors.begin(userId, 'their own session')
  expect(own).not.toBe(seen.key)
  expect(await factors.confirm(userId, 'a session', seen.now())).toEqual({ ok: false, reason: 'wrong' })
  const code = codeAt(own ?? '', stepOf(at))
  expect(await factors.confirm(userId, 'a session', code)).toEqual({ ok: false, reason: 'wrong' })
  expect(await factors.confirm(userId, 'their own session', code)).toMatchObject({ ok: true })
  later(60)
  expect(await factors.check(userId, seen.now())).toEqual({ ok: false, reason: 'wrong' })
})

test('a code works once, also when it is sent twice at once, and none from before it works after', async () => {
  const app = await enrolled()
  expect(await factors.check(userId, app.now())).toEqual({ ok: false, reason: 'wrong' })
  later(60)
  const earlier = codeAt(app.key, stepOf(at) - 1)
  const both = await Promise.all([factors.check(userId, app.now()), factors.check(userId, app.now())])
  expect(both.filter(({ ok }) => ok)).toEqual([{ ok: true, by: 'app' }])
  expect(await factors.check(userId, earlier)).toEqual({ ok: false, reason: 'wrong' })
})

test('each recovery code works once, however it is typed, and for its own account alone', async () => {
  const { recoveryCodes } = await enrolled()
  expect(new Set(recoveryCodes).size).toBe(10)
  const [first = '', second = ''] = recoveryCodes
  expect(first).toMatch(/^[a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4}$/)
  expect(await factors.check(userId, ` ${first.toUpperCase().replaceAll('-', ' ')}`)).toEqual({
    ok: true,
    by: 'recovery-code',
  })
  expect(await factors.check(userId, first)).toEqual({ ok: false, reason: 'wrong' })
  expect(await factors.find(userId)).toMatchObject({ recoveryCodesLeft: 9 })
  const renewed = await factors.renewRecoveryCodes(userId)
  expect(await factors.check(userId, second)).toEqual({ ok: false, reason: 'wrong' })
  expect(await factors.check(userId, renewed[0] ?? '')).toMatchObject({ ok: true })
})

test('a recovery code that is sent twice at once works once', async () => {
  const { recoveryCodes } = await enrolled()
  const both = await Promise.all([0, 1].map(() => factors.check(userId, recoveryCodes[0] ?? '')))
  expect(both.filter(({ ok }) => ok)).toEqual([{ ok: true, by: 'recovery-code' }])
  expect(await factors.find(userId)).toMatchObject({ recoveryCodesLeft: 9 })
})

test('after ten wrong codes the right one is refused too', async () => {
  const app = await enrolled()
  later(60)
  for (let count = 0; count < 10; count += 1)
    expect(await factors.check(userId, 'abcdef')).toEqual({ ok: false, reason: 'wrong' })
  expect(await factors.check(userId, app.now())).toEqual({ ok: false, reason: 'too-many' })
})

test('neither the secret nor a recovery code can be read from the database, nor used under another secret', async () => {
  const { key, recoveryCodes } = await enrolled()
  const kept = await database.asOwner(async (tx) =>
    JSON.stringify([
      await tx.selectFrom('identity.second_factor').selectAll().execute(),
      await tx.selectFrom('identity.recovery_code').selectAll().execute(),
    ]),
  )
  expect(kept).not.toContain(key)
  for (const code of recoveryCodes) expect(kept).not.toContain(code.replaceAll('-', ''))
  const other = createSecondFactors(database, `${secret}.`, () => at)
  await expect(other.check(userId, '123456')).rejects.toThrow('another secret')
})

test('what is removed is gone', async () => {
  const { recoveryCodes } = await enrolled()
  await factors.remove(userId)
  expect(await factors.find(userId)).toBeNull()
  expect(await factors.check(userId, recoveryCodes[0] ?? '')).toEqual({ ok: false, reason: 'wrong' })
})

/** Lets what was counted run out: of fifteen minutes alone, or of the day as well. */
const wait = (ofWhat: 'code:%' | 'code%') =>
  database.asOwner((tx) =>
    tx
      .updateTable('identity.rate_limit')
      .set({ expire: Date.now() - 1 })
      .where('key', 'like', ofWhat)
      .execute(),
  )
const wrongTries = async (count: number) => {
  const answers = []
  for (let tried = 0; tried < count; tried += 1) answers.push(await factors.check(userId, 'abcdef'))
  await wait('code:%')
  return answers
}

test('after thirty wrong codes in a day none is right until the next, and the thirtieth says so once', async () => {
  const app = await enrolled()
  const wrong = { ok: false, reason: 'wrong' }
  expect([...(await wrongTries(10)), ...(await wrongTries(9))]).toEqual(Array.from({ length: 19 }, () => wrong))
  // A right one between them is not counted, and takes none of the wrong ones away.
  later(60)
  expect(await factors.check(userId, app.now())).toEqual({ ok: true, by: 'app' })
  expect(await wrongTries(10)).toEqual(Array.from({ length: 10 }, () => wrong))
  expect(await wrongTries(3)).toEqual([
    { ...wrong, isLastToday: true },
    { ok: false, reason: 'too-many-today' },
    { ok: false, reason: 'too-many-today' },
  ])
  later(60)
  expect(await factors.check(userId, app.now())).toEqual({ ok: false, reason: 'too-many-today' })
  await wait('code%')
  expect(await factors.check(userId, app.now())).toEqual({ ok: true, by: 'app' })
})

test('a second factor that is set up anew counts anew', async () => {
  await enrolled()
  for (const count of [10, 10, 10]) await wrongTries(count)
  await factors.remove(userId)
  const app = await enrolled()
  later(60)
  expect(await factors.check(userId, app.now())).toEqual({ ok: true, by: 'app' })
})

test('recovery codes that are made anew twice at once are ten, of which each works', async () => {
  await enrolled()
  const both = await Promise.all([factors.renewRecoveryCodes(userId), factors.renewRecoveryCodes(userId)])
  expect(await factors.find(userId)).toMatchObject({ recoveryCodesLeft: 10 })
  const known = await Promise.all(both.map(([code = '']) => factors.check(userId, code)))
  expect(known.filter(({ ok }) => ok)).toHaveLength(1)
})

test('a second factor whose recovery codes could not be kept is not taken into use', async () => {
  const app = await begun()
  const breaking: KyselyPlugin = {
    transformQuery: ({ node }) => {
      if (node.kind === 'InsertQueryNode' && JSON.stringify(node).includes('"recovery_code"')) throw new Error('broken')
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const broken = {
    identity: database.identity.withPlugin(breaking),
    asSignIn: <T>(work: (tx: typeof database.identity) => Promise<T>) =>
      database.asSignIn((tx) => work(tx.withPlugin(breaking))),
  }
  await expect(createSecondFactors(broken, secret, () => at).confirm(userId, 'a session', app.now())).rejects.toThrow(
    'broken',
  )
  expect([await factors.find(userId), await factors.begin(userId, 'a session')]).toEqual([null, app.key])
  expect(await factors.confirm(userId, 'a session', app.now())).toMatchObject({ ok: true })
})
