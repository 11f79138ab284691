import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountOf, aRoleGrant, aTrust, type Trust, today } from '../../../tests/support/factories.ts'
import { cookiesIn, type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { pathTo } from '../../routes.ts'

let t: TestApp
let trust: Trust
let office: number
const statements: string[] = []

beforeAll(async () => {
  t = await testApp({ observe: (sql) => statements.push(sql) })
  trust = await aTrust(t.database)
  office = trust.people.office.personId
})
afterAll(() => t.close())

const show = async (path: string, as = office) => (await t.request(path, { as })).text()
const grantsOf = (personId: number) =>
  t.database.asOwner((tx) =>
    tx.selectFrom('role_grant').selectAll().where('person_id', '=', personId).where('ended_on', 'is', null).execute(),
  )
const grant = (form: Record<string, string>) =>
  t.request(pathTo('grantRole'), { as: office, form: { fromOn: today, ...form } })

test('the list of accounts is searched by name, filtered by standing, and hides who has left', async () => {
  await accountOf(t.database, t.identity, office)
  expect(await show(pathTo('accounts', {}, { search: 'OUTSID' }))).toMatch(/One person[\s\S]*Sam outsider/)
  const withAccount = await show(pathTo('accounts', {}, { standing: 'account' }))
  expect(withAccount).toContain('Sam office')
  expect(withAccount).not.toContain('Sam outsider')
  expect(await show(pathTo('accounts', {}, { standing: 'invited' }))).toContain('Nobody to show')
  await t.request(pathTo('invite'), { as: office, form: { personId: String(trust.people.agreer.personId) } })
  expect(await show(pathTo('accounts', {}, { standing: 'invited' }))).toContain('Invited, until 5 December 2026')
  const { personId } = trust.people.groupLead
  const leave = (on: string | null) =>
    t.database.asOwner((tx) =>
      tx.updateTable('person').set({ left_on: on }).where('person_id', '=', personId).execute(),
    )
  await leave('2026-11-20')
  expect(await show(pathTo('accounts', {}, { search: 'grouplead' }))).toContain('Nobody to show')
  await leave(null)
})

test('a search for signs of SQL or HTML finds nobody and breaks nothing', async () => {
  const body = await show(pathTo('accounts', {}, { search: `%' or 1=1 --<b>` }))
  expect(body).toContain('Nobody to show')
  expect(body).not.toContain('<b>')
})

test('the list is fifty a page, and its queries do not grow with its rows', async () => {
  const before = await queriesFor(pathTo('accounts'))
  await t.database.write(scopeOfSystem(trust.organisationId), (tx) =>
    tx
      .insertInto('person')
      .values(
        Array.from({ length: 60 }, (_, index) => ({
          organisation_id: trust.organisationId,
          first_name: 'Many',
          last_name: `Zz${String(index).padStart(2, '0')}`,
        })),
      )
      .execute(),
  )
  expect(await queriesFor(pathTo('accounts'))).toBe(before)
  const first = await show(pathTo('accounts', {}, { search: 'many zz' }))
  expect([first.includes('Zz49'), first.includes('Zz50')]).toEqual([true, false])
  expect(await show(pathTo('accounts', {}, { search: 'many zz', page: 2 }))).toContain('Zz50')
})

async function queriesFor(path: string): Promise<number> {
  await t.request(path, { as: office })
  const start = statements.length
  await t.request(path, { as: office })
  return statements.length - start
}

test('a role is granted and ended, each on the audit record', async () => {
  const { personId } = trust.people.outsider
  const answer = await grant({
    personId: String(personId),
    role: 'unit-lead',
    unitId: String(trust.units.team),
    group: 'pharmacy',
  })
  expect(answer.status).toBe(303)
  const [made] = await grantsOf(personId)
  expect(made).toMatchObject({
    role: 'unit-lead',
    unit_id: trust.units.team,
    professional_group: null,
    granted_by: office,
  })
  expect(await show(pathTo('roleGrants'))).toContain('Sees a unit: Cardiology')
  expect((await t.request(pathTo('endRole', { grantId: made?.grant_id ?? 0 }), { as: office, form: {} })).status).toBe(
    303,
  )
  expect(await grantsOf(personId)).toEqual([])
  expect((await t.request(pathTo('endRole', { grantId: made?.grant_id ?? 0 }), { as: office, form: {} })).status).toBe(
    404,
  )
  const record = await show(pathTo('audit'), trust.people.auditor.personId)
  expect(record).toMatch(/Role ended[\s\S]*Role given/)
})

test.each([
  [{ role: 'auditor' }, 'Choose the person'],
  [{ personId: '1' }, 'Choose the role'],
  [{ personId: '1', role: 'unit-lead' }, 'Choose the unit they may see'],
  [{ personId: '1', role: 'group-lead' }, 'Choose the professional group they may see'],
  [{ personId: '1', role: 'auditor', fromOn: '2026-02-30' }, 'Enter a real date'],
  [{ personId: '999999', role: 'auditor' }, 'Choose somebody from the list'],
  [{ personId: '1', role: 'unit-lead', unitId: '999999' }, 'Choose a unit from the list'],
])('a grant of %o is refused: %s', async (form, why) => {
  const answer = await grant({ search: 'sam', ...form } as Record<string, string>)
  expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(why)])
})

test('nobody is granted a role twice, nor one in another organisation', async () => {
  const again = await grant({ search: 'auditor', personId: String(trust.people.auditor.personId), role: 'auditor' })
  expect([again.status, await again.text()]).toEqual([422, expect.stringContaining('They have this role already')])
  const { personId } = trust.elsewhere.person
  expect((await grant({ personId: String(personId), role: 'auditor' })).status).toBe(422)
})

test.each(['office', 'administrator'] as const)('the last %s that can sign in stays', async (role) => {
  const { organisationId, people, units } = trust
  const { personId } = role === 'office' ? people.outsider : people.clinician
  const mine = (await grantsOf(office))
    .concat(await grantsOf(people.administrator.personId))
    .find((one) => one.role === role)
  const path = { grantId: mine?.grant_id ?? 0 }
  const end = () => t.request(pathTo('endRole', path), { as: office, form: {} })
  const question = () => show(pathTo('endRolePage', path))
  await accountOf(t.database, t.identity, people.administrator.personId)
  // Another has the role, but no account to sign in with.
  await t.database.write(scopeOfSystem(organisationId), (tx) =>
    aRoleGrant(tx, organisationId, personId, role, units.team),
  )
  expect(await question()).toContain('Nobody else who can sign in has this role')
  const refused = await end()
  expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('This role cannot end yet')])
  await accountOf(t.database, t.identity, personId)
  const asked = await question()
  expect(asked.includes('only somebody else can give it back to you')).toBe(role === 'office')
  expect(asked).toContain('End role')
  const ended = await end()
  expect([ended.status, ended.headers.get('location')]).toEqual([303, role === 'office' ? '/' : '/roles'])
  if (role === 'administrator') return
  expect((await t.request(pathTo('roleGrants'), { as: office })).status).toBe(403)
  office = personId
})

/** The office, signed in with a password, who has not proved themselves since. */
const unproven = async () =>
  cookiesIn(
    await t.identity.startSession(await accountOf(t.database, t.identity, office), new Headers(), {
      method: 'password',
      secondFactorAt: new Date(),
    }),
  )

test('a role given with nothing chosen and no password is told of all that lacks at once', async () => {
  const form = { search: 'sam', personId: '1', password: '', fromOn: '2026-11-30' }
  const answer = await t.request(pathTo('grantRole'), { as: await unproven(), form })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toMatch(/There is a problem[\s\S]*Choose the role[\s\S]*Enter your password/)
})

test('a role ends only after the question, and for somebody who proves that it is they', async () => {
  const { personId } = trust.people.auditor
  const [theirs] = await grantsOf(personId)
  const path = { grantId: theirs?.grant_id ?? 0 }
  expect(await show(pathTo('roleGrants'))).toContain(`href="${pathTo('endRolePage', path)}"`)
  expect(await show(pathTo('endRolePage', path))).toMatch(
    /End this role of Sam auditor\?[\s\S]*Sees every plan and the audit/,
  )
  const refused = await t.request(pathTo('endRole', path), { as: await unproven(), form: {} })
  expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('Enter your password')])
  expect(await grantsOf(personId)).toHaveLength(1)
})
