/** Many wrong codes: their person hears of it once, wherever the last of them was tried. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountOf, aTrust, type Trust } from '../../../tests/support/factories.ts'
import { setUpSecondFactor } from '../../../tests/support/second-factor.ts'
import { startMailServer, type TestMailServer } from '../../../tests/support/smtp-server.ts'
import { cookiesIn, type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { setPasswordHash } from '../../records/password-reset.ts'
import { pathTo } from '../../routes.ts'

let server: TestMailServer
let t: TestApp
let trust: Trust

beforeAll(async () => {
  server = await startMailServer()
  t = await testApp({
    settings: { CONCORD_SMTP_URL: `smtp://127.0.0.1:${server.port}`, CONCORD_MAIL_FROM: 'concord@trust.example' },
  })
  trust = await aTrust(t.database)
})
afterAll(async () => {
  await t.close()
  await server.stop()
})

const password = 'seven small boats at dawn'

/** Where somebody who is signed in gives a code: a form of its own, and a route that keeps nothing before the code was right. */
test.each([
  ['changeSecondFactor', 'clinician', { change: 'off' }],
  ['connectSingleSignOn', 'agreer', { password }],
] as const)('the last wrong code of a day is told to its person, once: %s', async (door, who, fields) => {
  const { personId } = trust.people[who]
  const email = `person-${personId}@test.example`
  await t.database.asOwner((tx) => tx.updateTable('person').set({ email }).where('person_id', '=', personId).execute())
  const userId = await accountOf(t.database, t.identity, personId)
  const hash = await t.identity.hashPassword(password)
  await t.database.asSignIn((tx) => setPasswordHash(tx, userId, hash, new Date()))
  await setUpSecondFactor(t.identity, userId)
  const begun = { method: 'password', secondFactorAt: new Date() } as const
  const as = cookiesIn(await t.identity.startSession(userId, new Headers(), begun))
  const before = server.received.length
  const change = async () => {
    const answer = await t.request(pathTo(door, { provider: '1' }), { as, form: { ...fields, code: '000000' } })
    return answer.text()
  }
  expect(await change()).toContain('That code is not right')
  await t.database.asOwner((tx) =>
    tx.updateTable('identity.rate_limit').set({ points: 29 }).where('key', 'like', 'code-day:%').execute(),
  )
  expect(await change()).toContain('That code is not right')
  expect(await change()).toContain('too many wrong codes in a day')
  await expect.poll(() => server.received.length, { timeout: 15_000 }).toBe(before + 1)
  const mail = server.received.at(-1)
  expect(mail?.text).toContain('Many wrong codes were tried on your Concord account at Invented Trust.')
  expect(mail?.to).toEqual([email])
})
