/** Every schema that has been released, with data of its time, is brought to today's and works. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Database } from '../../src/db/database.ts'
import { listMigrations, migrate } from '../../src/db/migrate.ts'
import { findInconsistencies } from '../../src/records/consistency.ts'
import { findConnected } from '../../src/records/single-sign-on.ts'
import { pathTo } from '../../src/routes.ts'
import { codeOf } from '../support/second-factor.ts'
import { wordsOn } from '../support/send-files.ts'
import { startMailServer, type TestMailServer } from '../support/smtp-server.ts'
import { cookiesIn, type TestApp, testApp } from '../support/test-app.ts'
import { becomeOld, isKept, migrationsUpTo, oldSchemas, openEmptyDatabase } from './old-schema.ts'

const countsOf = (database: Database) =>
  database.asOwner(async (tx) => {
    const { rows } = await sql<{ name: string; many: number }>`
      select format('%I.%I', table_schema, table_name) as name, (xpath('/row/c/text()', query_to_xml(
          format('select count(*) as c from %I.%I', table_schema, table_name), false, true, '')))[1]::text::integer as many
        from information_schema.tables
       where table_type = 'BASE TABLE' and ${sql.raw(isKept('table_schema', 'table_name'))}`.execute(tx)
    return new Map(rows.map(({ name, many }) => [name, many]))
  })

/** What the invented people of the data know by heart. */
const clinician = { personId: 1, issuer: 'https://login.trust-1.example/', subject: '5f0c8a1e-sam-clinician' }
const auditor = {
  email: 'sam.auditor@trust-1.example',
  password: 'eleven green kettles sing',
  key: 'WOBDKDMVBKKLDSLIPCFP3X4ATTPO6OGZ',
  recoveryCode: 'dq5y-nvvb-2gs6',
}
const closed = { personId: 3, once: 'Y2xvc2UtYW4tYWNjb3VudA' }
const office = 6

describe.each(oldSchemas())('a database of schema %s', (number) => {
  let test: TestApp
  let server: TestMailServer
  let before: Map<string, number>
  let after: Map<string, number>
  let applied: string[]

  beforeAll(async () => {
    const database = await openEmptyDatabase()
    await becomeOld(database, number)
    before = await countsOf(database)
    applied = await migrate(database)
    after = await countsOf(database)
    // By the machine's clock a mail is given up after a day: these were left a moment ago.
    await database.script(
      "update jobs.job_common set created_on = now(), start_after = now(), keep_until = now() + interval '1 day'",
    )
    server = await startMailServer()
    const mail = { CONCORD_SMTP_URL: `smtp://127.0.0.1:${server.port}`, CONCORD_MAIL_FROM: 'concord@trust.example' }
    test = await testApp({ database, settings: mail })
  })
  afterAll(async () => {
    await test.close()
    await server.stop()
  })

  const planIn = async (state: string) =>
    test.database.asOwner((tx) =>
      tx.selectFrom('job_plan').selectAll().where('state', '=', state).orderBy('plan_id').executeTakeFirstOrThrow(),
    )

  it('had something in every table', () => {
    expect([...before].filter(([, many]) => many === 0)).toEqual([])
  })
  it('has every migration since, once', () => {
    expect([...migrationsUpTo(number), ...applied]).toEqual(listMigrations())
  })
  it('has lost no row but those that a migration means to remove', () => {
    // Sessions and links of an earlier kind may be ended: people sign in again, and ask for another.
    const kept = [...before].filter(([name]) => !/session|verification/.test(name))
    expect(kept.filter(([name, many]) => (after.get(name) ?? 0) < many)).toEqual([])
  })
  it('has whole records', async () => {
    expect(await test.database.asOwner(findInconsistencies)).toEqual([])
  })
  it.each(['draft', 'offered', 'agreed', 'superseded', 'withdrawn'])('shows a plan that is %s', async (state) => {
    const plan = await planIn(state)
    const answer = await test.request(`/plans/${plan.plan_id}`, { as: plan.person_id })
    expect(answer.status).toBe(200)
  })
  it('lets a plan be signed that was offered, and its records stay whole', async () => {
    const plan = await planIn('offered')
    const path = `/plans/${plan.plan_id}/sign`
    const shown = await (await test.request(path, { as: plan.person_id })).text()
    const digest = /name="digest"[^>]*value="(\w+)"/.exec(shown)?.[1] ?? ''
    const answer = await test.request(path, { as: plan.person_id, form: { digest, read: 'yes' } })
    expect(answer.status).toBe(303)
    const { state } = await test.database.asOwner((tx) =>
      tx.selectFrom('job_plan').select('state').where('plan_id', '=', plan.plan_id).executeTakeFirstOrThrow(),
    )
    expect(state).toBe('signed-by-clinician')
    expect(await test.database.asOwner(findInconsistencies)).toEqual([])
  })

  // Ways in, files and mails that an older schema had no place for.
  if (number < '0012') return

  const signIn = async () => {
    const { email, password } = auditor
    return cookiesIn((await test.request(pathTo('signIn'), { form: { email, password } })).headers)
  }
  const open = async (path: string) => wordsOn(await test.request(path, { as: office }))

  it('lets somebody in with their password and a code: of their app, or one on paper, once', async () => {
    const half = await signIn()
    expect((await test.request('/', { as: half })).headers.get('location')).toContain(pathTo('secondFactorPage'))
    const answers: number[] = []
    for (const code of [codeOf(auditor.key), auditor.recoveryCode, auditor.recoveryCode])
      answers.push((await test.request(pathTo('giveCode'), { as: await signIn(), form: { code } })).status)
    expect(answers).toEqual([303, 303, 422])
  })
  it('knows by their provider who was connected to it', async () => {
    const { user_id } = await test.database.asOwner((tx) =>
      tx
        .selectFrom('identity.account_person')
        .select('user_id')
        .where('person_id', '=', clinician.personId)
        .executeTakeFirstOrThrow(),
    )
    expect(await findConnected(test.database, clinician)).toBe(user_id)
  })
  it('keeps a closed account closed, and a form that closed it is done once', async () => {
    const { personId, once } = closed
    expect((await test.request('/', { as: personId })).headers.get('location')).toContain(pathTo('signInPage'))
    const again = await test.request(pathTo('closeAccount', { personId }), { as: office, form: { once } })
    expect([again.status, again.headers.get('location')]).toEqual([303, pathTo('accountOf', { personId })])
    const events = await test.database.asOwner((tx) =>
      tx.selectFrom('audit').select('object').where('event', '=', 'account.closed').execute(),
    )
    expect(events).toEqual([{ object: `person ${personId}` }])
  })
  it('shows the files that wait to be approved, and what they would change', async () => {
    expect(await open('/imports/staged/1')).toContain('GOC_999_GDW_20261121_00000084.DAT')
    expect(await open('/imports/staged/1/lines?file=1&list=people-new')).toContain('Tamsin Oakeley')
  })
  it('sends the invitation that waited in the queue, and shows both runs', async () => {
    await vi.waitFor(async () => expect(await open(pathTo('invitationRun', { runId: 2 }))).toContain('1 of 1 sent'), {
      timeout: 15_000,
      interval: 100,
    })
    expect(server.received.map(({ to }) => to)).toEqual([['sam.outsider@trust-1.example']])
    expect(await open(pathTo('invitationRun', { runId: 1 }))).toContain('2 of 3 sent')
  })

  // An address that was corrected, and a second factor that was being set up.
  if (number < '0013') return

  it('tells somebody at the address before, too, and shows the key of their second factor to the session that began it', async () => {
    const account = await test.database.asOwner((tx) =>
      tx.selectFrom('identity.second_factor').selectAll().where('confirmed_at', 'is', null).executeTakeFirstOrThrow(),
    )
    const { user_id: userId, begun_in: session } = account
    const { rows } = await sql<{ before: string }>`
      select previous_email as before from addresses_of_account(${userId}, '2026-11-22')`.execute(
      test.database.identity,
    )
    expect(rows).toEqual([{ before: 'sam.before@trust-1.example' }])
    const { secondFactor } = test.identity
    const shown = await secondFactor.begin(userId, session ?? '')
    expect(await secondFactor.begin(userId, session ?? '')).toBe(shown)
    expect(await secondFactor.begin(userId, 'another session')).not.toBe(shown)
  })
})
