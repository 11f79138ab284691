import { z } from 'zod'
import { todayOf } from '../../platform/clock.ts'
import { EmailInUse } from '../../platform/identity/identity.ts'
import { passwordProblem } from '../../platform/identity/password-strength.ts'
import { pathTo } from '../../routes.ts'
import { eventOf } from '../../web/note-audit.ts'
import { page } from '../../web/page.tsx'
import { readForm } from '../../web/read-form.ts'
import { type Handlers, type Request, seeOther } from '../../web/request.ts'
import { acceptInvitation } from './accept-invitation.command.ts'
import { createAccount } from './create-account.ts'
import { deadLink } from './dead-link.page.tsx'
import { InvitationPage } from './invitation.page.tsx'
import { findOpenInvitation, type OpenInvitation } from './invitation.query.ts'
import { withCookies } from './with-cookies.ts'

const invitationForm = z.object({ password: z.string({ error: 'Choose a password' }) })

export const invitationHandlers: Handlers = {
  invitationPage: async (c) => {
    const invitation = await findInvitation(c)
    return invitation ? show(c, invitation) : deadLink(c, advice)
  },

  acceptInvitation: async (c) => {
    const invitation = await findInvitation(c)
    if (!invitation) return deadLink(c, advice)
    const form = await readForm(c, invitationForm)
    if (!form.ok) return show(c, invitation, form.problems.password)
    const { email, firstName, lastName, fullName, organisationName } = invitation
    const { password } = form.value
    const { breachedPasswordsUrl } = c.var.services.config
    const problem = await passwordProblem(
      password,
      [firstName, lastName, email, organisationName],
      breachedPasswordsUrl,
    )
    if (problem) return show(c, invitation, problem)

    const { identity, database, clock } = c.var.services
    let userId: string
    try {
      userId = await createAccount(c.var.services, { email, name: fullName, password })
    } catch (error) {
      if (!(error instanceof EmailInUse)) throw error
      return show(
        c,
        invitation,
        `There is an account with ${email} already. Sign in if you have just joined; if not, ask the job-planning office to look into it.`,
      )
    }
    try {
      const event = eventOf(c)
      if (!(await acceptInvitation(database, { invitation, userId, event, at: clock.now(), on: todayOf(clock) }))) {
        await identity.removeAccount(userId)
        return deadLink(c, advice)
      }
    } catch (error) {
      await identity.removeAccount(userId)
      throw error
    }
    return withCookies(
      seeOther(c, pathTo('home')),
      await identity.startSession(userId, c.req.raw.headers, { method: 'password' }),
    )
  },
}

const findInvitation = (c: Request) => {
  const { database, clock } = c.var.services
  return findOpenInvitation(database, c.req.param('token') ?? '', { at: clock.now(), on: todayOf(clock) })
}

const show = (c: Request, invitation: OpenInvitation, problem?: string) =>
  page(
    c,
    { title: 'Join Concord', width: 'reading', ...(problem ? { status: 422, hasProblems: true } : {}) },
    <InvitationPage
      token={c.req.param('token') ?? ''}
      invitation={invitation}
      problem={problem}
      providers={c.var.services.singleSignOn}
      hasLocalSignIn={c.var.services.config.hasLocalSignIn}
    />,
  )

const advice = 'The job-planning office of your trust can make you a new one.'
