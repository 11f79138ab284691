import { findUnavailable } from '../../db/unavailable.ts'
import { todayOf } from '../../platform/clock.ts'
import { WayInEnded } from '../../platform/identity/identity.ts'
import { digestOfKey } from '../../platform/identity/one-time-key.ts'
import { log, withoutWhatWasTyped } from '../../platform/log.ts'
import { ProviderUnreachable, type SignedInThere, SignInRefused } from '../../platform/openid-connect/openid-connect.ts'
import type { AnyTx } from '../../records/message.ts'
import { connect, findConnected } from '../../records/single-sign-on.ts'
import { findViewer } from '../../records/viewer.ts'
import { pathTo, routes } from '../../routes.ts'
import { seeDone } from '../../web/done.tsx'
import { eventOf, noteAudit } from '../../web/note-audit.ts'
import { page } from '../../web/page.tsx'
import { noteSignIn } from '../../web/proof/note-sign-in.ts'
import { readTyped } from '../../web/read-form.ts'
import { type Handlers, NotFound, type Request, seeOther } from '../../web/request.ts'
import { acceptInvitation } from './accept-invitation.command.ts'
import { findInvitationOfDigest } from './invitation.query.ts'
import { localPath } from './sign-in.form.ts'
import { letInByEmail, makeConnected, NotLetIn } from './single-sign-on.command.ts'
import { goThere, providerOf, showProblem } from './single-sign-on.out.tsx'
import { SingleSignOnProblemPage } from './single-sign-on.page.tsx'
import { type Authorization, type TakenAuthorization, takeAuthorization } from './single-sign-on.ties.ts'
import { type Problem, problemFrom } from './single-sign-on.words.ts'
import { waysInHandlers } from './single-sign-on-account.handlers.tsx'
import { withCookies } from './with-cookies.ts'

export const singleSignOnHandlers: Handlers = {
  ...waysInHandlers,

  singleSignOn: async (c) => {
    const { next, invitation } = await readTyped(c)
    return invitation !== undefined
      ? goThere(c, { purpose: 'join', next: pathTo('home'), invitationDigest: digestOfKey(invitation) })
      : goThere(c, { purpose: 'sign-in', next: localPath(next, pathTo('home')) })
  },

  signInAgain: async (c) => {
    const { next } = await readTyped(c)
    return goThere(c, { purpose: 'again', next: localPath(next, pathTo('home')) })
  },

  // Whatever comes of it, the answer leads elsewhere: the code stays neither in the address nor in the history.
  singleSignOnAnswer: async (c) => {
    const provider = providerOf(c)
    if (!provider) throw new NotFound('no such provider')
    const begun = await takeAuthorization(c, provider.key)
    if (!begun) return showProblem(c, 'over')
    const backTo = begun.session_id ? begun.next : undefined
    try {
      const again = begun.session_id ? { signedInSince: begun.begun_at } : {}
      const there = await provider.finish(new URL(c.req.url).search, begun.ties, again)
      const answer = await arrive[begun.purpose](c, begun, there)
      noteSignIn(c, 'single-sign-on', 'let-in')
      return answer
    } catch (error) {
      const why = whyNot(error)
      noteSignIn(c, 'single-sign-on', why)
      if (why === 'ours')
        log.error({ route: c.var.routeName, error: withoutWhatWasTyped(error as Error) }, 'request failed')
      const away = findUnavailable(error)
      if (away) log.warn({ request: c.var.requestId, route: c.var.routeName, outcome: away.outcome }, away.message)
      return showProblem(c, why, backTo)
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

/** Why somebody was not let in; `ours` for what nobody foresaw. */
function whyNot(error: unknown): Problem {
  if (error instanceof SignInRefused) return error.reason
  if (error instanceof NotLetIn) return error.why
  if (findUnavailable(error)) return 'away'
  return error instanceof ProviderUnreachable ? 'unreachable' : 'ours'
}

/** What an answer is for: each ends with a redirect. */
const arrive: Record<
  Authorization['purpose'],
  (c: Request, begun: TakenAuthorization, there: SignedInThere) => Promise<Response>
> = {
  'sign-in': async (c, begun, there) => {
    const { services } = c.var
    const when = { at: services.clock.now(), on: todayOf(services.clock) }
    const userId = (await findConnected(services.database, there)) ?? (await letInByEmail(services, there, when))
    return begin(c, userId, there, begun.next)
  },

  join: async (c, begun, there) => {
    const { services } = c.var
    const { database, clock } = services
    const when = { at: clock.now(), on: todayOf(clock) }
    const invitation = await findInvitationOfDigest(database, begun.invitation_digest ?? '', when)
    if (!invitation) throw new NotLetIn('invitation')
    if (await findConnected(database, there)) throw new NotLetIn('taken')
    const event = eventOf(c, routes.acceptInvitation)
    const userId = await makeConnected(services, there, invitation, (made) =>
      acceptInvitation(database, { invitation, userId: made, event, ...when }),
    )
    return begin(c, userId, there, begun.next)
  },

  connect: async (c, begun, { issuer, subject }) => {
    const { database, messages } = c.var.services
    const session = c.var.session
    if (!session || session.sessionId !== begun.session_id || !c.var.viewer) return showProblem(c, 'signed-out')
    const { userId, sessionId } = session
    const change = {
      keptSessionId: sessionId,
      tell: (tx: AnyTx) => messages.send(tx, { kind: 'ways-in-changed', userId }),
    }
    if (!(await connect(database, { userId, issuer, subject }, change))) throw new NotLetIn('taken')
    const event = eventOf(c, routes.connectSingleSignOn)
    await noteAudit(c, c.var.viewer, { event, payload: { issuer, by: 'signing in' } })
    return seeDone(c, begun.next, 'connected')
  },

  again: async (c, begun, there) => {
    const { database, identity } = c.var.services
    const session = c.var.session
    if (!session || session.sessionId !== begun.session_id || !c.var.viewer) return showProblem(c, 'signed-out')
    if ((await findConnected(database, there)) !== session.userId) return showProblem(c, 'somebody-else', begun.next)
    const now = new Date()
    await identity.markSession(session.sessionId, {
      confirmedAt: now,
      ...(there.hasSecondFactor ? { secondFactorAt: now } : {}),
    })
    return seeOther(c, begun.next)
  },
}

/** Starts the session of somebody who is there today; a leaver and a closed account are told no more than a stranger. */
async function begin(c: Request, userId: string, there: SignedInThere, next: string): Promise<Response> {
  const { database, identity, clock } = c.var.services
  const viewer = await findViewer(database, userId, todayOf(clock))
  if (!viewer) throw new NotLetIn('stranger')
  const now = new Date()
  const cookies = await identity
    .startSession(userId, c.req.raw.headers, {
      method: 'single-sign-on',
      by: there,
      ...(there.hasSecondFactor ? { secondFactorAt: now } : {}),
    })
    .catch((error) => {
      throw error instanceof WayInEnded ? new NotLetIn('stranger') : error
    })
  // Nobody has the session before this is kept: its cookie goes out with the answer.
  await noteAudit(c, viewer)
  return withCookies(seeOther(c, next), cookies)
}
