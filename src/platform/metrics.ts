/** Figures for monitoring, as Prometheus reads them. Labels are names from our own tables and counts: nobody's number or name. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import about from '../../package.json' with { type: 'json' }

/** What is asked when somebody looks, not counted as it happens; what could not be asked is left out. */
export type Measures = {
  isDatabaseThere: boolean
  connections?: { idle: number; used: number; waiting: number }
  sessions?: number
  jobs?: readonly { queue: string; state: 'waiting' | 'failed'; count: number }[]
  auditHeads?: readonly { organisation: string; number: number }[]
}

export type Metrics = {
  countRequest(route: string, status: number, seconds: number): void
  countQuery(): void
  /** Counts somebody who showed who they are, or failed to. */
  countSignIn(way: string, outcome: string): void
  /** All figures as text, these measures among them. */
  text(measures: Measures): Promise<string>
  readonly contentType: string
}

/** In seconds: what is promised of a page and of a list lies between two of them. */
const buckets = [0.01, 0.03, 0.06, 0.08, 0.15, 0.3, 1, 3, 10]

/** Begins counting. `ofProcess`: memory, processor and the lag of the event loop too. */
export function createMetrics({ ofProcess = false } = {}): Metrics {
  const registry = new Registry()
  const registers = [registry]
  if (ofProcess) collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers })
  const requests = new Histogram({
    name: 'concord_request_seconds',
    help: 'Requests by the name of their route and the class of their status',
    labelNames: ['route', 'status'],
    buckets,
    registers,
  })
  const signIns = new Counter({
    name: 'concord_sign_ins_total',
    help: 'Attempts to sign in or to prove oneself again, by their way and what came of them',
    labelNames: ['way', 'outcome'],
    registers,
  })
  const queries = new Counter({ name: 'concord_queries_total', help: 'Statements asked of the database', registers })
  gauge('concord_build', 'The version that runs', ['version']).set({ version: about.version }, 1)
  const database = gauge('concord_database_up', 'Whether the database answered in time')
  const connections = gauge('concord_database_connections', 'Connections to a server; waiting: requests for one', [
    'state',
  ])
  const sessions = gauge('concord_sessions', 'Sessions that have not ended')
  const jobs = gauge('concord_jobs', 'Jobs by their queue, waiting or given up', ['queue', 'state'])
  const heads = gauge('concord_audit_rows', 'The number of the last row of the audit record', ['organisation'])

  const set = (measures: Measures) => {
    database.set(measures.isDatabaseThere ? 1 : 0)
    // What cannot be asked now is absent: yesterday's figure would look like today's.
    for (const each of [connections, jobs, heads]) each.reset()
    sessions.remove()
    for (const [state, count] of Object.entries(measures.connections ?? {})) connections.set({ state }, count)
    if (measures.sessions !== undefined) sessions.set(measures.sessions)
    for (const { queue, state, count } of measures.jobs ?? []) jobs.set({ queue, state }, count)
    for (const { organisation, number } of measures.auditHeads ?? []) heads.set({ organisation }, number)
  }

  return {
    countRequest: (route, status, seconds) =>
      requests.observe({ route, status: `${Math.floor(status / 100)}xx` }, seconds),
    countQuery: () => queries.inc(),
    countSignIn: (way, outcome) => signIns.inc({ way, outcome }),
    text: (measures) => {
      set(measures)
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}
