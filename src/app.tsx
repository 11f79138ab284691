/** The one place where things are wired: routes to handlers, and around them all that holds for every request. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { NONCE, secureHeaders } from 'hono/secure-headers'
import { mayGenerally, objectActions } from './domain/access/access.ts'
import { handlers as accounts } from './features/accounts/accounts.handlers.tsx'
import { handlers as agreement } from './features/agreement/agreement.handlers.tsx'
import { handlers as home } from './features/home/home.handlers.tsx'
import { handlers as jobPlans } from './features/job-plans/job-plans.handlers.tsx'
import { handlers as people } from './features/people/people.handlers.tsx'
import { handlers as signIn } from './features/sign-in/sign-in.handlers.tsx'
import { todayOf } from './platform/clock.ts'
import { log } from './platform/log.ts'
import { findViewer } from './records/viewer.ts'
import { pathTo, type Route, type RouteName, routes } from './routes.ts'
import { forbiddenPage, fromElsewherePage, notFoundPage, somethingWrongPage, tooLargePage } from './web/error-pages.tsx'
import {
  type Env,
  Forbidden,
  type Handler,
  type Handlers,
  NotFound,
  type Request,
  type Services,
  seeOther,
} from './web/request.ts'

const features = [signIn, home, people, accounts, jobPlans, agreement]

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
    // First, so that a page can be shown also of what is refused below.
    async (c, next) => {
      c.set('services', services)
      c.set('viewer', null)
      c.header('Cache-Control', 'private, no-store')
      await next()
    },
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", NONCE],
        styleSrc: ["'self'", NONCE],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
      xFrameOptions: 'DENY',
      referrerPolicy: 'same-origin',
    }),
    csrf(),
    bodyLimit({ maxSize: 2_000_000 }),
  )
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const handler = handlers[name]
    if (handler) app.on(route.method, route.path, (c) => answer(c, name, route, handler))
  }
  app.notFound((c) => notFoundPage(c))
  app.onError((error, c) => {
    if (error instanceof NotFound) return notFoundPage(c)
    if (error instanceof Forbidden) return forbiddenPage(c)
    if (error instanceof HTTPException && error.status === 403) return fromElsewherePage(c)
    if (error instanceof HTTPException && error.status === 413) return tooLargePage(c)
    log.error(
      { route: c.var.routeName, error: { name: error.name, message: error.message, stack: error.stack } },
      'request failed',
    )
    return somethingWrongPage(c)
  })
  return app
}

/** Authenticates first, on its own; then the route's permission; then its handler. */
async function answer(c: Request, name: RouteName, route: Route, handler: Handler): Promise<Response> {
  const { identity, database, clock } = c.var.services
  c.set('routeName', name)
  c.set('route', route)
  const account = await identity.findAccount(c.req.raw.headers)
  const viewer = account ? await findViewer(database, account, todayOf(clock)) : null
  c.set('viewer', viewer)
  if (route.may === 'anybody') return handler(c)
  if (!viewer) {
    const { pathname, search } = new URL(c.req.url)
    return seeOther(c, pathTo('signInPage', {}, route.method === 'GET' ? { next: `${pathname}${search}` } : {}))
  }
  if (!isObjectAction(route.may)) {
    if (!mayGenerally(viewer, route.may)) throw new Forbidden(route.may)
    return handler(c)
  }
  const response = await handler(c)
  if (!c.var.permitted) throw new Error(`${name} answered without checking its permission`)
  return response
}

const isObjectAction = (action: Exclude<Route['may'], 'anybody'>): action is keyof typeof objectActions =>
  action in objectActions
