import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import {
  type ChoiceStanding,
  countsOf,
  type InvitationChoice,
  peopleOf,
  wantedBy,
} from '../../records/invitation-choice.ts'

/** The reasons that the office can do something about, in the staff record. */
const mendable: ChoiceStanding[] = ['no-email', 'wrong-email', 'shared-email']

export const mostNamed = 50

/**
 * How many people of a choice stand where; and by name the first of those it invites, and of those left out for each reason that can
 * be mended.
 */
export async function countAndName(
  tx: Tx,
  choice: InvitationChoice,
  when: { at: Date; on: string },
): Promise<{ counts: Record<ChoiceStanding, number>; named: { standing: ChoiceStanding; fullName: string }[] }> {
  // Everybody is looked at once: the names are taken out of what was counted.
  const { rows } = await sql<{ standing: ChoiceStanding; people: number; fullName: string | null }>`
    with chosen as materialized (${peopleOf(choice, when)})
    select standing, people, full_name as "fullName"
    from (select standing, count(*)::int as people from chosen group by standing) counted
    left join (select standing, full_name, sort_name, person_id
      from unnest(${[...wantedBy(choice), ...mendable]}::text[]) as listed (standing)
      cross join lateral (select full_name, sort_name, person_id from chosen
        where chosen.standing = listed.standing order by sort_name, person_id limit ${mostNamed}) those) named using (standing)
    order by sort_name, person_id`.execute(tx)
  const named = rows.flatMap(({ standing, fullName }) => (fullName === null ? [] : { standing, fullName }))
  return { counts: countsOf(rows), named }
}

/** The name of a chosen unit; null where it is not one of ours. */
export async function findUnitName(tx: Tx, unitId: number): Promise<string | null> {
  const found = await tx.selectFrom('unit').select('name').where('unit_id', '=', unitId).executeTakeFirst()
  return found?.name ?? null
}
