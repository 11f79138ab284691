import { z } from 'zod'
import { todayOf } from '../../platform/clock.ts'
import { passwordProblem } from '../../platform/identity/password-strength.ts'
import { findAddressOf, findPasswordAccount } from '../../records/account.ts'
import { appendAudit } from '../../records/audit.ts'
import { findResetOf, resetPassword } from '../../records/password-reset.ts'
import { findViewer } from '../../records/viewer.ts'
import { pathTo } from '../../routes.ts'
import { page } from '../../web/page.tsx'
import { readForm } from '../../web/read-form.ts'
import { type Handlers, NotFound, type Request, type SignedIn, seeOther } from '../../web/request.ts'
import { deadLink } from './dead-link.page.tsx'
import { AskedPage, ForgottenPasswordPage, NewPasswordPage } from './forgotten-password.page.tsx'

const askForm = z.object({ email: z.email({ error: 'Enter your e-mail address, such as name@trust.example' }) })
const newForm = z.object({ password: z.string({ error: 'Choose a password' }) })

export const forgottenPasswordHandlers: Handlers = {
  forgottenPasswordPage: (c) => {
    onlyWithPasswords(c)
    return showAsk(c)
  },

  forgottenPassword: async (c) => {
    onlyWithPasswords(c)
    const { identity, database, messages } = c.var.services
    const form = await readForm(c, askForm)
    if (!form.ok) return showAsk(c, { email: form.typed.email, problem: form.problems.email })
    // The same for an address that nobody has, and for one that signs in elsewhere alone, whose account must not get a
    // password by a mail: one look, one job, and one page.
    if (messages.areSent && (await identity.mayAskReset(form.value.email))) {
      const userId = (await findPasswordAccount(database, form.value.email)) ?? 'nobody'
      await database.signIn((tx) => messages.send(tx, { kind: 'password-reset', userId }))
    }
    return page(c, { title: 'Look at your e-mail', width: 'reading' }, <AskedPage areSent={messages.areSent} />)
  },

  resetPasswordPage: async (c) => {
    onlyWithPasswords(c)
    return (await ownerOf(c)) ? showNew(c) : deadLink(c, advice)
  },

  resetPassword: async (c) => {
    onlyWithPasswords(c)
    const { identity, database, clock, config, messages } = c.var.services
    const owner = await ownerOf(c)
    if (!owner) return deadLink(c, advice)
    const form = await readForm(c, newForm)
    if (!form.ok) return showNew(c, form.problems.password)
    const { person, userId } = owner
    const about = [...person.fullName.split(' '), await findAddressOf(database, userId), person.organisationName]
    const problem = await passwordProblem(form.value.password, about, config.breachedPasswordsUrl)
    if (problem) return showNew(c, problem)
    const at = clock.now()
    const passwordHash = await identity.hashPassword(form.value.password)
    const { organisationId, personId } = person
    const event = c.var.route.audit ?? ''
    // Another role's, so a transaction of its own, and first: no password is set by a link without a line. Ended between the
    // two, or with the link used in the same moment, there is a line for what was not done, and the link says so.
    await database.write(person, (tx) =>
      appendAudit(tx, { organisationId, personId, event, object: `person ${personId}`, at }),
    )
    const isSet = await resetPassword(database, {
      key: c.req.param('token') ?? '',
      passwordHash,
      at,
      tell: (tx) => messages.send(tx, { kind: 'password-changed', userId }),
    })
    if (!isSet) return deadLink(c, advice)
    return seeOther(c, pathTo('signInPage'))
  },
}

/** Where passwords open no door, nobody is given one: a link that was made before does not work either. */
function onlyWithPasswords(c: Request): void {
  if (!c.var.services.config.hasLocalSignIn) throw new NotFound('passwords open no door here')
}

/** Whose link this is; nobody's when it does not work, or they have left, or their account is closed. */
async function ownerOf(c: Request): Promise<{ userId: string; person: SignedIn } | null> {
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

const advice = 'It works once and for half an hour. You can ask for another on the sign-in page.'
