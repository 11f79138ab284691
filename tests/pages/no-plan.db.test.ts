/** Who has no plan: the office's count and the list behind it are two features, and say the same of every plan. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/db/database.ts'
import { scopeOfSystem } from '../../src/db/scope.ts'
import { type PlanState, planStates } from '../../src/domain/agreement/moves.ts'
import { countForOffice } from '../../src/features/home/home.query.ts'
import { listPeople } from '../../src/features/people/people.query.ts'
import { filterFrom } from '../../src/features/people/people-filter.ts'
import { aTrust, type Trust, today } from '../support/factories.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { aPlan } from '../support/plans.ts'

let database: Database
let trust: Trust
let withdrawnId: number
beforeAll(async () => {
  database = await openTestDatabase()
  trust = await aTrust(database)
  withdrawnId = await aPlan(database, trust.organisationId, trust.people.clinician)
  await database.asOwner((tx) => tx.updateTable('job_plan').set({ state: 'withdrawn' }).execute())
})
afterAll(() => database.close())

const days = { past: '[2025-01-01,2025-12-31]', today: '[2026-01-01,2026-12-31]', 'to come': '[2027-01-01,2027-12-31]' }
const states = Object.keys(planStates) as PlanState[]
const cases = states.flatMap((state) =>
  (Object.keys(days) as (keyof typeof days)[]).map((when) => [state, when] as const),
)

test.each(cases)('with a plan that is %s, its days %s', async (state, when) => {
  await database.asOwner(async (tx) => {
    await tx.deleteFrom('job_plan').where('plan_id', '<>', withdrawnId).execute()
    await sql`insert into job_plan (organisation_id, assignment_id, from_on, to_on, holds, state, since, document, saved_at,
        contract, unit, total_units, dcc_units, contracted_units, breaches)
      select organisation_id, assignment_id, from_on, to_on, ${days[when]}::daterange, ${state}, since, document, saved_at,
        contract, unit, total_units, dcc_units, contracted_units, breaches
        from job_plan where plan_id = ${withdrawnId}`.execute(tx)
  })
  const filter = filterFrom(() => undefined, 1)
  const found = await database.read(scopeOfSystem(trust.organisationId), async (tx) => ({
    office: await countForOffice(tx, today),
    people: await listPeople(tx, { ...filter, show: 'no-plan' }, today),
  }))
  const counts = planStates[state].isOpen || (state === 'agreed' && when !== 'past')
  expect(found.office.noPlan).toBe(found.office.all - (counts ? 1 : 0))
  expect(found.people.counts['no-plan']).toBe(found.office.noPlan)
  expect(found.people.rows).toHaveLength(found.office.noPlan)
})
