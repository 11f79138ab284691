import { todayOf } from '../../platform/clock.ts'
import { countStanding, listStanding } from '../../records/plan-standing.ts'
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
      const { rows, counts } = await listStanding(tx, {
        ...standing,
        list: query.show,
        order: query.sort,
        pageSize: ROWS_ON_A_PAGE,
        page: pageNumberOf(c),
      })
      const pages = Math.max(1, Math.ceil(counts[query.show ?? 'all'] / ROWS_ON_A_PAGE))
      const isAllInTurn = query.view === 'in-turn' && query.q === ''
      const inTurn = isAllInTurn ? counts : await countStanding(tx, { ...standing, view: 'in-turn', search: '' })
      return { counts, page: Math.min(pageNumberOf(c), pages), pages, rows, inTurn: inTurn.all }
    })
    return page(c, { title: 'My team', under: 'team' }, <TeamPage query={query} {...found} />)
  },
}
