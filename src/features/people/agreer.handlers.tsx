import { todayOf } from '../../platform/clock.ts'
import { findPeople } from '../../records/people-search.ts'
import { pathTo } from '../../routes.ts'
import { seeDone } from '../../web/done.tsx'
import { eventOf } from '../../web/note-audit.ts'
import { page } from '../../web/page.tsx'
import { readForm, type Typed } from '../../web/read-form.ts'
import { type Handlers, numberFrom, type Request, scopeOfRequest, viewerOf } from '../../web/request.ts'
import { agreerForm } from './agreer.form.ts'
import { AgreerPage } from './agreer.page.tsx'
import { listAgreersSet } from './assignment.query.ts'
import { getAssignment } from './get-assignment.ts'
import { setAgreer } from './set-agreer.command.ts'

export const agreerHandlers: Handlers = {
  setAgreerPage: (c) => show(c),

  setAgreer: async (c) => {
    const { database, clock } = c.var.services
    const form = await readForm(c, agreerForm)
    if (!form.ok) return show(c, form)
    const set = await database.write(scopeOfRequest(c), async (tx) => {
      const assignment = await getAssignment(c, tx, { forUpdate: true })
      return setAgreer(tx, {
        assignment,
        choice: form.value,
        by: viewerOf(c).personId,
        event: eventOf(c),
        at: clock.now(),
        on: todayOf(clock),
      })
    })
    if (!set.ok) return show(c, { typed: form.typed, problems: { [set.field]: set.message } })
    return seeDone(c, pathTo('assignment', { assignmentId: numberFrom(c, 'assignmentId') }), 'agreer-set')
  },
}

type Again = { typed: Typed; problems: Readonly<Record<string, string>> }

async function show(c: Request, again?: Again) {
  const { database, clock } = c.var.services
  const on = todayOf(clock)
  const search = (again?.typed.search ?? c.req.query('search') ?? '').trim().slice(0, 100)
  const found = await database.read(scopeOfRequest(c), async (tx) => {
    const assignment = await getAssignment(c, tx)
    return {
      assignment,
      agreersSet: await listAgreersSet(tx, assignment.assignmentId),
      people: await findPeople(tx, search, on),
    }
  })
  const { assignment } = found
  return page(
    c,
    {
      title: `Who agrees ${assignment.personName}’s plan`,
      under: 'people',
      width: 'reading',
      breadcrumbs: [
        { href: pathTo('people'), label: 'People' },
        { href: pathTo('assignment', { assignmentId: assignment.assignmentId }), label: assignment.personName },
      ],
      ...(again ? { status: 422, hasProblems: true } : {}),
    },
    <AgreerPage {...found} search={search} on={on} typed={again?.typed ?? {}} problems={again?.problems ?? {}} />,
  )
}
