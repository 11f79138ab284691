/** Mails as the queue sends them, from a change in the database to a real SMTP server. */
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { accountOf, aTrust, type Trust } from '../../tests/support/factories.ts'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import { linkIn, type Received, startMailServer, type TestMailServer } from '../../tests/support/smtp-server.ts'
import type { Database } from '../db/database.ts'
import { type Scope, scopeOfSystem } from '../db/scope.ts'
import { type Clock, fixedClock } from '../platform/clock.ts'
import type { Identity } from '../platform/identity/identity.ts'
import { createIdentity } from '../platform/identity/identity-better-auth.ts'
import { digestOfKey } from '../platform/identity/one-time-key.ts'
import { createMailer } from '../platform/mail/mail.ts'
import { readConfig } from '../platform/settings/config.ts'
import { keepMailStanding, keyForMail, makeInvitations } from './invitation.ts'
import { type Messages, startMessages } from './messages.ts'
import { MAIL_WORDS } from './messages.words.ts'
import { findResetOf } from './password-reset.ts'
import { sendMessage } from './send-message.ts'

const url = 'https://concord.example'
const clock: Clock = fixedClock('2026-11-21T12:00:00Z')
const links = {
  invitation: (key: string) => `${url}/invitations/${key}`,
  passwordReset: (key: string) => `${url}/reset/${key}`,
}

let database: Database
let trust: Trust
let system: Scope
let server: TestMailServer
let identity: Identity
let messages: Messages | undefined
beforeEach(async () => {
  database = await openTestDatabase()
  trust = await aTrust(database)
  system = scopeOfSystem(trust.organisationId)
  server = await startMailServer()
  identity = createIdentity({ database, secret: 'a secret that is only for tests, long enough', url })
})
afterEach(async () => {
  await messages?.stop()
  messages = undefined
  await server.stop()
  await database.close()
})

const settings = (port = server.port) =>
  readConfig({
    CONCORD_MODE: 'real',
    CONCORD_URL: url,
    CONCORD_SMTP_URL: `smtp://127.0.0.1:${port}`,
    CONCORD_MAIL_FROM: 'concord@trust.example',
  })
const start = async (port?: number) => {
  messages = await startMessages({ database, clock, config: settings(port), links, pollSeconds: 0.5 })
  return messages
}
const mailOf = (personId: number) =>
  database.asOwner((tx) =>
    tx
      .selectFrom('invitation')
      .select(['mail', 'token_digest', 'expires_at'])
      .where('person_id', '=', personId)
      .orderBy('invitation_id', 'desc')
      .executeTakeFirstOrThrow(),
  )
const until = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000, interval: 50 })
const invite = async (personId: number, then: () => void = () => {}) => {
  const { organisationId } = trust
  await database.write(system, async (tx) => {
    const [invitationId = 0] = await makeInvitations(tx, {
      organisationId,
      personIds: [personId],
      invitedBy: trust.people.office.personId,
      at: clock.now(),
    })
    await messages?.send(tx, { kind: 'invitation', organisationId, invitationId })
    then()
  })
}
/** Everything in the queue, as its owner reads it. */
const queueAsText = async () => {
  const { rows } = await database.asOwner((tx) => sql`select to_jsonb(j)::text as row from jobs.job j`.execute(tx))
  return JSON.stringify(rows)
}
const states = async () => {
  const { rows } = await database.asOwner((tx) =>
    sql<{ state: string }>`select state::text from jobs.job order by state`.execute(tx),
  )
  return rows.map(({ state }) => state)
}
/** Lets every job be tried now that was to be tried later. */
const hurry = () => database.asOwner((tx) => sql`update jobs.job set start_after = now()`.execute(tx))
const addressOf = (name: string) => `sam.${name}@trust-${trust.organisationId}.example`

it('an invitation arrives with a link that opens, and the queue knows neither address, name nor key', async () => {
  await start()
  const { personId } = trust.people.outsider
  await invite(personId)
  const queued = await queueAsText()
  await until(() => expect(server.received).toHaveLength(1))
  const [mail] = server.received as [Received]
  expect(mail.to).toEqual([addressOf('outsider')])
  expect(mail.text).toContain('Somebody at Invented Trust has invited you to Concord')
  const key = linkIn(mail).split('/invitations/')[1] ?? ''
  await until(async () =>
    expect(await mailOf(personId)).toMatchObject({ mail: 'sent', token_digest: digestOfKey(key) }),
  )
  for (const text of [queued, await queueAsText()])
    for (const secret of [key, digestOfKey(key), 'example', 'outsider', 'Sam']) expect(text).not.toContain(secret)
  expect(JSON.parse(JSON.parse(queued)[0].row).data).toEqual({
    kind: 'invitation',
    organisationId: trust.organisationId,
    invitationId: expect.any(Number),
  })
})

it('what is not kept is not sent', async () => {
  await start()
  const failing = invite(trust.people.outsider.personId, () => {
    throw new Error('stop here')
  })
  await expect(failing).rejects.toThrow('stop here')
  expect(await queueAsText()).toBe('[]')
})

it('waits while the server is down, says nothing of it but that it waits, and arrives when it is up', async () => {
  const { port } = server
  await server.stop()
  await start(port)
  const { personId } = trust.people.outsider
  await invite(personId)
  await until(async () => expect(await states()).toEqual(['retry']))
  expect(await mailOf(personId)).toMatchObject({ mail: 'waiting' })
  expect(await queueAsText()).not.toMatch(/ECONN|127\.0\.0\.1|example/)
  const { token_digest } = await mailOf(personId)
  server = await startMailServer({ port })
  await hurry()
  await until(async () => expect(await mailOf(personId)).toMatchObject({ mail: 'sent' }))
  expect(server.received).toHaveLength(1)
  // A key of its own each time: the one that was made while the server was down opens nothing.
  expect((await mailOf(personId)).token_digest).not.toBe(token_digest)
})

it('an address that the server does not know is told to the office, and the invitation opens no door', async () => {
  server.refuses.add(addressOf('outsider'))
  await start()
  await invite(trust.people.outsider.personId)
  await until(async () =>
    expect(await mailOf(trust.people.outsider.personId)).toEqual({
      mail: 'refused',
      token_digest: null,
      expires_at: clock.now(),
    }),
  )
  expect(await queueAsText()).not.toMatch(/No such user|example/)
})

it.each(['a@trust.example\r\nBcc: thief@elsewhere.example', 'a@trust.example, thief@elsewhere.example'])(
  'an address such as %j in the staff record sends nothing to anybody',
  async (email) => {
    const { personId } = trust.people.outsider
    await database.asOwner((tx) => tx.updateTable('person').set({ email }).where('person_id', '=', personId).execute())
    await start()
    await invite(personId)
    await until(async () => expect(await mailOf(personId)).toMatchObject({ mail: 'refused' }))
    expect(server.received).toEqual([])
  },
)

it('killed after sending and before saying so, it is sent again with a new key, and the older link opens nothing', async () => {
  await start()
  const { personId } = trust.people.outsider
  await messages?.stop()
  const { organisationId } = trust
  const invitationId = await database.write(system, async (tx) => {
    const [made = 0] = await makeInvitations(tx, {
      organisationId,
      personIds: [personId],
      invitedBy: 1,
      at: clock.now(),
    })
    return made
  })
  const one = { organisationId, invitationId }
  const when = { at: clock.now(), on: '2026-11-21' }
  const mail = settings().mail
  if (!mail) throw new Error('mail is set up')
  const mailer = createMailer(mail)
  const parts = { database, clock, mailer, links, hasPasswords: true }
  // All that the killed worker did: it made a key and sent the mail. That it was sent is not kept.
  const begun = await keyForMail(database, one, when)
  if (!begun) throw new Error('nothing to send')
  const words = MAIL_WORDS.invitation({
    organisation: begun.organisation,
    link: links.invitation(begun.key),
    hasPasswords: true,
  })
  expect(await mailer.send(begun.address, words)).toBe('sent')
  expect(await mailOf(personId)).toMatchObject({ mail: 'waiting' })

  expect(await sendMessage(parts, { kind: 'invitation', ...one }, 0)).toBe('done')
  expect(server.received.map(({ to }) => to)).toEqual([[addressOf('outsider')], [addressOf('outsider')]])
  const whoseLink = async (received: Received) => {
    const digest = digestOfKey(linkIn(received).split('/invitations/')[1] ?? '')
    const { rows } = await sql`select person_id from open_invitation(${digest}, ${when.at}, ${when.on}::date)`.execute(
      database.identity,
    )
    return rows
  }
  const [first, second] = server.received as [Received, Received]
  expect([await whoseLink(first), await whoseLink(second)]).toEqual([[], [{ person_id: personId }]])
  // And another that was killed after keeping that it was sent: nothing is sent again.
  expect(await sendMessage(parts, { kind: 'invitation', ...one }, 0)).toBe('done')
  expect(server.received).toHaveLength(2)
  mailer.close()
})

it('a job whose worker was killed is found and given to another', async () => {
  await start()
  const { personId } = trust.people.outsider
  await messages?.stop()
  const { organisationId } = trust
  await database.write(system, async (tx) => {
    const [invitationId = 0] = await makeInvitations(tx, {
      organisationId,
      personIds: [personId],
      invitedBy: 1,
      at: clock.now(),
    })
    await sql`insert into jobs.job_common (name, data, retry_limit)
      values ('mail', ${JSON.stringify({ kind: 'invitation', organisationId, invitationId })}::jsonb, 60)`.execute(tx)
  })
  // The killed worker had begun with it, and has not been heard of for a minute.
  await database.asOwner((tx) =>
    sql`update jobs.job set state = 'active', started_on = now() - interval '60 seconds',
      heartbeat_seconds = 30, heartbeat_on = now() - interval '60 seconds'`.execute(tx),
  )
  await start()
  await until(async () => expect(await mailOf(personId)).toMatchObject({ mail: 'sent' }))
  expect(server.received).toHaveLength(1)
})

it('after a day it is given up, and the office sees that', async () => {
  server.setBusy(true)
  await start()
  const { personId } = trust.people.outsider
  await invite(personId)
  await until(async () => expect(await states()).toEqual(['retry']))
  await database.asOwner((tx) => sql`update jobs.job set created_on = now() - interval '25 hours'`.execute(tx))
  await hurry()
  await until(async () => expect(await mailOf(personId)).toMatchObject({ mail: 'given-up', token_digest: null }))
  await until(async () => expect(await states()).toEqual(['completed']))
})

it('a leaver, and somebody who has joined meanwhile, gets no mail', async () => {
  const { outsider, agreer } = trust.people
  const mail = settings().mail
  if (!mail) throw new Error('mail is set up')
  const mailer = createMailer(mail)
  for (const personId of [outsider.personId, agreer.personId]) await invite(personId)
  await database.asOwner((tx) =>
    tx.updateTable('person').set({ left_on: '2026-11-20' }).where('person_id', '=', outsider.personId).execute(),
  )
  await accountOf(database, identity, agreer.personId)
  const { organisationId } = trust
  const rows = await database.asOwner((tx) => tx.selectFrom('invitation').select('invitation_id').execute())
  for (const { invitation_id: invitationId } of rows)
    await sendMessage(
      { database, clock, mailer, links, hasPasswords: true },
      { kind: 'invitation', organisationId, invitationId },
      0,
    )
  expect(server.received).toEqual([])
  expect(await mailOf(outsider.personId)).toMatchObject({ mail: 'stopped' })
  await keepMailStanding(database, { organisationId, invitationId: rows[0]?.invitation_id ?? 0 }, 'sent', clock.now())
  expect(await mailOf(outsider.personId)).toMatchObject({ mail: 'stopped' })
  mailer.close()
})

const setAddress = (personId: number, email: string) =>
  database.asOwner((tx) => tx.updateTable('person').set({ email }).where('person_id', '=', personId).execute())

it('where the staff record has another address than the account, a notice goes to both and a reset link to neither', async () => {
  await start()
  const { personId } = trust.people.clinician
  const userId = await accountOf(database, identity, personId)
  await setAddress(personId, 'Corrected@trust.example')
  await database.asSignIn(async (tx) => {
    await messages?.send(tx, { kind: 'password-reset', userId }, { kind: 'password-changed', userId })
  })
  await until(async () => expect(await states()).toEqual(['completed', 'completed']))
  const to = () => server.received.map(({ to: [address] }) => address)
  expect(to()).toEqual([`person-${personId}@test.example`, 'corrected@trust.example'])
  expect(server.received.filter(({ text }) => text.includes('/reset/'))).toEqual([])
  expect(await database.asOwner((tx) => tx.selectFrom('identity.verification').select('id').execute())).toEqual([])

  // Once the account has the one of the staff record, links are sent there, and both hear of the change.
  await database.write({ ...system, personId: trust.people.office.personId }, async (tx) => {
    await sql`select use_address_of_record(${personId})`.execute(tx)
    await messages?.send(tx, { kind: 'address-changed', organisationId: trust.organisationId, personId })
  })
  await until(() => expect(to().slice(2)).toEqual(['corrected@trust.example', `person-${personId}@test.example`]))
  await database.asSignIn(async (tx) => {
    await messages?.send(tx, { kind: 'password-reset', userId })
  })
  await until(() => expect(to().slice(4)).toEqual(['corrected@trust.example']))
})

it('where the staff record has no address, a reset link goes to the account’s', async () => {
  await start()
  const { personId } = trust.people.clinician
  const userId = await accountOf(database, identity, personId)
  await database.asOwner((tx) =>
    tx.updateTable('person').set({ email: null }).where('person_id', '=', personId).execute(),
  )
  await database.asSignIn(async (tx) => {
    await messages?.send(tx, { kind: 'password-reset', userId })
  })
  await until(() =>
    expect(server.received.map(({ to: [address] }) => address)).toEqual([`person-${personId}@test.example`]),
  )
})

it('a reset link and a notice go to the account’s own address; nobody’s account gets nothing', async () => {
  await start()
  const { personId } = trust.people.clinician
  await setAddress(personId, `person-${personId}@test.example`)
  const userId = await accountOf(database, identity, personId)
  await database.asSignIn(async (tx) => {
    await messages?.send(tx, { kind: 'password-reset', userId }, { kind: 'password-reset', userId: 'nobody' })
  })
  await database.write(system, async (tx) => {
    await messages?.send(tx, { kind: 'second-factor-reset', organisationId: trust.organisationId, personId })
  })
  await until(() => expect(server.received).toHaveLength(2))
  const reset = server.received.find(({ text }) => text.includes('/reset/'))
  const key = reset ? (linkIn(reset).split('/reset/')[1] ?? '') : ''
  expect(await database.asSignIn((tx) => findResetOf(tx, key, clock.now()))).toBe(userId)
  expect(server.received.map(({ to }) => to)).toEqual([
    [`person-${personId}@test.example`],
    [`person-${personId}@test.example`],
  ])
  await until(async () => expect(await states()).toEqual(['completed', 'completed', 'completed']))
  expect(await queueAsText()).not.toContain(key)
})

it('sign-in’s transaction that is not kept tells nobody', async () => {
  await start()
  const failing = database.asSignIn(async (tx) => {
    await messages?.send(tx, { kind: 'password-changed', userId: 'somebody' })
    throw new Error('stop here')
  })
  await expect(failing).rejects.toThrow('stop here')
  expect(await queueAsText()).toBe('[]')
})

it('a request cannot put in a job of another organisation, nor read, change or remove any', async () => {
  await start()
  const { organisationId } = trust.elsewhere
  const refused = (work: Parameters<Database['write']>[1], why: RegExp) =>
    expect(database.write(system, work)).rejects.toThrow(why)
  await refused(
    (tx) => messages?.send(tx, { kind: 'invitation', organisationId, invitationId: 1 }) ?? Promise.resolve(),
    /row-level security/,
  )
  await refused((tx) => sql`select from jobs.job_common`.execute(tx), /permission denied/)
  await refused((tx) => sql`update jobs.job_common set state = 'cancelled'`.execute(tx), /permission denied/)
  await refused((tx) => sql`delete from jobs.job_common`.execute(tx), /permission denied/)
  await refused((tx) => sql`select jobs.delete_queue('mail')`.execute(tx), /permission denied/)
  await expect(database.identity.executeQuery(sql`select from jobs.job`.compile(database.identity))).rejects.toThrow(
    /permission denied/,
  )
  await expect(database.jobs('select from public.person')).rejects.toThrow(/permission denied/)
})

it('stops while a mail is under way, and the mail is sent by the next', async () => {
  server.setBusy(true)
  await start()
  for (const name of ['outsider', 'clinician', 'agreer'] as const) await invite(trust.people[name].personId)
  await messages?.stop()
  expect(await states()).not.toContain('active')
  server.setBusy(false)
  await start()
  await hurry()
  await until(async () => {
    for (const name of ['outsider', 'clinician', 'agreer'] as const)
      expect(await mailOf(trust.people[name].personId)).toMatchObject({ mail: 'sent' })
  })
})
