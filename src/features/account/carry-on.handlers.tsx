import { pathTo } from '../../routes.ts'
import { findKeptForm } from '../../web/kept-forms/keep-form.ts'
import { page } from '../../web/page.tsx'
import { type Handlers, seeOther } from '../../web/request.ts'
import { CarryOnPage } from './carry-on.page.tsx'

export const carryOnHandlers: Handlers = {
  carryOnPage: async (c) => {
    const kept = await findKeptForm(c, c.req.param('token') ?? '')
    // Too old, used up, or somebody else's: nothing is said of it.
    if (!kept) return seeOther(c, pathTo('home'))
    return page(c, { title: 'Carry on', width: 'reading' }, <CarryOnPage kept={kept} />)
  },
}
