import { mayGenerally, seesEverything, type Viewer } from '../../domain/access/access.ts'
import { todayOf } from '../../platform/clock.ts'
import { page } from '../../web/page.tsx'
import { pageNumberOf } from '../../web/page-number.ts'
import { type Handlers, scopeOfRequest, viewerOf } from '../../web/request.ts'
import { agreerHandlers } from './agreer.handlers.tsx'
import { assignmentHandlers } from './assignment.handlers.tsx'
import { correctHandlers } from './correct.handlers.tsx'
import { PeoplePage } from './people.page.tsx'
import { listPeople, listUnitChoices } from './people.query.ts'
import { filterFrom } from './people-filter.ts'
import { StaffRulesPage } from './staff-rules.page.tsx'

export const handlers: Handlers = {
  people: async (c) => {
    const { database, clock } = c.var.services
    const on = todayOf(clock)
    const filter = filterFrom((name) => c.req.query(name), pageNumberOf(c))
    const found = await database.read(scopeOfRequest(c), async (tx) => ({
      ...(await listPeople(tx, filter, on)),
      units: await listUnitChoices(tx, filter.unitId),
    }))
    return page(
      c,
      { title: 'People', under: 'people' },
      <PeoplePage
        filter={filter}
        {...found}
        hasSight={hasSight(viewerOf(c))}
        mayBringIn={mayGenerally(viewerOf(c), 'import-staff')}
      />,
    )
  },

  staffRules: (c) => page(c, { title: 'How staff are sorted' }, <StaffRulesPage />),

  ...assignmentHandlers,
  ...correctHandlers,
  ...agreerHandlers,
}

/** Whether a role shows the viewer people beyond their own and their team's: an empty list is then worth narrowing otherwise. */
const hasSight = (viewer: Viewer): boolean =>
  seesEverything(viewer) || viewer.units.length > 0 || viewer.groups.length > 0
