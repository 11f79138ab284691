import { page } from '../../web/page.tsx'
import { type Handlers, scopeOfRequest } from '../../web/request.ts'
import { AuditPage } from './audit.page.tsx'
import { listAudit } from './audit.query.ts'

export const handlers: Handlers = {
  audit: async (c) => {
    const before = c.req.query('before') ?? ''
    const filter = {
      event: (c.req.query('event') ?? '').slice(0, 100),
      before: /^[1-9]\d{0,8}$/.test(before) ? Number(before) : null,
    }
    const found = await c.var.services.database.read(scopeOfRequest(c), (tx) => listAudit(tx, filter))
    return page(c, { title: 'Audit', under: 'audit' }, <AuditPage {...filter} {...found} />)
  },
}
