import { todayOf } from '../../platform/clock.ts'
import type { Assignment } from '../../records/assignment.ts'
import { pathTo } from '../../routes.ts'
import { seeDone } from '../../web/done.tsx'
import { eventOf } from '../../web/note-audit.ts'
import { page } from '../../web/page.tsx'
import { type ReadForm, readForm } from '../../web/read-form.ts'
import { type Handlers, type Request, scopeOfRequest, viewerOf } from '../../web/request.ts'
import { type Corrections, correctForm } from './correct.form.ts'
import { CorrectPage } from './correct.page.tsx'
import { correctAssignment } from './correct-assignment.command.ts'
import { getAssignment } from './get-assignment.ts'

export const correctHandlers: Handlers = {
  correctAssignmentPage: async (c) => {
    const assignment = await c.var.services.database.read(scopeOfRequest(c), (tx) => getAssignment(c, tx))
    return show(c, assignment)
  },

  correctAssignment: async (c) => {
    const { database, clock } = c.var.services
    const form = await readForm(c, correctForm)
    const assignment = await database.write(scopeOfRequest(c), async (tx) => {
      const found = await getAssignment(c, tx, { forUpdate: true })
      if (form.ok)
        await correctAssignment(tx, {
          assignment: found,
          corrections: form.value,
          by: viewerOf(c).personId,
          event: eventOf(c),
          at: clock.now(),
          on: todayOf(clock),
        })
      return found
    })
    if (!form.ok) return show(c, assignment, form)
    return seeDone(c, pathTo('assignment', { assignmentId: assignment.assignmentId }), 'post-corrected')
  },
}

const show = (c: Request, assignment: Assignment, again?: ReadForm<Corrections> & { ok: false }) =>
  page(
    c,
    {
      title: `Correct ${assignment.personName}`,
      under: 'people',
      width: 'reading',
      breadcrumbs: [
        { href: pathTo('people'), label: 'People' },
        { href: pathTo('assignment', { assignmentId: assignment.assignmentId }), label: assignment.personName },
      ],
      ...(again ? { status: 422, hasProblems: true } : {}),
    },
    <CorrectPage assignment={assignment} typed={again?.typed ?? {}} problems={again?.problems ?? {}} />,
  )
