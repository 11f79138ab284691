/** Many wrong codes: their person hears of it once, wherever the last of them was tried. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTrust } from '../../../tests/support/factories.ts'
import { codeOf } from '../../../tests/support/second-factor.ts'
import { startMailServer, type TestMailServer } from '../../../tests/support/smtp-server.ts'
import { type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { findAccountOf } from '../../records/account.ts'
import { pathTo } from '../../routes.ts'

let server: TestMailServer
let t: TestApp

beforeAll(async () => {
  server = await startMailServer()
  t = await testApp({
    settings: { CONCORD_SMTP_URL: `smtp://localhost:${server.port}`, CONCORD_MAIL_FROM: 'concord@trust.example' },
  })
})
afterAll(async () => {
  await t.close()
  await server.stop()
})

test('the last wrong code of a day is told to its person, once', async () => {
  const { organisationId, people } = await aTrust(t.database)
  const { personId } = people.clinician
  const as = await t.signInAs(personId)
  const userId = await t.database.read(scopeOfSystem(organisationId), (tx) => findAccountOf(tx, personId))
  if (!userId) throw new Error('no account')
  await t.identity.secondFactor.confirm(userId, codeOf((await t.identity.secondFactor.begin(userId)) ?? ''))
  const change = async () => {
    const answer = await t.request(pathTo('changeSecondFactor'), { as, form: { change: 'off', code: '000000' } })
    return answer.text()
  }
  expect(await change()).toContain('That code is not right')
  await t.database.asOwner((tx) =>
    tx.updateTable('identity.rate_limit').set({ points: 29 }).where('key', 'like', 'code-day:%').execute(),
  )
  expect(await change()).toContain('That code is not right')
  expect(await change()).toContain('too many wrong codes in a day')
  await expect.poll(() => server.received.length, { timeout: 15_000 }).toBe(1)
  const [mail] = server.received
  expect(mail?.text).toContain('Many wrong codes were tried on your Concord account at Invented Trust.')
  expect(mail?.to).toEqual([`person-${personId}@test.example`])
})
