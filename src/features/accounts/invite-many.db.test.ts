/** Many invitations at once, from the office's choice to the mails in a real SMTP server. */
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { accountOf, aPerson, aTrust, type Trust } from '../../../tests/support/factories.ts'
import { startMailServer, type TestMailServer } from '../../../tests/support/smtp-server.ts'
import { type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { isAddress } from '../../platform/mail/mail-address.ts'
import { countChoice } from '../../records/invitation-choice.ts'
import { pathTo } from '../../routes.ts'
import { handlers } from './accounts.handlers.tsx'

let server: TestMailServer
let t: TestApp
let trust: Trust
let office: number
beforeEach(async () => {
  server = await startMailServer()
  t = await testApp({
    handlers,
    settings: { CONCORD_SMTP_URL: `smtp://127.0.0.1:${server.port}`, CONCORD_MAIL_FROM: 'concord@trust.example' },
  })
  trust = await aTrust(t.database)
  office = trust.people.office.personId
  await t.signInAs(office)
})
afterEach(async () => {
  await t.close()
  await server.stop()
})

const all = { whom: 'all', unitId: null, group: '' } as const
const when = { at: new Date('2026-11-21T12:00:00Z'), on: '2026-11-21' }
const count = () => t.database.read(scopeOfSystem(trust.organisationId), (tx) => countChoice(tx, all, when))
const change = (personId: number, set: { email?: string | null; left_on?: string }) =>
  t.database.asOwner((tx) => tx.updateTable('person').set(set).where('person_id', '=', personId).execute())
const show = async (path: string) => (await t.request(path, { as: office })).text()
const begin = async (form: Record<string, string> = { whom: 'all' }) => {
  const answer = await t.request(pathTo('inviteMany'), { as: office, form })
  return { status: answer.status, path: answer.headers.get('location') ?? '' }
}
/** In the order they were made: the mails move their rows. */
const invitations = () =>
  t.database.asOwner((tx) => tx.selectFrom('invitation').selectAll().orderBy('invitation_id').execute())
const until = (check: () => unknown) => vi.waitFor(check, { timeout: 25_000, interval: 100 })
const audited = () =>
  t.database.asOwner((tx) => tx.selectFrom('audit').select(['event', 'object', 'payload']).orderBy('number').execute())

it('counts whom it would invite, and says who is left out and why', async () => {
  const { clinician, agreer, outsider, unitLead, groupLead, auditor } = trust.people
  await change(clinician.personId, { email: null })
  await change(agreer.personId, { email: 'not an address' })
  await change(outsider.personId, { email: 'Shared@trust.example' })
  await change(unitLead.personId, { email: 'shared@trust.example' })
  await change(groupLead.personId, { left_on: '2026-11-20' })
  await t.request(pathTo('invite'), { as: office, form: { personId: String(auditor.personId) } })
  expect(await count()).toEqual({
    new: 2,
    'ran-out': 0,
    invited: 1,
    'has-account': 1,
    'no-email': 1,
    'wrong-email': 1,
    'shared-email': 2,
    left: 1,
  })
  const body = await show(pathTo('inviteManyPage'))
  expect(body).toContain('2 people to invite')
  expect(body).toContain('Send 2 invitations')
  expect(body).toMatch(/Who they are[\s\S]*<li>Sam administrator<[\s\S]*Send 2 invitations/)
  expect(body).toMatch(/no e-mail address for them: who[\s\S]*Sam clinician/)
  expect(await show(pathTo('inviteManyPage', {}, { unit: trust.units.otherTeam }))).toContain('Nobody to invite')
  expect(await show(pathTo('inviteManyPage', {}, { group: 'pharmacy' }))).toContain('1 person to invite')
})

it('sends to those of the choice alone, once each, and says how far it is', async () => {
  const begun = await begin({ whom: 'all', unit: String(trust.units.office) })
  expect(begun.status).toBe(303)
  await until(() => expect(server.received).toHaveLength(4))
  await until(async () => expect(await show(begun.path)).toContain('4 of 4 sent'))
  const names = ['unitLead', 'groupLead', 'auditor', 'administrator']
  expect(server.received.flatMap(({ to }) => to).sort()).toEqual(
    names.map((name) => `sam.${name.toLowerCase()}@trust-${trust.organisationId}.example`).sort(),
  )
  expect(await show(begun.path)).toContain('Invitations were sent')
  expect(await show(pathTo('accounts'))).toContain('4 of 4 sent')
  expect(await show(pathTo('accounts', {}, { search: 'auditor' }))).toContain('Invited, until 5 December 2026')
  // Nobody of them is left to invite.
  const again = await begin({ whom: 'all', unit: String(trust.units.office) })
  expect(again.path).toBe(pathTo('inviteManyPage', {}, { whom: 'all', unit: trust.units.office }))
  const events = await audited()
  expect(events.map(({ event }) => event)).toEqual(['invitations.begun'])
  expect(events[0]?.payload).toMatchObject({ people: 4, counts: { new: 4, 'has-account': 1 } })
})

it('a second press finds the run that is under way, and invites nobody again', async () => {
  const { run_id: runId } = await t.database.asOwner((tx) =>
    tx
      .insertInto('invitation_run')
      .values({
        organisation_id: trust.organisationId,
        choice: JSON.stringify(all),
        people: 8,
        made_by: office,
        made_at: when.at,
        ended_at: null,
      })
      .returning('run_id')
      .executeTakeFirstOrThrow(),
  )
  expect((await begin()).path).toBe(pathTo('invitationRun', { runId }))
  expect([await invitations(), await audited()]).toEqual([[], []])
})

it('is stopped: nobody else is invited, and what has not left stays', async () => {
  server.setBusy(true)
  const { path } = await begin()
  await until(async () => expect((await invitations()).map(({ mail }) => mail)).toEqual(Array(8).fill('waiting')))
  const runId = path.split('/').at(-1) ?? ''
  const stopped = await t.request(pathTo('stopInvitationRun', { runId }), { as: office, form: {} })
  expect(stopped.headers.get('location')).toBe(path)
  expect(await show(path)).toContain('Invitations were stopped')
  server.setBusy(false)
  expect((await invitations()).map(({ mail }) => mail)).toEqual(Array(8).fill('stopped'))
  expect((await audited()).map(({ event }) => event)).toEqual(['invitations.begun', 'invitations.stopped'])
  // Those can be invited again; a second press of Stop changes nothing.
  expect(await count()).toMatchObject({ 'ran-out': 8 })
  await t.request(pathTo('stopInvitationRun', { runId }), { as: office, form: {} })
  expect(await audited()).toHaveLength(2)
  // Whatever still waits is due before a mail that is asked for now: when that has come, nothing of the run has.
  await t.database.asOwner((tx) => sql`update jobs.job set start_after = now() - interval '1 minute'`.execute(tx))
  await t.request(pathTo('invite'), { as: office, form: { personId: String(trust.people.outsider.personId) } })
  await until(() => expect(server.received).not.toEqual([]))
  expect(server.received).toHaveLength(1)
})

it('with mail switched off in the middle, it says so and waits for nothing; it can be stopped', async () => {
  server.setBusy(true)
  const { path } = await begin()
  await until(async () => expect(await invitations()).toHaveLength(8))
  expect(await show(path)).toMatch(/data-live="under-way"[\s\S]*<dt[^>]*>\s*Waiting/)
  const off = await testApp({ handlers, database: t.database })
  const shown = async (at: string) => (await off.request(at, { as: office })).text()
  const page = await shown(path)
  expect(page).toContain('Mail is switched off: invitations are held up')
  expect(page).toContain('data-live="over"')
  expect(page).not.toMatch(/<dt[^>]*>\s*Waiting/)
  expect(await shown(pathTo('accounts', {}, { search: 'auditor' }))).toContain('Not sent yet: mail is switched off')
  const runId = path.split('/').at(-1) ?? ''
  await off.request(pathTo('stopInvitationRun', { runId }), { as: office, form: {} })
  expect(await shown(path)).toContain('Invitations were stopped')
})

it('is made in steps, and goes on where it was when the process comes back', async () => {
  await t.database.write(scopeOfSystem(trust.organisationId), async (tx) => {
    for (let number = 0; number < 250; number++)
      await aPerson(tx, trust.organisationId, {
        lastName: `Many${number}`,
        unitId: trust.units.team,
        group: 'pharmacy',
      })
  })
  server.setBusy(true)
  const { path } = await begin()
  await until(async () => expect(await invitations()).toHaveLength(258))
  const people = (await invitations()).map(({ person_id }) => person_id)
  expect(new Set(people).size).toBe(258)
  await until(async () => expect(await show(path)).toContain('0 of 258 sent'))
})

it('a run that a crash left in the middle is taken further from where it was, and by nobody twice', async () => {
  const { organisationId, people } = trust
  server.setBusy(true)
  await t.database.write(scopeOfSystem(organisationId), async (tx) => {
    await tx
      .insertInto('invitation_run')
      .values({
        organisation_id: organisationId,
        choice: JSON.stringify(all),
        people: 8,
        last_person_id: people.agreersAgreer.personId,
        made_by: office,
        made_at: when.at,
        ended_at: null,
      })
      .execute()
  })
  const { run_id: runId } = await t.database.asOwner((tx) =>
    tx.selectFrom('invitation_run').select('run_id').executeTakeFirstOrThrow(),
  )
  const send = `insert into jobs.job_common (name, data, retry_limit) values ('invitations', $1::jsonb, 9)`
  for (let twice = 0; twice < 2; twice++) await t.database.jobs(send, [JSON.stringify({ organisationId, runId })])
  await until(async () =>
    expect(await show(pathTo('invitationRun', { runId }))).toContain('All are with the mail server'),
  )
  const invited = (await invitations()).map(({ person_id }) => person_id)
  expect(invited).toEqual(
    [people.unitLead, people.groupLead, people.auditor, people.administrator, people.outsider].map(
      ({ personId }) => personId,
    ),
  )
})

it('one person is invited by mail, or with a link to hand over', async () => {
  const { personId } = trust.people.outsider
  const mailed = await t.request(pathTo('invite'), { as: office, form: { personId: String(personId) } })
  expect(await mailed.text()).toContain('An invitation is on its way to Sam outsider')
  await until(() => expect(server.received).toHaveLength(1))
  const byHand = await t.request(pathTo('invite'), { as: office, form: { personId: String(personId), byHand: 'yes' } })
  expect(await byHand.text()).toMatch(/\/invitations\/[\w-]{43}/)
  const [first, second] = await invitations()
  expect(first?.expires_at).toEqual(when.at)
  expect(second?.mail).toBeNull()
})

it('an invitation that did not arrive is on the list of those', async () => {
  server.refuses.add(`sam.outsider@trust-${trust.organisationId}.example`)
  await begin({ whom: 'all', unit: String(trust.units.otherTeam) })
  await until(async () => expect((await invitations()).map(({ mail }) => mail)).toEqual(['refused']))
  const body = await show(pathTo('accounts', {}, { standing: 'undelivered' }))
  expect(body).toMatch(/One person[\s\S]*Sam outsider/)
  expect(body).toContain('Invitation did not arrive. Address refused')
  expect(await show(pathTo('accounts', {}, { standing: 'invited' }))).toContain('Nobody to show')
})

it('somebody who joined or left meanwhile is not written to, and another trust’s run is not there', async () => {
  server.setBusy(true)
  const { path } = await begin({ whom: 'all', unit: String(trust.units.otherTeam) })
  await until(async () => expect(await invitations()).toHaveLength(1))
  await accountOf(t.database, t.identity, trust.people.outsider.personId)
  const { organisation_id } = (await invitations())[0] ?? { organisation_id: 0 }
  expect(organisation_id).toBe(trust.organisationId)
  const elsewhere = await t.database.read(scopeOfSystem(trust.elsewhere.organisationId), (tx) =>
    tx.selectFrom('invitation_run').selectAll().execute(),
  )
  expect(elsewhere).toEqual([])
  expect((await t.request(path.replace(/\d+$/, '999'), { as: office })).status).toBe(404)
  expect((await t.request(path, { as: trust.people.auditor.personId })).status).toBe(403)
})

it('the database and the mailer agree on what an address is', async () => {
  const emails = [
    'a@b.example',
    'A.b+c@d-e.nhs.uk',
    'a b@c.example',
    'a@b',
    'a@b.example\r\nBcc: c@d.example',
    "o'x@y.example",
    'é@b.example',
    `${'a'.repeat(65)}@b.example`,
  ]
  const { personId } = trust.people.outsider
  for (const email of emails) {
    await change(personId, { email })
    expect([email, (await count())['wrong-email'] === 0]).toEqual([email, isAddress(email)])
  }
})

it('a mail that has waited for more than a day did not arrive: on the row, in its filter, in the run and for a choice', async () => {
  server.setBusy(true)
  const { path } = await begin()
  await until(async () => expect(await invitations()).toHaveLength(8))
  const listed = async (standing: string) => (await show(pathTo('accounts', {}, { standing }))).includes('Sam auditor')
  expect([await listed('invited'), await listed('undelivered')]).toEqual([true, false])
  await t.database.asOwner((tx) =>
    tx
      .updateTable('invitation')
      .set({ invited_at: new Date(when.at.getTime() - 26 * 3_600_000) })
      .execute(),
  )
  expect(await show(pathTo('accounts', {}, { search: 'auditor' }))).toContain('Invitation did not arrive')
  expect([await listed('invited'), await listed('undelivered')]).toEqual([false, true])
  expect(await show(path)).toContain('data-live="over"')
  expect(await count()).toMatchObject({ invited: 0, 'ran-out': 8 })
})

it('who was invited once is never among those who were not', async () => {
  await t.request(pathTo('invite'), { as: office, form: { personId: String(trust.people.auditor.personId) } })
  await t.database.asOwner((tx) => tx.updateTable('invitation').set({ expires_at: when.at, mail: null }).execute())
  const listed = async (standing: string) => {
    const html = await show(pathTo('accounts', {}, { standing }))
    return [html.includes('Sam auditor'), html.includes('Sam outsider')]
  }
  expect(await listed('none')).toEqual([false, true])
  expect(await listed('ran-out')).toEqual([true, false])
  expect(await show(pathTo('accounts', {}, { search: 'auditor' }))).toContain('Invitation ran out')
})
