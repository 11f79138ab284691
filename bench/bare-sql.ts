/**
 * The statements of a page by themselves: heard once from the app, then run again on one connection, in the same role with the
 * same settings, prepared the same way.
 */
import pg from 'pg'
import { createServer, type ViteDevServer } from 'vite'
import type { Database } from '../src/db/database.ts'
import { openServer } from '../src/db/server.ts'
import { percentile } from './line.ts'
import { BENCH_NOW } from './server.ts'

const RUNS = 40

export type BareSql = { queries: number; milliseconds: number }

export type SqlListener = {
  /** The 95th of a page's statements, or null where the app does not answer it with a page. */
  measure(personId: number, path: string): Promise<BareSql | null>
  close(): Promise<void>
}

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
  let heard: { opening: string; statements: [string, readonly unknown[]][] } = { opening: '', statements: [] }
  let isReading = false
  const server = openServer({
    url,
    ownerUrl,
    connections: 2,
    observe: (sql, parameters) => {
      if (isReading) heard.statements.push([sql, parameters])
    },
  })
  const database: Database = {
    ...server,
    read: async (scope, work) => {
      heard.opening = openingBatch(scope, 'read')
      isReading = true
      return server.read(scope, work).finally(() => {
        isReading = false
      })
    },
  }
  const { fixedClock } = (await vite.ssrLoadModule(
    '/src/platform/clock.ts',
  )) as typeof import('../src/platform/clock.ts')
  const app = await testApp({ database, clock: fixedClock(BENCH_NOW), mode: 'demonstration' })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    measure: async (personId, path) => {
      heard = { opening: '', statements: [] }
      const { status } = await app.request(path, { as: personId })
      if (status !== 200) return null
      const { opening, statements } = heard
      const taken: number[] = []
      for (let run = 0; run < RUNS; run++) {
        const startedAt = performance.now()
        await client.query(`begin; ${opening || 'set local role concord_app'}`)
        for (const [sql, parameters] of statements) await client.query(sql, [...parameters])
        await client.query('commit')
        taken.push(performance.now() - startedAt)
      }
      return { queries: statements.length, milliseconds: percentile(taken, 0.95) }
    },
    close: async () => {
      await client.end()
      await app.close()
      await vite.close()
    },
  }
}
