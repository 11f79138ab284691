import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'

export type SystemFigures = { people: number; accounts: number; databaseVersion: string }

/** What the system administrator needs to know, and nothing of anybody's plan. */
export async function getSystemFigures(tx: Tx, on: string): Promise<SystemFigures> {
  const { rows } = await sql<SystemFigures>`
    select (select count(*)::int from person where left_on is null or left_on >= ${on}::date) as people,
      (select count(*)::int from identity.account_person) as accounts,
      current_setting('server_version') as "databaseVersion"`.execute(tx)
  const [figures] = rows
  if (!figures) throw new Error('a count has no row')
  return figures
}
