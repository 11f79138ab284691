import { todayOf } from '../../platform/clock.ts'
import { findRun } from '../../records/invitation-run.ts'
import { mailLinks } from '../../web/mail-links.ts'
import { eventOf } from '../../web/note-audit.ts'
import { numberOf } from '../../web/number-of.ts'
import { page } from '../../web/page.tsx'
import { pageNumberOf } from '../../web/page-number.ts'
import { readTyped } from '../../web/read-form.ts'
import { type Handlers, type Request, scopeOfRequest, viewerOf } from '../../web/request.ts'
import { accountOfHandlers } from './account-of.handlers.tsx'
import { AccountsPage, InvitedPage, MailedPage } from './accounts.page.tsx'
import { listAccounts, type Standing, standings } from './accounts.query.ts'
import { invite, type NotInvited } from './invite.command.ts'
import { inviteManyHandlers } from './invite-many.handlers.tsx'
import { roleHandlers } from './roles.handlers.tsx'

const refusals: Record<NotInvited, string> = {
  nobody: 'There is nobody of that number in the staff record. Choose somebody from the list',
  left: 'This person has left, so they cannot be invited',
  'has-account': 'This person has an account already',
  'no-email': 'The staff record has no e-mail address for this person. Put it into the staff record first',
}

export const handlers: Handlers = {
  accounts: (c) => show(c),

  invite: async (c) => {
    const { database, clock, config, messages } = c.var.services
    const { organisationId, personId: invitedBy } = viewerOf(c)
    const { personId, byHand } = await readTyped(c)
    const result = await database.write(scopeOfRequest(c), (tx) =>
      invite(tx, {
        messages,
        byHand: byHand === 'yes',
        organisationId,
        personId: numberOf(personId) ?? 0,
        invitedBy,
        event: eventOf(c),
        at: clock.now(),
        on: todayOf(clock),
      }),
    )
    if (!result.ok) return show(c, refusals[result.reason])
    const { invited } = result
    const link = invited.key && mailLinks(config.url).invitation(invited.key)
    return page(
      c,
      { title: 'Invitation', under: 'accounts', width: 'reading' },
      link ? (
        <InvitedPage invited={invited} link={link} hasPasswords={config.hasLocalSignIn} />
      ) : (
        <MailedPage invited={invited} />
      ),
    )
  },

  ...accountOfHandlers,
  ...inviteManyHandlers,
  ...roleHandlers,
}

async function show(c: Request, problem?: string) {
  const { database, clock, messages } = c.var.services
  const asked = c.req.query('standing') ?? ''
  const filter = {
    search: (c.req.query('search') ?? '').trim().slice(0, 100),
    standing: (Object.hasOwn(standings, asked) ? asked : '') as Standing,
    page: pageNumberOf(c),
  }
  const found = await database.read(scopeOfRequest(c), async (tx) => ({
    ...(await listAccounts(tx, { ...filter, at: clock.now(), on: todayOf(clock) })),
    newestRun: await findRun(tx, clock.now()),
  }))
  return page(
    c,
    { title: 'Accounts', under: 'accounts', ...(problem ? { status: 422, hasProblems: true } : {}) },
    <AccountsPage {...filter} {...found} areSent={messages.areSent} problem={problem} />,
  )
}
