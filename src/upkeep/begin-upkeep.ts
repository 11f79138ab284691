import type { Database } from '../db/database.ts'
import { listenForControl } from '../platform/control-socket.ts'
import { log, withoutWhatWasTyped } from '../platform/log.ts'
import { listAuditHeads } from '../records/audit-chain.ts'
import { errandsOf, type Place } from './errands.ts'
import { sweep } from './sweep.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/**
 * What a running server does to be looked after: answers the command line where the database is in its hands alone, and
 * writes the heads of the audit chains to the log now, every day and when it stops. Every hour it sweeps away what has run out.
 */
export async function beginUpkeep(
  database: Database,
  place: Place & { idleMinutes: number },
): Promise<{ stop(): Promise<void> }> {
  const control = place.databaseUrl ? null : await listen(database, place)
  await publishHeads(database)
  const daily = setInterval(() => publishHeads(database), DAY)
  daily.unref()
  let sweeping = sweep(database, place.idleMinutes)
  const hourly = setInterval(() => {
    sweeping = sweep(database, place.idleMinutes)
  }, HOUR)
  hourly.unref()
  return {
    stop: async () => {
      clearInterval(daily)
      clearInterval(hourly)
      await sweeping
      await control?.stop()
      await publishHeads(database)
    },
  }
}

/** Some disks have no sockets: then there is no backup while running, and the rest works. */
async function listen(database: Database, place: Place) {
  try {
    return await listenForControl(place.dataFolder, errandsOf(database, place))
  } catch (error) {
    log.warn({ code: (error as { code?: string }).code }, 'no control socket: stop Concord to back up')
    return null
  }
}

async function publishHeads(database: Database): Promise<void> {
  try {
    for (const head of await listAuditHeads(database)) log.info(head, 'audit head')
  } catch (error) {
    log.warn({ error: withoutWhatWasTyped(error as Error) }, 'audit heads were not published')
  }
}
