import type { Server, ServerResponse } from 'node:http'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { secureHeaders } from 'hono/secure-headers'
import type { Env } from './request.ts'

/** How long a request may take to arrive, in milliseconds, and how much may stand above its body. Node's own are for less exposed servers. */
const BOUNDS = {
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16_384,
}

export type Served = {
  port: number
  /**
   * Takes no more requests, and answers when those under way are done. What takes longer than `cutAfterMs` is cut, and then
   * the answer is `cut`.
   */
  stop(cutAfterMs?: number): Promise<'finished' | 'cut'>
}

/** Serves the app and, in front of it, the built files, whose names change with their content. */
export function serveApp(
  app: Hono<Env>,
  where: { host: string; port: number; browserFolder: string; saysTimes?: boolean; bounds?: Partial<typeof BOUNDS> },
): Promise<Served> {
  let isStopping = false
  const front = new Hono<Env>()
  // How long the answer took to make, for whoever measures (bench): with the rest it is the network's. Only where that is
  // asked for, since a stranger learns from it which of their guesses made work.
  front.use(async (c, next) => {
    const startedAt = performance.now()
    await next()
    if (isStopping) c.header('Connection', 'close')
    if (where.saysTimes) c.header('Server-Timing', `concord;dur=${(performance.now() - startedAt).toFixed(1)}`)
  })
  front.use(compress())
  front.use(
    '/assets/*',
    secureHeaders({ strictTransportSecurity: false }),
    serveStatic({
      root: where.browserFolder,
      precompressed: true,
      onFound: (_, c) => c.header('Cache-Control', 'public, max-age=31536000, immutable'),
    }),
  )
  // Whole, with its own page for an address that nothing is at: `route` would take its routes alone.
  front.all('*', (c) => app.fetch(c.req.raw, c.env))
  return new Promise((resolve, reject) => {
    const serverOptions = { ...BOUNDS, ...where.bounds }
    const server = serve({ fetch: front.fetch, hostname: where.host, port: where.port, serverOptions }, (address) =>
      resolve({
        port: address.port,
        stop: (cutAfterMs = 9_000) => {
          isStopping = true
          return stopServer(server as Server, underWay, cutAfterMs)
        },
      }),
    )
    const underWay = new Set<ServerResponse>()
    server.on('request', (_, response: ServerResponse) => {
      underWay.add(response)
      response.once('close', () => underWay.delete(response))
    })
    server.on('error', reject)
  })
}

/**
 * Closed when no request is under way: Node itself would wait for connections too on which nothing was asked yet, as browsers
 * open them ahead.
 */
function stopServer(
  server: Server,
  underWay: ReadonlySet<ServerResponse>,
  cutAfterMs: number,
): Promise<'finished' | 'cut'> {
  const { promise, resolve } = Promise.withResolvers<'finished' | 'cut'>()
  const cutAt = performance.now() + cutAfterMs
  let outcome: 'finished' | 'cut' = 'finished'
  const look = setInterval(() => {
    const isLate = performance.now() >= cutAt
    if (underWay.size > 0 && !isLate) return
    if (underWay.size > 0) outcome = 'cut'
    server.closeAllConnections()
  }, 20)
  server.close(() => {
    clearInterval(look)
    resolve(outcome)
  })
  return promise
}
