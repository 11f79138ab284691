import { CompiledQuery } from 'kysely'
import { PgBoss } from 'pg-boss'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import type { Database } from '../db/database.ts'
import { type Jobs, startJobs } from './jobs.ts'
import { writeLogTo } from './log.ts'

let database: Database
let jobs: Jobs
beforeEach(async () => {
  database = await openTestDatabase()
  jobs = await startJobs(database.jobs, 0.5)
})
afterEach(async () => {
  await jobs.stop()
  await database.close()
})

it('the tables that the migration makes are those that this version of the library wants', async () => {
  const boss = new PgBoss({
    schema: 'jobs',
    migrate: false,
    db: {
      executeSql: (text, values = []) =>
        database.asOwner(async (tx) => {
          const { rows } = await tx.executeQuery(CompiledQuery.raw(text, values))
          return { rows: [...rows] }
        }),
    },
  })
  expect(await boss.detectSchemaDrift()).toMatchObject({ ok: true })
})

it('a job whose work throws is done again, and nothing of the error is kept or logged but its place', async () => {
  const done: object[] = []
  const logged: string[] = []
  const endReading = writeLogTo({ write: (line) => void logged.push(line) })
  await jobs.work('mail', { atOnce: 2 }, async (batch) => {
    if (done.length === 0) {
      done.push(...batch)
      throw new Error('about\n   at sam.outsider@trust.example')
    }
    return batch.map(() => 'done')
  })
  await jobs.send(database.jobs, 'mail', [{ userId: 'one' }])
  const row = () => database.jobs('select state::text, output, retry_count from jobs.job')
  await vi.waitFor(
    async () => expect((await row()).rows).toEqual([{ state: 'retry', output: {}, retry_count: 0 }]),
    9_000,
  )
  endReading()
  expect(logged.join()).toContain('a job failed')
  expect(logged.join()).toContain('jobs.db.test.ts')
  expect(logged.join()).not.toContain('sam.outsider')
  await database.jobs('update jobs.job set start_after = now()')
  await vi.waitFor(
    async () => expect((await row()).rows).toMatchObject([{ state: 'completed', retry_count: 1 }]),
    9_000,
  )
})
