import { may, seesEverything } from '../../domain/access/access.ts'
import { todayOf } from '../../platform/clock.ts'
import { pathTo } from '../../routes.ts'
import { page } from '../../web/page.tsx'
import { type Handlers, scopeOfRequest, viewerOf } from '../../web/request.ts'
import { AssignmentPage } from './assignment.page.tsx'
import { findAccountState, listAgreersSet, listOtherPosts, listPlans } from './assignment.query.ts'
import { getAssignment } from './get-assignment.ts'

export const assignmentHandlers: Handlers = {
  assignment: async (c) => {
    const { database, clock } = c.var.services
    const viewer = viewerOf(c)
    const isOffice = viewer.roles.includes('office')
    const found = await database.read(scopeOfRequest(c), async (tx) => {
      const assignment = await getAssignment(c, tx)
      return {
        assignment,
        plans: await listPlans(tx, assignment.assignmentId),
        otherPosts: await listOtherPosts(tx, assignment),
        agreersSet: seesEverything(viewer) ? await listAgreersSet(tx, assignment.assignmentId) : [],
        account: isOffice ? await findAccountState(tx, assignment.personId, clock.now()) : null,
      }
    })
    const { assignment } = found
    const hasEnded = assignment.endedOn !== null && assignment.endedOn < todayOf(clock)
    return page(
      c,
      {
        title: `${assignment.personName}, ${assignment.postTitle}`,
        under: 'people',
        breadcrumbs: [{ href: pathTo('people'), label: 'People' }],
      },
      <AssignmentPage
        {...found}
        isOffice={isOffice}
        mayStart={!hasEnded && assignment.counts.scope === 'in-scope' && may(viewer, 'start-plan', assignment.sight)}
      />,
    )
  },
}
