import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { type ChoiceStanding, type InvitationChoice, peopleOf } from '../../records/invitation-choice.ts'

/** The reasons that the office can do something about, in the staff record. */
const mendable: ChoiceStanding[] = ['no-email', 'wrong-email', 'shared-email']

export const mostNamed = 20

/** People who are left out for a reason that can be mended, by name: the first of each reason. */
export async function listLeftOut(
  tx: Tx,
  choice: InvitationChoice,
  when: { at: Date; on: string },
): Promise<{ standing: ChoiceStanding; fullName: string }[]> {
  const { rows } = await sql<{ standing: ChoiceStanding; fullName: string }>`
    select standing, full_name as "fullName" from (
      select standing, full_name, sort_name, person_id,
        row_number() over (partition by standing order by sort_name, person_id) as place
      from (${peopleOf(choice, when)}) chosen where standing = any (${mendable})) named
    where place <= ${mostNamed} order by sort_name, person_id`.execute(tx)
  return rows
}

/** The name of a chosen unit; null where it is not one of ours. */
export async function findUnitName(tx: Tx, unitId: number): Promise<string | null> {
  const found = await tx.selectFrom('unit').select('name').where('unit_id', '=', unitId).executeTakeFirst()
  return found?.name ?? null
}
