import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'

export type FoundPerson = { personId: number; fullName: string; postTitle: string | null; unitName: string | null }

/** The people here on a day whose name has the words; at most 20. Nobody while nothing is searched for. */
export async function findPeople(tx: Tx, search: string, on: string): Promise<FoundPerson[]> {
  if (search === '') return []
  const { rows } = await sql<FoundPerson>`
    select p.person_id as "personId", p.full_name as "fullName", a.post_title as "postTitle", u.name as "unitName"
    from person p
    left join lateral (select post_title, unit_id, organisation_id from assignment
      where organisation_id = p.organisation_id and person_id = p.person_id
      order by is_primary desc, assignment_id limit 1) a on true
    left join unit u on u.organisation_id = a.organisation_id and u.unit_id = a.unit_id
    where (p.left_on is null or p.left_on >= ${on}::date)
      and (position(lower(${search}) in lower(p.full_name)) > 0 or position(lower(${search}) in p.sort_name) > 0)
    order by p.sort_name, p.person_id limit 20`.execute(tx)
  return rows
}
