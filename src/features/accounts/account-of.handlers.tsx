import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { todayOf } from '../../platform/clock.ts'
import { findAccountOf, withAccounts } from '../../records/account.ts'
import { appendAudit } from '../../records/audit.ts'
import { makeResetKey } from '../../records/password-reset.ts'
import { listWaysMade } from '../../records/ways-made.ts'
import { pathTo } from '../../routes.ts'
import { type Done, seeDone } from '../../web/done.tsx'
import { mailLinks } from '../../web/mail-links.ts'
import { auditOf } from '../../web/note-audit.ts'
import { page } from '../../web/page.tsx'
import { prove, whatToProve } from '../../web/proof/prove-again.ts'
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
import { AccountStepPage, headingOf, type Step } from './account-step.page.tsx'
import { listRolesOnlyTheirs, lockRolesThatStay } from './roles-that-stay.ts'

/** What the office does to somebody else's account; to one's own, on the page of one's own account. */
export const accountOfHandlers: Handlers = {
  accountOf: (c) => show(c),

  closeAccountPage: (c) => showStep(c, 'closeAccount'),
  resetSecondFactorPage: (c) => showStep(c, 'resetSecondFactor'),
  makeResetLinkPage: (c) => showStep(c, 'makeResetLink'),
  useAddressOfRecordPage: (c) => showStep(c, 'useAddressOfRecord'),

  closeAccount: async (c) => {
    const { clock } = c.var.services
    const closed = await change(c, async (tx, personId) => {
      await lockRolesThatStay(tx)
      if ((await listRolesOnlyTheirs(tx, personId, todayOf(clock))).length > 0) return { ok: false, why: 'last' }
      await withAccounts(tx)
        .updateTable('identity.account_person')
        .set({ closed_at: clock.now(), closed_by: viewerOf(c).personId })
        .where('person_id', '=', personId)
        .execute()
      await sql`select end_sessions_of(${personId})`.execute(tx)
      return { ok: true }
    })
    if (!closed.ok) return showStep(c, 'closeAccount', { last: 'This account cannot be closed yet' })
    return seeDone(c, pathTo('accountOf', { personId: othersNumber(c) }), 'account-closed')
  },

  reopenAccount: (c) =>
    changeAndSay(c, 'account-open', async (tx, personId) => {
      await withAccounts(tx)
        .updateTable('identity.account_person')
        .set({ closed_at: null, closed_by: null })
        .where('person_id', '=', personId)
        .execute()
    }),

  endSessionsOf: (c) =>
    changeAndSay(c, 'signed-out-everywhere', async (tx, personId) => {
      await sql`select end_sessions_of(${personId})`.execute(tx)
    }),

  resetSecondFactor: async (c) => {
    const problems = await prove(c)
    if (problems) return showStep(c, 'resetSecondFactor', problems)
    const { organisationId } = viewerOf(c)
    return changeAndSay(c, 'second-factor-reset', async (tx, personId) => {
      await sql`select reset_second_factor(${personId})`.execute(tx)
      await c.var.services.messages.send(tx, { kind: 'second-factor-reset', organisationId, personId })
    })
  },

  useAddressOfRecord: async (c) => {
    const problems = await prove(c)
    if (problems) return showStep(c, 'useAddressOfRecord', problems)
    const { organisationId } = viewerOf(c)
    const used = await change(c, async (tx, personId) => {
      const { rows } = await sql<{ outcome: 'done' | 'same' | 'taken' }>`
        select use_address_of_record(${personId}) as outcome`.execute(tx)
      const why = rows[0]?.outcome ?? 'same'
      if (why !== 'done') return { ok: false, why }
      await c.var.services.messages.send(tx, { kind: 'address-changed', organisationId, personId })
      return { ok: true }
    })
    if (!used.ok && used.why === 'taken') return showStep(c, 'useAddressOfRecord', { address: takenAddress })
    const path = pathTo('accountOf', { personId: othersNumber(c) })
    return used.ok ? seeDone(c, path, 'address-of-record-used') : seeOther(c, path)
  },

  makeResetLink: async (c) => {
    const { database, clock, config, messages } = c.var.services
    const problems = await prove(c)
    if (problems) return showStep(c, 'makeResetLink', problems)
    const { organisationId } = viewerOf(c)
    const account = await database.read(scopeOfRequest(c), (tx) => findAccountOf(tx, othersNumber(c)))
    if (!account) throw new NotFound('no such account')
    // Before what is done once: were it to fail afterwards, pressing again would find all done, and no link.
    const { key, expiresAt } = await database.asSignIn((tx) => makeResetKey(tx, account, clock.now()))
    await change(c, async (tx, personId) => {
      await messages.send(tx, { kind: 'reset-link-made', organisationId, personId })
      return { ok: true }
    })
    return page(
      c,
      { title: 'Link for a new password', under: 'accounts', width: 'reading' },
      <ResetLinkPage link={mailLinks(config.url).passwordReset(key)} expiresAt={expiresAt} />,
    )
  },
}

const takenAddress =
  'Another account signs in with this address, so nothing was changed. Look in the staff record whose address it is'

async function show(c: Request): Promise<Response> {
  const { database, config } = c.var.services
  const personId = numberFrom(c, 'personId')
  const { account, waysMade } = await database.read(scopeOfRequest(c), async (tx) => ({
    account: await getAccountOf(tx, personId),
    waysMade: await listWaysMade(tx, personId),
  }))
  if (!account) throw new NotFound('no such person')
  return page(
    c,
    { title: `Account of ${account.fullName}`, under: 'accounts', width: 'reading' },
    <AccountOfPage
      account={account}
      isOwn={account.personId === viewerOf(c).personId}
      hasPasswords={config.hasLocalSignIn}
      waysMade={waysMade}
    />,
  )
}

async function showStep(c: Request, step: Step, problems: Readonly<Record<string, string>> = {}): Promise<Response> {
  const { database, clock, messages } = c.var.services
  const personId = othersNumber(c)
  const { account, rolesOnlyTheirs } = await database.read(scopeOfRequest(c), async (tx) => ({
    account: await getAccountOf(tx, personId),
    rolesOnlyTheirs: step === 'closeAccount' ? await listRolesOnlyTheirs(tx, personId, todayOf(clock)) : [],
  }))
  if (!account?.hasAccount) throw new NotFound('no such account')
  const isRefused = Object.keys(problems).length > 0
  return page(
    c,
    {
      title: headingOf(step, account),
      under: 'accounts',
      width: 'reading',
      ...(isRefused ? { status: 422, hasProblems: true } : {}),
    },
    <AccountStepPage
      step={step}
      account={account}
      rolesOnlyTheirs={rolesOnlyTheirs}
      asked={step === 'closeAccount' ? null : await whatToProve(c)}
      isTold={messages.areSent}
      problems={problems}
    />,
  )
}

/** Whose account the address names; one's own is not for oneself to change here. */
function othersNumber(c: Request): number {
  const personId = numberFrom(c, 'personId')
  if (personId === viewerOf(c).personId) throw new Forbidden('one’s own account is not for oneself to change here')
  return personId
}

type Act<T> = (tx: Tx, personId: number) => Promise<T>
type Acted = { ok: true } | { ok: false; why: string }

async function changeAndSay(c: Request, done: Done, act: Act<void>): Promise<Response> {
  await change(c, async (tx, personId) => {
    await act(tx, personId)
    return { ok: true }
  })
  return seeDone(c, pathTo('accountOf', { personId: numberFrom(c, 'personId') }), done)
}

/** One change of somebody else's account and its line on the audit record, together: neither where there was nothing to change. */
async function change(c: Request, act: Act<Acted>): Promise<Acted> {
  const personId = othersNumber(c)
  return c.var.services.database.write(scopeOfRequest(c), async (tx) => {
    if (!(await findAccountOf(tx, personId))) throw new NotFound('no such account')
    const acted = await act(tx, personId)
    if (acted.ok) await appendAudit(tx, auditOf(c, viewerOf(c), { about: personId }))
    return acted
  })
}
