/**
 * Row-level security alone: raw SQL with the eyes of each kind of person, no handler and no `may` in between, must show and
 * change exactly what domain/access says.
 */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database, Tx } from '../../src/db/database.ts'
import { scopeOf } from '../../src/db/scope.ts'
import { type GeneralAction, may, mayGenerally, type ObjectAction, type Sight } from '../../src/domain/access/access.ts'
import { moves as moveTable } from '../../src/domain/agreement/moves.ts'
import { digestOf } from '../../src/platform/digest.ts'
import { createIdentity } from '../../src/platform/identity/identity-better-auth.ts'
import { endReplacedPlan, insertOffer, insertSignature, saveMove } from '../../src/records/agreement.ts'
import { takeKey } from '../../src/records/once.ts'
import { findPlan } from '../../src/records/plan.ts'
import { findViewer, type ViewerFacts } from '../../src/records/viewer.ts'
import {
  accountOf,
  aRunOfInvitations,
  aTrust,
  type PersonName,
  personNames,
  type Trust,
  today,
} from '../support/factories.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { aDocument, aPlan } from '../support/plans.ts'

const digestOfText = digestOf('text')

let database: Database
let trust: Trust
let planId: number
let planSight: Sight
const viewers = {} as Record<PersonName | 'elsewhere', ViewerFacts>

beforeAll(async () => {
  database = await openTestDatabase()
  trust = await aTrust(database)
  const { organisationId, people, elsewhere } = trust
  planId = await aPlan(database, organisationId, people.clinician)
  await aPlan(database, elsewhere.organisationId, elsewhere.person)
  const identity = createIdentity({
    database,
    secret: 'a secret that is only for tests, long enough',
    url: 'http://localhost',
  })
  const viewerOf = async (personId: number) => {
    const viewer = await findViewer(database, await accountOf(database, identity, personId), today)
    if (!viewer) throw new Error(`nobody behind the account of person ${personId}`)
    return viewer
  }
  for (const name of personNames) viewers[name] = await viewerOf(people[name].personId)
  viewers.elsewhere = await viewerOf(elsewhere.person.personId)
  // One row of each kind that hangs on a plan, so that an empty table cannot pass for a hidden one.
  await database.asOwner(async (tx) => {
    const row = sql`${organisationId}, ${planId}, ${people.clinician.assignmentId}, 0, '', '', ''`
    const sight = sql`organisation_id, plan_id, assignment_id, person_id, line, unit_path, professional_group`
    await sql`insert into job_plan_change (${sight}, version, targets, change, inverse, changed_at)
      values (${row}, 2, '{}', '{}', '{}', now())`.execute(tx)
    await sql`insert into offered_document (${sight}, offer_number, digest, canonical_text, offered_at)
      values (${row}, 1, ${digestOfText}, 'text', now())`.execute(tx)
    await sql`insert into signature (${sight}, offer_number, side, signed_by, signed_name, signed_at, digest)
      values (${row}, 1, 'clinician', ${people.clinician.personId}, 'Sam', now(), ${digestOfText})`.execute(tx)
    await sql`insert into staff_import (organisation_id, file_name, file_digest, imported_at, counts)
      values (${organisationId}, 'feed', 'digest', now(), '{}')`.execute(tx)
    await sql`insert into audit (organisation_id, number, at, event, object, payload_digest, previous_digest, digest)
      values (${organisationId}, 1, 'at', 'event', 'object', '', '', '')`.execute(tx)
    await sql`insert into staff_record_row (organisation_id, kind, esr_id, from_on, content)
      values (${organisationId}, 'people', '1', '', '{}')`.execute(tx)
    await sql`insert into location (organisation_id, code, name) values (${organisationId}, 'L', 'Site')`.execute(tx)
    await sql`insert into position (organisation_id, title) values (${organisationId}, 'Post')`.execute(tx)
    await sql`insert into invitation (organisation_id, person_id, token_digest, invited_at, expires_at)
      values (${organisationId}, ${people.outsider.personId}, 'kept', now(), now())`.execute(tx)
    await sql`insert into audit_head (organisation_id, number, digest) values (${organisationId}, 1, '')`.execute(tx)
    await sql`insert into staged_import (organisation_id, staged_id, staged_by, staged_at, forgotten_at, plan_digest, files)
      values (${organisationId}, 1, ${people.office.personId}, now(), now() + interval '1 day', '', '[]')`.execute(tx)
    await sql`insert into staged_file (organisation_id, staged_id, place, packed)
      values (${organisationId}, 1, 1, '')`.execute(tx)
    await sql`insert into staged_line (organisation_id, staged_id, place, list, number, name, says)
      values (${organisationId}, 1, 1, 'people-new', 1, 'Sam', 'new')`.execute(tx)
    planSight = await sightOf(tx, people.clinician.assignmentId)
  })
  await aRunOfInvitations(database, organisationId, people.office.personId)
})
afterAll(() => database.close())

async function sightOf(tx: Tx, assignmentId: number): Promise<Sight> {
  const { rows } = await sql<Sight>`select person_id as "personId", agreer_person_id as "agreerPersonId",
    line::text, unit_path::text as "unitPath", professional_group as "professionalGroup"
    from assignment where assignment_id = ${assignmentId}`.execute(tx)
  return rows[0] as Sight
}

const see = (name: keyof typeof viewers, query: (tx: Tx) => Promise<number>) =>
  database.read(scopeOf(viewers[name]), query)

const rowsOf = (tableAndCondition: string) => async (tx: Tx) =>
  (await sql.raw(`select 1 from ${tableAndCondition}`).execute(tx)).rows.length

const at = new Date('2026-11-21T12:00:00Z')

class Undo extends Error {}

/** Whether a change goes through with a person's eyes and touches a row; it is undone either way. */
async function changes(name: keyof typeof viewers, statement: string): Promise<boolean> {
  let touched = 0n
  try {
    await database.write(scopeOf(viewers[name]), async (tx) => {
      const { rows, numAffectedRows } = await sql.raw(statement).execute(tx)
      touched = numAffectedRows || BigInt(rows.length)
      throw new Undo()
    })
  } catch (error) {
    if (error instanceof Undo) return touched > 0n
    if (/row-level security|permission denied/.test(String(error))) return false
    throw error
  }
  return false
}

const allowed = (action: ObjectAction) =>
  Object.fromEntries(personNames.map((name) => [name, may(viewers[name], action, planSight)]))
const generally = (action: GeneralAction) =>
  Object.fromEntries(personNames.map((name) => [name, mayGenerally(viewers[name], action)]))
/** One after the other: on a server, changes at once would wait for each other's rows. */
async function ofEach(ask: (name: PersonName) => Promise<boolean>): Promise<Record<string, boolean>> {
  const answers: Record<string, boolean> = {}
  for (const name of personNames) answers[name] = await ask(name)
  return answers
}
const nobody = Object.fromEntries(personNames.map((name) => [name, false]))
const changedBy = (statement: string) => ofEach((name) => changes(name, statement))
const seenBy = (tableAndCondition: string) => ofEach(async (name) => (await see(name, rowsOf(tableAndCondition))) > 0)

test('the trust has somebody on each side of every line', () => {
  expect(allowed('see-plan')).toEqual({
    clinician: true,
    agreer: true,
    agreersAgreer: true,
    unitLead: true,
    groupLead: true,
    office: true,
    auditor: true,
    administrator: false,
    outsider: false,
  })
})

describe('a plan', () => {
  test.each(['job_plan', 'job_plan_change', 'job_plan_activity', 'offered_document', 'signature', 'job_plan_move'])(
    'its rows in %s are seen by whoever may see it',
    async (table) => {
      expect(await seenBy(`${table} where plan_id = ${planId}`)).toEqual(allowed('see-plan'))
    },
  )

  test('it is changed by whoever may edit it', async () => {
    expect(await changedBy(`update job_plan set version = version + 1 where plan_id = ${planId}`)).toEqual(
      allowed('edit-plan'),
    )
  })

  test.each([
    ['edit-plan', 'job_plan_move', 'move_number, move, to_state, moved_at, moved_by', "9, 'offer', 'offered', now()"],
    [
      'edit-plan',
      'job_plan_change',
      'version, targets, change, inverse, changed_at, changed_by',
      "9, '{}', '{}', '{}', now()",
    ],
    [
      'offer-plan',
      'offered_document',
      'offer_number, digest, canonical_text, offered_at, offered_by',
      `9, '${digestOfText}', 'text', now()`,
    ],
  ] as const)('whoever may %s adds its rows in %s, and in no other name', async (action, table, columns, values) => {
    const { organisationId, people } = trust
    const insert = `insert into ${table} (organisation_id, plan_id, assignment_id, ${columns})
      values (${organisationId}, ${planId}, ${people.clinician.assignmentId}, ${values}, `
    expect(await changedBy(`${insert} my_person())`)).toEqual(allowed(action))
    expect(await changedBy(`${insert} ${people.outsider.personId})`)).toEqual(nobody)
    expect(await changedBy(`${insert} null)`)).toEqual(nobody)
  })

  test('it is started on an assignment by whoever may', async () => {
    const { people } = trust
    const insert = `insert into job_plan (organisation_id, assignment_id, from_on, to_on, holds, state, since, document,
        saved_at, contract, unit, total_units, dcc_units, contracted_units, breaches)
      select organisation_id, assignment_id, '2030-01-01', '2030-12-31', '[2030-01-01,2030-12-31]', 'draft', now(), '{}',
        now(), 'x', 'PA', 0, 0, 0, 0 from assignment where assignment_id = ${people.clinician.assignmentId}`
    expect(await changedBy(insert)).toEqual(allowed('start-plan'))
  })

  test('nobody deletes it, moves it in or out of sight, or changes what was offered, signed or done', async () => {
    for (const statement of [
      'delete from job_plan',
      `update job_plan set person_id = ${trust.people.outsider.personId}`,
      `update job_plan set line = ''`,
      `update offered_document set canonical_text = 'other'`,
      `update signature set signed_name = 'Other'`,
      'delete from signature',
      'delete from job_plan_move',
      `update job_plan_move set reason = 'other'`,
    ])
      expect(await changedBy(statement), statement).toEqual(nobody)
  })

  test('nobody signs in the name or the place of another, the office neither', async () => {
    const { organisationId, people } = trust
    const signature = (side: string, signedBy: number) =>
      `insert into signature (organisation_id, plan_id, assignment_id, offer_number, side, signed_by, signed_name, signed_at, digest)
       values (${organisationId}, ${planId}, ${people.clinician.assignmentId}, 2, '${side}', ${signedBy}, 'Sam', now(), '${digestOfText}')`
    await database.asOwner((tx) =>
      sql`insert into offered_document (organisation_id, plan_id, assignment_id, offer_number, digest, canonical_text, offered_at)
        values (${organisationId}, ${planId}, ${people.clinician.assignmentId}, 2, ${digestOfText}, 'text', now())`.execute(
        tx,
      ),
    )
    const signing = async (side: string, signedBy: PersonName) => {
      const who = await changedBy(signature(side, people[signedBy].personId))
      return personNames.filter((name) => who[name])
    }
    expect(await signing('clinician', 'clinician')).toEqual(['clinician'])
    expect(await signing('agreer', 'agreer')).toEqual(['agreer'])
    expect(await signing('agreer', 'clinician')).toEqual([])
    expect(await signing('clinician', 'agreer')).toEqual([])
    expect(await signing('agreer', 'agreersAgreer')).toEqual([])
    expect(await signing('agreer', 'office')).toEqual([])
  })
})

describe('an agreement, by SQL alone', () => {
  let yearOn = 2031
  let agreedId: number
  /** A plan of a year of its own, offered by the clinician. */
  const anOffer = async (replaces: number | null = null, givenYear?: number) => {
    const year = givenYear ?? yearOn
    yearOn += 1
    const { organisationId, people } = trust
    const id = await aPlan(
      database,
      organisationId,
      people.clinician,
      aDocument({ period: { from: `${year}-01-01`, to: `${year}-12-31` } }),
      replaces,
    )
    await moves('clinician', id, 'offer')
    return id
  }
  /** A move as the product makes it, without its questions. */
  const moves = (name: 'clinician' | 'agreer', id: number, made: 'offer' | 'sign' | 'return') =>
    database.write(scopeOf(viewers[name]), async (tx) => {
      const plan = await findPlan(tx, id, { forUpdate: true })
      const move = moveTable.find((row) => row.from === plan?.state && row.move === made && row.who.includes(name))
      if (!plan || !move) throw new Error('no such move')
      const { personId: by } = viewers[name]
      const text = { digest: digestOfText, canonicalText: 'text' }
      if (move.freezes) await insertOffer(tx, plan, { ...text, by, at })
      if (made === 'sign') {
        const { rows } = await sql<{
          last: number
        }>`select max(offer_number) as last from offered_document where plan_id = ${id}`.execute(tx)
        await insertSignature(
          tx,
          plan,
          { ...text, offerNumber: rows[0]?.last ?? 0 },
          { side: name, by, name, post: null, at },
        )
      }
      if (move.to === 'agreed') await endReplacedPlan(tx, plan, at)
      await saveMove(tx, plan, { move, side: name, by, at }, null)
    })
  /** The statements, one after the other in one transaction, with the eyes of one side. */
  const tries = (name: 'clinician' | 'agreer', ...statements: string[]) =>
    database.write(scopeOf(viewers[name]), async (tx) => {
      for (const statement of statements) {
        const { numAffectedRows } = await sql.raw(statement).execute(tx)
        if (numAffectedRows === 0n) throw new Error('touches nothing')
      }
      throw new Undo()
    })
  const setState = (id: number, ...states: string[]) =>
    states.map((state) => `update job_plan set state = '${state}' where plan_id = ${id}`)

  beforeAll(async () => {
    agreedId = await anOffer()
    await moves('clinician', agreedId, 'sign')
    await moves('agreer', agreedId, 'sign')
  })

  test('its states follow the moves of the table and no others', async () => {
    const { rows } = await database.asOwner((tx) => sql<{ moves: string[] }>`select plan_moves() as moves`.execute(tx))
    expect(rows[0]?.moves.toSorted()).toEqual(
      [...new Set(moveTable.map(({ from, to }) => `${from} > ${to}`))].toSorted(),
    )
    await expect(tries('agreer', ...setState(agreedId, 'draft'))).rejects.toThrow(/does not become draft/)
  })

  test('one side does not sign for the other under an assignment of their own', async () => {
    const { organisationId, people } = trust
    const id = await anOffer()
    const forged = `insert into signature (organisation_id, plan_id, assignment_id, offer_number, side, signed_by, signed_name, signed_at, digest)
      values (${organisationId}, ${id}, ${people.agreer.assignmentId}, 1, 'clinician', ${people.agreer.personId}, 'Sam', now(), '${digestOfText}')`
    await expect(tries('agreer', forged)).rejects.toThrow(/foreign key/)
  })

  test('it does not begin as agreed, on other days than its own, or in place of another’s', async () => {
    const { people } = trust
    const begin = (state: string, holds: string, replaces = 'null') =>
      tries(
        'agreer',
        `insert into job_plan (organisation_id, assignment_id, from_on, to_on, holds, state, since, document, saved_at, contract,
           unit, total_units, dcc_units, contracted_units, breaches, replaces_plan_id)
         select organisation_id, assignment_id, '2029-01-01', '2029-12-31', '${holds}', '${state}', now(), '{}', now(), 'x', 'PA', 0,
           0, 0, 0, ${replaces} from assignment where assignment_id = ${people.agreer.assignmentId}`,
      )
    await expect(begin('draft', '[2029-01-01,2029-12-31]')).rejects.toThrow(Undo)
    await expect(begin('agreed', '[2029-01-01,2029-12-31]')).rejects.toThrow(/row-level security/)
    await expect(begin('draft', 'empty')).rejects.toThrow(/row-level security/)
    await expect(begin('draft', '[2029-01-01,2029-12-31]', String(agreedId))).rejects.toThrow(/foreign key/)
  })

  test('a signature counts for the version that was offered, and not after a return', async () => {
    const id = await anOffer()
    await moves('clinician', id, 'sign')
    await moves('agreer', id, 'return')
    const changed = `update job_plan set document = '{}', version = version + 1 where plan_id = ${id}`
    await expect(tries('agreer', changed)).rejects.toThrow(Undo)
    await expect(tries('agreer', `update job_plan set version = 0 where plan_id = ${id}`)).rejects.toThrow(
      /next version/,
    )
    await expect(tries('agreer', changed, ...setState(id, 'offered'))).rejects.toThrow(/signed anew/)
    await expect(tries('agreer', ...setState(id, 'offered'))).rejects.toThrow(/signed anew/)
    const { organisationId, people } = trust
    const offered = `insert into offered_document (organisation_id, plan_id, assignment_id, offer_number, digest, canonical_text, offered_at, offered_by)
      values (${organisationId}, ${id}, ${people.clinician.assignmentId}, 2, '${digestOfText}', 'text', now(), my_person())`
    const inPlace = `update job_plan set document = '{}' where plan_id = ${id}`
    await expect(tries('agreer', offered, ...setState(id, 'offered'))).rejects.toThrow(Undo)
    await expect(tries('agreer', offered, inPlace, ...setState(id, 'offered'))).rejects.toThrow(/signed anew/)
    await moves('agreer', id, 'offer')
    await expect(tries('agreer', ...setState(id, 'signed-by-clinician'))).rejects.toThrow(/with that signature/)
  })

  test('what is on offer stays: no other text, no other figures, no other days', async () => {
    const { organisationId, people } = trust
    const id = await anOffer()
    const other = `insert into offered_document (organisation_id, plan_id, assignment_id, offer_number, digest, canonical_text, offered_at, offered_by)
      values (${organisationId}, ${id}, ${people.clinician.assignmentId}, 2, '${digestOfText}', 'text', now(), my_person())`
    await expect(tries('agreer', other)).rejects.toThrow(/is not offered/)
    for (const change of ['total_units = 0', "to_on = '2099-01-01'", "holds = 'empty'"])
      await expect(tries('agreer', `update job_plan set ${change} where plan_id = ${id}`), change).rejects.toThrow()
    const draft = await aPlan(
      database,
      organisationId,
      people.clinician,
      aDocument({ period: { from: '2028-01-01', to: '2028-12-31' } }),
    )
    const forged = other.replace(`${id},`, `${draft},`).replace(digestOfText, digestOf('another text'))
    await expect(tries('agreer', forged)).rejects.toThrow(/not the digest/)
  })

  test('an agreed plan gives its days only to one that both have signed', async () => {
    const shorten = `update job_plan set holds = 'empty' where plan_id = ${agreedId}`
    await expect(tries('agreer', shorten)).rejects.toThrow(/gives its days/)
    await expect(tries('agreer', ...setState(agreedId, 'superseded'))).rejects.toThrow(/gives its days/)
    const newer = await anOffer(agreedId, 2031)
    await moves('agreer', newer, 'sign')
    await expect(tries('agreer', shorten)).rejects.toThrow(/gives its days/)
    await moves('clinician', newer, 'sign')
    expect(await see('clinician', rowsOf(`job_plan where plan_id = ${agreedId} and state = 'superseded'`))).toBe(1)
  })
})

describe('an assignment', () => {
  test('each person sees exactly the assignments that they may', async () => {
    const sights: { of: PersonName; sight: Sight }[] = []
    await database.asOwner(async (tx) => {
      for (const of of personNames) sights.push({ of, sight: await sightOf(tx, trust.people[of].assignmentId) })
    })
    for (const name of personNames) {
      const expected = sights.filter(({ sight }) => may(viewers[name], 'see-assignment', sight)).map(({ of }) => of)
      const found = await database.read(scopeOf(viewers[name]), (tx) =>
        tx.selectFrom('assignment').select('assignment_id').execute(),
      )
      const seen = personNames.filter((of) => found.some((row) => row.assignment_id === trust.people[of].assignmentId))
      expect({ name, seen }).toEqual({ name, seen: expected })
    }
  })

  test('the office corrects it', async () => {
    const { assignmentId } = trust.people.clinician
    expect(await changedBy(`update assignment set corrected_band = '7' where assignment_id = ${assignmentId}`)).toEqual(
      allowed('correct-assignment'),
    )
  })

  test('the office sets who agrees', async () => {
    const { organisationId, people } = trust
    const insert = `insert into agreer (organisation_id, assignment_id, from_on, agreer_person_id, set_at)
      values (${organisationId}, ${people.clinician.assignmentId}, '2026-06-01', ${people.outsider.personId}, now())`
    expect(await changedBy(insert)).toEqual(allowed('set-agreer'))
  })
})

describe('what concerns no single plan', () => {
  test('invitations are made by whoever may invite', async () => {
    const insert = `insert into invitation (organisation_id, person_id, token_digest, invited_at, expires_at)
      values (${trust.organisationId}, ${trust.people.outsider.personId}, 'digest', now(), now())`
    expect(await changedBy(insert)).toEqual(generally('invite-people'))
  })

  test('roles are granted by whoever may grant them: nobody grants one to themselves', async () => {
    for (const to of personNames) {
      const insert = `insert into role_grant (organisation_id, person_id, role, from_on, granted_at)
        values (${trust.organisationId}, ${trust.people[to].personId}, 'office', '2026-01-01', now())`
      expect(await changedBy(insert), `to ${to}`).toEqual(generally('grant-roles'))
    }
  })

  test('nobody but the office moves lines of sight, or the day they are for', async () => {
    const refresh = (tx: Tx) => sql`select refresh_sight('2030-01-01')`.execute(tx)
    await expect(database.write(scopeOf(viewers.clinician), refresh)).rejects.toThrow(/permission denied/)
    expect(await changedBy(`update organisation set sight_on = '2030-01-01'`)).toEqual({ ...nobody, office: true })
  })

  test('imports and the audit record are seen by whoever may', async () => {
    expect(await seenBy('staff_import')).toEqual(generally('see-imports'))
    expect(await seenBy('audit')).toEqual(generally('see-audit'))
  })

  test('the audit record is written by its one function, in one’s own name, and never changed', async () => {
    const { organisationId, people } = trust
    const said = (by: number) => `select append_audit(${by}, '${today}T12:00:00.000Z', 'event', 'object', null)`
    expect(await changes('clinician', said(people.clinician.personId))).toBe(true)
    expect(await changes('clinician', said(people.office.personId))).toBe(false)
    const row = `insert into audit (organisation_id, number, at, person_id, event, object, payload_digest, previous_digest, digest)
       values (${organisationId}, 99, 'at', my_person(), 'event', 'object', '', '', '')`
    for (const statement of [
      row,
      `update audit set event = 'other'`,
      'delete from audit',
      'truncate audit',
      `update audit_head set number = 0, digest = ''`,
      'delete from audit_head',
    ])
      expect(await changedBy(statement), statement).toEqual(nobody)
  })

  test('what the staff record says of a person beyond their name is for the office, and for themselves', async () => {
    const { personId } = trust.people.clinician
    for (const column of ['employee_number', 'hired_on'])
      await expect(see('agreer', rowsOf(`person where ${column} is not null`)), column).rejects.toThrow(
        /permission denied/,
      )
    expect(await seenBy(`person_record where person_id = ${personId}`)).toEqual({
      ...nobody,
      clinician: true,
      office: true,
    })
  })
})

describe('walls between organisations and roles', () => {
  test('no role in one organisation shows or changes a row of another, in any table', async () => {
    const { rows: tables } = await database.asOwner((tx) =>
      sql<{ name: string }>`select table_schema || '.' || table_name as name from information_schema.columns
        join information_schema.tables using (table_schema, table_name)
        where column_name = 'organisation_id' and table_type = 'BASE TABLE' and table_schema in ('public', 'identity') order by 1`.execute(
        tx,
      ),
    )
    expect(tables.length).toBeGreaterThan(15)
    const mine = trust.organisationId
    viewers.elsewhere = { ...viewers.elsewhere, roles: ['office', 'auditor', 'administrator'] }
    await database.write(scopeOf(viewers.clinician), (tx) =>
      takeKey(
        tx,
        { organisationId: mine, personId: viewers.clinician.personId, keyDigest: 'a digest' },
        { route: 'saveActivity', sentDigest: 'another', at: new Date() },
      ),
    )
    for (const { name: table } of tables) {
      const all = `${table} where organisation_id = ${mine}`
      expect([table, await database.asOwner(rowsOf(all))]).not.toEqual([table, 0])
      expect([table, await see('elsewhere', rowsOf(all))]).toEqual([table, 0])
      const same = `update ${table} set organisation_id = organisation_id where organisation_id = ${mine}`
      expect([table, await changes('elsewhere', same)]).toEqual([table, false])
    }
  })

  test('a transaction without an organisation sees nothing', async () => {
    const nobody = { organisationId: 0, personId: null, lines: [], units: [], groups: [], roles: ['office', 'auditor'] }
    for (const table of ['organisation', 'person', 'assignment', 'job_plan', 'role_grant', 'audit'])
      expect([table, await database.read(nobody, rowsOf(table))]).toEqual([table, 0])
  })

  test('the product cannot read passwords or sessions, and sign-in cannot read plans or people', async () => {
    for (const table of ['identity."user"', 'identity.session', 'identity.account', 'identity.verification'])
      await expect(see('office', rowsOf(table)), table).rejects.toThrow(/permission denied/)
    for (const table of ['job_plan', 'assignment', 'person', 'role_grant', 'invitation', 'audit'])
      await expect(sql.raw(`select 1 from ${table}`).execute(database.identity), table).rejects.toThrow(
        /permission denied/,
      )
  })

  test('what is written inside a read is refused', async () => {
    await expect(
      database.read(scopeOf(viewers.office), (tx) => sql`update assignment set corrected_band = '7'`.execute(tx)),
    ).rejects.toThrow(/read-only/)
  })
})
