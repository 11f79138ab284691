import { codeAddress } from '../../platform/identity/one-time-code.ts'
import { endOtherSessions, findAddressOf } from '../../records/account.ts'
import { pathTo } from '../../routes.ts'
import { noteAudit } from '../../web/note-audit.ts'
import { page } from '../../web/page.tsx'
import { checkCode } from '../../web/proof/check-code.ts'
import { type AskedAgain, proveAgain, whatToProve } from '../../web/proof/prove-again.ts'
import { CODE_REFUSALS } from '../../web/proof/wrong-tries.words.ts'
import { readTyped } from '../../web/read-form.ts'
import { type Handlers, type Request, seeOther } from '../../web/request.ts'
import { AlreadyOnPage, EnrolPage, GiveCodePage, ProveFirstPage, RecoveryCodesPage } from './second-factor.page.tsx'
import { localPath } from './sign-in.form.ts'

/** Whoever is led here by signing in has just given their password; that counts for so long. */
const justSignedInMinutes = 15

/** For somebody who has given the right password, and for somebody signed in who wants a second factor of their own accord. */
export const secondFactorHandlers: Handlers = {
  secondFactorPage: (c) => show(c, c.req.query('next')),

  giveCode: async (c) => {
    const { identity } = c.var.services
    const { session, arriving } = c.var
    if (!session || !(arriving ?? c.var.viewer)) return seeOther(c, pathTo('signInPage'))
    const { code, next } = await typedOf(c)
    // A second press, after the first has let them in.
    if (!arriving) return seeOther(c, localPath(next, pathTo('home')))
    const shown = code ? await checkCode(c, session.userId, code) : null
    if (!shown?.ok) return show(c, next, shown ? CODE_REFUSALS[shown.reason] : 'Enter the code from your app')
    await identity.markSession(session.sessionId, { secondFactorAt: new Date() })
    await noteAudit(c, arriving, shown.by === 'app' ? {} : { event: 'account.recovery-code-used' })
    return seeOther(c, localPath(next, pathTo('home')))
  },

  proveForSecondFactor: async (c) => {
    if (!c.var.session || !(c.var.arriving ?? c.var.viewer)) return seeOther(c, pathTo('signInPage'))
    const { next, password } = await typedOf(c)
    const problems = await proveAgain(c, { password })
    if (Object.keys(problems).length > 0) return show(c, next, problems.password)
    return seeOther(c, pathTo('secondFactorPage', {}, next ? { next } : {}))
  },

  enrolSecondFactor: async (c) => {
    const { identity, database } = c.var.services
    const { session } = c.var
    const person = c.var.arriving ?? c.var.viewer
    if (!session || !person) return seeOther(c, pathTo('signInPage'))
    const { code, next } = await typedOf(c)
    if (await whatToProveFirst(c)) return show(c, next)
    const confirmed = code ? await identity.secondFactor.confirm(session.userId, session.sessionId, code) : null
    if (!confirmed?.ok)
      return show(c, next, confirmed ? CODE_REFUSALS[confirmed.reason] : 'Enter the code from your app')
    await identity.markSession(session.sessionId, { secondFactorAt: new Date() })
    await endOtherSessions(database, session.userId, session.sessionId)
    await noteAudit(c, person)
    return page(
      c,
      { title: 'Your recovery codes', width: 'reading' },
      <RecoveryCodesPage codes={confirmed.recoveryCodes} next={localPath(next, pathTo('home'))} />,
    )
  },
}

/**
 * What to show before a second factor is set up: whoever finds a screen open must not make themselves the only one who can
 * sign in. Null for who has just signed in and is led here, and for who has just proved themselves.
 */
async function whatToProveFirst(c: Request): Promise<Exclude<AskedAgain, { ask: 'nothing' }> | null> {
  const { session, arriving } = c.var
  if (arriving && session && Date.now() - session.startedAt.getTime() < justSignedInMinutes * 60_000) return null
  const asked = await whatToProve(c)
  return asked.ask === 'nothing' ? null : asked
}

async function typedOf(c: Request): Promise<{ code: string; password: string; next: string | undefined }> {
  const { code = '', password = '', next } = await readTyped(c)
  return { password, code: code.slice(0, 40), next }
}

async function show(c: Request, next: string | undefined, problem?: string) {
  const { identity, database } = c.var.services
  const { session, arriving } = c.var
  const person = arriving ?? c.var.viewer
  if (!session || !person) return seeOther(c, pathTo('signInPage', {}, next ? { next } : {}))
  const frame = { width: 'reading' as const, ...(problem ? { status: 422 as const, hasProblems: true } : {}) }
  const hasOne = (await identity.secondFactor.find(session.userId)) !== null
  const asked = hasOne ? null : await whatToProveFirst(c)
  if (asked)
    return page(
      c,
      { title: 'Show that it is you', ...frame },
      <ProveFirstPage
        name={person.fullName}
        asked={asked}
        isArriving={arriving !== null}
        next={next}
        problem={problem}
      />,
    )
  const secret = hasOne ? null : await identity.secondFactor.begin(session.userId, session.sessionId)
  if (secret === null) {
    // Asked again: of two presses, the first may have turned it on, or let them in, since this one was taken up.
    const isShown = !arriving || (await identity.findSession(c.req.raw.headers))?.secondFactorAt
    if (isShown && c.var.routeName === 'enrolSecondFactor')
      return page(
        c,
        { title: 'Your second factor is on', width: 'reading' },
        <AlreadyOnPage next={localPath(next, pathTo('home'))} />,
      )
    if (isShown) return seeOther(c, localPath(next, pathTo(arriving ? 'home' : 'account')))
    return page(
      c,
      { title: 'Enter your code', ...frame },
      <GiveCodePage name={person.fullName} next={next} problem={problem} />,
    )
  }
  return page(
    c,
    { title: 'Set up your second factor', ...frame },
    <EnrolPage
      name={person.fullName}
      secret={secret}
      address={codeAddress(secret, await findAddressOf(database, session.userId))}
      isAsked={arriving !== null}
      next={next}
      problem={problem}
    />,
  )
}
