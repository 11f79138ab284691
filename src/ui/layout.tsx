import { html, raw } from 'hono/html'
import type { PropsWithChildren } from 'hono/jsx'
import { Breadcrumbs, type Crumb } from './components/breadcrumbs.tsx'
import { SkipLink } from './components/skip-link.tsx'
import { type Content, classes } from './markup.ts'

/** Header colours an organisation may choose from; each has at least 4.5 to 1 contrast with white words. */
export type BrandColour = 'blue' | 'dark-blue' | 'green' | 'purple' | 'plum' | 'grey'

export type NavigationItem = { href: string; label: string; current?: boolean | undefined; count?: number | undefined }

export type LayoutProps = PropsWithChildren<{
  /** What this page is; the product's and the organisation's names follow it. */
  title: string
  lang?: 'en' | 'cy' | undefined
  organisation?: { name: string; colour?: BrandColour | undefined } | undefined
  navigation?: readonly NavigationItem[] | undefined
  /** Who is signed in. Signing out is a form, since it changes something. */
  person?: { name: string; accountHref?: string | undefined; signOutAction: string } | undefined
  /** Whose page this is, for scripts: what is kept in the browser is theirs alone. */
  whose?: string | undefined
  /** The session that the page is of: it warns before the end. */
  session?: PageSession | undefined
  /** Shown on an invented organisation; the link chooses another invented person. */
  demonstration?: { href: string } | undefined
  breadcrumbs?: readonly Crumb[] | undefined
  /** `wide` for a working tool (default); `reading` for forms and words. */
  width?: 'wide' | 'reading' | undefined
  /** A problem or a result, between the breadcrumbs and the page. */
  banner?: Content | undefined
  /** The title then begins with “Error: ”, as the design system asks. */
  hasProblems?: boolean | undefined
  footer?: readonly { href: string; label: string }[] | undefined
  styles?: readonly string[] | undefined
  scripts?: readonly string[] | undefined
  /** The request's CSP nonce; without it no inline script is written. */
  nonce?: string | undefined
  words?: Partial<typeof WORDS> | undefined
}>

/** How long a session lasts without a request, how long it lasts at most, and how much of that is left now. */
export type PageSession = {
  idleMinutes: number
  mostHours: number
  secondsLeft: number
  stayAction: string
  signInHref: string
}

const WORDS = {
  product: 'Concord',
  homeHref: '/',
  menu: 'Menu',
  account: 'Account',
  signOut: 'Sign out',
  skip: 'Skip to main content',
  error: 'Error: ',
  demonstration: 'Demonstration.',
  invented: 'Everyone here is invented.',
  beSomeoneElse: 'Be someone else',
  soonOver: 'You will be signed out soon',
  /** `{time}` is when it ends, in the reader's own time: the script knows it. */
  soonOverWhy: 'You have done nothing here for a while. At {time} you will be signed out. Nothing you typed is lost.',
  stay: 'Stay signed in',
  over: 'You have been signed out, since nothing was done here for a while. What you typed is still here: save it, sign in, and carry on.',
  overUntouched: 'You have been signed out, since nothing was done here for a while.',
  signIn: 'Sign in again',
  longSoon: (hours: number) =>
    `You have been signed in for nearly ${hours} hours, which is the longest. At {time} you need to sign in again. Nothing you typed is lost: save it now, or carry on with it then.`,
  longOver: (hours: number) =>
    `You have been signed in for ${hours} hours, which is the longest, and are signed out now. What you typed is still here: save it, sign in, and carry on.`,
  longOverUntouched: (hours: number) =>
    `You have been signed in for ${hours} hours, which is the longest, and are signed out now.`,
  footer: 'Support links',
  about: 'Concord is free and open software for planning work together.',
}

/** Marks the page as scripted before it is drawn, so that what JavaScript will hide does not flash. */
const MARK_AS_SCRIPTED =
  "document.documentElement.classList.add('has-script');document.body.classList.add('js-enabled','nhsuk-frontend-supported')"

/** Two sides that meet, in the product's blue: in the page itself, so that no browser asks for a file. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#005eb8"/><path d="M14 8a8 8 0 1 0 0 16M18 8a8 8 0 1 1 0 16" fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round"/></svg>',
)}`

/** The whole document: head, header, demonstration strip, breadcrumbs, main, footer. */
export const Layout = (props: LayoutProps) => {
  const { title, organisation, person, demonstration, nonce, width = 'wide', lang = 'en' } = props
  const words = { ...WORDS, ...props.words }
  const container = classes('app-width', width === 'reading' && 'app-width--reading')
  return html`<!doctype html>${(
    <html lang={lang} class={`app-brand-${organisation?.colour ?? 'blue'}`}>
      <head>
        <meta charset="utf-8" />
        <title>
          {[props.hasProblems ? `${words.error}${title}` : title, organisation?.name, words.product]
            .filter(Boolean)
            .join(' – ')}
        </title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light" />
        <link rel="icon" type="image/svg+xml" href={ICON} />
        {props.styles?.map((href) => (
          <link rel="stylesheet" href={href} />
        ))}
        {props.scripts?.map((src) => (
          <script type="module" src={src} nonce={nonce} />
        ))}
      </head>
      <body data-person={props.whose}>
        {nonce ? <script nonce={nonce}>{raw(MARK_AS_SCRIPTED)}</script> : null}
        <SkipLink text={words.skip} />
        <header class="app-header">
          <div class="app-header__bar app-width">
            <a class="app-header__product" href={words.homeHref}>
              {words.product}
            </a>
            {organisation ? <span class="app-header__organisation">{organisation.name}</span> : null}
            {props.navigation?.length ? (
              <nav class="app-header__navigation" aria-label={words.menu}>
                <ul>
                  {props.navigation.map((item) => (
                    <li>
                      <a href={item.href} aria-current={item.current ? 'page' : undefined}>
                        {item.label}
                        {item.count ? <span class="app-header__count"> {item.count}</span> : null}
                      </a>
                    </li>
                  ))}
                </ul>
              </nav>
            ) : null}
            {person ? (
              <nav class="app-header__account" aria-label={words.account}>
                <ul>
                  {person.accountHref ? (
                    <li>
                      <a href={person.accountHref}>{person.name}</a>
                    </li>
                  ) : (
                    <li class="app-header__person">{person.name}</li>
                  )}
                  <li>
                    <form action={person.signOutAction} method="post">
                      <button type="submit">{words.signOut}</button>
                    </form>
                  </li>
                </ul>
              </nav>
            ) : null}
          </div>
        </header>
        {demonstration ? (
          <aside class="app-demonstration" aria-label={words.demonstration}>
            <p class="app-width">
              <strong>{words.demonstration}</strong> {words.invented}{' '}
              <a href={demonstration.href}>{words.beSomeoneElse}</a>
            </p>
          </aside>
        ) : null}
        <div class={container}>
          <Breadcrumbs items={props.breadcrumbs ?? []} />
          {props.banner}
          <main class="app-main" id="maincontent">
            {props.children}
          </main>
        </div>
        <footer class="app-footer">
          <div class="app-width">
            {props.footer?.length ? (
              <>
                <h2 class="nhsuk-u-visually-hidden">{words.footer}</h2>
                <ul>
                  {props.footer.map((item) => (
                    <li>
                      <a href={item.href}>{item.label}</a>
                    </li>
                  ))}
                </ul>
              </>
            ) : null}
            <p>{words.about}</p>
          </div>
        </footer>
        {person && props.session ? (
          <SessionWarning signOutAction={person.signOutAction} session={props.session} words={words} />
        ) : null}
      </body>
    </html>
  )}`
}

/** Says that the session is about to end, where a script can tell. Without one, nothing that was typed is lost either. */
const SessionWarning = ({
  session,
  signOutAction,
  words,
}: {
  session: PageSession
  signOutAction: string
  words: typeof WORDS
}) => (
  <>
    <dialog
      class="app-dialog"
      id="session-warning"
      aria-labelledby="session-warning-title"
      aria-describedby="session-warning-why"
      data-idle-minutes={session.idleMinutes}
      data-seconds-left={session.secondsLeft}
      data-stay-action={session.stayAction}
    >
      <h2 class="nhsuk-heading-m" id="session-warning-title">
        {words.soonOver}
      </h2>
      <p id="session-warning-why" data-words={words.soonOverWhy} />
      <div class="nhsuk-button-group">
        <form method="dialog">
          <button class="nhsuk-button" type="submit">
            {words.stay}
          </button>
        </form>
        <form method="post" action={signOutAction}>
          <button class="nhsuk-button nhsuk-button--secondary" type="submit">
            {words.signOut}
          </button>
        </form>
      </div>
    </dialog>
    <div
      class="app-session-over"
      id="session-over"
      role="alert"
      hidden
      data-over={words.over}
      data-long-soon={words.longSoon(session.mostHours)}
      data-long-over={words.longOver(session.mostHours)}
      data-over-untouched={words.overUntouched}
      data-long-over-untouched={words.longOverUntouched(session.mostHours)}
    >
      <span id="session-words" />{' '}
      <a id="session-sign-in" href={session.signInHref} target="_blank" rel="noopener" hidden>
        {words.signIn}
        <span class="nhsuk-u-visually-hidden"> (opens in a new tab)</span>
      </a>
    </div>
  </>
)
