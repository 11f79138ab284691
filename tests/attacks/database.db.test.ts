/** The database by itself: what SQL with a request's own role could do if some part of the product let it in. */
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scopeOf } from '../../src/db/scope.ts'
import { appendAudit, auditDigest } from '../../src/records/audit.ts'
import { findViewer, type ViewerFacts } from '../../src/records/viewer.ts'
import { accountOf, today } from '../support/factories.ts'
import { appLogin, testServerUrl, withDatabase } from '../support/migrated.ts'
import { type Attempts, attack, leavesAllAsItWas } from './attack.ts'
import { aTarget, type Target } from './target.ts'

let target: Target
let office: ViewerFacts
let clinician: ViewerFacts

beforeAll(async () => {
  target = await aTarget()
  const viewerOf = async (name: 'office' | 'clinician') => {
    const { t } = target
    const viewer = await findViewer(t.database, await accountOf(t.database, t.identity, target.personId(name)), today)
    if (!viewer) throw new Error(`nobody behind ${name}`)
    return viewer
  }
  office = await viewerOf('office')
  clinician = await viewerOf('clinician')
  for (const object of ['plan 1', 'plan 2', 'plan 3'])
    await target.t.database.write(scopeOf(office), (tx) =>
      appendAudit(tx, {
        organisationId: office.organisationId,
        personId: office.personId,
        event: 'plan.offered',
        object,
        at: new Date(`${today}T12:00:00Z`),
      }),
    )
}, 120_000)
afterAll(() => target.close())

const asOwner = async <Row>(query: string) =>
  (await target.t.database.asOwner((tx) => sql.raw<Row>(query).execute(tx))).rows

/** Whom the product becomes in the database: requests, sign-in and the queue. */
const runtimeRoles = ['concord_app', 'concord_identity', 'concord_jobs']

/** The codes of a statement that is wrong in itself: syntax, and names of columns, tables and functions that are not there. */
const misspelt = ['', '42601', '42703', '42P01', '42883']

/** Each statement alone, with somebody's eyes: the database refuses it, or it touches nothing. */
async function refuses(attempts: Attempts, eyes: ViewerFacts, statements: readonly string[]): Promise<void> {
  await refusesAll(attempts, statements, (statement) =>
    target.t.database.write(scopeOf(eyes), async (tx) => touchedBy(await sql.raw(statement).execute(tx))),
  )
}

const touchedBy = ({ rows, numAffectedRows }: { rows: unknown[]; numAffectedRows?: bigint | undefined }) =>
  rows.length + Number(numAffectedRows ?? 0)

/** The same by whatever runs a statement and says how many rows it touched. */
async function refusesAll(
  attempts: Attempts,
  statements: readonly string[],
  run: (statement: string) => Promise<number>,
): Promise<void> {
  await leavesAllAsItWas(target.t.database, async () => {
    for (const statement of statements) {
      const outcome = await run(statement).then(
        (touched) => (touched === 0 ? 'touches nothing' : `touches ${touched}`),
        // What PostgreSQL does not understand proves nothing.
        (error: { code?: string }) => (misspelt.includes(error.code ?? '') ? String(error) : 'refused'),
      )
      expect([statement, outcome]).toEqual([statement, expect.stringMatching(/^(refused|touches nothing)$/)])
      attempts.refused()
    }
  })
}

describe('what the catalogue says', () => {
  /** Tables without row security, with the reason. */
  const whyOpen = (name: string): string | undefined =>
    name === 'public.schema_migration'
      ? 'names of migrations; no request may read it'
      : name.startsWith('identity.')
        ? 'sign-in has no organisation; it alone may read them, and no request'
        : name.startsWith('jobs.') && name !== 'jobs.job_common'
          ? 'what the queue keeps of itself; the queue’s role alone may read it, and a request the names of queues'
          : undefined

  test('every table has row security, or is here with the reason why not', async () => {
    const rows = await asOwner<{ name: string }>(`select n.nspname || '.' || c.relname as name from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname in ('public', 'identity', 'jobs') and not c.relrowsecurity order by 1`)
    expect(rows.map(({ name }) => name).filter((name) => !whyOpen(name))).toEqual([])
    const grants = await asOwner<{ name: string }>(`select table_schema || '.' || table_name as name
      from information_schema.role_table_grants where grantee = 'concord_app'`)
    const closed = new Set(rows.map(({ name }) => name).filter((name) => name !== 'jobs.queue'))
    expect(grants.map(({ name }) => name).filter((name) => closed.has(name))).toEqual([])
  })

  test('a request and sign-in may put a job in and read the names of queues, and nothing else of the queue', async () => {
    const grants = await asOwner<{
      may: string
    }>(`select distinct grantee || ' ' || lower(privilege_type) || ' ' || table_name as may
      from information_schema.role_table_grants
      where table_schema = 'jobs' and grantee in ('PUBLIC', 'concord_app', 'concord_identity') order by 1`)
    expect(grants.map(({ may }) => may)).toEqual([
      'concord_app insert job_common',
      'concord_app select queue',
      'concord_identity insert job_common',
      'concord_identity select queue',
    ])
    const beyond = await asOwner(`select table_schema, table_name from information_schema.role_table_grants
      where table_schema <> 'jobs' and grantee = 'concord_jobs'`)
    expect(beyond).toEqual([])
    const run = await asOwner<{ name: string }>(`select r.rolname || ' ' || p.proname as name
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace, pg_roles r
      where n.nspname = 'jobs' and r.rolname in ('concord_app', 'concord_identity', 'concord_jobs')
        and has_function_privilege(r.oid, p.oid, 'execute') order by 1`)
    expect(run.map(({ name }) => name)).toEqual([
      'concord_app job_now',
      'concord_identity job_now',
      'concord_jobs create_queue',
      'concord_jobs job_now',
    ])
  })

  test('the roles of requests own nothing, may create nothing, and go round no policy', async () => {
    const roles =
      await asOwner(`select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolcanlogin
      from pg_roles where rolname = any (array['${runtimeRoles.join("','")}']) order by 1`)
    expect(roles).toEqual(
      runtimeRoles.map((rolname) => ({
        rolname,
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        rolcanlogin: false,
      })),
    )
    for (const role of runtimeRoles) {
      const owned = await asOwner(`select 1 from pg_class where relowner = '${role}'::regrole
        union all select 1 from pg_proc where proowner = '${role}'::regrole
        union all select 1 from pg_namespace where nspowner = '${role}'::regrole`)
      expect(owned).toEqual([])
      const [may] = await asOwner<{ may: boolean }>(`select has_schema_privilege('${role}', 'public', 'create')
        or has_schema_privilege('${role}', 'identity', 'create')
        or has_schema_privilege('${role}', 'jobs', 'create')
        or has_function_privilege('${role}', 'pg_read_file(text)', 'execute')
        or pg_has_role('${role}', 'pg_read_server_files', 'member')
        or pg_has_role('${role}', 'pg_write_server_files', 'member')
        or pg_has_role('${role}', 'pg_execute_server_program', 'member') as may`)
      expect(may?.may).toBe(false)
      const above = await asOwner(`select 1 from pg_auth_members where member = '${role}'::regrole`)
      expect(above).toEqual([])
    }
  })

  test('every function with the owner’s rights has a fixed search path, and is not for everybody', async () => {
    const loose = await asOwner(`select proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname in ('public', 'identity', 'jobs')
        and (not coalesce(array_to_string(proconfig, ','), '') like 'search_path=%'
          or exists (select from aclexplode(coalesce(proacl, acldefault('f', proowner))) where grantee = 0))`)
    expect(loose).toEqual([])
  })

  test('every view shows what its own condition lets through, whatever else is asked of it', async () => {
    const views = await asOwner(`select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'v' and n.nspname in ('public', 'identity', 'jobs')
        and not coalesce('security_barrier=true' = any (reloptions) or 'security_invoker=true' = any (reloptions), false)`)
    expect(views).toEqual([])
  })
})

attack('reading and writing the server’s files and programs by SQL', (attempts) =>
  refuses(attempts, office, [
    `select pg_read_file('/etc/passwd')`,
    `select pg_ls_dir('/')`,
    `copy person to '/tmp/stolen'`,
    `copy person from '/etc/passwd'`,
    `copy (select 1) to program 'id'`,
    `select lo_import('/etc/passwd')`,
    `select lo_export(1, '/tmp/x')`,
    `create extension dblink`,
    `load '/tmp/evil.so'`,
  ]),
)

attack('making, changing and dropping tables, functions and roles by SQL', (attempts) =>
  refuses(
    attempts,
    office,
    [
      'create table public.mine (a int)',
      'create table identity.mine (a int)',
      `create function public.mine() returns int language sql as 'select 1'`,
      'create or replace function my_organisation() returns integer language sql as $$select 2$$',
      'create or replace function has_role(role text) returns boolean language sql as $$select true$$',
      'drop table signature',
      'alter table job_plan disable row level security',
      'alter table job_plan disable trigger all',
      'drop policy sees on job_plan',
      'drop trigger moves_as_it_may on job_plan',
      'create role mine superuser',
      'alter role concord_app bypassrls',
      'grant concord_app to concord_identity',
      'grant all on identity.account to concord_app',
      'truncate job_plan cascade',
      `set local session_replication_role = 'replica'`,
      `set local row_security = off; select 1`,
      'vacuum full person',
      `alter system set log_statement = 'all'`,
      `comment on table person is 'x'`,
      'create schema mine',
      'lock table person in access exclusive mode',
    ].filter((statement) => !statement.includes(';')),
  ),
)

attack('reading passwords, sessions and keys with a request’s role', (attempts) =>
  refuses(attempts, office, [
    'select * from identity.account',
    'select * from identity.session',
    'select * from identity."user"',
    'select * from identity.verification',
    'select * from schema_migration',
    'select * from pg_authid',
    'select * from pg_shadow',
    'delete from identity.session',
    'update identity.account set password = null',
  ]),
)

attack('asking the questions of sign-in with a request’s role', (attempts) =>
  refuses(attempts, clinician, [
    `select * from viewer_facts('x', '2026-01-01')`,
    `select * from open_invitation('x', now(), '2026-01-01')`,
    'select * from organisations_here()',
    `select refresh_sight('2030-01-01')`,
    `select found_organisation('X', 'Mine', 'england')`,
  ]),
)

/** A job of each organisation, and what nobody but the queue may do with any. */
const jobsOfOthers = [
  'select * from jobs.job',
  'select * from jobs.job_common',
  `update jobs.job_common set data = '{}'`,
  `update jobs.job set state = 'cancelled'`,
  'delete from jobs.job_common',
  'delete from jobs.queue',
  `update jobs.queue set policy = 'short'`,
  `select jobs.create_queue('mine', '{}')`,
  `select jobs.delete_queue('mail')`,
  'truncate jobs.job_common',
  'alter table jobs.job_common disable row level security',
  'select * from jobs.version',
]
const putIn = (data: object) => `insert into jobs.job_common (name, data) values ('mail', '${JSON.stringify(data)}')`

attack('reading, changing and taking jobs of the queue with a request’s role', (attempts) =>
  refuses(attempts, office, [
    ...jobsOfOthers,
    putIn({ kind: 'invitation', organisationId: target.trust.elsewhere.organisationId, invitationId: 1 }),
    putIn({ kind: 'password-reset', userId: 'somebody' }),
    putIn({}),
  ]),
)

attack('reading, changing and taking jobs of the queue with the role of sign-in', (attempts) =>
  refusesAll(
    attempts,
    [
      ...jobsOfOthers,
      putIn({ kind: 'invitation', organisationId: office.organisationId, invitationId: 1 }),
      putIn({ kind: 'password-reset', userId: 'somebody', organisationId: office.organisationId }),
      `insert into jobs.job_common (name, data) values ('invitations', '{"userId": "somebody"}')`,
    ],
    (statement) => target.t.database.asSignIn(async (tx) => touchedBy(await sql.raw(statement).execute(tx))),
  ),
)

attack('reaching people, plans and sessions with the role of the queue', (attempts) =>
  refusesAll(
    attempts,
    [
      'select * from person',
      'select * from job_plan',
      'select * from organisation',
      'select * from audit',
      `update job_plan set state = 'agreed'`,
      'select * from identity.account',
      'select * from identity.session',
      'select * from identity."user"',
      'select * from identity.verification',
      `select * from viewer_facts('x', '2026-01-01')`,
      `select * from mail_of_account('x', '2026-01-01')`,
      'select end_sessions_of(1)',
      'select reset_second_factor(1)',
      'select * from pg_authid',
      `select pg_read_file('/etc/passwd')`,
      'create table jobs.mine (a int)',
      'create table public.mine (a int)',
      'drop table jobs.job_common',
      'alter table jobs.job_common disable row level security',
      'grant all on jobs.job_common to concord_app',
    ],
    async (statement) => (await target.t.database.jobs(statement)).rows.length,
  ),
)

attack('rewriting the audit record by SQL', (attempts) =>
  refuses(attempts, office, [
    `update audit set event = 'other'`,
    `update audit set payload = null`,
    `update audit set digest = ''`,
    `update audit set number = number + 1`,
    'delete from audit',
    'delete from audit where number = 1',
    'truncate audit',
    `insert into audit (organisation_id, number, at, person_id, event, object, payload_digest, previous_digest, digest)
      select organisation_id, number + 1, at, my_person(), 'plan.signed', object, payload_digest, digest, md5('x') from audit order by number desc limit 1`,
    `update audit_head set number = 0, digest = ''`,
    `update audit_head set number = number - 1`,
    'delete from audit_head',
    'insert into audit_head values (999, 0, 0)',
  ]),
)

attack('adding to the audit record in another’s name, in no name, or with a broken line', (attempts) =>
  refuses(attempts, clinician, [
    `select append_audit(${target.personId('office')}, '2026-11-21T12:00:00.000Z', 'plan.signed', 'plan 1', null)`,
    `select append_audit(null, '2026-11-21T12:00:00.000Z', 'plan.signed', 'plan 1', null)`,
    `select append_audit(my_person(), 'yesterday', 'plan.signed', 'plan 1', null)`,
    `select append_audit(my_person(), '2026-11-21T12:00:00.000Z', 'plan.signed' || chr(10) || 'x', 'plan 1', null)`,
    `select append_audit(my_person(), '2026-11-21T12:00:00.000Z', 'plan.signed', 'plan 1' || chr(13), null)`,
  ]),
)

test('what the one function adds is the chain that the product checks', async () => {
  const rows = await asOwner<Parameters<typeof auditDigest>[0] & { digest: string }>(
    `select * from audit where organisation_id = ${office.organisationId} order by number`,
  )
  expect(rows.length).toBeGreaterThanOrEqual(3)
  let previous = ''
  for (const [index, row] of rows.entries()) {
    expect([row.number, row.previous_digest, row.digest]).toEqual([index + 1, previous, auditDigest(row)])
    previous = row.digest
  }
})

attack('signing, agreeing and moving a plan by SQL in another’s place', (attempts) => {
  const { clinician: placed } = target.trust.people
  const signature = (side: string, by: string) =>
    `insert into signature (organisation_id, plan_id, assignment_id, offer_number, side, signed_by, signed_name, signed_at, digest)
     select organisation_id, plan_id, assignment_id, offer_number, '${side}', ${by}, 'Sam', now(), digest from offered_document where plan_id = ${target.planId}`
  const plan = `where plan_id = ${target.planId}`
  return refuses(attempts, clinician, [
    signature('agreer', String(target.personId('agreer'))),
    signature('agreer', 'my_person()'),
    signature('clinician', String(target.personId('agreer'))),
    `update job_plan set state = 'agreed' ${plan}`,
    `update job_plan set state = 'signed-by-agreer' ${plan}`,
    `update job_plan set state = 'superseded' ${plan}`,
    `update job_plan set organisation_id = ${target.trust.elsewhere.organisationId} ${plan}`,
    `update job_plan set person_id = ${target.personId('agreer')} ${plan}`,
    `update job_plan set agreer_person_id = my_person() ${plan}`,
    `update job_plan set assignment_id = ${target.trust.people.agreer.assignmentId} ${plan}`,
    `delete from job_plan ${plan}`,
    'update offered_document set canonical_text = canonical_text',
    'delete from signature',
    'delete from job_plan_move',
    'delete from job_plan_change',
    `update assignment set agreer_person_id = my_person() where assignment_id = ${placed.assignmentId}`,
    `update assignment set corrected_band = '9' where assignment_id = ${placed.assignmentId}`,
    `insert into agreer (organisation_id, assignment_id, from_on, agreer_person_id, set_at)
      values (my_organisation(), ${placed.assignmentId}, '2026-11-21', my_person(), now())`,
    `insert into role_grant (organisation_id, person_id, role, from_on, granted_at)
      values (my_organisation(), my_person(), 'office', '2026-01-01', now())`,
    `update person set last_name = 'Other' where person_id = my_person()`,
    `update organisation set name = 'Mine'`,
    `insert into identity.account_person values ('x', my_organisation(), ${target.personId('office')})`,
  ])
})

attack('reading hire dates and employee numbers of colleagues by SQL', (attempts) =>
  refuses(attempts, clinician, [
    'select hired_on from person',
    'select employee_number from person',
    'select * from person',
    `select * from person_record where person_id <> my_person()`,
    'select person from person',
    'select row_to_json(person) from person',
  ]),
)

attack('meeting the other organisation by SQL, as the office', (attempts) => {
  const { organisationId } = target.trust.elsewhere
  return refuses(attempts, office, [
    ...[
      'organisation',
      'person',
      'person_record',
      'assignment',
      'unit',
      'job_plan',
      'role_grant',
      'audit',
      'invitation',
    ].map((table) => `select * from ${table} where organisation_id = ${organisationId}`),
    `insert into person (organisation_id, first_name, last_name) values (${organisationId}, 'A', 'B')`,
    `update person set organisation_id = ${organisationId} where person_id = ${target.personId('outsider')}`,
    `insert into role_grant (organisation_id, person_id, role, from_on, granted_at)
      values (${organisationId}, ${target.trust.elsewhere.person.personId}, 'office', '2026-01-01', now())`,
  ])
})

if (testServerUrl)
  attack('becoming the owner from the login of a server', async ({ refused }) => {
    const [{ name } = { name: '' }] = await asOwner<{ name: string }>('select current_database() as name')
    const client = new pg.Client({ connectionString: withDatabase(testServerUrl ?? '', name, appLogin) })
    await client.connect()
    try {
      for (const statement of [
        'select * from person',
        'select * from identity.account',
        'set role postgres',
        'set session authorization postgres',
        'create table mine (a int)',
        `select pg_read_file('/etc/passwd')`,
        `copy (select 1) to program 'id'`,
        'alter role concord_login superuser',
        'begin; set local role concord_app; reset role; select * from person',
      ]) {
        await expect(client.query(statement), statement).rejects.toThrow(
          /permission denied|must be|does not exist|only/,
        )
        await client.query('rollback')
        refused()
      }
    } finally {
      await client.end()
    }
  })
