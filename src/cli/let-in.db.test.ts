import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTrust, type Trust } from '../../tests/support/factories.ts'
import { type TestApp, testApp } from '../../tests/support/test-app.ts'
import { findResetOf } from '../records/password-reset.ts'
import { makeLink } from './let-in.ts'

let t: TestApp
let trust: Trust
beforeAll(async () => {
  t = await testApp({ handlers: {} })
  trust = await aTrust(t.database)
  for (const name of ['office', 'administrator', 'clinician'] as const) await t.signInAs(trust.people[name].personId)
})
afterAll(() => t.close())

const addressOf = (personId: number) => `person-${personId}@test.example`

test.each(['office', 'administrator'] as const)(
  'a link for the %s sets a password, and is on the audit record',
  async (name) => {
    const { personId } = trust.people[name]
    const link = await makeLink(t.database, 'https://concord.trust.example', addressOf(personId).toUpperCase())
    expect(link).toMatch(/^https:\/\/concord\.trust\.example\/reset-password\/[\w-]{43}$/)
    const key = link?.split('/').at(-1) ?? ''
    expect(await t.database.asSignIn((tx) => findResetOf(tx, key, new Date()))).toBeTruthy()
    const audit = await t.database.asOwner((tx) =>
      tx.selectFrom('audit').select(['event', 'person_id', 'object']).execute(),
    )
    expect(audit).toContainEqual({ event: 'account.let-in', person_id: null, object: `person ${personId}` })
  },
)

test('nobody else is let in by it: no clinician, no stranger, nobody who has left', async () => {
  const { office, clinician } = trust.people
  await t.database.asOwner((tx) =>
    tx.updateTable('person').set({ left_on: '2026-01-01' }).where('person_id', '=', office.personId).execute(),
  )
  for (const email of [addressOf(clinician.personId), addressOf(office.personId), 'nobody@trust.example'])
    expect(await makeLink(t.database, 'https://concord.trust.example', email)).toBeNull()
})
