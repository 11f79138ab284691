import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import { loadDemonstration } from '../demonstration/load.ts'
import { fixedClock } from '../platform/clock.ts'
import { createIdentity } from '../platform/identity/identity-better-auth.ts'
import type { Database } from './database.ts'

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
  const identity = createIdentity({
    database,
    secret: 'a secret that is only for tests, long enough',
    url: 'http://localhost',
    idleMinutes: 30,
  })
  await loadDemonstration({ database, identity, clock: fixedClock('2026-11-21T09:00:00Z'), people: 120 })
}, 120_000)
afterAll(() => database.close())

const ask = async <Row>(text: string) => database.asOwner(async (tx) => (await sql.raw<Row>(text).execute(tx)).rows)

const astray = `
  select a.assignment_id from assignment a join person p using (organisation_id, person_id)
   where a.sort_name <> p.sort_name
      or (a.agreed_until is distinct from (select coalesce(array_agg(upper(holds) order by lower(holds)), '{}') from job_plan j
           where j.assignment_id = a.assignment_id and state = 'agreed'))
      or (a.open_states is distinct from (select coalesce(array_agg(state order by lower(holds)), '{}') from job_plan j
           where j.assignment_id = a.assignment_id and state not in ('agreed', 'superseded', 'withdrawn')))
      or (a.plans_since is distinct from (select max(since) from job_plan j where j.assignment_id = a.assignment_id))`

it('keeps beside each post where its plans stand, through every move of the demonstration', async () => {
  expect(await ask(astray)).toEqual([])
  expect(await ask(`select from assignment where open_states <> '{}'`)).not.toEqual([])
  expect(await ask(`select from assignment where agreed_until <> '{}'`)).not.toEqual([])
})

it('follows when a plan moves by hand, and when a person’s name changes', async () => {
  await ask(`update job_plan set state = 'withdrawn', next_side = null, since = now() where state = 'draft'`)
  await ask(`update person set last_name = 'Changed' where person_id = (select min(person_id) from job_plan)`)
  expect(await ask(astray)).toEqual([])
  expect(await ask(`select from assignment where sort_name like 'changed %'`)).not.toEqual([])
  expect(await ask(`select from assignment where 'draft' = any (open_states)`)).toEqual([])
})
