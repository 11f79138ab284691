import { findKeptForm } from '../../web/kept-forms/keep-form.ts'
import { page } from '../../web/page.tsx'
import type { Handlers } from '../../web/request.ts'
import { CarryOnPage, NothingKeptPage } from './carry-on.page.tsx'

export const carryOnHandlers: Handlers = {
  carryOnPage: async (c) => {
    const kept = await findKeptForm(c, c.req.param('token') ?? '')
    if (!kept) return page(c, { title: 'What was kept is gone', width: 'reading', status: 404 }, <NothingKeptPage />)
    return page(c, { title: 'Carry on', width: 'reading' }, <CarryOnPage kept={kept} />)
  },
}
