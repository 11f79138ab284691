/** The whole app on a database of its own, with the real sign-in, asked by requests. */
import type { Hono } from 'hono'
import { createApp } from '../../src/app.tsx'
import type { Database, Observe } from '../../src/db/database.ts'
import { type Clock, fixedClock } from '../../src/platform/clock.ts'
import { type Config, readConfig } from '../../src/platform/config.ts'
import type { Identity } from '../../src/platform/identity.ts'
import { createIdentity } from '../../src/platform/identity-better-auth.ts'
import type { Env, Handlers } from '../../src/web/request.ts'
import { accountOf } from './factories.ts'
import { openTestDatabase } from './open-test-database.ts'

export type Ask = {
  /** Whose request it is: a person's number, or a cookie as `signInAs` gives it. Nobody's without it. */
  as?: number | string
  /** Fields of a form: makes the request a POST unless `method` says otherwise. A list is a field sent several times. */
  form?: Record<string, string | readonly string[]>
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

const url = 'http://localhost'

/** Starts the app. `handlers` are all of them unless given; the clock stands at noon on 21 November 2026. */
export async function testApp(
  options: { clock?: Clock; mode?: Config['mode']; database?: Database; observe?: Observe; handlers?: Handlers } = {},
): Promise<TestApp> {
  const { clock = fixedClock('2026-11-21T12:00:00Z'), mode = 'real', observe, handlers } = options
  const database = options.database ?? (await openTestDatabase(observe ? { observe } : {}))
  const config = readConfig({ CONCORD_MODE: mode, CONCORD_URL: url })
  const identity = createIdentity({ database, secret: 'a secret that is only for tests, long enough', url, clock })
  const services = { database, identity, clock, config, assets: { styles: [], scripts: {} } }
  const app = handlers ? createApp(services, handlers) : createApp(services)
  const cookies = new Map<number, string>()

  const signInAs = async (personId: number) => {
    const known = cookies.get(personId)
    if (known) return known
    const headers = await identity.startSession(await accountOf(database, identity, personId), new Headers())
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
      const body = ask.form && new URLSearchParams(fieldsOf(ask.form))
      return app.request(`${url}${path}`, {
        method: ask.method ?? (body ? 'POST' : 'GET'),
        headers: { origin: url, ...(cookie ? { cookie } : {}), ...ask.headers },
        ...(body ? { body } : {}),
      })
    },
    close: () => database.close(),
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
