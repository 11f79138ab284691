import { todayOf } from '../../platform/clock.ts'
import { findPeople } from '../../records/people-search.ts'
import { pathTo } from '../../routes.ts'
import { page } from '../../web/page.tsx'
import { pageNumberOf } from '../../web/page-number.ts'
import { proofForm, proveAgain, whatToProve } from '../../web/proof/prove-again.ts'
import { readForm, type Typed } from '../../web/read-form.ts'
import {
  type Handlers,
  NotFound,
  numberFrom,
  type Request,
  scopeOfRequest,
  seeOther,
  viewerOf,
} from '../../web/request.ts'
import { endRole } from './end-role.command.ts'
import { grantForm } from './grant.form.ts'
import { grantRole } from './grant-role.command.ts'
import { RolesPage } from './roles.page.tsx'
import { listGrants, listUnits } from './roles.query.ts'

export const roleHandlers: Handlers = {
  roleGrants: (c) => show(c),

  grantRole: async (c) => {
    const { database, clock } = c.var.services
    const { organisationId, personId: grantedBy } = viewerOf(c)
    const form = await readForm(c, grantForm)
    const given = await readForm(c, proofForm)
    if (!form.ok) return show(c, form)
    const problems = await proveAgain(c, given.ok ? given.value : {})
    if (Object.keys(problems).length > 0) return show(c, { typed: form.typed, problems })
    const refusal = await database.write(scopeOfRequest(c), (tx) =>
      grantRole(tx, {
        organisationId,
        grantedBy,
        grant: form.value,
        event: c.var.route.audit ?? '',
        at: clock.now(),
        on: todayOf(clock),
      }),
    )
    if (refusal) return show(c, { typed: form.typed, problems: { [refusal.field]: refusal.message } })
    return seeOther(c, pathTo('roleGrants'))
  },

  endRole: async (c) => {
    const { database, clock } = c.var.services
    const { organisationId, personId: endedBy } = viewerOf(c)
    const grantId = numberFrom(c, 'grantId')
    const ended = await database.write(scopeOfRequest(c), async (tx) => {
      const outcome = await endRole(tx, {
        organisationId,
        endedBy,
        grantId,
        event: c.var.route.audit ?? '',
        at: clock.now(),
        on: todayOf(clock),
      })
      // Within the transaction: what is not here is not remembered as done.
      if (outcome === 'not-found') throw new NotFound('role grant')
      return outcome
    })
    if (ended === 'ended') return seeOther(c, pathTo('roleGrants'))
    const problem = 'This is the last job-planning office that can sign in. Grant the role to somebody else first'
    return show(c, { typed: {}, problems: { [`grant-${grantId}`]: problem } })
  },
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
