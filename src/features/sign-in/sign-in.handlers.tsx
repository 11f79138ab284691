import { todayOf } from '../../platform/clock.ts'
import { WayInEnded } from '../../platform/identity/identity.ts'
import { findViewer } from '../../records/viewer.ts'
import { pathTo } from '../../routes.ts'
import { noteAudit } from '../../web/note-audit.ts'
import { page } from '../../web/page.tsx'
import { noteSignIn } from '../../web/proof/note-sign-in.ts'
import { readForm } from '../../web/read-form.ts'
import { type Handlers, type Request, seeOther } from '../../web/request.ts'
import { demonstrationHandlers } from './demonstration.handlers.tsx'
import { firstRunHandlers } from './first-run.handlers.tsx'
import { forgottenPasswordHandlers } from './forgotten-password.handlers.tsx'
import { invitationHandlers } from './invitation.handlers.tsx'
import { secondFactorHandlers } from './second-factor.handlers.tsx'
import { localPath, signInForm } from './sign-in.form.ts'
import { SignInPage } from './sign-in.page.tsx'
import { singleSignOnHandlers } from './single-sign-on.handlers.tsx'
import { withCookies } from './with-cookies.ts'

const refusals = {
  wrong: 'That e-mail address and password do not go together. Check both and try again',
  'too-many': 'There were too many wrong passwords for this e-mail address. Wait 15 minutes and try again',
  'too-many-today':
    'There were too many wrong passwords for this e-mail address in a day. Choose “Forgotten your password?” below, or try again tomorrow',
}

export const handlers: Handlers = {
  signInPage: (c) => {
    const next = c.req.query('next')
    if (c.var.viewer) return seeOther(c, localPath(next, pathTo('home')))
    return show(c, { next })
  },

  signIn: async (c) => {
    const { identity, database, clock } = c.var.services
    const form = await readForm(c, signInForm)
    const again = (problems: Record<string, string>) =>
      show(c, { email: form.typed.email, next: form.typed.next, problems })
    if (!form.ok) return again(form.problems)

    const { email, password, next } = form.value
    const result = await identity.checkPassword({ email, password })
    if (!result.ok) noteSignIn(c, 'password', result.reason)
    if (!result.ok) return again({ email: refusals[result.reason] })
    // Somebody who has left has an account still, but no person behind it: they are told no more than a stranger.
    const viewer = await findViewer(database, result.userId, todayOf(clock))
    const cookies = viewer && (await begin(c, result.userId, result.checked))
    noteSignIn(c, 'password', cookies ? 'let-in' : viewer ? 'wrong' : 'nobody-today')
    if (!viewer || !cookies) return again({ email: refusals.wrong })

    // Nobody has the session before this is kept: its cookie goes out with the answer.
    await noteAudit(c, viewer)
    return withCookies(seeOther(c, localPath(next, pathTo('home'))), cookies)
  },

  signOut: async (c) =>
    withCookies(seeOther(c, pathTo('signInPage')), await c.var.services.identity.signOut(c.req.raw.headers)),

  ...demonstrationHandlers,
  ...firstRunHandlers,
  ...invitationHandlers,
  ...secondFactorHandlers,
  ...forgottenPasswordHandlers,
  ...singleSignOnHandlers,
}

/** The cookies of a session by this password, or null where it was changed since it was checked. */
async function begin(c: Request, userId: string, checked: string): Promise<Headers | null> {
  try {
    return await c.var.services.identity.startSession(userId, c.req.raw.headers, {
      method: 'password',
      by: { checked },
    })
  } catch (error) {
    if (error instanceof WayInEnded) return null
    throw error
  }
}

const show = (
  c: Request,
  props: { email?: string | undefined; next?: string | undefined; problems?: Record<string, string> },
) => {
  const { config, singleSignOn } = c.var.services
  return page(
    c,
    { title: 'Sign in', width: 'reading', ...(props.problems ? { status: 422, hasProblems: true } : {}) },
    <SignInPage
      {...props}
      isDemonstration={config.mode === 'demonstration'}
      providers={singleSignOn}
      hasLocalSignIn={config.hasLocalSignIn}
      contacts={config.contacts}
    />,
  )
}
