import { todayOf } from '../../platform/clock.ts'
import { countInTurn, countStanding, listStanding } from '../../records/plan-standing.ts'
import { page } from '../../web/page.tsx'
import { pageNumberOf } from '../../web/page-number.ts'
import { type Handlers, scopeOfRequest, viewerOf } from '../../web/request.ts'
import { teamForm } from './team.form.ts'
import { TeamPage } from './team.page.tsx'

const ROWS_ON_A_PAGE = 50

export const handlers: Handlers = {
  team: async (c) => {
    const { database, clock } = c.var.services
    const query = teamForm.parse(c.req.query())
    const viewer = viewerOf(c)
    const standing = { view: query.view, viewer, todayOn: todayOf(clock), search: query.q }
    const found = await database.read(scopeOfRequest(c), async (tx) => {
      const counts = await countStanding(tx, standing)
      const pages = Math.max(1, Math.ceil(counts[query.show ?? 'all'] / ROWS_ON_A_PAGE))
      const page = Math.min(pageNumberOf(c), pages)
      const rows = await listStanding(tx, {
        ...standing,
        list: query.show,
        order: query.sort,
        limit: ROWS_ON_A_PAGE,
        offset: (page - 1) * ROWS_ON_A_PAGE,
      })
      return { counts, page, pages, rows, inTurn: await countInTurn(tx, viewer) }
    })
    return page(c, { title: 'My team', under: 'team' }, <TeamPage query={query} {...found} />)
  },
}
