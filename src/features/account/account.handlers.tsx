import { needsSecondFactor } from '../../domain/access/access.ts'
import { endOtherSessions, endSession, findAddressOf, listSessions } from '../../records/account.ts'
import { listWaysIn } from '../../records/single-sign-on.ts'
import { listWaysMade } from '../../records/ways-made.ts'
import { pathTo } from '../../routes.ts'
import { seeDone } from '../../web/done.tsx'
import { noteAudit } from '../../web/note-audit.ts'
import { page } from '../../web/page.tsx'
import { checkCode } from '../../web/proof/check-code.ts'
import { CODE_REFUSALS } from '../../web/proof/wrong-tries.words.ts'
import { readTyped } from '../../web/read-form.ts'
import { type Handlers, type Request, scopeOfRequest, seeOther, sessionOf, viewerOf } from '../../web/request.ts'
import { AccountPage, type AccountPageProps } from './account.page.tsx'
import { carryOnHandlers } from './carry-on.handlers.tsx'
import { changePasswordHandlers } from './change-password.handlers.tsx'

export const handlers: Handlers = {
  account: (c) => show(c),

  // Asked by the page that warns of the end of a session: being asked is what keeps it.
  stayHere: (c) => c.body(null, 204),

  endSessions: async (c) => {
    const { database } = c.var.services
    const { userId, sessionId } = sessionOf(c)
    const { session } = await readTyped(c)
    const ended =
      session === 'others'
        ? await endOtherSessions(database, userId, sessionId)
        : Number(await endSession(database, userId, session ?? ''))
    if (ended > 0) await noteAudit(c, viewerOf(c), { payload: { sessions: ended } })
    return ended > 0 ? seeDone(c, pathTo('account'), 'sessions-ended') : seeOther(c, pathTo('account'))
  },

  changeSecondFactor: async (c) => {
    const { identity } = c.var.services
    const { userId } = sessionOf(c)
    const { code, change } = await readTyped(c)
    if (change !== 'recovery-codes' && (change !== 'off' || needsSecondFactor(viewerOf(c))))
      return seeOther(c, pathTo('account'))
    const shown = code ? await checkCode(c, userId, code) : null
    if (!shown?.ok)
      return show(c, { problems: { code: shown ? CODE_REFUSALS[shown.reason] : 'Enter a code from your app' } })
    const recoveryCodes =
      change === 'off'
        ? await identity.secondFactor.remove(userId)
        : await identity.secondFactor.renewRecoveryCodes(userId)
    // Last: before, it would use up the form's key, and whoever pressed again after a failure would be told that it was done.
    await noteAudit(c, viewerOf(c), { payload: { change } })
    return recoveryCodes ? show(c, { recoveryCodes }) : seeDone(c, pathTo('account'), 'second-factor-off')
  },

  ...changePasswordHandlers,
  ...carryOnHandlers,
}

async function show(c: Request, more: Partial<AccountPageProps> = {}) {
  const { config, database, identity, singleSignOn } = c.var.services
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
      hasPassword={config.hasLocalSignIn && ways.includes('credential')}
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
