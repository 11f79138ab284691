import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aTrust, type PersonName } from '../../tests/support/factories.ts'
import { aDocument } from '../../tests/support/plans.ts'
import { type TestApp, testApp } from '../../tests/support/test-app.ts'
import { scopeOfSystem } from '../db/scope.ts'
import { CONSISTENCY_CHECKS, findInconsistencies, type Inconsistency } from './consistency.ts'
import { insertPlan } from './plan.ts'
import { applyImport } from './staff-import.ts'

let test: TestApp
let organisationId: number
let planId: number

beforeAll(async () => {
  test = await testApp()
  const trust = await aTrust(test.database)
  organisationId = trust.organisationId
  const { personId, assignmentId } = trust.people.clinician
  const at = new Date('2026-11-21T12:00:00Z')
  planId = await test.database.write({ ...scopeOfSystem(organisationId), personId, roles: [] }, async (tx) =>
    // Started by nobody, as the product itself would.
    insertPlan(tx, {
      organisationId,
      assignmentId,
      document: aDocument(),
      replacesPlanId: null,
      by: null,
      side: 'rules',
      at,
    }),
  )
  const post = async (name: PersonName, path: string, form: Record<string, string>) => {
    const answer = await test.request(path, { as: trust.people[name].personId, form })
    expect(answer.status).toBe(303)
  }
  const change = { kind: 'put-objective', objective: { scope: 'personal', text: 'Teach', dueOn: '2027-01-01' } }
  const saved = await test.app.request(`http://localhost/plans/${planId}/changes`, {
    method: 'POST',
    headers: {
      origin: 'http://localhost',
      cookie: await test.signInAs(personId),
      'content-type': 'application/json',
    },
    body: JSON.stringify({ version: 1, change }),
  })
  expect(saved.status).toBe(200)
  await post('clinician', `/plans/${planId}/offer`, { version: '2' })
  const digest = await test.database.asOwner(async (tx) => {
    const offer = await tx.selectFrom('offered_document').select('digest').executeTakeFirstOrThrow()
    return offer.digest
  })
  await post('clinician', `/plans/${planId}/sign`, { digest, read: 'yes' })
  const counts = { units: 0, locations: 0, positions: 0, people: 0, assignments: 0 }
  await test.database.write(scopeOfSystem(organisationId), (tx) =>
    applyImport(tx, {
      organisationId,
      importedBy: null,
      lastImportId: null,
      on: '2026-11-21',
      at,
      files: [
        {
          fileName: 'INVENTED_1.DAT',
          digest: 'invented',
          kind: 'delta',
          passedOver: {},
          changes: { changes: [], counts, problems: [] } as never,
        },
      ],
    }),
  )
})
afterAll(() => test.close())

/** What is found after some damage, which is then undone. */
async function foundAfter(damage: string): Promise<Inconsistency[]> {
  let found: Inconsistency[] = []
  const undone = new Error('undone')
  await test.database
    .asOwner(async (tx) => {
      for (const one of damage.split('; ')) await sql.raw(one).execute(tx)
      found = await findInconsistencies(tx)
      throw undone
    })
    .catch((error) => {
      if (error !== undone) throw error
    })
  return found
}

it('finds nothing in records that the product made', async () => {
  expect(await foundAfter('select 1')).toEqual([])
})

describe('finds', () => {
  type Case = [what: string, damage: string, object: () => string, says: RegExp]
  const thePlan = () => `plan ${planId}`
  const anotherChange = (version: number) =>
    `insert into job_plan_change select (jsonb_populate_record(c, '{"version": ${version}}')).* from job_plan_change c`
  /** Gives a changed row of the audit record the digest of what it says now. */
  const sealed = (number: number) =>
    `update audit set digest = encode(sha256(convert_to(concat_ws(E'\\n', previous_digest, number, at, coalesce(person_id::text, ''),
       event, object, payload_digest), 'UTF8')), 'hex') where number = ${number}`
  // One for each condition of each check: without it nothing else finds that damage.
  const cases: Case[] = [
    ['a lost change', 'delete from job_plan_change', thePlan, /version/],
    ['changes that begin too early', `${anotherChange(3)}; update job_plan_change set version = 1 where version = 2; update job_plan set version = 3`, thePlan, /version/], // biome-ignore format: one case a line
    ['changes that end too late', `${anotherChange(4)}; update job_plan set version = 3`, thePlan, /version/], // biome-ignore format: one case a line
    ['an activity in another place', "update job_plan_activity set place_in_plan = place_in_plan + 10", thePlan, /activities/], // biome-ignore format: one case a line
    ['an activity of another title', "update job_plan_activity set title = 'Other' where activity_id = 'ward'", thePlan, /activities/], // biome-ignore format: one case a line
    ['an activity at other times', "update job_plan_activity set schedule_kind = 'other' where activity_id = 'ward'", thePlan, /activities/], // biome-ignore format: one case a line
    ['another first day', 'update job_plan set from_on = from_on - 1', thePlan, /days/],
    ['a lost activity', "delete from job_plan_activity where activity_id = 'ward'", thePlan, /activities/],
    ['an activity too many', "update job_plan_activity set activity_id = 'x' where activity_id = 'ward'", thePlan, /activities/], // biome-ignore format: one case a line
    ['other days', "update job_plan set to_on = to_on - 1", thePlan, /days/], // biome-ignore format: one case a line
    ['a lost move', 'delete from job_plan_move where move_number = 2', thePlan, /history/],
    ['a lost last move', "delete from job_plan_move where move = 'sign'", thePlan, /history/],
    ['a move from elsewhere', "update job_plan_move set from_state = 'agreed' where move_number = 2", thePlan, /history/], // biome-ignore format: one case a line
    ['a last move with another number', "update job_plan_move set move_number = 9 where move = 'sign'", thePlan, /history/], // biome-ignore format: one case a line
    ['another state', "update job_plan set state = 'draft'", thePlan, /history/],
    ['a history gone altogether', 'delete from job_plan_move', thePlan, /history/],
    ['another text', "update offered_document set canonical_text = canonical_text || ' '", thePlan, /digest/],
    ['a signature under another text', "update signature set digest = repeat('0', 64)", thePlan, /digest/],
    ['a lost signature', 'delete from signature', thePlan, /signatures under its last offer/],
    ['an offer of another version', 'update offered_document set plan_version = 1', thePlan, /signatures under its last offer/], // biome-ignore format: one case a line
    ['an offer gone altogether', 'delete from signature; delete from offered_document', thePlan, /signatures under its last offer/], // biome-ignore format: one case a line
    ...['offered', 'signed-by-agreer', 'agreed', 'superseded'].map(
      (state): Case => [`a plan that is ${state} with the signature of its clinician alone`, `alter table job_plan disable trigger user; update job_plan set state = '${state}'`, thePlan, /signatures under its last offer/], // biome-ignore format: one case a line
    ),
    ['a lost signature that was made', 'delete from signature', thePlan, /each time that it was signed/],
    ['a signature without its move', "update signature set side = 'agreer'", thePlan, /each time that it was signed/],
    ...['job_plan', 'job_plan_change', 'job_plan_activity', 'offered_document', 'signature', 'job_plan_move'].flatMap(
      (table) =>
      ["person_id = 0", "agreer_person_id = 0", "line = 'elsewhere'", "unit_path = 'elsewhere'", "professional_group = 'elsewhere'"].map(
        (change): Case => [`rows of ${table} that others see: ${change}`, `update ${table} set ${change}`, thePlan, /who sees/],
      ), // biome-ignore format: one case a line
    ),
    ['a changed audit row', "update audit set object = 'plan 0' where event = 'plan.offered'", () => 'audit row 1', /chain/], // biome-ignore format: one case a line
    ['a changed payload', `update audit set payload = '{"a":1}' where event = 'plan.offered'`, () => 'audit row 1', /chain/], // biome-ignore format: one case a line
    ['a row that follows another', `update audit set previous_digest = 'x' where number = 3; ${sealed(3)}`, () => 'audit row 3', /chain/], // biome-ignore format: one case a line
    ['a row of another number', `update audit set number = 9 where number = 3; ${sealed(9)}`, () => 'audit row 9', /chain/], // biome-ignore format: one case a line
    ['a row of another digest', "update audit set digest = 'x' where number = 3", () => 'audit row 3', /chain/],
    ['a missing audit row', 'delete from audit where number = 2', () => 'audit row 3', /chain/],
    ['a cut audit record', 'delete from audit where number = 3', () => 'audit head', /head/],
    ['a head of another digest', "update audit_head set digest = 'x'", () => 'audit head', /head/],
    ['a head that is gone', 'delete from audit_head', () => 'audit head', /head/],
    ['a head that begins anew', "update audit_head set number = 0, digest = ''", () => 'audit head', /head/],
    ['an audit record that is gone', 'delete from audit', () => 'audit head', /head/],
    ['a row for a move that was none', "update job_plan_move set moved_by = null where move = 'sign'", thePlan, /moved/], // biome-ignore format: one case a line
    ['a move that is not accounted for', "delete from audit where event = 'plan.signed'", thePlan, /moved/],
    ['a row for an import that was none', 'delete from staff_import', () => 'import 1', /import/],
    ['an import that is not accounted for', "delete from audit where event = 'staff.imported'", () => 'import 1', /import/], // biome-ignore format: one case a line
  ]
  it.each(cases)('%s', async (_, damage, object, says) => {
    const found = await foundAfter(damage)
    expect(found).toContainEqual({ organisationId, object: object(), says: expect.stringMatching(says) })
  })
  it.each([
    ['start', 'plan.started'],
    ['return', 'plan.returned'],
    ['withdraw', 'plan.withdrawn'],
  ])('a %s without its row, and a row without that', async (move, event) => {
    const [moved, written] = [
      `update job_plan_move set move = '${move}' where move = 'sign'`,
      `update audit set event = '${event}' where event = 'plan.signed'`,
    ]
    const saysMoved = { organisationId, object: thePlan(), says: expect.stringMatching(/moved/) }
    expect(await foundAfter(`${moved}; delete from audit where event = 'plan.signed'`)).toContainEqual(saysMoved)
    expect(await foundAfter(`${written}; delete from job_plan_move where move = 'sign'`)).toContainEqual(saysMoved)
    expect(await foundAfter(`${moved}; ${written}`)).not.toContainEqual(saysMoved)
  })
  it('something by every check', () => {
    expect(new Set(cases.map(([, , , says]) => says.source)).size).toBe(CONSISTENCY_CHECKS)
  })
})

it('takes an erased payload for what it is', async () => {
  expect(await foundAfter('update audit set payload = null')).toEqual([])
})
