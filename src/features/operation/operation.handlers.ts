/** What monitoring asks: whether the process lives, whether it should be sent work, and how it does; and the page of it for people. */
import { getConnInfo } from '@hono/node-server/conninfo'
import { isSameSecret } from '../../platform/settings/secret.ts'
import { isThisMachine } from '../../platform/this-machine.ts'
import type { Handlers, Request } from '../../web/request.ts'
import { measure } from './measure.query.ts'
import { findNotReady } from './readiness.query.ts'
import { systemHandlers } from './system.handlers.tsx'

const loopback = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

export const handlers: Handlers = {
  health: (c) => c.text('alive\n'),

  readiness: async (c) => {
    const { database, stopping } = c.var.services
    const why = stopping.aborted ? 'stopping' : await findNotReady(database)
    return why === null ? c.text('ready\n') : c.text(`not ready: ${why}\n`, 503)
  },

  metrics: async (c) => {
    if (!mayReadMetrics(c)) return c.text('not found\n', 404)
    const { database, identity, metrics } = c.var.services
    return c.body(await metrics.text(await measure(database, identity.idleMinutes)), 200, {
      'content-type': metrics.contentType,
    })
  },

  ...systemHandlers,
}

/**
 * With the token, where one is set. Without one, only from this machine and where people too use this machine's own name:
 * elsewhere a proxy may stand in front, and all that it passes on comes from this machine.
 */
function mayReadMetrics(c: Request): boolean {
  const { metricsToken, url } = c.var.services.config
  if (metricsToken !== null)
    return isSameSecret(c.req.header('authorization')?.replace(/^Bearer /i, '') ?? '', metricsToken)
  const names = [new URL(url).hostname, new URL(c.req.url).hostname]
  return names.every(isThisMachine) && loopback.includes(addressOf(c))
}

/** Where the connection comes from; nothing where there is none, as in a test. */
function addressOf(c: Request): string {
  try {
    return getConnInfo(c).remote.address ?? ''
  } catch {
    return ''
  }
}
