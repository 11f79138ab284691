/** One line of the log for each request, and its figures: the name of its route and never its address, which holds numbers. */
import { randomInt, randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { log } from '../platform/log.ts'
import type { Metrics } from '../platform/metrics.ts'
import { recordInto } from '../platform/request-record.ts'
import { type Route, type RouteName, routes } from '../routes.ts'
import type { Env } from './request.ts'

/** What a proxy made, such as a UUID: long and without words, so that nobody's name or number can stand in it. */
const REQUEST_ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$|^[0-9a-f]{32}$/

const METHODS = ['GET', 'HEAD', 'POST']

/** Records every request that reaches the app, also those that are refused before their route is known. */
export function recordRequests(metrics: Metrics): MiddlewareHandler<Env> {
  return async (c, next) => {
    const startedAt = performance.now()
    const given = c.req.header('x-request-id') ?? ''
    const id = REQUEST_ID.test(given) ? given : randomUUID()
    c.set('requestId', id)
    const record = { queries: 0 }
    await recordInto(record, next)
    const milliseconds = performance.now() - startedAt
    const name: RouteName | undefined = c.var.routeName
    const { status } = c.res
    metrics.countRequest(name ?? 'none', status, milliseconds / 1000)
    // Probes come every few seconds, and say nothing that monitoring does not know.
    const level = name && (routes[name] as Route).answers === 'machines' ? 'debug' : 'info'
    log[level](
      {
        request: id,
        route: name ?? 'none',
        method: METHODS.includes(c.req.method) ? c.req.method : 'other',
        status,
        ms: Math.round(milliseconds),
        queries: record.queries,
      },
      'request',
    )
  }
}

/** Says which route was found, before anything of it is asked. */
export const nameRoute =
  (name: RouteName): MiddlewareHandler<Env> =>
  (c, next) => {
    c.set('routeName', name)
    return next()
  }

/** Without letters and figures that are taken for each other when they are said aloud. */
const SAYABLE = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const someOf = (count: number) => Array.from({ length: count }, () => SAYABLE[randomInt(SAYABLE.length)]).join('')

/** What a person can say on the telephone, and support can find in the log: `7F3K-M2QX`. */
export const makeReference = () => `${someOf(4)}-${someOf(4)}`
