import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { aTrust, type PersonName, type Trust } from '../../../tests/support/factories.ts'
import { setUpSecondFactor } from '../../../tests/support/second-factor.ts'
import { cookiesIn, type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { linkAccount } from '../../records/account.ts'
import { pathTo, type RouteName, routes } from '../../routes.ts'

const password = 'seven small boats at dawn'
const email = 'clinician@trust.example'
let t: TestApp
let trust: Trust
let userId: string
let office: number
let personId: number
let mine: string

beforeAll(async () => {
  t = await testApp()
  trust = await aTrust(t.database)
  office = trust.people.office.personId
  personId = trust.people.clinician.personId
  userId = await t.identity.createAccount({ email, name: 'Clinician', password })
  await t.database.write(scopeOfSystem(trust.organisationId), (tx) =>
    linkAccount(tx, { userId, organisationId: trust.organisationId, personId }),
  )
})
afterAll(() => t.close())
beforeEach(async () => {
  mine = await signIn()
})

const signIn = async (given = password) => {
  const answer = await t.request(pathTo('signIn'), { form: { email, password: given } })
  return cookiesIn(answer.headers)
}
const isIn = async (as: string) => as !== '' && (await t.request('/', { as })).status === 200
const act = (route: 'closeAccount' | 'reopenAccount' | 'endSessionsOf' | 'resetSecondFactor' | 'makeResetLink') =>
  t.request(pathTo(route, { personId }), { as: office, form: {} })
const newest = () =>
  t.database.asOwner((tx) =>
    tx.selectFrom('audit').select(['event', 'person_id', 'object']).orderBy('number', 'desc').executeTakeFirst(),
  )
const sessions = () =>
  t.database.asOwner((tx) => tx.selectFrom('identity.session').select('id').where('userId', '=', userId).execute())

test('the office signs somebody out everywhere, at once and on the record', async () => {
  expect(await isIn(mine)).toBe(true)
  expect((await act('endSessionsOf')).status).toBe(303)
  expect(await isIn(mine)).toBe(false)
  expect(await newest()).toEqual({ event: 'sessions.ended', person_id: office, object: `person ${personId}` })
  expect(await isIn(await signIn())).toBe(true)
})

test('each step is chosen first and has a page with one button; nobody is not there', async () => {
  const html = async (path: string) => (await t.request(path, { as: office })).text()
  const main = (text: string) => text.slice(text.indexOf('<main'), text.indexOf('</main>'))
  const account = main(await html(pathTo('accountOf', { personId })))
  expect(account).toMatch(/Help them sign in[\s\S]*Keep them out/)
  expect(account).toContain(`href="${pathTo('closeAccountPage', { personId })}"`)
  expect(account).not.toContain(`action="${pathTo('closeAccount', { personId })}"`)
  const steps = ['closeAccountPage', 'resetSecondFactorPage', 'makeResetLinkPage'] as const
  for (const name of steps) {
    const step = main(await html(pathTo(name, { personId })))
    expect([name, step.match(/<button/g)?.length ?? 0]).toEqual([name, name === 'resetSecondFactorPage' ? 0 : 1])
    expect((await t.request(pathTo(name, { personId: 9_999_999 }), { as: office })).status).toBe(404)
  }
  const closing = await html(pathTo('closeAccountPage', { personId }))
  expect(closing).toMatch(/Close the account of Sam clinician\?[\s\S]*cannot sign in[\s\S]*nhsuk-button--warning/)
  expect((await t.request(pathTo('accountOf', { personId: 9_999_999 }), { as: office })).status).toBe(404)
})

test('an address is said to be the staff record’s only of somebody who is in it', async () => {
  const address = async () => (await t.request(pathTo('accountOf', { personId }), { as: office })).text()
  expect(await address()).toMatch(/<dt[^>]*>\s*E-mail address\s*</)
  await t.database.asOwner((tx) =>
    tx.updateTable('person').set({ esr_id: '1' }).where('person_id', '=', personId).execute(),
  )
  expect(await address()).toMatch(/<dt[^>]*>\s*E-mail in the staff record\s*</)
})

test('a closed account lets nobody in, with no other words than to a stranger, until it is opened again', async () => {
  await act('closeAccount')
  expect([await isIn(mine), await sessions()]).toEqual([false, []])
  const refused = await t.request(pathTo('signIn'), { form: { email, password } })
  expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('do not go together')])
  expect(await (await t.request(pathTo('accounts'), { as: office })).text()).toContain('Account closed')
  await act('reopenAccount')
  expect(await newest()).toMatchObject({ event: 'account.reopened' })
  expect(await isIn(await signIn())).toBe(true)
})

test('a link for a new password works once, ends every session, and older links with it', async () => {
  const link = async () => /reset-password\/[\w-]+/.exec(await (await act('makeResetLink')).text())?.[0] ?? ''
  const [older, newer] = [await link(), await link()]
  expect((await t.request(`/${newer}`)).status).toBe(200)
  expect((await t.request(`/${newer}`, { form: { password: 'short' } })).status).toBe(422)
  expect((await t.request(`/${newer}`, { form: { password: 'eleven green kettles sing' } })).status).toBe(303)
  expect([await isIn(mine), await isIn(await signIn()), await isIn(await signIn('eleven green kettles sing'))]).toEqual(
    [false, false, true],
  )
  for (const used of [newer, older])
    expect((await t.request(`/${used}`, { form: { password: 'twelve green kettles sing' } })).status).toBe(404)
  expect(await newest()).toMatchObject({ event: 'account.signed-in' })
  const again = await link()
  await t.request(`/${again}`, { form: { password } })
})

test('who made a way in, and when, is said to the office and to its owner, and to nobody else', async () => {
  await act('makeResetLink')
  const said = 'A link for a new password was made on 21 November 2026 at 12:00pm, by Sam office.'
  const own = (as: string | number) => t.request(pathTo('account'), { as }).then((answer) => answer.text())
  expect(await (await t.request(pathTo('accountOf', { personId }), { as: office })).text()).toContain(said)
  expect(await own(mine)).toContain(said)
  const { agreer } = trust.people
  expect(await own(agreer.personId)).not.toContain('made for you')
  const { organisationId } = trust
  const seenBy = (viewer: number | null) =>
    t.database.read({ ...scopeOfSystem(organisationId), personId: viewer, roles: [] }, (tx) =>
      tx.selectFrom('audit').select(['event', 'object']).execute(),
    )
  expect(await seenBy(agreer.personId)).toEqual([])
  expect(await seenBy(null)).toEqual([])
  for (const row of await seenBy(personId))
    expect(row).toEqual({ event: expect.stringMatching(/link-made|factor.reset/), object: `person ${personId}` })
})

test('a link is dead after half an hour, and once the account is closed', async () => {
  const link = /reset-password\/[\w-]+/.exec(await (await act('makeResetLink')).text())?.[0] ?? ''
  await act('closeAccount')
  expect((await t.request(`/${link}`)).status).toBe(404)
  await act('reopenAccount')
  await t.database.asOwner((tx) =>
    tx.updateTable('identity.verification').set({ expiresAt: '2026-11-21T11:59:00Z' }).execute(),
  )
  expect((await t.request(`/${link}`)).status).toBe(404)
})

test('the office resets a second factor, and the person is out and may set up another', async () => {
  await setUpSecondFactor(t.identity, userId)
  expect(await (await t.request(pathTo('accountOf', { personId }), { as: office })).text()).toContain(
    'reset the second',
  )
  await act('resetSecondFactor')
  expect([await t.identity.secondFactor.find(userId), await isIn(mine)]).toEqual([null, false])
  expect(await isIn(await signIn())).toBe(true)
})

test('the office gives an account the address of the staff record, where no other account has it', async () => {
  const corrected = 'Right.Clinician@trust.example'
  const set = (address: string) =>
    t.database.asOwner((tx) =>
      tx.updateTable('person').set({ email: address }).where('person_id', '=', personId).execute(),
    )
  const page = async () => (await t.request(pathTo('accountOf', { personId }), { as: office })).text()
  const use = () => t.request(pathTo('useAddressOfRecord', { personId }), { as: office, form: {} })
  await set(email)
  expect(await page()).not.toContain('use the address of the staff record')
  await set(corrected)
  expect(await page()).toMatch(
    /E-mail of the account[\s\S]*clinician@trust\.example[\s\S]*use the address of the staff record/,
  )
  const other = await t.identity.createAccount({ email: corrected, name: 'Another' })
  const refused = await use()
  expect([refused.status, await refused.text()]).toEqual([
    422,
    expect.stringContaining('Another account signs in with'),
  ])
  expect(await newest()).not.toMatchObject({ event: 'account.address-changed' })
  await t.identity.removeAccount(other)
  const link = /reset-password\/[\w-]+/.exec(await (await act('makeResetLink')).text())?.[0] ?? ''
  expect((await use()).status).toBe(303)
  expect(await newest()).toEqual({ event: 'account.address-changed', person_id: office, object: `person ${personId}` })
  expect((await t.request(`/${link}`)).status).toBe(404)
  const signInWith = async (address: string) =>
    (await t.request(pathTo('signIn'), { form: { email: address, password } })).status
  expect([await signInWith(email), await signInWith(corrected)]).toEqual([422, 303])
  await set(email)
  expect((await use()).status).toBe(303)
})

test('nobody does any of it to their own account, nor to another organisation’s', async () => {
  const changes = (Object.keys(routes) as RouteName[]).filter(
    (name) => routes[name].path.startsWith('/accounts/:personId') && routes[name].method === 'POST',
  )
  const pages = ['closeAccountPage', 'resetSecondFactorPage', 'makeResetLinkPage', 'useAddressOfRecordPage'] as const
  for (const name of pages)
    expect([name, (await t.request(pathTo(name, { personId: office }), { as: office })).status]).toEqual([name, 403])
  expect(changes).toHaveLength(6)
  for (const name of changes) {
    const at = (person: number) => routes[name].path.replace(':personId', String(person))
    expect([name, (await t.request(at(office), { as: office, form: {} })).status]).toEqual([name, 403])
    const foreign = trust.elsewhere.person.personId
    await t.signInAs(foreign)
    const answer = await t.request(at(foreign), { as: office, form: {} })
    expect([name, answer.status]).toEqual([name, 404])
    expect((await t.request('/', { as: foreign })).status).toBe(200)
  }
})

test.each([
  ['end_sessions_of', 'clinician', 'agreer'],
  ['end_sessions_of', 'administrator', 'clinician'],
  ['reset_second_factor', 'clinician', 'agreer'],
  ['reset_second_factor', 'administrator', 'clinician'],
  ['reset_second_factor', 'office', 'office'],
  ['use_address_of_record', 'clinician', 'agreer'],
  ['use_address_of_record', 'administrator', 'clinician'],
  ['use_address_of_record', 'office', 'office'],
] as const)('the database itself refuses %s to the %s, of the %s', async (name, who: PersonName, of: PersonName) => {
  const { organisationId, people } = trust
  const roles = who === 'clinician' ? [] : [who]
  const scope = { ...scopeOfSystem(organisationId), personId: people[who].personId, roles }
  const target = people[of].personId
  await expect(
    t.database.write(scope, (tx) => sql`select ${sql.ref(name)}(${target}::integer)`.execute(tx)),
  ).rejects.toThrow('not for you')
})

test('whoever leaves has no session left when the day’s staff record is worked out', async () => {
  await t.database.asOwner((tx) =>
    tx.updateTable('person').set({ left_on: '2026-11-20' }).where('person_id', '=', personId).execute(),
  )
  expect(await sessions()).not.toEqual([])
  await t.database.write(scopeOfSystem(trust.organisationId), (tx) =>
    sql`select end_sessions_of_leavers('2026-11-21'::date)`.execute(tx),
  )
  expect(await sessions()).toEqual([])
})
