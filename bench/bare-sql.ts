/**
 * The statements of a page or a save by themselves: heard once from the app, then run again on one connection, in the same role
 * with the same settings, prepared the same way. What a save writes is taken back each time, so that it finds what it found
 * before; the wait for the disk at its end is not in the figure.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import { createServer, type ViteDevServer } from 'vite'
import type { Database, Tx } from '../src/db/database.ts'
import type { Scope } from '../src/db/scope.ts'
import { openServer } from '../src/db/server.ts'
import { percentile } from './line.ts'
import { type Ask, sentFor } from './load-generator.ts'
import { BENCH_NOW } from './server.ts'

const RUNS = 40

export type BareSql = { queries: number; milliseconds: number }

export type SqlListener = {
  /** The 95th of all that the app asks the database for this answer, one transaction after the other. */
  measure(personId: number, ask: Ask): Promise<BareSql>
  close(): Promise<void>
}

type Transaction = { opening: string; statements: [string, readonly unknown[]][] }

export async function listenToSql({ url, ownerUrl }: { url: string; ownerUrl: string }): Promise<SqlListener> {
  const vite: ViteDevServer = await createServer({
    server: { middlewareMode: true, ws: false },
    appType: 'custom',
    logLevel: 'error',
  })
  const { testApp } = (await vite.ssrLoadModule(
    '/tests/support/test-app.ts',
  )) as typeof import('../tests/support/test-app.ts')
  const { openingBatch } = (await vite.ssrLoadModule('/src/db/scope.ts')) as typeof import('../src/db/scope.ts')
  let heard: Transaction[] = []
  // What the queue and the sign-in ask meanwhile is not the page's.
  const listening = new AsyncLocalStorage<Transaction>()
  const server = openServer({
    url,
    ownerUrl,
    connections: 2,
    observe: (sql, parameters) => listening.getStore()?.statements.push([sql, parameters]),
  })
  const listenTo = <T>(opening: string, work: () => Promise<T>): Promise<T> => {
    const transaction: Transaction = { opening, statements: [] }
    heard.push(transaction)
    return listening.run(transaction, work)
  }
  const database: Database = {
    ...server,
    read: (scope, work) => listenTo(openingBatch(scope, 'read'), () => server.read(scope, work)),
    write: (scope, work) => listenTo(openingBatch(scope, 'write'), () => writeAndTakeBack(server, scope, work)),
  }
  const { fixedClock } = (await vite.ssrLoadModule(
    '/src/platform/clock.ts',
  )) as typeof import('../src/platform/clock.ts')
  const app = await testApp({ database, clock: fixedClock(BENCH_NOW), mode: 'demonstration' })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const runAgain = async ({ opening, statements }: Transaction) => {
    await client.query(`begin; ${opening}`)
    for (const [sql, parameters] of statements) await client.query(sql, [...parameters])
    await client.query('rollback')
  }
  return {
    measure: async (personId, { path, save }) => {
      await app.signInAs(personId)
      heard = []
      const { status } = await app.request(path, { as: personId, ...(save ? sentFor(save) : {}) })
      if (status !== 200) throw new Error(`the app in this process answers ${path} with ${status}`)
      const transactions = heard
      const taken: number[] = []
      for (let run = 0; run < RUNS; run++) {
        const startedAt = performance.now()
        for (const transaction of transactions) await runAgain(transaction)
        taken.push(performance.now() - startedAt)
      }
      const queries = transactions.reduce((sum, { statements }) => sum + statements.length, 0)
      return { queries, milliseconds: percentile(taken, 0.95) }
    },
    close: async () => {
      await client.end()
      await app.close()
      await vite.close()
    },
  }
}

/** Carries what was written out of its transaction, of which nothing is kept. */
class TakenBack extends Error {}

async function writeAndTakeBack<T>(server: Database, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  let result: { of: T } | undefined
  try {
    await server.write(scope, async (tx) => {
      result = { of: await work(tx) }
      throw new TakenBack('measured, not kept')
    })
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
  }
  return (result as { of: T }).of
}
