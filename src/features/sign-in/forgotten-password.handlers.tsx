import { z } from 'zod'
import { todayOf } from '../../platform/clock.ts'
import { passwordProblem } from '../../platform/identity/password-strength.ts'
import { findAddressOf, findPasswordAccount } from '../../records/account.ts'
import { findResetOf, resetPassword } from '../../records/password-reset.ts'
import type { ViewerFacts } from '../../records/viewer.ts'
import { findViewer } from '../../records/viewer.ts'
import { pathTo } from '../../routes.ts'
import { seeDone } from '../../web/done.tsx'
import { noteAudit } from '../../web/note-audit.ts'
import { page } from '../../web/page.tsx'
import { readForm } from '../../web/read-form.ts'
import type { Handlers, Request } from '../../web/request.ts'
import { deadLink } from './dead-link.page.tsx'
import { AskedPage, DeadResetLink, ForgottenPasswordPage, NewPasswordPage } from './forgotten-password.page.tsx'

const askForm = z.object({ email: z.email({ error: 'Enter your e-mail address, such as name@trust.example' }) })
const newForm = z.object({ password: z.string({ error: 'Choose a password' }) })

export const forgottenPasswordHandlers: Handlers = {
  forgottenPasswordPage: (c) => {
    return showAsk(c)
  },

  forgottenPassword: async (c) => {
    const { identity, database, messages } = c.var.services
    const form = await readForm(c, askForm)
    if (!form.ok) return showAsk(c, { email: form.typed.email, problem: form.problems.email })
    // The same for an address that nobody has, and for one that signs in elsewhere alone, whose account must not get a
    // password by a mail: one look, one job, and one page.
    if (messages.areSent && (await identity.mayAskReset(form.value.email))) {
      const userId = (await findPasswordAccount(database, form.value.email)) ?? 'nobody'
      await database.asSignIn((tx) => messages.send(tx, { kind: 'password-reset', userId }))
    }
    return page(c, { title: 'Look at your e-mail', width: 'reading' }, <AskedPage areSent={messages.areSent} />)
  },

  resetPasswordPage: async (c) => {
    return (await ownerOf(c)) ? showNew(c) : deadLink(c, adviceOf(c))
  },

  resetPassword: async (c) => {
    const { identity, database, clock, config, messages } = c.var.services
    const owner = await ownerOf(c)
    if (!owner) return deadLink(c, adviceOf(c))
    const form = await readForm(c, newForm)
    if (!form.ok) return showNew(c, form.problems.password)
    const { person, userId } = owner
    const about = [...person.fullName.split(' '), await findAddressOf(database, userId), person.organisationName]
    const problem = await passwordProblem(form.value.password, about, config.breachedPasswordsUrl)
    if (problem) return showNew(c, problem)
    const at = clock.now()
    const passwordHash = await identity.hashPassword(form.value.password)
    // Another role's, so a transaction of its own, and first: no password is set by a link without a line. Ended between the
    // two, or with the link used in the same moment, there is a line for what was not done, and the link says so.
    await noteAudit(c, person)
    const isSet = await resetPassword(database, {
      key: c.req.param('token') ?? '',
      passwordHash,
      at,
      tell: (tx) => messages.send(tx, { kind: 'password-changed', userId }),
    })
    if (!isSet) return deadLink(c, adviceOf(c))
    return seeDone(c, pathTo('signInPage'), 'password-reset')
  },
}

/** Whose link this is; nobody's when it does not work, or they have left, or their account is closed. */
async function ownerOf(c: Request): Promise<{ userId: string; person: ViewerFacts } | null> {
  const { database, clock } = c.var.services
  const userId = await findResetOf(database.identity, c.req.param('token') ?? '', clock.now())
  const person = userId ? await findViewer(database, userId, todayOf(clock)) : null
  return userId && person ? { userId, person } : null
}

const showAsk = (c: Request, again?: { email: string | undefined; problem: string | undefined }) =>
  page(
    c,
    { title: 'Forgotten your password?', width: 'reading', ...(again ? { status: 422, hasProblems: true } : {}) },
    <ForgottenPasswordPage areSent={c.var.services.messages.areSent} {...again} />,
  )

const showNew = (c: Request, problem?: string) =>
  page(
    c,
    { title: 'Choose a new password', width: 'reading', ...(problem ? { status: 422, hasProblems: true } : {}) },
    <NewPasswordPage token={c.req.param('token') ?? ''} problem={problem} />,
  )

const adviceOf = (c: Request) => <DeadResetLink areSent={c.var.services.messages.areSent} />
