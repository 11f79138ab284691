import { getPlan } from '../../web/get-plan.ts'
import { page } from '../../web/page.tsx'
import { type Handlers, scopeOfRequest } from '../../web/request.ts'
import { HistoryPage } from './history.page.tsx'
import { findHistory } from './history.query.ts'
import { crumbsTo } from './plan-top.tsx'

export const handlers: Handlers = {
  planHistory: async (c) => {
    const { plan, history } = await c.var.services.database.read(scopeOfRequest(c), async (tx) => {
      const plan = await getPlan(c, tx)
      return { plan, history: await findHistory(tx, plan) }
    })
    return page(
      c,
      { title: 'History of this plan', breadcrumbs: crumbsTo(plan) },
      <HistoryPage plan={plan} history={history} />,
    )
  },
}
