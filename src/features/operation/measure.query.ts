import type { Database } from '../../db/database.ts'
import type { Measures } from '../../platform/metrics.ts'
import { countSessions } from '../../records/account.ts'
import { listAuditHeads } from '../../records/audit-chain.ts'
import { findNotReady, within } from './readiness.query.ts'

const LONGEST_MS = 2_000

/** What is asked of the database each time that somebody looks at the figures; what does not answer in time is left out. */
export async function measure(database: Database, idleMinutes: number): Promise<Measures> {
  const connections = database.connections?.()
  const own = connections ? { connections } : {}
  if ((await findNotReady(database)) !== null) return { isDatabaseThere: false, ...own }
  const asked = askAll(database, idleMinutes).catch(() => null)
  const found = await within(asked, LONGEST_MS, null)
  return { isDatabaseThere: found !== null, ...own, ...found }
}

type JobRow = { queue: string; state: 'waiting' | 'failed'; count: number }

/** One after the other: figures must not take the connections that people wait for. */
async function askAll(database: Database, idleMinutes: number): Promise<Omit<Measures, 'isDatabaseThere'>> {
  const sessions = await countSessions(database, idleMinutes)
  const jobs = await database.jobs(`
    select name as queue, case state when 'failed' then 'failed' else 'waiting' end as state, count(*) as count
    from jobs.job where state in ('created', 'retry', 'failed') and name not like '\\_\\_%' group by 1, 2`)
  const auditHeads = await listAuditHeads(database)
  return { sessions, jobs: jobs.rows as JobRow[], auditHeads }
}
