/** The one place where things are wired: routes to handlers, and around them all that holds for every request. */
import { Hono } from 'hono'
import { findUnavailable } from './db/unavailable.ts'
import { mayGenerally, objectActions } from './domain/access/access.ts'
import { handlers as about } from './features/about/about.handlers.tsx'
import { handlers as account } from './features/account/account.handlers.tsx'
import { handlers as accounts } from './features/accounts/accounts.handlers.tsx'
import { handlers as agreement } from './features/agreement/agreement.handlers.tsx'
import { handlers as audit } from './features/audit/audit.handlers.tsx'
import { handlers as home } from './features/home/home.handlers.tsx'
import { handlers as imports } from './features/imports/imports.handlers.tsx'
import { handlers as jobPlans } from './features/job-plans/job-plans.handlers.tsx'
import { handlers as operation } from './features/operation/operation.handlers.ts'
import { handlers as people } from './features/people/people.handlers.tsx'
import { handlers as signIn } from './features/sign-in/sign-in.handlers.tsx'
import { todayOf } from './platform/clock.ts'
import { log, withoutWhatWasTyped } from './platform/log.ts'
import { Busy } from './platform/turns.ts'
import { findViewer } from './records/viewer.ts'
import { pathTo, type Route, type RouteName, routes } from './routes.ts'
import { busyPage, forbiddenPage, notFoundPage, notUnderstoodPage } from './web/error-pages.tsx'
import { onlyPermitted, onlyProved } from './web/fail-closed.ts'
import { keepForm } from './web/kept-forms/keep-form.ts'
import { onlyOnce } from './web/once/once.ts'
import { behind, isLong, mayBeLong, onlyAForm, onlyWhatItTakes, outerWall, wallForMachines } from './web/outer-wall.ts'
import { permitAhead } from './web/permit-ahead.ts'
import { owesSecondFactor } from './web/proof/owes-second-factor.ts'
import { makeReference, nameRoute, recordRequests } from './web/record-requests.ts'
import {
  type Env,
  Forbidden,
  type Handler,
  type Handlers,
  isCutShort,
  NotFound,
  type Request,
  type Services,
  seeOther,
} from './web/request.ts'
import { somethingWrongPage } from './web/something-wrong.page.tsx'
import { unavailablePage } from './web/unavailable.page.tsx'

const features = [operation, about, signIn, home, people, imports, account, accounts, audit, jobPlans, agreement]

/** Every handler, by route. Throws when a route has none, or two. */
export function allHandlers(): Record<RouteName, Handler> {
  const found = {} as Record<RouteName, Handler>
  for (const handlers of features)
    for (const [name, handler] of Object.entries(handlers) as [RouteName, Handler][]) {
      if (found[name]) throw new Error(`two handlers answer the route ${name}`)
      found[name] = handler
    }
  const without = (Object.keys(routes) as RouteName[]).filter((name) => !found[name])
  if (without.length > 0) throw new Error(`no handler answers ${without.join(', ')}`)
  return found
}

/** Builds the app from its parts. It serves no files: web/serve.ts puts the built ones in front, and compresses. */
export function createApp(services: Services, handlers: Handlers = allHandlers()): Hono<Env> {
  const app = new Hono<Env>()
  app.use(
    recordRequests(services.metrics),
    // So that a page can be shown also of what is refused below.
    async (c, next) => {
      c.set('services', services)
      c.set('session', null)
      c.set('arriving', null)
      c.set('viewer', null)
      c.header('Cache-Control', 'private, no-store')
      await next()
    },
  )
  const all = Object.entries(routes) as [RouteName, Route][]
  for (const [name, route] of all.filter(([, { answers }]) => answers === 'machines')) {
    const handler = handlers[name]
    if (handler) app.on(route.method, [route.path], nameRoute(name), ...wallForMachines(services.config), handler)
  }
  app.use(...outerWall(services.config))
  for (const [name, route] of all.filter(([, { answers }]) => answers !== 'machines')) {
    const handler = handlers[name]
    if (handler)
      app.on(route.method, [route.path], nameRoute(name), ...(mayBeLong(route) ? [] : onlyWhatItTakes(route)), (c) =>
        answer(c, route, handler),
      )
  }
  app.notFound((c) => notFoundPage(c))
  app.onError((error, c) => {
    if (error instanceof NotFound) return notFoundPage(c)
    if (error instanceof Forbidden) return forbiddenPage(c)
    if (error instanceof Busy) return busyPage(c)
    const unavailable = findUnavailable(error)
    if (unavailable) {
      log.warn({ request: c.var.requestId, route: c.var.routeName, outcome: unavailable.outcome }, unavailable.message)
      return unavailablePage(c, unavailable)
    }
    if (isCutShort(c)) return notUnderstoodPage(c)
    const reference = makeReference()
    const { requestId: request, routeName: route } = c.var
    log.error({ reference, request, route, error: withoutWhatWasTyped(error) }, 'request failed')
    return somethingWrongPage(c, reference)
  })
  return app
}

/** Authenticates first, on its own; then the route's permission; then its handler. */
async function answer(c: Request, route: Route, handler: Handler): Promise<Response> {
  const { identity, database, clock, config } = c.var.services
  c.set('route', route)
  const session = await identity.findSession(c.req.raw.headers)
  c.set('session', session)
  const person = session ? await findViewer(database, session.userId, todayOf(clock)) : null
  const isArriving = session !== null && person !== null && owesSecondFactor(session, person)
  c.set('arriving', isArriving ? person : null)
  const viewer = isArriving ? null : person
  c.set('viewer', viewer)
  if (route.needs === 'passwords' && !config.hasLocalSignIn) throw new NotFound('passwords open no door here')
  // What may be long is read only once it is known who sends it.
  const late = mayBeLong(route) ? onlyWhatItTakes(route) : []
  if (route.may === 'anybody') return behind(late, handler)(c)
  if (!viewer) {
    if (route.mostBytes || (mayBeLong(route) && isLong(c) === true)) return leadToSignIn(c, null)
    return behind(mayBeLong(route) ? onlyAForm(route) : [], () => askToSignIn(c, route))(c)
  }
  const proved = route.again ? onlyProved(handler) : handler
  if (isObjectAction(route.may)) {
    if (mayBeLong(route) && isLong(c)) await permitAhead(c)
    return behind(late, () => onlyOnce(c, onlyPermitted(proved)))(c)
  }
  if (!mayGenerally(viewer, route.may)) throw new Forbidden(route.may)
  return behind(late, () => onlyOnce(c, proved))(c)
}

/** To the second factor, or to the sign-in page and from there to where they were going, with what they had typed. */
async function askToSignIn(c: Request, route: Route): Promise<Response> {
  const { pathname, search } = new URL(c.req.url)
  return leadToSignIn(c, route.method === 'GET' ? `${pathname}${search}` : await keepForm(c, route))
}

const leadToSignIn = (c: Request, next: string | null): Response =>
  seeOther(c, pathTo(c.var.arriving ? 'secondFactorPage' : 'signInPage', {}, next ? { next } : {}))

const isObjectAction = (action: Exclude<Route['may'], 'anybody'>): action is keyof typeof objectActions =>
  action in objectActions
