import { needsSecondFactor } from '../../domain/access/access.ts'
import { endOtherSessions, endSession, findAddressOf, listSessions } from '../../records/account.ts'
import { listWaysIn } from '../../records/single-sign-on.ts'
import { listWaysMade } from '../../records/ways-made.ts'
import { pathTo } from '../../routes.ts'
import { page } from '../../web/page.tsx'
import { checkCode } from '../../web/proof/check-code.ts'
import { CODE_REFUSALS } from '../../web/proof/wrong-tries.words.ts'
import { type Handlers, type Request, scopeOfRequest, seeOther, viewerOf } from '../../web/request.ts'
import { AccountPage, type AccountPageProps } from './account.page.tsx'
import { carryOnHandlers } from './carry-on.handlers.tsx'
import { changePasswordHandlers } from './change-password.handlers.tsx'
import { noteOwn, sessionOf } from './own-account.ts'

export const handlers: Handlers = {
  account: (c) => show(c),

  // Asked by the page that warns of the end of a session: being asked is what keeps it.
  stayHere: (c) => c.body(null, 204),

  endSessions: async (c) => {
    const { database } = c.var.services
    const { userId, sessionId } = sessionOf(c)
    const { session } = await c.req.parseBody()
    const ended =
      session === 'others'
        ? await endOtherSessions(database, userId, sessionId)
        : Number(await endSession(database, userId, String(session ?? '')))
    if (ended > 0) await noteOwn(c, { sessions: ended })
    return seeOther(c, pathTo('account'))
  },

  changeSecondFactor: async (c) => {
    const { identity } = c.var.services
    const { userId } = sessionOf(c)
    const { code, change } = await c.req.parseBody()
    if (change !== 'recovery-codes' && (change !== 'off' || needsSecondFactor(viewerOf(c))))
      return seeOther(c, pathTo('account'))
    const shown = code ? await checkCode(c, userId, String(code)) : null
    if (!shown?.ok)
      return show(c, { problems: { code: shown ? CODE_REFUSALS[shown.reason] : 'Enter a code from your app' } })
    await noteOwn(c, { change })
    if (change === 'recovery-codes')
      return show(c, { recoveryCodes: await identity.secondFactor.renewRecoveryCodes(userId) })
    await identity.secondFactor.remove(userId)
    return seeOther(c, pathTo('account'))
  },

  ...changePasswordHandlers,
  ...carryOnHandlers,
}

async function show(c: Request, more: Partial<AccountPageProps> = {}) {
  const { database, identity, singleSignOn } = c.var.services
  const viewer = viewerOf(c)
  const { userId, sessionId } = sessionOf(c)
  const ways = await listWaysIn(database, userId)
  const problems = more.problems ?? {}
  return page(
    c,
    {
      title: 'Your account',
      width: 'reading',
      ...(Object.keys(problems).length > 0 ? { status: 422, hasProblems: true } : {}),
    },
    <AccountPage
      name={viewer.fullName}
      email={await findAddressOf(database, userId)}
      hasPassword={ways.includes('credential')}
      hasSingleSignOn={singleSignOn.length > 0}
      singleSignOn={singleSignOn.flatMap(({ issuer, name }) => (ways.includes(issuer) ? name : [])).join(', ')}
      secondFactor={await identity.secondFactor.find(userId)}
      isSecondFactorAsked={needsSecondFactor(viewer)}
      sessions={await listSessions(database, userId, identity.idleMinutes)}
      currentSessionId={sessionId}
      waysMade={await database.read(scopeOfRequest(c), (tx) => listWaysMade(tx, viewer.personId))}
      {...more}
      problems={problems}
    />,
  )
}
