import { mayGenerally } from '../../domain/access/access.ts'
import { todayOf } from '../../platform/clock.ts'
import { findPeople } from '../../records/people-search.ts'
import { findViewer } from '../../records/viewer.ts'
import { pathTo } from '../../routes.ts'
import { seeDone } from '../../web/done.tsx'
import { eventOf } from '../../web/note-audit.ts'
import { page } from '../../web/page.tsx'
import { pageNumberOf } from '../../web/page-number.ts'
import { prove, whatIsLeftEmpty, whatToProve } from '../../web/proof/prove-again.ts'
import { readForm, type Typed } from '../../web/read-form.ts'
import { type Handlers, NotFound, numberFrom, type Request, scopeOfRequest, viewerOf } from '../../web/request.ts'
import { endRole } from './end-role.command.ts'
import { EndRolePage } from './end-role.page.tsx'
import { grantForm } from './grant.form.ts'
import { grantRole } from './grant-role.command.ts'
import { RolesPage } from './roles.page.tsx'
import { findGrant, listGrants, listUnits } from './roles.query.ts'
import { listRolesOnlyTheirs } from './roles-that-stay.ts'

export const roleHandlers: Handlers = {
  roleGrants: (c) => show(c),

  grantRole: async (c) => {
    const { database, clock } = c.var.services
    const { organisationId, personId: grantedBy } = viewerOf(c)
    const form = await readForm(c, grantForm)
    if (!form.ok) return show(c, { ...form, problems: { ...form.problems, ...(await whatIsLeftEmpty(c)) } })
    const problems = await prove(c)
    if (problems) return show(c, { typed: form.typed, problems })
    const granted = await database.write(scopeOfRequest(c), (tx) =>
      grantRole(tx, {
        organisationId,
        grantedBy,
        grant: form.value,
        event: eventOf(c),
        at: clock.now(),
        on: todayOf(clock),
      }),
    )
    if (!granted.ok) return show(c, { typed: form.typed, problems: { [granted.field]: granted.message } })
    return seeDone(c, pathTo('roleGrants'), 'role-given')
  },

  endRolePage: (c) => showEnd(c),

  endRole: async (c) => {
    const { database, clock } = c.var.services
    const { organisationId, personId: endedBy } = viewerOf(c)
    const grantId = numberFrom(c, 'grantId')
    const problems = await prove(c)
    if (problems) return showEnd(c, problems)
    const ended = await database.write(scopeOfRequest(c), async (tx) => {
      const ended = await endRole(tx, {
        organisationId,
        endedBy,
        grantId,
        event: eventOf(c),
        at: clock.now(),
        on: todayOf(clock),
      })
      // Within the transaction: what is not here is not remembered as done.
      if (!ended) throw new NotFound('role grant')
      return ended
    })
    if (!ended.ok) return showEnd(c, { last: 'This role cannot end yet: give it to somebody else first' })
    // Without the office's role there is no list to come back to.
    return seeDone(c, (await mayStill(c)) ? pathTo('roleGrants') : pathTo('home'), 'role-ended')
  },
}

async function mayStill(c: Request): Promise<boolean> {
  const { database, clock } = c.var.services
  const { session } = c.var
  const viewer = session ? await findViewer(database, session.userId, todayOf(clock)) : null
  return viewer !== null && mayGenerally(viewer, 'grant-roles')
}

async function showEnd(c: Request, problems: Readonly<Record<string, string>> = {}) {
  const { database, clock } = c.var.services
  const on = todayOf(clock)
  const found = await database.read(scopeOfRequest(c), async (tx) => {
    const grant = await findGrant(tx, numberFrom(c, 'grantId'), on)
    return grant && { grant, isLast: (await listRolesOnlyTheirs(tx, grant.personId, on)).includes(grant.role) }
  })
  if (!found) throw new NotFound('role grant')
  const isRefused = Object.keys(problems).length > 0
  return page(
    c,
    {
      title: 'End a role',
      under: 'roleGrants',
      width: 'reading',
      ...(isRefused ? { status: 422, hasProblems: true } : {}),
    },
    <EndRolePage
      {...found}
      isOwn={found.grant.personId === viewerOf(c).personId}
      asked={await whatToProve(c)}
      problems={problems}
    />,
  )
}

type Again = { typed: Typed; problems: Readonly<Record<string, string>> }

async function show(c: Request, again?: Again) {
  const { database, clock } = c.var.services
  const on = todayOf(clock)
  const search = (again?.typed.search ?? c.req.query('search') ?? '').trim().slice(0, 100)
  const number = pageNumberOf(c)
  const found = await database.read(scopeOfRequest(c), async (tx) => ({
    grants: await listGrants(tx, { on, page: number }),
    people: await findPeople(tx, search, on),
    units: search ? await listUnits(tx, on) : [],
  }))
  return page(
    c,
    { title: 'Roles', under: 'roleGrants', ...(again ? { status: 422, hasProblems: true } : {}) },
    <RolesPage
      {...found}
      page={number}
      search={search}
      on={on}
      asked={await whatToProve(c)}
      typed={again?.typed ?? {}}
      problems={again?.problems ?? {}}
    />,
  )
}
