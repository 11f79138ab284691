import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { findAccountOf, withAccounts } from '../../records/account.ts'
import { appendAudit } from '../../records/audit.ts'
import { makeResetKey } from '../../records/password-reset.ts'
import { listWaysMade } from '../../records/ways-made.ts'
import { pathTo } from '../../routes.ts'
import { mailLinks } from '../../web/mail-links.ts'
import { page } from '../../web/page.tsx'
import { proofForm, proveAgain, whatToProve } from '../../web/proof/prove-again.ts'
import { readForm } from '../../web/read-form.ts'
import {
  Forbidden,
  type Handlers,
  NotFound,
  numberFrom,
  type Request,
  scopeOfRequest,
  seeOther,
  viewerOf,
} from '../../web/request.ts'
import { AccountOfPage, ResetLinkPage } from './account-of.page.tsx'
import { getAccountOf } from './account-of.query.ts'

/** What the office does to somebody else's account; to one's own, on the page of one's own account. */
export const accountOfHandlers: Handlers = {
  accountOf: (c) => show(c),

  closeAccount: (c) =>
    change(c, async (tx, personId) => {
      await withAccounts(tx)
        .updateTable('identity.account_person')
        .set({ closed_at: c.var.services.clock.now(), closed_by: viewerOf(c).personId })
        .where('person_id', '=', personId)
        .execute()
      await sql`select end_sessions_of(${personId})`.execute(tx)
    }),

  reopenAccount: (c) =>
    change(c, async (tx, personId) => {
      await withAccounts(tx)
        .updateTable('identity.account_person')
        .set({ closed_at: null, closed_by: null })
        .where('person_id', '=', personId)
        .execute()
    }),

  endSessionsOf: (c) =>
    change(c, async (tx, personId) => {
      await sql`select end_sessions_of(${personId})`.execute(tx)
    }),

  resetSecondFactor: async (c) => {
    const problems = await prove(c)
    if (problems) return show(c, problems)
    const { organisationId } = viewerOf(c)
    return change(c, async (tx, personId) => {
      await sql`select reset_second_factor(${personId})`.execute(tx)
      await c.var.services.messages.send(tx, { kind: 'second-factor-reset', organisationId, personId })
    })
  },

  makeResetLink: async (c) => {
    const { database, clock, config, messages } = c.var.services
    if (!config.hasLocalSignIn) throw new Forbidden('passwords open no door here')
    const problems = await prove(c)
    if (problems) return show(c, problems)
    const { organisationId } = viewerOf(c)
    let account = ''
    const response = await change(c, async (tx, personId, userId) => {
      account = userId
      await messages.send(tx, { kind: 'reset-link-made', organisationId, personId })
    })
    if (!account) return response
    const { key, expiresAt } = await database.signIn((tx) => makeResetKey(tx, account, clock.now()))
    return page(
      c,
      { title: 'Link for a new password', under: 'accounts', width: 'reading' },
      <ResetLinkPage link={mailLinks(config.url).passwordReset(key)} expiresAt={expiresAt} />,
    )
  },
}

/** What is still to be shown, by field; null when it is certainly they. */
async function prove(c: Request): Promise<Record<string, string> | null> {
  const form = await readForm(c, proofForm)
  const problems = await proveAgain(c, form.ok ? form.value : {})
  return Object.keys(problems).length > 0 ? problems : null
}

async function show(c: Request, problems: Readonly<Record<string, string>> = {}): Promise<Response> {
  const { database, config, messages } = c.var.services
  const personId = numberFrom(c, 'personId')
  const { account, waysMade } = await database.read(scopeOfRequest(c), async (tx) => ({
    account: await getAccountOf(tx, personId),
    waysMade: await listWaysMade(tx, personId),
  }))
  const isRefused = Object.keys(problems).length > 0
  if (!account && isRefused) throw new NotFound('no such person')
  if (!account) return seeOther(c, pathTo('accounts'))
  return page(
    c,
    {
      title: `Account of ${account.fullName}`,
      under: 'accounts',
      width: 'reading',
      ...(isRefused ? { status: 422, hasProblems: true } : {}),
    },
    <AccountOfPage
      account={account}
      isOwn={account.personId === viewerOf(c).personId}
      asked={await whatToProve(c)}
      hasPasswords={config.hasLocalSignIn}
      isTold={messages.areSent}
      waysMade={waysMade}
      problems={problems}
    />,
  )
}

/** One change of somebody else's account and its line on the audit record, together; back to the page that shows it. */
async function change(c: Request, act: (tx: Tx, personId: number, userId: string) => Promise<void>): Promise<Response> {
  const { database, clock } = c.var.services
  const { organisationId, personId: by } = viewerOf(c)
  const personId = numberFrom(c, 'personId')
  if (personId === by) throw new Forbidden('one’s own account is not for oneself to change here')
  const isThere = await database.write(scopeOfRequest(c), async (tx) => {
    const userId = await findAccountOf(tx, personId)
    if (!userId) return false
    await act(tx, personId, userId)
    await appendAudit(tx, {
      organisationId,
      personId: by,
      event: c.var.route.audit ?? '',
      object: `person ${personId}`,
      at: clock.now(),
    })
    return true
  })
  return seeOther(c, isThere ? pathTo('accountOf', { personId }) : pathTo('accounts'))
}
