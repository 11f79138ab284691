import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import type { Database } from '../db/database.ts'
import { planStates } from '../domain/agreement/moves.ts'
import { fixedClock } from '../platform/clock.ts'
import { createIdentity } from '../platform/identity/identity-better-auth.ts'
import { loadDemonstration } from './load.ts'

let database: Database
const clock = fixedClock('2026-11-21T09:00:00Z')

beforeAll(async () => {
  database = await openTestDatabase()
  const identity = createIdentity({
    database,
    secret: 'demonstration secret, forty characters long',
    url: 'http://localhost',
  })
  await loadDemonstration({ database, identity, clock })
}, 120_000)
afterAll(() => database.close())

const ask = async <Row>(text: string) => database.asOwner(async (tx) => (await sql.raw<Row>(text).execute(tx)).rows)

it('has plans in every state of agreement', async () => {
  const rows = await ask<{ state: string }>('select distinct state from job_plan')
  expect(rows.map((row) => row.state).sort()).toEqual(Object.keys(planStates).sort())
})

it('has plans under all four contracts and of all fourteen allied health professions', async () => {
  const contracts = await ask<{ contract: string }>('select distinct contract from job_plan')
  expect(contracts).toHaveLength(4)
  const groups = (await ask<{ g: string }>('select distinct professional_group g from job_plan')).map((row) => row.g)
  const professions = [
    ['art-therapist'],
    ['dramatherapist'],
    ['music-therapist'],
    ['podiatrist'],
    ['dietitian'],
    ['occupational-therapist'],
    ['operating-department-practitioner'],
    ['orthoptist'],
    ['osteopath'],
    ['paramedic'],
    ['physiotherapist'],
    ['prosthetist', 'orthotist'],
    ['diagnostic-radiographer', 'therapeutic-radiographer'],
    ['speech-and-language-therapist'],
  ]
  expect(professions.filter((names) => !names.some((name) => groups.includes(name)))).toEqual([])
})

it('is wrong only where it means to be: what is offered or agreed has no breach', async () => {
  expect(await ask("select plan_id from job_plan where breaches > 0 and state <> 'draft'")).toEqual([])
  expect(await ask('select plan_id from job_plan where breaches > 0')).not.toEqual([])
})

it('has every signature over the document that was on offer, by somebody who could sign', async () => {
  const rows = await ask<{ wrong: number; all: number }>(`
    select count(*) filter (where s.digest <> d.digest or s.signed_by <> case s.side when 'clinician' then s.person_id else s.agreer_person_id end)::int as wrong,
      count(*)::int as all
    from signature s join offered_document d using (organisation_id, plan_id, offer_number)`)
  expect(rows[0]?.wrong).toBe(0)
  expect(rows[0]?.all).toBeGreaterThan(200)
})

it('shows the figures of the picture for Dr Amara Osei', async () => {
  const rows = await ask<{ total: string; dcc: string }>(`
    select round(total_units, 2)::text as total, round(dcc_units, 2)::text as dcc from job_plan
    where state = 'in-discussion' and document->'person'->>'name' = 'Dr Amara Osei'`)
  expect(rows).toEqual([{ total: '10.69', dcc: '7.94' }])
})

it('gives those whom a visitor can be, and who agree plans, one to sign', async () => {
  const rows = await ask<{ name: string }>(`
    select distinct g.full_name as name from job_plan j join person g on g.person_id = j.agreer_person_id
    where j.state = 'signed-by-clinician' and g.full_name in ('Dr Lee Morgan', 'Nadia Rahmani') order by 1`)
  expect(rows.map((row) => row.name)).toEqual(['Dr Lee Morgan', 'Nadia Rahmani'])
})
