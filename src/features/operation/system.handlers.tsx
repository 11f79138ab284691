import about from '../../../package.json' with { type: 'json' }
import { todayOf } from '../../platform/clock.ts'
import { countSessions } from '../../records/account.ts'
import { page } from '../../web/page.tsx'
import { type Handlers, scopeOfRequest, viewerOf } from '../../web/request.ts'
import { SystemPage } from './system.page.tsx'
import { getSystemFigures } from './system.query.ts'

export const systemHandlers: Handlers = {
  system: async (c) => {
    const { database, clock, config, identity } = c.var.services
    const figures = await database.read(scopeOfRequest(c), (tx) => getSystemFigures(tx, todayOf(clock)))
    const sessions = await countSessions(database, identity.idleMinutes, viewerOf(c).organisationId)
    return page(
      c,
      { title: 'System', under: 'system', width: 'reading' },
      <SystemPage
        {...figures}
        sessions={sessions}
        version={about.version}
        kind={database.kind}
        mode={config.mode}
        url={config.url}
      />,
    )
  },
}
