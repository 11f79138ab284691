import pg from 'pg'
import { kyselyOver, type RunStatement } from './connection.ts'
import type { Database, Observe } from './database.ts'
import { openingBatch } from './scope.ts'
import { postgresTypes } from './types.ts'

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
    observe?.(sql)
    const { rows, rowCount } = await client.query(sql, [...parameters])
    return { rows, affected: rowCount ?? 0 }
  }

/**
 * Opens a PostgreSQL server (15 or later) by its address; the login needs membership of concord_app and concord_identity,
 * and no more. `ownerUrl` is the address for migrations, where another login owns the tables.
 */
export function openServer(options: {
  url: string
  ownerUrl?: string
  connections?: number
  observe?: Observe
}): Database {
  const { url, ownerUrl, connections = 10, observe } = options
  const poolOf = (connectionString: string, max: number) => {
    const pool = new pg.Pool({ connectionString, max, types })
    // An idle connection that the server closes is replaced by the pool; without a listener it would end the process.
    pool.on('error', () => {})
    return pool
  }
  const appPool = poolOf(url, connections)
  const ownerPool = ownerUrl ? poolOf(ownerUrl, 1) : appPool

  const transaction = async <T>(
    batch: string,
    work: (run: RunStatement) => Promise<T>,
    pool: pg.Pool = appPool,
  ): Promise<T> => {
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      await client.query(batch ? `begin; ${batch}` : 'begin')
      const result = await work(statementsOn(client, observe))
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch((lost: Error) => {
        broken = lost
      })
      throw error
    } finally {
      client.release(broken)
    }
  }

  return {
    kind: 'server',
    read: (scope, work) => transaction(openingBatch(scope, 'read'), (run) => work(kyselyOver(run))),
    write: (scope, work) => transaction(openingBatch(scope, 'write'), (run) => work(kyselyOver(run))),
    identity: kyselyOver((sql, parameters) =>
      transaction('set local role concord_identity', (run) => run(sql, parameters)),
    ),
    asOwner: (work) => transaction('', (run) => work(kyselyOver(run)), ownerPool),
    script: (sql) => transaction('', async (run) => void (await run(sql, [])), ownerPool),
    close: async () => {
      await appPool.end()
      if (ownerPool !== appPool) await ownerPool.end()
    },
  }
}
