/** Loads the invented trust into an empty database: its staff through the real import, then accounts, roles and plans. */
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { type Clock, todayOf } from '../platform/clock.ts'
import type { Identity } from '../platform/identity/identity.ts'
import { loadAccounts } from './accounts.ts'
import { type Load, loadPlans } from './plans.ts'
import { loadStaff } from './staff.ts'

/** Whether a start was ended before it had made all of the demonstration. */
export const isHalfLoaded = (database: Database): Promise<boolean> =>
  database.asOwner(async (tx) => {
    const { rows } = await sql<{ half: boolean }>`
      select exists (select from organisation where is_demonstration) and not exists (select from job_plan) as half`.execute(
      tx,
    )
    return rows[0]?.half ?? false
  })

/** Everything of a demonstration that is half there; the accounts in its database are all its own. */
const clear = (database: Database): Promise<void> =>
  database.asOwner(async (tx) => {
    await sql`truncate organisation, identity."user" restart identity cascade`.execute(tx)
  })

/**
 * Its dates hang on the first of the month that the clock shows. `people` is how many staff; about 300 by default.
 * With `load` the plans are those of a whole trust, to measure with.
 */
export async function loadDemonstration(parts: {
  database: Database
  identity: Identity
  clock: Clock
  people?: number
  load?: Load
}): Promise<void> {
  if (await isHalfLoaded(parts.database)) await clear(parts.database)
  const today = todayOf(parts.clock)
  const firstOfMonth = `${today.slice(0, 7)}-01`
  const organisationId = await loadStaff(parts.database, { firstOfMonth, today, people: parts.people ?? 300 })
  await loadAccounts(parts.database, parts.identity, { organisationId, firstOfMonth })
  await loadPlans(parts.database, { organisationId, firstOfMonth, today, load: parts.load })
}
