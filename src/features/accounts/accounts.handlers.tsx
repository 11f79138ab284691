import { todayOf } from '../../platform/clock.ts'
import { pathTo } from '../../routes.ts'
import { page } from '../../web/page.tsx'
import { pageNumberOf } from '../../web/page-number.ts'
import { type Handlers, type Request, scopeOfRequest, viewerOf } from '../../web/request.ts'
import { AccountsPage, InvitedPage } from './accounts.page.tsx'
import { listAccounts, type Standing, standings } from './accounts.query.ts'
import { auditHandlers } from './audit.handlers.tsx'
import { invite, type NotInvited } from './invite.command.ts'
import { roleHandlers } from './roles.handlers.tsx'
import { systemHandlers } from './system.handlers.tsx'

const refusals: Record<NotInvited, string> = {
  nobody: 'There is nobody of that number in the staff record. Choose somebody from the list',
  left: 'This person has left, so they cannot be invited',
  'has-account': 'This person has an account already',
  'no-email': 'The staff record has no e-mail address for this person. Put it into the staff record first',
}

export const handlers: Handlers = {
  accounts: (c) => show(c),

  invite: async (c) => {
    const { database, clock, config } = c.var.services
    const { organisationId, personId: invitedBy } = viewerOf(c)
    const { personId } = await c.req.parseBody()
    const result = await database.write(scopeOfRequest(c), (tx) =>
      invite(tx, {
        organisationId,
        personId: /^[1-9]\d{0,8}$/.test(String(personId)) ? Number(personId) : 0,
        invitedBy,
        event: c.var.route.audit ?? '',
        at: clock.now(),
        on: todayOf(clock),
      }),
    )
    if (!result.ok) return show(c, refusals[result.reason])
    const link = `${config.url}${pathTo('invitationPage', { token: result.invited.key })}`
    return page(
      c,
      { title: 'Invitation', under: 'accounts', width: 'reading' },
      <InvitedPage invited={result.invited} link={link} />,
    )
  },

  ...roleHandlers,
  ...auditHandlers,
  ...systemHandlers,
}

async function show(c: Request, problem?: string) {
  const { database, clock } = c.var.services
  const asked = c.req.query('standing') ?? ''
  const filter = {
    search: (c.req.query('search') ?? '').trim().slice(0, 100),
    standing: (asked in standings ? asked : '') as Standing,
    page: pageNumberOf(c),
  }
  const found = await database.read(scopeOfRequest(c), (tx) =>
    listAccounts(tx, { ...filter, at: clock.now(), on: todayOf(clock) }),
  )
  return page(
    c,
    { title: 'Accounts', under: 'accounts', ...(problem ? { status: 422, hasProblems: true } : {}) },
    <AccountsPage {...filter} {...found} problem={problem} />,
  )
}
