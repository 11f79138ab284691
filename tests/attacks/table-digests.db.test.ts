/** What the attacks hold a database to: nothing that matters may change without being seen. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startJobs } from '../../src/platform/jobs.ts'
import { changedTables, digestEveryTable } from './table-digests.ts'
import { aTarget, type Target } from './target.ts'

let target: Target
beforeAll(async () => {
  target = await aTarget()
  // The queue, and nobody who takes from it.
  const jobs = await startJobs(target.t.database.jobs)
  await jobs.stop()
}, 120_000)
afterAll(() => target.close())

async function changedBy(statement: string): Promise<string[]> {
  const { database } = target.t
  const before = await digestEveryTable(database)
  await database.asOwner((tx) => sql.raw(statement).execute(tx))
  return changedTables(before, await digestEveryTable(database))
}

const oneSession = `where id = (select min(id) from identity.session)`

test.each([
  ['a row of a table', `update role_grant set ended_on = '2027-01-01'`, ['role_grant']],
  ['a session that is proved', `update identity.session set "confirmedAt" = '2020-01-01' ${oneSession}`, ['session']],
  ['a session that is somebody else’s', `update identity.session set token = 'x' ${oneSession}`, ['session']],
  ['a session that ends', `delete from identity.session ${oneSession}`, ['session']],
  ['a mail that waits', `insert into jobs.job (name, data) values ('mail', '{"kind": "x"}')`, ['job']],
  ['a mail to somebody else', `update jobs.job set data = '{"kind": "y"}'`, ['job']],
  ['a knock', `insert into identity.rate_limit (key, points) values ('k', 1)`, []],
  ['a new table', `create table left_here ()`, ['left_here']],
  ['a table that is dropped', `drop table left_here`, ['left_here']],
  ['the use of a session', `update identity.session set "usedAt" = now() + interval '1 minute'`, []],
])('%s is seen as it should be', async (_, statement, changed) => {
  const found = await changedBy(statement)
  expect(found.map((name) => name.replace(/^.*\./, ''))).toEqual(changed)
})
