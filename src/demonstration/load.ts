/** Loads the invented trust into an empty database: its staff through the real import, then accounts, roles and plans. */
import type { Database } from '../db/database.ts'
import { type Clock, todayOf } from '../platform/clock.ts'
import type { Identity } from '../platform/identity.ts'
import { loadAccounts } from './accounts.ts'
import { loadPlans } from './plans.ts'
import { loadStaff } from './staff.ts'

/** Its dates hang on the first of the month that the clock shows. `people` is how many staff; about 300 by default. */
export async function loadDemonstration(parts: {
  database: Database
  identity: Identity
  clock: Clock
  people?: number
}): Promise<void> {
  const today = todayOf(parts.clock)
  const firstOfMonth = `${today.slice(0, 7)}-01`
  const organisationId = await loadStaff(parts.database, { firstOfMonth, today, people: parts.people ?? 300 })
  await loadAccounts(parts.database, parts.identity, { organisationId, firstOfMonth })
  await loadPlans(parts.database, { organisationId, firstOfMonth, today })
}
