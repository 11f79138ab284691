import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountOf, aTrust, type Trust } from '../../../tests/support/factories.ts'
import { openTestDatabase } from '../../../tests/support/open-test-database.ts'
import { cookiesIn, type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { linkAccount } from '../../records/account.ts'
import { setPasswordHash } from '../../records/password-reset.ts'
import { pathTo } from '../../routes.ts'
import type { Handlers } from '../../web/request.ts'
import { handlers as signIn } from './sign-in.handlers.tsx'

const handlers: Handlers = {
  ...signIn,
  home: (c) => c.text(`${c.var.viewer?.fullName}: ${c.var.viewer?.roles}`),
}
const password = 'seven small boats at dawn'
const clinicianEmail = 'clinician@trust.example'

let t: TestApp
let trust: Trust

beforeAll(async () => {
  t = await testApp({ handlers })
  trust = await aTrust(t.database)
  const userId = await t.identity.createAccount({ email: clinicianEmail, name: 'Clinician', password })
  const { organisationId, people } = trust
  await t.database.write(scopeOfSystem(organisationId), (tx) =>
    linkAccount(tx, { userId, organisationId, personId: people.clinician.personId }),
  )
})
afterAll(() => t.close())

const auditEvents = () =>
  t.database.asOwner((tx) =>
    tx.selectFrom('audit').select(['event', 'person_id', 'object']).orderBy('number').execute(),
  )
const leave = (personId: number, on: string | null) =>
  t.database.asOwner((tx) => tx.updateTable('person').set({ left_on: on }).where('person_id', '=', personId).execute())

test('the right password leads to the page that was asked for, and is on the audit record', async () => {
  const form = { email: clinicianEmail, password, next: '/people?search=a' }
  const answer = await t.request(pathTo('signIn'), { form })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/people?search=a'])
  expect(await (await t.request('/', { as: cookiesIn(answer.headers) })).text()).toBe('Sam clinician: ')
  expect(await auditEvents()).toContainEqual({
    event: 'account.signed-in',
    person_id: trust.people.clinician.personId,
    object: `person ${trust.people.clinician.personId}`,
  })
})

test.each(['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example', 'javascript:alert(1)'])(
  'nobody is sent to %s after signing in',
  async (next) => {
    const answer = await t.request(pathTo('signIn'), { form: { email: clinicianEmail, password, next } })
    expect(answer.headers.get('location')).toBe('/')
  },
)

test('a wrong password and an unknown address get the same kind words, and keep what was typed', async () => {
  const wrong = await t.request(pathTo('signIn'), { form: { email: clinicianEmail, password: 'not the password' } })
  const unknown = await t.request(pathTo('signIn'), { form: { email: 'nobody@trust.example', password } })
  expect([wrong.status, unknown.status]).toEqual([422, 422])
  const sentence = 'That e-mail address and password do not go together'
  const [wrongBody, unknownBody] = [await wrong.text(), await unknown.text()]
  expect(wrongBody).toContain(sentence)
  expect(wrongBody).toContain(`value="${clinicianEmail}"`)
  const plain = (body: string, email: string) => body.replaceAll(email, '').replaceAll(/nonce="[^"]+"/g, '')
  expect(plain(wrongBody, clinicianEmail)).toBe(plain(unknownBody, 'nobody@trust.example'))
  expect(wrong.headers.getSetCookie()).toEqual([])
})

test('a blank form says what is missing', async () => {
  const answer = await t.request(pathTo('signIn'), { form: { email: ' ', password: '' } })
  const body = await answer.text()
  expect(body).toContain('Enter your e-mail address')
  expect(body).toContain('Enter your password')
})

test('signing out ends the session', async () => {
  const cookie = cookiesIn((await t.request(pathTo('signIn'), { form: { email: clinicianEmail, password } })).headers)
  expect((await t.request('/', { as: cookie })).status).toBe(200)
  expect((await t.request(pathTo('signOut'), { as: cookie, method: 'POST' })).headers.get('location')).toBe('/sign-in')
  expect((await t.request('/', { as: cookie })).status).toBe(303)
})

test('a password that is changed while it is being checked opens nothing', async () => {
  const email = 'changed@trust.example'
  const userId = await t.identity.createAccount({ email, name: 'Changed', password })
  const { organisationId, people } = trust
  await t.database.write(scopeOfSystem(organisationId), (tx) =>
    linkAccount(tx, { userId, organisationId, personId: people.agreer.personId }),
  )
  const next = await t.identity.hashPassword('eleven green kettles sing')
  let isChanged = false
  const change: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      // As soon as the password to compare with has been read.
      if (!isChanged && result.rows.some((row) => row.email === email)) {
        isChanged = true
        await t.database.asSignIn((tx) => setPasswordHash(tx, userId, next, new Date()))
      }
      return result
    },
  }
  const meanwhile = await testApp({
    handlers,
    database: { ...t.database, identity: t.database.identity.withPlugin(change) },
  })
  const before = (await auditEvents()).length
  const answer = await meanwhile.request(pathTo('signIn'), { form: { email, password } })
  expect([answer.status, answer.headers.getSetCookie(), isChanged]).toEqual([422, [], true])
  expect(await answer.text()).toContain('do not go together')
  expect(await auditEvents()).toHaveLength(before)
})

test('somebody who has left neither stays signed in nor signs in', async () => {
  const { personId } = trust.people.clinician
  const cookie = cookiesIn((await t.request(pathTo('signIn'), { form: { email: clinicianEmail, password } })).headers)
  await leave(personId, '2026-11-20')
  expect((await t.request('/', { as: cookie })).status).toBe(303)
  const again = await t.request(pathTo('signIn'), { form: { email: clinicianEmail, password } })
  expect([again.status, again.headers.getSetCookie()]).toEqual([422, []])
  await leave(personId, null)
})

test('on their last day somebody is let in still, and a session of that day is over at midnight where the trust is', async () => {
  const { personId } = trust.people.clinician
  let now = '2026-06-30T22:59:59Z'
  const moving = await testApp({ handlers, database: t.database, clock: { now: () => new Date(now) } })
  await leave(personId, '2026-06-30')
  const signsIn = async () =>
    cookiesIn((await moving.request(pathTo('signIn'), { form: { email: clinicianEmail, password } })).headers)
  const as = await signsIn()
  expect((await moving.request('/', { as })).status).toBe(200)
  now = '2026-06-30T23:00:00Z'
  expect([(await moving.request('/', { as })).status, await signsIn()]).toEqual([303, ''])
  await leave(personId, null)
})

test('the demonstration is not there for a real trust, nor in demonstration mode over one', async () => {
  const { personId } = trust.people.office
  const form = { personId: String(personId) }
  const overReal = await testApp({ handlers, mode: 'demonstration', database: t.database })
  for (const app of [t, overReal]) {
    expect((await app.request(pathTo('demonstrationPage'))).status).toBe(404)
    expect((await app.request(pathTo('becomeDemonstrationPerson'), { form })).status).toBe(404)
  }
})

test('in a demonstration anybody is anybody who has an account, by one press', async () => {
  const demonstration = await testApp({ handlers, mode: 'demonstration', database: await openTestDatabase() })
  const { people } = await aTrust(demonstration.database, { isDemonstration: true })
  await accountOf(demonstration.database, demonstration.identity, people.office.personId)
  const body = await (await demonstration.request(pathTo('demonstrationPage'))).text()
  expect(body).toContain('Be Sam office')
  expect(body).not.toContain('Be Sam auditor')
  const form = { personId: String(people.office.personId) }
  const answer = await demonstration.request(pathTo('becomeDemonstrationPerson'), { form })
  expect(await (await demonstration.request('/', { as: cookiesIn(answer.headers) })).text()).toBe('Sam office: office')
  const other = await demonstration.request(pathTo('becomeDemonstrationPerson'), {
    form: { personId: String(people.auditor.personId) },
  })
  expect(other.status).toBe(404)
  await demonstration.close()
})
