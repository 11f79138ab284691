import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { SiteNames } from '../domain/job-plan/in-words.ts'

/** More sites than this are not asked for: a plan that names another one shows its code. */
const MOST_SITES = 500

/**
 * The organisation's sites by their codes, in order of name; a place without a code of its own goes by its name.
 * A site that has closed keeps its name for the plans that were made on it.
 */
export async function listSiteNames(tx: Tx): Promise<SiteNames> {
  const { rows } = await sql<{ site: string; name: string }>`
    select site, name from (
      select distinct on (site) site, name
        from (select coalesce(nullif(trim(site_code), ''), name) as site, name, ended_on from location) as place
       order by site, ended_on desc nulls first, name
    ) as named order by name limit ${MOST_SITES}`.execute(tx)
  return Object.fromEntries(rows.map(({ site, name }) => [site, name]))
}
