import { mayGenerally } from '../../domain/access/access.ts'
import { listStaged } from '../../records/staged-import.ts'
import { pathTo } from '../../routes.ts'
import { page } from '../../web/page.tsx'
import { pageNumberOf } from '../../web/page-number.ts'
import { type Handlers, NotFound, numberFrom, scopeOfRequest, viewerOf } from '../../web/request.ts'
import { ImportsPage } from './imports.page.tsx'
import { listImports } from './imports.query.ts'
import { newImportHandlers } from './new-import.handlers.tsx'
import { ImportResultPage } from './result.page.tsx'
import { listImportedTogether } from './result.query.ts'
import { stagedImportHandlers } from './staged-import.handlers.tsx'

/** How long, in milliseconds, what came in is news. */
const JUST_NOW = 5 * 60_000

export const handlers: Handlers = {
  ...newImportHandlers,
  ...stagedImportHandlers,

  imports: async (c) => {
    const { database, clock } = c.var.services
    const number = pageNumberOf(c)
    const found = await database.read(scopeOfRequest(c), async (tx) => ({
      ...(await listImports(tx, number)),
      staged: await listStaged(tx, clock.now()),
    }))
    const maySend = mayGenerally(viewerOf(c), 'import-staff')
    return page(
      c,
      { title: 'Staff record', under: 'imports' },
      <ImportsPage {...found} page={number} maySend={maySend} />,
    )
  },

  importResult: async (c) => {
    const importId = numberFrom(c, 'importId')
    const files = await c.var.services.database.read(scopeOfRequest(c), (tx) => listImportedTogether(tx, importId))
    const [first] = files
    if (!first) throw new NotFound('the import')
    const isNew = c.var.services.clock.now().getTime() - first.importedAt.getTime() < JUST_NOW
    const breadcrumbs = [{ href: pathTo('imports'), label: 'Staff record' }]
    return page(
      c,
      { title: 'The staff record came in', under: 'imports', breadcrumbs },
      <ImportResultPage files={files} isNew={isNew} />,
    )
  },
}
