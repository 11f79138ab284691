import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { plainName } from '../domain/staff/plain-name.ts'

export type FoundPerson = { personId: number; fullName: string; postTitle: string | null; unitName: string | null }

/** The words of a search; a comma parts them too, since staff lists say "Osei, Amara". */
export const wordsOf = (search: string): string[] => search.split(/[\s,]+/).filter(Boolean)

/** That words stand anywhere in a text, as `like` asks it. */
export const patternOf = (words: string): string => `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`

/** Whether every word of a search is in a name, whatever the accents. `sortName` is what the query calls the column. */
export const isNamed = (search: string, sortName: string): RawBuilder<boolean> => {
  const words = wordsOf(search).map((word) => sql<boolean>`${sql.ref(sortName)} like ${patternOf(plainName(word))}`)
  return words.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(words, sql` and `)})`
}

/** The people whose name as it is addressed has the words of a search, such as "Dr Amara Osei", or every one of them in any order. */
export const isCalled = (search: string, person: string): RawBuilder<boolean> =>
  sql<boolean>`(position(lower(${search}) in lower(${sql.ref(`${person}.full_name`)})) > 0
    or ${isNamed(search, `${person}.sort_name`)})`

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
      and ${isCalled(search, 'p')}
    order by p.sort_name, p.person_id limit 20`.execute(tx)
  return rows
}
