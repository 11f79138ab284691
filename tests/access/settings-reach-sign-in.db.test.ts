/** What a trust sets about its address, and about who leaves their screen, holds for sign-in and its mails too. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOfSystem } from '../../src/db/scope.ts'
import { linkAccount } from '../../src/records/account.ts'
import { pathTo } from '../../src/routes.ts'
import { aTrust } from '../support/factories.ts'
import { linkIn, type Received, startMailServer, type TestMailServer } from '../support/smtp-server.ts'
import { cookiesIn, type TestApp, testApp } from '../support/test-app.ts'

const address = 'https://concord.trust.example'
const email = 'known@trust.example'
const password = 'seven small boats at dawn'

let server: TestMailServer
let t: TestApp

beforeAll(async () => {
  server = await startMailServer()
  t = await testApp({
    settings: {
      CONCORD_URL: address,
      CONCORD_IDLE_MINUTES: '10',
      CONCORD_SMTP_URL: `smtp://127.0.0.1:${server.port}`,
      CONCORD_MAIL_FROM: 'concord@trust.example',
    },
  })
  const { organisationId, people } = await aTrust(t.database)
  const { personId } = people.clinician
  const userId = await t.identity.createAccount({ email, name: 'Known', password })
  await t.database.write(scopeOfSystem(organisationId), async (tx) => {
    await tx.updateTable('person').set({ email }).where('person_id', '=', personId).execute()
    await linkAccount(tx, { userId, organisationId, personId })
  })
})
afterAll(async () => {
  await t.close()
  await server.stop()
})

const signIn = () => t.request(pathTo('signIn'), { form: { email, password } })
const isIn = async (as: string) => (await t.request(pathTo('home'), { as })).status === 200

test('over https a session is in a cookie that no other host can set, and in no other', async () => {
  const answer = await signIn()
  const sessions = answer.headers.getSetCookie().filter((cookie) => cookie.includes('session_token'))
  expect(sessions).toEqual([expect.stringMatching(/^__Host-concord\.session_token=.*; Secure/)])
  const cookie = cookiesIn(answer.headers)
  expect([await isIn(cookie), await isIn(cookie.replaceAll('__Host-', ''))]).toEqual([true, false])
})

test('a session ends when it was idle for as long as is set', async () => {
  const cookie = cookiesIn((await signIn()).headers)
  const idle = (minutes: number) =>
    t.database.asOwner((tx) =>
      tx
        .updateTable('identity.session')
        .set({ usedAt: new Date(Date.now() - minutes * 60_000) })
        .execute(),
    )
  await idle(10)
  expect(await isIn(cookie)).toBe(false)
  // After the other: that it is used is written down without being waited for.
  await idle(9)
  expect(await isIn(cookie)).toBe(true)
})

test('a link in a mail begins with the address that is set', async () => {
  await t.request(pathTo('forgottenPassword'), { form: { email } })
  await expect.poll(() => server.received.length, { timeout: 15_000 }).toBe(1)
  expect(linkIn(server.received[0] as Received)).toMatch(new RegExp(`^${address}/reset-password/[\\w-]{43}$`))
})
