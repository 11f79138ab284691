import { todayOf } from '../../platform/clock.ts'
import { digestOfKey } from '../../platform/identity/one-time-key.ts'
import { log, withoutWhatWasTyped } from '../../platform/log.ts'
import { ProviderUnreachable, type SignedInThere, SignInRefused } from '../../platform/openid-connect/openid-connect.ts'
import { appendAudit } from '../../records/audit.ts'
import { connect, findConnected } from '../../records/single-sign-on.ts'
import { findViewer } from '../../records/viewer.ts'
import { pathTo, routes } from '../../routes.ts'
import { page } from '../../web/page.tsx'
import { noteSignIn } from '../../web/proof/note-sign-in.ts'
import { type Handlers, NotFound, type Request, seeOther } from '../../web/request.ts'
import { acceptInvitation } from './accept-invitation.command.ts'
import { findInvitationOfDigest } from './invitation.query.ts'
import { localPath } from './sign-in.form.ts'
import { letInByEmail, makeConnected, NotLetIn } from './single-sign-on.command.ts'
import { goThere, providerOf, showProblem } from './single-sign-on.out.tsx'
import { SingleSignOnProblemPage } from './single-sign-on.page.tsx'
import { type Errand, type TakenErrand, takeErrand } from './single-sign-on.ties.ts'
import { type Problem, problemFrom } from './single-sign-on.words.ts'
import { waysInHandlers } from './single-sign-on-account.handlers.tsx'
import { withCookies } from './with-cookies.ts'

export const singleSignOnHandlers: Handlers = {
  ...waysInHandlers,

  singleSignOn: async (c) => {
    const { next, invitation } = await c.req.parseBody()
    return typeof invitation === 'string'
      ? goThere(c, { purpose: 'join', next: pathTo('home'), invitationDigest: digestOfKey(invitation) })
      : goThere(c, { purpose: 'sign-in', next: localPath(textOf(next), pathTo('home')) })
  },

  signInAgain: async (c) => {
    const { next } = await c.req.parseBody()
    return goThere(c, { purpose: 'again', next: localPath(textOf(next), pathTo('home')) })
  },

  // Whatever comes of it, the answer leads elsewhere: the code stays neither in the address nor in the history.
  singleSignOnAnswer: async (c) => {
    const provider = providerOf(c)
    if (!provider) throw new NotFound('no such provider')
    const errand = await takeErrand(c, provider.key)
    if (!errand) return showProblem(c, 'over')
    const backTo = errand.session_id ? errand.next : undefined
    try {
      const again = errand.session_id ? { signedInSince: errand.begun_at } : {}
      const there = await provider.finish(new URL(c.req.url).search, errand.ties, again)
      const answer = await arrive[errand.purpose](c, errand, there)
      noteSignIn(c, 'single-sign-on', 'let-in')
      return answer
    } catch (error) {
      const why = whyNot(error)
      noteSignIn(c, 'single-sign-on', why ?? 'refused')
      if (!why) log.error({ route: c.var.routeName, error: withoutWhatWasTyped(error as Error) }, 'request failed')
      return showProblem(c, why ?? 'refused', backTo)
    }
  },

  singleSignOnProblem: (c) => {
    const next = c.req.query('next')
    return page(
      c,
      { title: 'Signing in', width: 'reading' },
      <SingleSignOnProblemPage
        problem={problemFrom(c.req.query('why'))}
        next={next ? localPath(next, pathTo('home')) : undefined}
      />,
    )
  },
}

/** Why somebody was not let in; null for what nobody foresaw. */
function whyNot(error: unknown): Problem | null {
  if (error instanceof SignInRefused) return error.reason
  if (error instanceof NotLetIn) return error.why
  return error instanceof ProviderUnreachable ? 'unreachable' : null
}

/** What an answer is for: each ends with a redirect. */
const arrive: Record<Errand['purpose'], (c: Request, errand: TakenErrand, there: SignedInThere) => Promise<Response>> =
  {
    'sign-in': async (c, errand, there) => {
      const { services } = c.var
      const when = { at: services.clock.now(), on: todayOf(services.clock) }
      const userId = (await findConnected(services.database, there)) ?? (await letInByEmail(services, there, when))
      return begin(c, userId, there, errand.next)
    },

    join: async (c, errand, there) => {
      const { services } = c.var
      const { database, clock } = services
      const when = { at: clock.now(), on: todayOf(clock) }
      const invitation = await findInvitationOfDigest(database, errand.invitation_digest ?? '', when)
      if (!invitation) throw new NotLetIn('invitation')
      if (await findConnected(database, there)) throw new NotLetIn('taken')
      const event = routes.acceptInvitation.audit ?? ''
      const userId = await makeConnected(services, there, invitation, (made) =>
        acceptInvitation(database, { invitation, userId: made, event, at: when.at }),
      )
      return begin(c, userId, there, errand.next)
    },

    connect: async (c, errand, { issuer, subject }) => {
      const { database, clock } = c.var.services
      const session = c.var.session
      if (!session || session.sessionId !== errand.session_id || !c.var.viewer) return showProblem(c, 'signed-out')
      if (!(await connect(database, { userId: session.userId, issuer, subject }))) throw new NotLetIn('taken')
      const { organisationId, personId } = c.var.viewer
      const event = routes.connectSingleSignOn.audit ?? ''
      const payload = { issuer, by: 'signing in' }
      await database.write(c.var.viewer, (tx) =>
        appendAudit(tx, { organisationId, personId, event, object: `person ${personId}`, payload, at: clock.now() }),
      )
      return seeOther(c, errand.next)
    },

    again: async (c, errand, there) => {
      const { database, identity } = c.var.services
      const session = c.var.session
      if (!session || session.sessionId !== errand.session_id || !c.var.viewer) return showProblem(c, 'signed-out')
      if ((await findConnected(database, there)) !== session.userId) return showProblem(c, 'somebody-else', errand.next)
      const now = new Date()
      await identity.markSession(session.sessionId, {
        confirmedAt: now,
        ...(there.hasSecondFactor ? { secondFactorAt: now } : {}),
      })
      return seeOther(c, errand.next)
    },
  }

/** Starts the session of somebody who is there today; a leaver and a closed account are told no more than a stranger. */
async function begin(c: Request, userId: string, there: SignedInThere, next: string): Promise<Response> {
  const { database, identity, clock } = c.var.services
  const viewer = await findViewer(database, userId, todayOf(clock))
  if (!viewer) throw new NotLetIn('stranger')
  const { organisationId, personId } = viewer
  const event = c.var.route.audit ?? ''
  await database.write(viewer, (tx) =>
    appendAudit(tx, { organisationId, personId, event, object: `person ${personId}`, at: clock.now() }),
  )
  const now = new Date()
  const cookies = await identity.startSession(userId, c.req.raw.headers, {
    method: 'single-sign-on',
    ...(there.hasSecondFactor ? { secondFactorAt: now } : {}),
  })
  return withCookies(seeOther(c, next), cookies)
}

const textOf = (field: unknown) => (typeof field === 'string' ? field : undefined)
