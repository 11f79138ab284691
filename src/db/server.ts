import pg from 'pg'
import { kyselyOver, type RunStatement } from './connection.ts'
import type { Database, Observe } from './database.ts'
import { openingBatch, type Scope } from './scope.ts'
import { postgresTypes } from './types.ts'
import { asUnavailable, Unavailable } from './unavailable.ts'

const asText = (text: string) => text
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text') => {
    if (oid === postgresTypes.date) return asText
    if (oid === postgresTypes.int8) return Number
    return pg.types.getTypeParser(oid, format)
  }) as pg.CustomTypesConfig['getTypeParser'],
}

const statementsOn =
  (client: pg.PoolClient, observe: Observe | undefined): RunStatement =>
  async (sql, parameters) => {
    observe?.(sql, parameters)
    const result: pg.QueryResult | pg.QueryResult[] = await client.query(sql, [...parameters]).catch(nothingDone)
    // Several statements in one are answered by several results.
    if (Array.isArray(result)) return { rows: result.flatMap(({ rows }) => rows), affected: 0 }
    return { rows: result.rows, affected: result.rowCount ?? 0 }
  }

const nothingDone = (error: unknown): never => {
  throw asUnavailable(error, 'nothing-done')
}

/** Longest wait for a connection. */
const CONNECT_MS = 5_000

/** How much longer we wait than the server, which should be the one to give up: then the connection is good still. */
const BEYOND_MS = 2_000

/**
 * Opens a PostgreSQL server (15 or later) by its address; the login needs membership of concord_app and concord_identity,
 * and no more. `ownerUrl` is the address for migrations, where another login owns the tables. A statement that takes longer
 * than `statementSeconds` is given up, and so is a server that does not answer. The owner's may take as long as they do, and
 * so may what the product does itself: a staff record of 12,000, and sight after it.
 */
export function openServer(options: {
  url: string
  ownerUrl?: string
  connections?: number
  observe?: Observe
  statementSeconds?: number
}): Database {
  const { url, ownerUrl = url, connections = 10, observe, statementSeconds = 15 } = options
  const limitMs = statementSeconds * 1000
  const poolOf = (settings: pg.PoolConfig) => {
    const pool = new pg.Pool({ types, connectionTimeoutMillis: CONNECT_MS, keepAlive: true, ...settings })
    // A connection that the server closes is replaced by the pool; without listeners, also while it is lent, that would end
    // the process.
    pool.on('error', () => {})
    pool.on('connect', (client) => void client.on('error', () => {}))
    return pool
  }
  const appPool = poolOf({ connectionString: url, max: connections, query_timeout: limitMs + BEYOND_MS })
  const ownWorkPool = poolOf({ connectionString: url, max: 2 })
  const ownerPool = poolOf({ connectionString: ownerUrl, max: 1 })
  const poolFor = ({ personId, takesItsTime }: Scope) => (personId === null || takesItsTime ? ownWorkPool : appPool)
  // A process that hangs in the middle of a transaction does not hold its locks for ever either. Under row security PostgreSQL
  // takes some pages for dear ones, and would compile each anew: half a second, for a page of a twentieth.
  const limits = `set local statement_timeout = ${limitMs}; set local idle_in_transaction_session_timeout = ${4 * limitMs}; set local jit = off`

  const transaction = async <T>(
    batch: string,
    work: (run: RunStatement) => Promise<T>,
    pool: pg.Pool = appPool,
  ): Promise<T> => {
    const client = await pool.connect().catch(nothingDone)
    let broken: unknown
    try {
      const opening = [...(pool === appPool ? [limits] : []), ...(batch ? [batch] : [])]
      await client.query(['begin', ...opening].join('; ')).catch(nothingDone)
      const result = await work(statementsOn(client, observe))
      const { command } = await client.query('commit').catch((error) => {
        throw asUnavailable(error, 'unknown')
      })
      // The server takes the commit of a failed transaction for a rollback, and says no more than this.
      if (command !== 'COMMIT') throw new Error('a statement failed and the work went on: nothing was kept')
      return result
    } catch (error) {
      // Nothing more is asked of a connection that may not answer.
      if (error instanceof Unavailable) broken = error
      else
        await client.query('rollback').catch((lost) => {
          broken = lost
        })
      throw error
    } finally {
      client.release(broken !== undefined)
    }
  }

  return {
    kind: 'server',
    read: (scope, work) => transaction(openingBatch(scope, 'read'), (run) => work(kyselyOver(run))),
    write: (scope, work) => transaction(openingBatch(scope, 'write'), (run) => work(kyselyOver(run)), poolFor(scope)),
    identity: kyselyOver((sql, parameters) =>
      transaction('set local role concord_identity', (run) => run(sql, parameters)),
    ),
    asSignIn: (work) => transaction('set local role concord_identity', (run) => work(kyselyOver(run))),
    jobs: (sql, parameters = []) => transaction('set local role concord_jobs', (run) => run(sql, parameters)),
    asOwner: (work) => transaction('', (run) => work(kyselyOver(run)), ownerPool),
    script: (sql) => transaction('', async (run) => void (await run(sql, [])), ownerPool),
    connections: () => {
      const { totalCount, idleCount: idle, waitingCount: waiting } = appPool
      return { idle, used: totalCount - idle, waiting }
    },
    close: async () => {
      await Promise.all([appPool.end(), ownWorkPool.end(), ownerPool.end()])
    },
  }
}
