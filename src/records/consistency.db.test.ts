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
async function after(damage: string): Promise<Inconsistency[]> {
  let found: Inconsistency[] = []
  const undone = new Error('undone')
  await test.database
    .asOwner(async (tx) => {
      await sql.raw(damage).execute(tx)
      found = await findInconsistencies(tx)
      throw undone
    })
    .catch((error) => {
      if (error !== undone) throw error
    })
  return found
}

it('finds nothing in records that the product made', async () => {
  expect(await after('select 1')).toEqual([])
})

describe('finds', () => {
  const thePlan = () => `plan ${planId}`
  const cases: [what: string, damage: string, object: () => string, says: RegExp][] = [
    ['a lost change', 'delete from job_plan_change', thePlan, /version/],
    ['a lost activity', "delete from job_plan_activity where activity_id = 'ward'", thePlan, /activities/],
    ['an activity too many', "update job_plan_activity set activity_id = 'x' where activity_id = 'ward'", thePlan, /activities/], // biome-ignore format: one case a line
    ['other days', "update job_plan set to_on = to_on - 1", thePlan, /days/], // biome-ignore format: one case a line
    ['a lost move', 'delete from job_plan_move where move_number = 2', thePlan, /history/],
    ['a lost last move', "delete from job_plan_move where move = 'sign'", thePlan, /history/],
    ['a history gone altogether', 'delete from job_plan_move', thePlan, /history/],
    ['another text', "update offered_document set canonical_text = canonical_text || ' '", thePlan, /digest/],
    ['a signature under another text', "update signature set digest = repeat('0', 64)", thePlan, /digest/],
    ['a lost signature', 'delete from signature', thePlan, /signatures under its last offer/],
    ['a signature without its move', "update signature set side = 'agreer'", thePlan, /each time that it was signed/],
    ['rows that others see', "update job_plan_move set line = 'elsewhere'", thePlan, /who sees/],
    ['a changed audit row', "update audit set object = 'plan 0' where event = 'plan.offered'", () => 'audit row 1', /chain/], // biome-ignore format: one case a line
    ['a changed payload', `update audit set payload = '{"a":1}' where event = 'plan.offered'`, () => 'audit row 1', /chain/], // biome-ignore format: one case a line
    ['a missing audit row', 'delete from audit where number = 2', () => 'audit row 3', /chain/],
    ['a cut audit record', 'delete from audit where number = 3', () => 'audit head', /head/],
    ['a move that is not accounted for', "delete from audit where event = 'plan.signed'", thePlan, /moved/],
    ['an import that is not accounted for', "delete from audit where event = 'staff.imported'", () => 'import 1', /import/], // biome-ignore format: one case a line
  ]
  it.each(cases)('%s', async (_, damage, object, says) => {
    const found = await after(damage)
    expect(found).toContainEqual({ organisationId, object: object(), says: expect.stringMatching(says) })
  })
  it('something by every check', () => {
    expect(new Set(cases.map(([, , , says]) => says.source)).size).toBe(CONSISTENCY_CHECKS)
  })
})

it('takes an erased payload for what it is', async () => {
  expect(await after('update audit set payload = null')).toEqual([])
})
