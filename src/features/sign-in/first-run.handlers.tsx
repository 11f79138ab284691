import { todayOf } from '../../platform/clock.ts'
import { EmailInUse } from '../../platform/identity/identity.ts'
import { passwordProblem } from '../../platform/identity/password-strength.ts'
import { forgetFirstRunLink } from '../../platform/settings/first-run-link.ts'
import { forgetFirstRunKeys, isFirstRunKey } from '../../records/first-run.ts'
import { pathTo } from '../../routes.ts'
import { eventOf } from '../../web/note-audit.ts'
import { page } from '../../web/page.tsx'
import { readForm, type Typed } from '../../web/read-form.ts'
import { type Handlers, type Request, seeOther } from '../../web/request.ts'
import { createAccount } from './create-account.ts'
import { deadLink } from './dead-link.page.tsx'
import { firstRunForm } from './first-run.form.ts'
import { FirstRunPage } from './first-run.page.tsx'
import { foundOrganisation } from './found-organisation.command.ts'
import { withCookies } from './with-cookies.ts'

export const firstRunHandlers: Handlers = {
  firstRunPage: async (c) => ((await isOpen(c)) ? show(c, {}) : deadLink(c, advice)),

  firstRun: async (c) => {
    if (!(await isOpen(c))) return deadLink(c, advice)
    const { identity, database, clock, config } = c.var.services
    const form = await readForm(c, firstRunForm)
    const { typed } = form
    const about = [typed.trust ?? '', typed.firstName ?? '', typed.lastName ?? '', typed.email ?? '']
    const problem = typed.password ? await passwordProblem(typed.password, about, config.breachedPasswordsUrl) : null
    if (!form.ok || problem)
      return show(c, typed, { ...(form.ok ? {} : form.problems), ...(problem ? { password: problem } : {}) })

    const { email, password, firstName, lastName } = form.value
    let userId: string
    try {
      userId = await createAccount(c.var.services, { email, name: `${firstName} ${lastName}`, password })
    } catch (error) {
      if (!(error instanceof EmailInUse)) throw error
      return show(c, form.typed, {
        email:
          'There is an account with this e-mail address already. Sign in if you have just begun; if not, use another',
      })
    }
    try {
      await foundOrganisation(database, {
        form: form.value,
        userId,
        event: eventOf(c),
        at: clock.now(),
        on: todayOf(clock),
      })
    } catch (error) {
      await identity.removeAccount(userId)
      throw error
    }
    await forgetFirstRunKeys(database)
    forgetFirstRunLink(config.dataFolder)
    return withCookies(
      seeOther(c, pathTo('home')),
      await identity.startSession(userId, c.req.raw.headers, { method: 'password' }),
    )
  },
}

const isOpen = (c: Request) => {
  const { config, database, clock } = c.var.services
  return config.mode === 'real' && isFirstRunKey(database, c.req.param('token') ?? '', clock)
}

const show = (c: Request, typed: Typed, problems?: Readonly<Record<string, string>>) =>
  page(
    c,
    { title: 'Begin with Concord', width: 'reading', ...(problems ? { status: 422, hasProblems: true } : {}) },
    <FirstRunPage token={c.req.param('token') ?? ''} typed={typed} problems={problems} />,
  )

const advice = 'It works once and for a day. If Concord is not set up yet, start it again: it makes a new link.'
