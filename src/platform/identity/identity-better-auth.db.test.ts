import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase } from '../../../tests/support/open-test-database.ts'
import { cookiesIn } from '../../../tests/support/test-app.ts'
import type { Database } from '../../db/database.ts'
import { Busy } from '../turns.ts'
import { EmailInUse, type Identity, WayInEnded } from './identity.ts'
import { createIdentity } from './identity-better-auth.ts'

let database: Database
let identity: Identity
let statements: string[] = []
const secret = 'a secret that is only for tests, long enough'
const identityAt = (url: string) => createIdentity({ database, secret, url })
const email = 'amara.osei@trust.example'
const password = 'seven small boats at dawn'
const none = () => new Headers()
const begun = { method: 'password' } as const
const asking = (headers: Headers) => new Headers({ cookie: cookiesIn(headers) })
let userId: string

beforeAll(async () => {
  database = await openTestDatabase({ observe: (sql) => statements.push(sql) })
  identity = identityAt('http://localhost')
  userId = await identity.createAccount({ email, name: 'Amara Osei', password })
})
afterAll(() => database.close())

const signedIn = async (given: { email: string; password: string }) => {
  const result = await identity.checkPassword(given)
  if (!result.ok) throw new Error(`not signed in: ${result.reason}`)
  return { ...result, headers: await identity.startSession(result.userId, none(), begun) }
}

test('the right password signs in, whatever the case of the address', async () => {
  const result = await signedIn({ email: ' Amara.Osei@trust.example', password })
  expect(result.userId).toBe(userId)
  expect(await identity.findSession(asking(result.headers))).toMatchObject({ userId })
})

test('a wrong password and an unknown address are refused alike', async () => {
  const wrong = await identity.checkPassword({ email, password: 'seven small boats at dusk' })
  const unknown = await identity.checkPassword({ email: 'nobody@trust.example', password })
  expect(wrong).toEqual({ ok: false, reason: 'wrong' })
  expect(unknown).toEqual(wrong)
})

test('ten wrong passwords close the door for a while, also to the right one', async () => {
  const other = 'guessed@trust.example'
  await identity.createAccount({ email: other, name: 'Guessed', password })
  for (let count = 0; count < 10; count += 1)
    expect(await identity.checkPassword({ email: other, password: `guess ${count}` })).toMatchObject({
      reason: 'wrong',
    })
  expect(await identity.checkPassword({ email: other, password })).toEqual({ ok: false, reason: 'too-many' })
  expect(await signedIn({ email, password })).toMatchObject({ ok: true })
})

test('after a hundred wrong passwords in a day none is right, until there is a new one', async () => {
  const other = 'guessed-all-day@trust.example'
  const guessed = await identity.createAccount({ email: other, name: 'Guessed', password })
  const check = (tried: string) => identity.checkPassword({ email: other, password: tried })
  /** Fifteen minutes go by, and the day does not. */
  const wait = () => database.identity.deleteFrom('identity.rate_limit').where('key', 'like', 'password:%').execute()
  for (let count = 0; count < 100; count += 1) {
    if (count % 10 === 0) await wait()
    // A right one between them takes none of the wrong ones away.
    if (count === 50) expect(await check(password)).toMatchObject({ ok: true })
    expect(await check(`guess ${count}`)).toEqual({ ok: false, reason: 'wrong' })
  }
  await wait()
  expect(await check(password)).toEqual({ ok: false, reason: 'too-many-today' })
  const next = 'eleven green kettles sing'
  await database.identity
    .updateTable('identity.account')
    .set({ password: await identity.hashPassword(next) })
    .where('userId', '=', guessed)
    .execute()
  expect(await check(next)).toMatchObject({ ok: true })
})

test('ten are ten also when they come at once', async () => {
  const tries = Array.from({ length: 14 }, (_, count) =>
    identity.checkPassword({ email: 'hurried@trust.example', password: `guess ${count}` }),
  )
  const answers = await Promise.all(tries)
  expect(answers.filter((answer) => !answer.ok && answer.reason === 'wrong')).toHaveLength(10)
  expect(answers.filter((answer) => !answer.ok && answer.reason === 'too-many')).toHaveLength(4)
})

test('everybody together asks for so many reset links in a minute, then waits', async () => {
  const few = createIdentity({ database, secret, url: 'http://localhost', inAMinute: { resets: 1 } })
  const ask = (name: string) => few.mayAskReset(`${name}@trust.example`).catch((error) => error)
  expect(await ask('first')).toBe(true)
  // A minute may turn between two of them, and not twice.
  expect([await ask('second'), await ask('third')]).toContainEqual(expect.any(Busy))
})

test('an address too long to be one is not counted', async () => {
  const long = { email: `${'x'.repeat(300)}@trust.example`, password }
  for (let count = 0; count < 11; count += 1)
    expect(await identity.checkPassword(long)).toEqual({ ok: false, reason: 'wrong' })
})

test('passwords are kept as Argon2id', async () => {
  const kept = await database.identity
    .selectFrom('identity.account')
    .select('password')
    .where('userId', '=', userId)
    .executeTakeFirstOrThrow()
  expect(kept.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('no session begins by a password that was changed after it was checked', async () => {
  const changed = await identity.createAccount({ email: 'changed@trust.example', name: 'Changed', password })
  const old = await identity.checkPassword({ email: 'changed@trust.example', password })
  await database.identity
    .updateTable('identity.account')
    .set({ password: await identity.hashPassword('eleven green kettles sing') })
    .where('userId', '=', changed)
    .execute()
  const start = (check: typeof old) =>
    identity.startSession(changed, none(), { ...begun, ...(check.ok ? { by: { checked: check.checked } } : {}) })
  await expect(start(old)).rejects.toThrow(WayInEnded)
  const sessions = () =>
    database.identity.selectFrom('identity.session').select('id').where('userId', '=', changed).execute()
  expect(await sessions()).toEqual([])
  await start(await identity.checkPassword({ email: 'changed@trust.example', password: 'eleven green kettles sing' }))
  expect(await sessions()).toHaveLength(1)
})

test('no session begins by an account at a provider that is connected no more, or is another’s there', async () => {
  const connected = await identity.createAccount({ email: 'connected@trust.example', name: 'Connected' })
  const there = { issuer: 'https://login.example/', subject: 'them' }
  const at = new Date()
  const row = { id: 'connection', userId: connected, providerId: there.issuer, accountId: there.subject }
  await database.identity
    .insertInto('identity.account')
    .values({ ...row, password: null, createdAt: at, updatedAt: at })
    .execute()
  const start = (by: typeof there) => identity.startSession(connected, none(), { method: 'single-sign-on', by })
  await expect(start({ ...there, subject: 'somebody else' })).rejects.toThrow(WayInEnded)
  await start(there)
  await database.identity.deleteFrom('identity.account').where('id', '=', row.id).execute()
  await expect(start(there)).rejects.toThrow(WayInEnded)
  const sessions = await database.identity
    .selectFrom('identity.session')
    .select('id')
    .where('userId', '=', connected)
    .execute()
  expect(sessions).toHaveLength(1)
})

test('a session that begins while a second factor is set up owes it', async () => {
  const theirs = 'enrolling@trust.example'
  const enrolling = await identity.createAccount({ email: theirs, name: 'Enrolling', password })
  let isSet = false
  const settingUp: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      // Once the account has been read, and before its session is there.
      if (!isSet && result.rows.some((row) => row.email === theirs)) {
        isSet = true
        const at = new Date()
        await database.asOwner((tx) =>
          tx
            .insertInto('identity.second_factor')
            .values({ user_id: enrolling, secret: 'sealed', confirmed_at: at, created_at: at })
            .execute(),
        )
      }
      return result
    },
  }
  const meanwhile = createIdentity({
    database: { ...database, identity: database.identity.withPlugin(settingUp) },
    secret,
    url: 'http://localhost',
  })
  const headers = await meanwhile.startSession(enrolling, none(), begun)
  expect([isSet, await identity.findSession(asking(headers))]).toEqual([
    true,
    expect.objectContaining({ secondFactorDue: true }),
  ])
})

test('a session ends when its person signs out, and the cookie alone does not bring it back', async () => {
  const { headers } = await signedIn({ email, password })
  const cleared = await identity.signOut(asking(headers))
  expect(cleared.getSetCookie().join()).toContain('Max-Age=0')
  expect(await identity.findSession(asking(headers))).toBeNull()
})

test('a session whose time is over finds nobody', async () => {
  const headers = await identity.startSession(userId, none(), begun)
  await database.identity
    .updateTable('identity.session')
    .set({ expiresAt: new Date(0) })
    .where('userId', '=', userId)
    .execute()
  expect(await identity.findSession(asking(headers))).toBeNull()
})

test('a cookie that was tampered with, or signed with another secret, finds nobody', async () => {
  const [cookie = ''] = cookiesIn(await identity.startSession(userId, none(), begun)).split('; ')
  const [name, value = ''] = cookie.split('=')
  expect(await identity.findSession(new Headers({ cookie }))).toMatchObject({ userId })
  expect(
    await identity.findSession(
      new Headers({ cookie: `${name}=${value.startsWith('x') ? 'y' : 'x'}${value.slice(1)}` }),
    ),
  ).toBeNull()
  const other = createIdentity({
    database,
    secret: 'another secret, as long as the first was',
    url: 'http://localhost',
  })
  expect(await other.findSession(new Headers({ cookie }))).toBeNull()
})

test('finding the account of a session is one statement', async () => {
  const headers = asking(await identity.startSession(userId, none(), begun))
  statements = []
  expect(await identity.findSession(headers)).toMatchObject({ userId })
  expect(statements).toHaveLength(1)
})

test('the cookie is kept from scripts and other sites, and over https from plain http', async () => {
  const [plain = ''] = (await identity.startSession(userId, none(), begun)).getSetCookie()
  expect(plain).toMatch(/^concord\.session_token=.*HttpOnly/)
  expect(plain).toContain('SameSite=Lax')
  expect(plain).not.toContain('Secure')
  const [secure = ''] = (
    await identityAt('https://concord.trust.example').startSession(userId, none(), begun)
  ).getSetCookie()
  expect(secure).toMatch(/^__Host-concord\.session_token=/)
  expect(secure).toMatch(/; Secure/)
})

test('an address has one account', async () => {
  await expect(identity.createAccount({ email: 'AMARA.OSEI@trust.example', name: 'Other', password })).rejects.toThrow(
    EmailInUse,
  )
})

test('an address has one account also when two are asked for at once', async () => {
  const made = { email: 'twice@trust.example', name: 'Twice', password }
  const both = await Promise.allSettled([identity.createAccount(made), identity.createAccount(made)])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(both.find((each) => each.status === 'rejected')).toMatchObject({ reason: expect.any(EmailInUse) })
})

test('an account that is removed takes its sessions with it', async () => {
  const removed = await identity.createAccount({ email: 'brief@trust.example', name: 'Brief', password })
  const headers = asking(await identity.startSession(removed, none(), begun))
  await identity.removeAccount(removed)
  expect(await identity.findSession(headers)).toBeNull()
})
