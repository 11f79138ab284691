/** Whoever asks for a reset link learns nothing of who has an account. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTrust } from '../../../tests/support/factories.ts'
import { openTestDatabase } from '../../../tests/support/open-test-database.ts'
import { startMailServer, type TestMailServer } from '../../../tests/support/smtp-server.ts'
import { type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { withoutPasswords } from '../../../tests/support/without-passwords.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { findPasswordAccount, linkAccount } from '../../records/account.ts'
import { makeResetKey } from '../../records/password-reset.ts'
import { pathTo } from '../../routes.ts'

const known = 'clinician@trust.example'
const elsewhere = 'elsewhere@trust.example'
/** The statements of one request: what the queue does meanwhile is not among them. */
const asked = new AsyncLocalStorage<string[]>()
let server: TestMailServer
let t: TestApp

beforeAll(async () => {
  server = await startMailServer()
  const database = await openTestDatabase({ observe: (statement) => void asked.getStore()?.push(statement) })
  t = await testApp({
    database,
    settings: { CONCORD_SMTP_URL: `smtp://127.0.0.1:${server.port}`, CONCORD_MAIL_FROM: 'concord@trust.example' },
  })
  const { organisationId, people } = await aTrust(database)
  const link = async (userId: string, { personId }: { personId: number }) =>
    database.write(scopeOfSystem(organisationId), (tx) => linkAccount(tx, { userId, organisationId, personId }))
  await database.asOwner((tx) =>
    tx.updateTable('person').set({ email: known }).where('person_id', '=', people.clinician.personId).execute(),
  )
  const password = 'seven small boats at dawn'
  await link(await t.identity.createAccount({ email: known, name: 'C', password }), people.clinician)
  await link(await t.identity.createAccount({ email: elsewhere, name: 'E' }), people.agreer)
})
afterAll(async () => {
  await t.close()
  await server.stop()
})

const ask = (email: string) =>
  asked.run([], async () => {
    const answer = await t.request(pathTo('forgottenPassword'), { form: { email } })
    const body = (await answer.text()).replaceAll(/nonce="[^"]+"/g, '')
    const headers = [...answer.headers].filter(([name]) => !/^(content-security-policy|x-request-id)$/.test(name))
    return { status: answer.status, body, headers, statements: [...(asked.getStore() ?? [])] }
  })

test('an address with a password, one that signs in elsewhere and one that nobody has get the same answer, after the same statements; the first alone gets a mail', async () => {
  const forUnknown = await ask('nobody@trust.example')
  expect(await ask(elsewhere)).toEqual(forUnknown)
  const forKnown = await ask(known)
  expect(forKnown).toEqual(forUnknown)
  expect(forKnown.body).toContain('If that address has an account, a link to choose a new password is on its way')
  expect(forKnown.statements.filter((statement) => /job/.test(statement)).length).toBeGreaterThan(0)
  await expect.poll(() => server.received.map(({ to }) => to), { timeout: 15_000 }).toEqual([[known]])
  const done = () =>
    t.database.asOwner((tx) => sql`select from jobs.job where name = 'mail' and state = 'completed'`.execute(tx))
  await expect.poll(async () => (await done()).rows.length, { timeout: 15_000 }).toBe(3)
  expect(server.received.map(({ to }) => to)).toEqual([[known]])
})

test('so does each after too many', async () => {
  const counts = ['too-many@trust.example', known].map(async (email) => {
    for (let count = 0; count < 3; count += 1) await ask(email)
    return ask(email)
  })
  const [forUnknown, forKnown] = await Promise.all(counts)
  expect(forKnown).toEqual(forUnknown)
  expect(forKnown?.statements.filter((statement) => /job/.test(statement))).toEqual([])
})

test('where passwords are off, nobody asks for a link, and one that was made before opens nothing', async () => {
  const off = await testApp({ database: t.database, settings: withoutPasswords })
  const userId = (await findPasswordAccount(t.database, known)) ?? ''
  const { key } = await t.database.asSignIn((tx) => makeResetKey(tx, userId, new Date('2026-11-21T12:00:00Z')))
  const path = pathTo('resetPassword', { token: key })
  expect((await t.request(path)).status).toBe(200)
  for (const [where, ask] of [
    [pathTo('forgottenPassword'), {}],
    [pathTo('forgottenPassword'), { form: { email: known } }],
    [path, {}],
    [path, { form: { password: 'eleven green kettles sing' } }],
  ] as const)
    expect((await off.request(where, ask)).status).toBe(404)
  expect((await t.request(path)).status).toBe(200)
})

test('no password is set by a link without a line on the audit record, and a link whose work was cut off works still', async () => {
  const userId = (await findPasswordAccount(t.database, known)) ?? ''
  const { key } = await t.database.asSignIn((tx) => makeResetKey(tx, userId, new Date('2026-11-21T12:00:00Z')))
  const path = pathTo('resetPassword', { token: key })
  const form = { password: 'eleven green kettles sing' }
  const away = async () => {
    throw new Error('the line was cut')
  }
  const isSet = async () => (await t.identity.checkPassword({ email: known, ...form })).ok
  const lines = () =>
    t.database.asOwner((tx) => tx.selectFrom('audit').select('event').where('event', '=', 'password.reset').execute())
  for (const broken of [{ write: away }, { asSignIn: away }]) {
    const cut = await testApp({ database: { ...t.database, ...broken } })
    expect((await cut.request(path, { form })).status).toBe(500)
    expect(await isSet()).toBe(false)
  }
  expect(await lines()).toHaveLength(1)
  expect((await t.request(path, { form })).status).toBe(303)
  expect([await isSet(), (await lines()).length]).toEqual([true, 2])
})

test('a dead link leads on to another: by mail where it leaves, else by the office', async () => {
  const dead = pathTo('resetPasswordPage', { token: 'used' })
  const withMail = await (await t.request(dead)).text()
  expect(withMail).toContain('<a href="/forgotten-password">Ask for a new link</a>')
  const asked = await (await t.request(pathTo('forgottenPassword'), { form: { email: 'nobody@trust.example' } })).text()
  expect(asked).toContain('<a href="/sign-in">Back to sign in</a>')
  const quiet = await testApp({ database: t.database, settings: { CONCORD_CONTACT_PHONE: '0113 496 0000' } })
  const withoutMail = await (await quiet.request(dead)).text()
  expect(withoutMail).toContain('Ask the job-planning office')
  expect(withoutMail).not.toContain('/forgotten-password')
  expect(await (await quiet.request(pathTo('signInPage'))).text()).toContain('Write or ring: 0113 496 0000')
  expect(await (await t.request(pathTo('signInPage'))).text()).not.toContain('Write or ring')
})
