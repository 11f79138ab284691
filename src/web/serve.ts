import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import type { Env } from './request.ts'

/** Serves the app and, in front of it, the built files, whose names change with their content. */
export function serveApp(
  app: Hono<Env>,
  where: { host: string; port: number; browserFolder: string },
): Promise<{ port: number; stop(): Promise<void> }> {
  const front = new Hono()
  front.use(compress())
  front.use(
    '/assets/*',
    serveStatic({
      root: where.browserFolder,
      precompressed: true,
      onFound: (_, c) => c.header('Cache-Control', 'public, max-age=31536000, immutable'),
    }),
  )
  front.route('/', app)
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: front.fetch, hostname: where.host, port: where.port }, (address) =>
      resolve({
        port: address.port,
        stop: () =>
          new Promise((stopped) => {
            server.close(() => stopped())
            if ('closeIdleConnections' in server) server.closeIdleConnections()
          }),
      }),
    )
    server.on('error', reject)
  })
}
