import { todayOf } from '../../platform/clock.ts'
import { findRun } from '../../records/invitation-run.ts'
import { pathTo } from '../../routes.ts'
import { eventOf } from '../../web/note-audit.ts'
import { page } from '../../web/page.tsx'
import { readTyped } from '../../web/read-form.ts'
import { type Handlers, NotFound, numberFrom, scopeOfRequest, seeOther, viewerOf } from '../../web/request.ts'
import { beginRun } from './begin-run.command.ts'
import { InvitationRunPage } from './invitation-run.page.tsx'
import { fieldsOf, readChoice } from './invite-many.form.ts'
import { InviteManyPage } from './invite-many.page.tsx'
import { countAndName, findUnitName } from './invite-many.query.ts'
import { listUnits } from './roles.query.ts'
import { stopRun } from './stop-run.command.ts'

export const inviteManyHandlers: Handlers = {
  inviteManyPage: async (c) => {
    const { database, clock, messages } = c.var.services
    const choice = readChoice((name) => c.req.query(name))
    const when = { at: clock.now(), on: todayOf(clock) }
    const found = await database.read(scopeOfRequest(c), async (tx) => {
      const newest = await findRun(tx, when.at)
      return {
        ...(await countAndName(tx, choice, when)),
        units: await listUnits(tx, when.on),
        running: newest?.state === 'running' ? newest : null,
      }
    })
    return page(
      c,
      { title: 'Invite many people', under: 'accounts' },
      <InviteManyPage areSent={messages.areSent} choice={choice} {...found} />,
    )
  },

  inviteMany: async (c) => {
    const { database, clock, messages } = c.var.services
    const { organisationId, personId: madeBy } = viewerOf(c)
    const typed = await readTyped(c)
    const choice = readChoice((name) => typed[name])
    if (!messages.areSent) return seeOther(c, pathTo('inviteManyPage', {}, fieldsOf(choice)))
    const runId = await database.write(scopeOfRequest(c), (tx) =>
      beginRun(tx, {
        messages,
        organisationId,
        madeBy,
        choice,
        event: eventOf(c),
        at: clock.now(),
        on: todayOf(clock),
      }),
    )
    return seeOther(
      c,
      runId === null ? pathTo('inviteManyPage', {}, fieldsOf(choice)) : pathTo('invitationRun', { runId }),
    )
  },

  invitationRun: async (c) => {
    const { database, clock, messages } = c.var.services
    const { run, unitName } = await database.read(scopeOfRequest(c), async (tx) => {
      const run = await findRun(tx, clock.now(), numberFrom(c, 'runId'))
      return { run, unitName: run?.choice.unitId ? await findUnitName(tx, run.choice.unitId) : null }
    })
    if (!run) throw new NotFound('a run of invitations')
    return page(
      c,
      { title: 'Invitations', under: 'accounts', width: 'reading', scripts: ['invitation-run'] },
      <InvitationRunPage run={run} unitName={unitName} areSent={messages.areSent} />,
    )
  },

  stopInvitationRun: async (c) => {
    const { database, clock } = c.var.services
    const { organisationId, personId: stoppedBy } = viewerOf(c)
    const runId = numberFrom(c, 'runId')
    await database.write(scopeOfRequest(c), async (tx) => {
      const stopped = await stopRun(tx, {
        organisationId,
        stoppedBy,
        runId,
        event: eventOf(c),
        at: clock.now(),
      })
      // Within the transaction: what is not here is not remembered as done.
      if (!stopped && !(await findRun(tx, clock.now(), runId))) throw new NotFound('a run of invitations')
    })
    return seeOther(c, pathTo('invitationRun', { runId }))
  },
}
