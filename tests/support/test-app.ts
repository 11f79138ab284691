/** The whole app on a database of its own, with the real sign-in, asked by requests. */
import type { Hono } from 'hono'
import { createApp } from '../../src/app.tsx'
import type { Database, Observe } from '../../src/db/database.ts'
import { type Clock, fixedClock } from '../../src/platform/clock.ts'
import type { Identity } from '../../src/platform/identity/identity.ts'
import { createIdentity } from '../../src/platform/identity/identity-better-auth.ts'
import { createMetrics } from '../../src/platform/metrics.ts'
import { countQuery } from '../../src/platform/request-record.ts'
import { type Config, readConfig } from '../../src/platform/settings/config.ts'
import { startMessages } from '../../src/records/messages.ts'
import { mailLinks } from '../../src/web/mail-links.ts'
import { openIdProviders } from '../../src/web/open-id-providers.ts'
import type { Env, Handlers } from '../../src/web/request.ts'
import { accountOf } from './factories.ts'
import { openTestDatabase } from './open-test-database.ts'

export type Ask = {
  /** Whose request it is: a person's number, or a cookie as `signInAs` gives it. Nobody's without it. */
  as?: number | string
  /** Fields of a form: makes the request a POST unless `method` says otherwise. A list is a field sent several times. */
  form?: Record<string, string | readonly string[]>
  /** What is posted as JSON instead. */
  json?: unknown
  method?: string
  headers?: Record<string, string>
}

export type TestApp = {
  app: Hono<Env>
  database: Database
  identity: Identity
  config: Config
  /** Signs a person in, with an account made for them where they have none; returns the cookie. */
  signInAs(personId: number): Promise<string>
  /** Asks the app; redirects are not followed. */
  request(path: string, ask?: Ask): Promise<Response>
  close(): Promise<void>
}

/**
 * Starts the app, wired as src/main.ts wires it. `handlers` are all of them unless given, `settings` more of the environment;
 * it is at http://localhost unless they say otherwise, and the clock stands at noon on 21 November 2026.
 */
export async function testApp(
  options: {
    clock?: Clock
    mode?: Config['mode']
    database?: Database
    observe?: Observe
    handlers?: Handlers
    settings?: Record<string, string>
    passwordChecks?: { atOnce: number; waiting: number }
    ownPasswordChecks?: { atOnce: number; waiting: number }
    inAMinute?: { resets?: number; leaving?: number }
    stopping?: AbortSignal
  } = {},
): Promise<TestApp> {
  const { clock = fixedClock('2026-11-21T12:00:00Z'), mode = 'real', handlers } = options
  const metrics = createMetrics()
  const observe: Observe = (...statement) => {
    countQuery()
    metrics.countQuery()
    options.observe?.(...statement)
  }
  const database = options.database ?? (await openTestDatabase({ observe }))
  const config = readConfig({ CONCORD_MODE: mode, CONCORD_URL: 'http://localhost', ...options.settings })
  const { url, idleMinutes } = config
  const identity = createIdentity({
    database,
    secret: 'a secret that is only for tests, long enough',
    url,
    idleMinutes,
    ...(options.passwordChecks ? { passwordChecks: options.passwordChecks } : {}),
    ...(options.ownPasswordChecks ? { ownPasswordChecks: options.ownPasswordChecks } : {}),
    ...(options.inAMinute ? { inAMinute: options.inAMinute } : {}),
  })
  const messages = await startMessages({ database, clock, config, links: mailLinks(url), pollSeconds: 0.5 })
  const services = {
    database,
    identity,
    clock,
    config,
    messages,
    metrics,
    stopping: options.stopping ?? new AbortController().signal,
    singleSignOn: openIdProviders(config),
    assets: { styles: [], scripts: {} },
  }
  const app = handlers ? createApp(services, handlers) : createApp(services)
  const cookies = new Map<number, string>()

  const signInAs = async (personId: number) => {
    const known = cookies.get(personId)
    if (known) return known
    // As somebody who has just signed in with all that is asked of anybody.
    const headers = await identity.startSession(await accountOf(database, identity, personId), new Headers(), {
      method: mode === 'demonstration' ? 'demonstration' : 'password',
      secondFactorAt: new Date(),
      // For as long as a test may run.
      confirmedAt: new Date(Date.now() + 24 * 3_600_000),
    })
    const cookie = cookiesIn(headers)
    cookies.set(personId, cookie)
    return cookie
  }

  return {
    app,
    database,
    identity,
    config,
    signInAs,
    request: async (path, ask = {}) => {
      const cookie = typeof ask.as === 'number' ? await signInAs(ask.as) : ask.as
      const isJson = ask.json !== undefined
      const body = isJson ? JSON.stringify(ask.json) : ask.form && new URLSearchParams(fieldsOf(ask.form))
      return app.request(`${url}${path}`, {
        method: ask.method ?? (body ? 'POST' : 'GET'),
        headers: {
          origin: url,
          ...(isJson ? { 'content-type': 'application/json' } : {}),
          ...(cookie ? { cookie } : {}),
          ...ask.headers,
        },
        ...(body ? { body } : {}),
      })
    },
    close: async () => {
      await messages.stop()
      await database.close()
    },
  }
}

/** The `cookie` header that a browser would send after an answer with these headers. */
export const cookiesIn = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

const fieldsOf = (form: NonNullable<Ask['form']>): string[][] =>
  Object.entries(form).flatMap(([name, value]) => [value].flat().map((each) => [name, String(each)]))
