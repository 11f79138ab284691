import { z } from 'zod'
import { mayGenerally } from '../../domain/access/access.ts'
import { numberOf } from '../../web/number-of.ts'
import { page } from '../../web/page.tsx'
import { type Handlers, scopeOfRequest, viewerOf } from '../../web/request.ts'
import { AuditPage } from './audit.page.tsx'
import { type AuditFilter, listAudit, nameThings } from './audit.query.ts'

export const handlers: Handlers = {
  audit: async (c) => {
    const day = (name: string) => (z.iso.date().safeParse(c.req.query(name)).success ? (c.req.query(name) ?? '') : '')
    const filter: AuditFilter = {
      event: (c.req.query('event') ?? '').slice(0, 100),
      person: (c.req.query('person') ?? '').trim().slice(0, 100),
      from: day('from'),
      to: day('to'),
      before: numberOf(c.req.query('before')),
    }
    const found = await c.var.services.database.read(scopeOfRequest(c), async (tx) => {
      const listed = await listAudit(tx, filter)
      return { ...listed, things: await nameThings(tx, listed.rows) }
    })
    return page(
      c,
      { title: 'Audit', under: 'audit' },
      <AuditPage filter={filter} {...found} opensAccounts={mayGenerally(viewerOf(c), 'invite-people')} />,
    )
  },
}
