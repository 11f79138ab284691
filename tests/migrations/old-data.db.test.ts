/** Every schema that has been released, with data of its time, is brought to today's and works. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/db/database.ts'
import { listMigrations, migrate } from '../../src/db/migrate.ts'
import { findInconsistencies } from '../../src/records/consistency.ts'
import { type TestApp, testApp } from '../support/test-app.ts'
import { becomeOld, migrationsUpTo, oldSchemas, openEmptyDatabase } from './old-schema.ts'

const countsOf = (database: Database) =>
  database.asOwner(async (tx) => {
    const { rows } = await sql<{ name: string; many: number }>`
      select format('%I.%I', table_schema, table_name) as name, (xpath('/row/c/text()', query_to_xml(
          format('select count(*) as c from %I.%I', table_schema, table_name), false, true, '')))[1]::text::integer as many
        from information_schema.tables
       where table_schema in ('public', 'identity') and table_type = 'BASE TABLE' and table_name <> 'schema_migration'`.execute(
      tx,
    )
    return new Map(rows.map(({ name, many }) => [name, many]))
  })

describe.each(oldSchemas())('a database of schema %s', (number) => {
  let test: TestApp
  let before: Map<string, number>
  let applied: string[]

  beforeAll(async () => {
    const database = await openEmptyDatabase()
    await becomeOld(database, number)
    before = await countsOf(database)
    applied = await migrate(database)
    test = await testApp({ database })
  })
  afterAll(() => test.close())

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
  it('has lost no row but those that a migration means to remove', async () => {
    const after = await countsOf(test.database)
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
})
