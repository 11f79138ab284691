/** An invitation from the office's press to the first sign-in: the two features that share it never meet in code. */
import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOfSystem } from '../../src/db/scope.ts'
import { handlers as accounts } from '../../src/features/accounts/accounts.handlers.tsx'
import { handlers as signIn } from '../../src/features/sign-in/sign-in.handlers.tsx'
import { linkAccount } from '../../src/records/account.ts'
import { pathTo } from '../../src/routes.ts'
import type { Handlers } from '../../src/web/request.ts'
import { aPerson, aTrust, type Trust } from '../support/factories.ts'
import { cookiesIn, type TestApp, testApp } from '../support/test-app.ts'

const handlers: Handlers = {
  ...signIn,
  ...accounts,
  home: (c) => c.text(`${c.var.viewer?.fullName}: ${c.var.viewer?.roles}`),
}
const password = 'seven small boats at dawn'

let t: TestApp
let trust: Trust

beforeAll(async () => {
  t = await testApp({ handlers })
  trust = await aTrust(t.database)
})
afterAll(() => t.close())

const auditEvents = () =>
  t.database.asOwner((tx) =>
    tx.selectFrom('audit').select(['event', 'person_id', 'object']).orderBy('number').execute(),
  )
const invite = async (personId: number, as = trust.people.office.personId) => {
  const answer = await t.request(pathTo('invite'), { as, form: { personId: String(personId) } })
  const body = await answer.text()
  return { status: answer.status, body, path: body.match(/\/invitations\/[\w-]{43}/)?.[0] ?? '' }
}
/** What a page says, but for whose link it is about. */
const said = async (answer: Response) => {
  const [, words = ''] = (await answer.text()).split('<main')
  return [answer.status, words.replaceAll(/\s*<[^>]*>\s*/g, ' ')] as const
}

const leave = (personId: number, on: string | null) =>
  t.database.asOwner((tx) => tx.updateTable('person').set({ left_on: on }).where('person_id', '=', personId).execute())

test('an invited person sets a password, joins, and can sign in', async () => {
  const { personId } = trust.people.outsider
  const { path } = await invite(personId)
  expect(await (await t.request(path)).text()).toContain('Join Concord')
  const weak = await t.request(path, { form: { password: 'outsider and boats' } })
  expect([weak.status, await weak.text()]).toEqual([422, expect.stringContaining('Leave “outsider” out')])

  const joined = await t.request(path, { form: { password } })
  expect(joined.status).toBe(303)
  expect(await (await t.request('/', { as: cookiesIn(joined.headers) })).text()).toBe('Sam outsider: ')
  const email = `sam.outsider@trust-${trust.organisationId}.example`
  expect((await t.request(pathTo('signIn'), { form: { email, password } })).status).toBe(303)
  expect(await auditEvents()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ event: 'invitation.made', person_id: trust.people.office.personId }),
      expect.objectContaining({ event: 'invitation.accepted', person_id: personId }),
    ]),
  )
  // A second press is told that the first did it, and so is everybody whose link is dead.
  const second = await said(await t.request(path, { form: { password } }))
  expect(second).toEqual([404, expect.stringContaining('you have used this link, and it is done: sign in')])
  const madeUp = await t.request(pathTo('acceptInvitation', { token: 'made-up' }), { form: { password } })
  expect(await said(madeUp)).toEqual(second)
  expect(await said(await t.request(path))).toEqual([404, expect.not.stringContaining('it is done')])
  expect((await invite(personId)).body).toContain('This person has an account already')
})

test('a link that is too old, replaced or made up opens nothing', async () => {
  const { personId } = trust.people.unitLead
  const first = await invite(personId)
  const second = await invite(personId)
  expect((await t.request(first.path)).status).toBe(404)
  expect((await t.request(second.path)).status).toBe(200)
  expect((await t.request('/invitations/made-up')).status).toBe(404)
  await t.database.asOwner((tx) =>
    tx
      .updateTable('invitation')
      .set({ expires_at: '2026-11-21T11:59:59Z' })
      .where('person_id', '=', personId)
      .execute(),
  )
  expect((await t.request(second.path)).status).toBe(404)
  expect((await t.request(second.path, { form: { password } })).status).toBe(404)
})

test('somebody who has left is not invited, nor joins on an invitation from before', async () => {
  const { personId } = trust.people.groupLead
  const { path } = await invite(personId)
  await leave(personId, '2026-11-20')
  expect((await t.request(path, { form: { password } })).status).toBe(404)
  expect(await invite(personId)).toMatchObject({ status: 422, body: expect.stringContaining('has left') })
  await leave(personId, null)
})

test('the link is nowhere in the database', async () => {
  const { path } = await invite(trust.people.auditor.personId)
  const key = path.split('/').at(-1) ?? ''
  const rows = await t.database.asOwner((tx) => tx.selectFrom('invitation').selectAll().execute())
  expect(rows.length).toBeGreaterThan(0)
  expect(JSON.stringify(rows)).not.toContain(key)
})

test('nobody but the office invites', async () => {
  for (const name of ['clinician', 'agreer', 'auditor', 'administrator'] as const)
    expect(await invite(trust.people.outsider.personId, trust.people[name].personId)).toMatchObject({ status: 403 })
})

test('an account that a crash left without a person does not keep them out', async () => {
  const { personId } = trust.people.agreersAgreer
  const email = `sam.agreersagreer@trust-${trust.organisationId}.example`
  const { path } = await invite(personId)
  await t.identity.createAccount({ email, name: 'Sam agreersAgreer', password: 'another password, never used' })
  expect((await t.request(path, { form: { password } })).status).toBe(422)
  await t.database.asOwner((tx) =>
    tx
      .updateTable('identity.user')
      .set({ createdAt: new Date(Date.now() - 61_000) })
      .where('email', '=', email)
      .execute(),
  )
  expect((await t.request(path, { form: { password } })).status).toBe(303)
  expect((await t.request(pathTo('signIn'), { form: { email, password } })).status).toBe(303)
})

test('an account that is somebody’s stays theirs', async () => {
  const other = trust.people.unitLead.personId
  const email = `sam.agreersagreer@trust-${trust.organisationId}.example`
  await t.database.asOwner(async (tx) => {
    await tx.updateTable('person').set({ email }).where('person_id', '=', other).execute()
    await tx.updateTable('identity.user').set({ createdAt: '2020-01-01' }).where('email', '=', email).execute()
  })
  const { path } = await invite(other)
  const refused = await t.request(path, { form: { password } })
  expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('There is an account')])
  expect((await t.request(pathTo('signIn'), { form: { email, password } })).status).toBe(303)
})

const invitedPerson = async (lastName: string) => {
  const { personId } = await t.database.write(scopeOfSystem(trust.organisationId), (tx) =>
    aPerson(tx, trust.organisationId, { lastName, unitId: trust.units.team, group: 'consultant' }),
  )
  return { personId, ...(await invite(personId)) }
}
const correctAddress = (personId: number, email: string) =>
  t.database.asOwner((tx) => tx.updateTable('person').set({ email }).where('person_id', '=', personId).execute())
const linkTo = async (personId: number, email: string) => {
  const userId = await t.identity.createAccount({ email, name: 'Somebody' })
  const { organisationId } = trust
  await t.database.write(scopeOfSystem(organisationId), (tx) => linkAccount(tx, { userId, organisationId, personId }))
}

test('a link is for the address that it was made for: once that is corrected, the office invites again', async () => {
  const { personId, path } = await invitedPerson('Corrected')
  const list = async (standing: string) => {
    const as = trust.people.office.personId
    return (await t.request(pathTo('accounts', {}, { search: 'corrected', standing }), { as })).text()
  }
  await correctAddress(personId, 'RIGHT@trust.example')
  expect((await t.request(path)).status).toBe(404)
  expect((await t.request(path, { form: { password } })).status).toBe(404)
  expect(await list('')).toMatch(/Invitation stopped: it was for an earlier e-mail address[\s\S]*Invite again/)
  expect(await list('stopped')).toContain('One person')
  expect(await list('invited')).toContain('Nobody to show')
  const again = await invite(personId)
  expect(await list('invited')).toContain('One person')
  // Large and small letters are one address.
  await correctAddress(personId, 'right@Trust.example')
  expect((await t.request(again.path, { form: { password } })).status).toBe(303)
})

test('an invitation of somebody who has an account by now opens nothing, and is over', async () => {
  const { personId, path } = await invitedPerson('Connected')
  await linkTo(personId, 'connected@trust.example')
  const answers = [await t.request(path), await t.request(path, { form: { password } })]
  expect(answers.map(({ status }) => status)).toEqual([404, 404])
  const open = await t.database.asOwner((tx) =>
    tx
      .selectFrom('invitation')
      .select('invitation_id')
      .where('person_id', '=', personId)
      .where('expires_at', '>', new Date('2026-11-21T12:00:00Z'))
      .execute(),
  )
  expect(open).toEqual([])
})

test.each([
  ['replaced', (personId: number) => invite(personId)],
  ['for another address', (personId: number) => correctAddress(personId, `right-${personId}@trust.example`)],
  ['of somebody who has left', (personId: number) => leave(personId, '2026-11-20')],
  ['of somebody who is in already', (personId: number) => linkTo(personId, `in-${personId}@trust.example`)],
])('a link that is %s since it was looked at lets nobody in', async (_, change) => {
  const { personId, path } = await invitedPerson('Meanwhile')
  let isChanged = false
  const changing: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (!isChanged && result.rows.some((row) => row.invitationId !== undefined)) {
        isChanged = true
        await change(personId)
      }
      return result
    },
  }
  const meanwhile = await testApp({
    handlers,
    database: { ...t.database, identity: t.database.identity.withPlugin(changing) },
  })
  const accounts = () => t.database.asOwner((tx) => tx.selectFrom('identity.account_person').selectAll().execute())
  const answer = await meanwhile.request(path, { form: { password } })
  expect([isChanged, answer.status, answer.headers.getSetCookie()]).toEqual([true, 404, []])
  const users = await t.database.asOwner((tx) => tx.selectFrom('identity.user').select('id').execute())
  const linked = (await accounts()).map(({ user_id }) => user_id)
  expect(users.map(({ id }) => id).filter((id) => !linked.includes(id))).toEqual([])
})
