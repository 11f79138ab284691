/** What a handler is given, and what it answers with besides a page. */
import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import type { Database } from '../db/database.ts'
import { type Scope, scopeOf } from '../db/scope.ts'
import { may, type ObjectAction, type Sight } from '../domain/access/access.ts'
import type { Clock } from '../platform/clock.ts'
import type { Identity, Session } from '../platform/identity/identity.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { OpenIdProvider } from '../platform/openid-connect/openid-connect.ts'
import type { Config } from '../platform/settings/config.ts'
import type { Messages } from '../records/messages.ts'
import type { ViewerFacts } from '../records/viewer.ts'
import type { Route, RouteName } from '../routes.ts'
import { numberOf } from './number-of.ts'

/** What the whole app is made with; tests make it with other parts. */
export type Services = {
  database: Database
  identity: Identity
  clock: Clock
  config: Config
  messages: Messages
  metrics: Metrics
  /** Aborted when the process has been told to stop. */
  stopping: AbortSignal
  /** The providers that people may sign in with; none unless the settings name them. */
  singleSignOn: readonly OpenIdProvider[]
  /** Addresses of the built style sheet and scripts. */
  assets: { styles: string[]; scripts: Record<string, string> }
}

export type Env = {
  /** What came over the line; nothing in tests that ask without one. */
  Bindings: { incoming?: IncomingMessage }
  Variables: {
    services: Services
    /** What the log calls this request: given by a proxy, or made. */
    requestId: string
    routeName: RouteName
    route: Route
    /** The live session of this request, also one whose person has yet to show a second factor. */
    session: Session | null
    /** Somebody who gave the right password and has yet to show a second factor: nothing else is open to them. */
    arriving: ViewerFacts | null
    viewer: ViewerFacts | null
    /** Set by `proveAgain`; a route that asks for it and changes something without it fails closed. */
    provedAgain: boolean
    /** The key of the form that was sent, to be sent again with it. */
    once?: string
    /** Set by `permit`; a route about one plan or assignment that answers without it fails closed. */
    permitted: boolean
    secureHeadersNonce?: string
  }
}

export type Request = Context<Env>
export type Handler = (c: Request) => Response | Promise<Response>
export type Handlers = Partial<Record<RouteName, Handler>>

/** Answers that end a request early; app.tsx shows each as a page. */
export class NotFound extends Error {}
export class Forbidden extends Error {}

/**
 * Whether who asked went away before all of it was here. Whatever reads it then throws, in words of the line's own; nothing is
 * done, since every handler reads before it does anything.
 */
export const isCutShort = ({ env }: Request): boolean => env?.incoming?.destroyed === true && !env.incoming.complete

/** The session of somebody who is signed in; routes that anybody may use must not ask. */
export function sessionOf(c: Request): Session {
  if (!c.var.session) throw new Forbidden('sign in first')
  return c.var.session
}

/** The signed-in person; routes that anybody may use must not ask. */
export function viewerOf(c: Request): ViewerFacts {
  const viewer = c.var.viewer
  if (!viewer) throw new Forbidden('sign in first')
  return viewer
}

/** Whose page or form this is, as pages and the browser's scripts tell people apart. */
export const whoseOf = ({ organisationId, personId }: ViewerFacts): string => `${organisationId}.${personId}`

/** The eyes that this request's transactions have. */
export const scopeOfRequest = (c: Request): Scope => scopeOf(viewerOf(c))

/** Checks the route's action against the plan or assignment that was found. Row security has hidden what is out of sight. */
export function permit(c: Request, sight: Sight): void {
  if (!may(viewerOf(c), c.var.route.may as ObjectAction, sight)) throw new Forbidden(c.var.route.may)
  c.set('permitted', true)
}

/** A whole number from the path, or a 404: `numberFrom(c, 'planId')`. */
export function numberFrom(c: Request, name: string): number {
  const number = numberOf(c.req.param(name))
  if (number === null) throw new NotFound(`${name} in the address`)
  return number
}

/** After a change, the page that shows the result. */
export const seeOther = (c: Request, path: string) => c.redirect(path, 303)
