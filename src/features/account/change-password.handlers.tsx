import { z } from 'zod'
import { passwordProblem } from '../../platform/identity/password-strength.ts'
import { findAddressOf } from '../../records/account.ts'
import { setPasswordHash } from '../../records/password-reset.ts'
import { pathTo } from '../../routes.ts'
import { seeDone } from '../../web/done.tsx'
import { noteAudit } from '../../web/note-audit.ts'
import { page } from '../../web/page.tsx'
import { noteSignIn } from '../../web/proof/note-sign-in.ts'
import { PASSWORD_REFUSALS } from '../../web/proof/wrong-tries.words.ts'
import { readForm } from '../../web/read-form.ts'
import { type Handlers, type Request, sessionOf, viewerOf } from '../../web/request.ts'
import { ChangePasswordPage } from './change-password.page.tsx'

const changeForm = z.object({
  oldPassword: z.string({ error: 'Enter the password that you have now' }),
  newPassword: z.string({ error: 'Choose a new password' }),
})

export const changePasswordHandlers: Handlers = {
  changePasswordPage: (c) => show(c, {}),

  changePassword: async (c) => {
    const { identity, database, clock, messages, config } = c.var.services
    const { userId, sessionId } = sessionOf(c)
    const form = await readForm(c, changeForm)
    if (!form.ok) return show(c, form.problems)
    const { oldPassword, newPassword } = form.value
    const { fullName, organisationName } = viewerOf(c)
    // First, since it is counted: looking a new password over is work that nobody else may have done for them.
    const checked = await identity.confirmPassword(userId, oldPassword)
    noteSignIn(c, 'password-again', checked.ok ? 'let-in' : checked.reason)
    if (!checked.ok) return show(c, { oldPassword: PASSWORD_REFUSALS[checked.reason] })
    const about = [...fullName.split(' '), await findAddressOf(database, userId), organisationName]
    const problem = await passwordProblem(newPassword, about, config.breachedPasswordsUrl)
    if (problem) return show(c, { newPassword: problem })
    const hash = await identity.hashOwnPassword(newPassword)
    await database.asSignIn(async (tx) => {
      await setPasswordHash(tx, userId, hash, clock.now(), sessionId)
      await messages.send(tx, { kind: 'password-changed', userId })
    })
    // Another role's, so a transaction of its own, and last: before, it would use up the form's key, and whoever pressed again
    // after a failure would be told that it was done. Ended between the two, the password is the new one, the other sessions
    // are over and its person has mail that says so: the line alone is missing.
    await noteAudit(c, viewerOf(c))
    return seeDone(c, pathTo('account'), 'password-changed')
  },
}

const show = (c: Request, problems: Readonly<Record<string, string>>) => {
  const hasProblems = Object.keys(problems).length > 0
  return page(
    c,
    { title: 'Change your password', width: 'reading', ...(hasProblems ? { status: 422, hasProblems } : {}) },
    <ChangePasswordPage problems={problems} />,
  )
}
