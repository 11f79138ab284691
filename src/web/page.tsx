import type { Child } from 'hono/jsx'
import { type GeneralAction, mayGenerally } from '../domain/access/access.ts'
import { pathTo, type RouteName, routes } from '../routes.ts'
import { Layout, type LayoutProps } from '../ui/layout.tsx'
import { takeDone } from './done.tsx'
import { withKeys } from './once/once-key.ts'
import { type Request, whoseOf } from './request.ts'

type PageProps = Pick<LayoutProps, 'title' | 'breadcrumbs' | 'width' | 'banner' | 'hasProblems'> & {
  /** Which entry of the menu this page lies under. */
  under?: RouteName
  /** Names of browser scripts, as src/web/assets.ts knows them. */
  scripts?: readonly string[]
  status?: 200 | 400 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503
}

/** The menu, in order: what a person may not open is not shown. */
const menu: { route: RouteName; label: string }[] = [
  { route: 'home', label: 'Home' },
  { route: 'team', label: 'My team' },
  { route: 'people', label: 'People' },
  { route: 'imports', label: 'Staff record' },
  { route: 'accounts', label: 'Accounts' },
  { route: 'roleGrants', label: 'Roles' },
  { route: 'audit', label: 'Audit' },
  { route: 'system', label: 'System' },
]

/** Answers with a whole page: the product's frame around what a feature shows. */
export async function page(c: Request, props: PageProps, body: Child): Promise<Response> {
  const { under, scripts = [], status = 200, ...layout } = props
  const viewer = c.var.viewer
  const { assets } = c.var.services
  const done = status === 200 ? takeDone(c) : undefined
  const whole = await (
    <Layout
      {...layout}
      banner={done ?? layout.banner}
      organisation={viewer ? { name: viewer.organisationName } : undefined}
      navigation={
        viewer
          ? menu
              .filter(({ route }) => mayGenerally(viewer, routes[route].may as GeneralAction))
              .map(({ route, label }) => ({ href: pathTo(route as 'home'), label, current: route === under }))
          : undefined
      }
      person={
        viewer ? { name: viewer.fullName, accountHref: pathTo('account'), signOutAction: pathTo('signOut') } : undefined
      }
      whose={personHere(c)}
      session={viewer ? sessionShown(c) : undefined}
      demonstration={viewer?.isDemonstration ? { href: pathTo('demonstrationPage') } : undefined}
      footer={[
        ...(viewer
          ? [
              { href: pathTo('ruleBook'), label: 'Rule book' },
              { href: pathTo('staffRules'), label: 'How staff are sorted' },
            ]
          : []),
        { href: pathTo('accessibilityStatement'), label: 'Accessibility' },
        { href: pathTo('privacyNotice'), label: 'Privacy' },
      ]}
      styles={assets.styles}
      scripts={['main', ...scripts].flatMap((name) => assets.scripts[name] ?? [])}
      nonce={c.get('secureHeadersNonce')}
    >
      {body}
    </Layout>
  )
  return c.html(viewer ? withKeys(String(whole), whoseOf(viewer)) : whole, status)
}

/** Sessions go by the machine's clock, and not by the product's. */
function sessionShown(c: Request): LayoutProps['session'] {
  const { session, services } = c.var
  if (!session) return undefined
  const [startedAt, endsAt] = [session.startedAt.getTime(), session.endsAt.getTime()]
  return {
    idleMinutes: services.identity.idleMinutes,
    mostHours: Math.round((endsAt - startedAt) / 3_600_000),
    secondsLeft: Math.floor((endsAt - Date.now()) / 1000),
    stayAction: pathTo('stayHere'),
    signInHref: pathTo('signInPage'),
  }
}

/**
 * Who is signed in, as the browser's scripts tell people apart; `nobody` where nobody was here or they have signed out, and
 * nothing while what was typed waits for its person to sign in again.
 */
function personHere(c: Request): string | undefined {
  const { viewer, services } = c.var
  if (viewer) return whoseOf(viewer)
  return services.identity.lastPerson(c.req.raw.headers) === null ? 'nobody' : undefined
}
