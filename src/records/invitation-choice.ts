/** Whom the office means to invite, and where each of those people stands. */
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { addressPattern, longestAddress, longestMailbox } from '../platform/mail/mail-address.ts'

/** Which people; every part left empty means everybody. */
export type InvitationChoice = {
  whom: 'all' | 'new' | 'ran-out'
  unitId: number | null
  group: string
}

/** How somebody stands to an invitation: `new` and `ran-out` can be invited, the others are left out, for that reason. */
export const choiceStandings = [
  'new',
  'ran-out',
  'invited',
  'has-account',
  'no-email',
  'wrong-email',
  'shared-email',
  'left',
] as const
export type ChoiceStanding = (typeof choiceStandings)[number]

/** The standings that a choice invites. */
export const wantedBy = ({ whom }: InvitationChoice): ChoiceStanding[] => (whom === 'all' ? ['new', 'ran-out'] : [whom])

const isAddress = (email: RawBuilder<unknown>) =>
  sql`(${email} ~* ${addressPattern} and length(${email}) <= ${longestAddress} and position('@' in ${email}) <= ${longestMailbox} + 1)`

/** The people of a choice, each with a standing. */
export const peopleOf = (choice: InvitationChoice, when: { at: Date; on: string }): RawBuilder<unknown> => sql`
  with shared as (
    select lower(email) as email from person
     where email is not null and (left_on is null or left_on >= ${when.on}::date)
     group by lower(email) having count(*) > 1)
  select p.person_id, p.sort_name, p.full_name, case
      when p.left_on < ${when.on}::date then 'left'
      when l.user_id is not null then 'has-account'
      when coalesce(trim(p.email), '') = '' then 'no-email'
      when not ${isAddress(sql`p.email`)} then 'wrong-email'
      when exists (select from shared where shared.email = lower(p.email)) then 'shared-email'
      when i.is_open then 'invited'
      when i.is_open is not null then 'ran-out'
      else 'new' end as standing
    from person p
    left join identity.account_person l on l.organisation_id = p.organisation_id and l.person_id = p.person_id
    left join (select organisation_id, person_id, bool_or(expires_at > ${when.at} and used_at is null) as is_open
        from invitation group by organisation_id, person_id) i
      on i.organisation_id = p.organisation_id and i.person_id = p.person_id
   where ${isOfChoice(choice, when.on)}`

/** Somebody who has left is of the units and groups that they had. */
function isOfChoice({ unitId, group }: InvitationChoice, on: string): RawBuilder<unknown> {
  if (unitId === null && group === '') return sql`true`
  return sql`exists (select from assignment a
    where a.organisation_id = p.organisation_id and a.person_id = p.person_id
      and (a.ended_on is null or a.ended_on >= ${on}::date or p.left_on < ${on}::date)
      and ${unitId === null ? sql`true` : sql`a.unit_path <@ (select path from unit where unit_id = ${unitId})`}
      and ${group === '' ? sql`true` : sql`a.professional_group = ${group}`})`
}

/** How many people of a choice stand where. */
export async function countChoice(
  tx: Tx,
  choice: InvitationChoice,
  when: { at: Date; on: string },
): Promise<Record<ChoiceStanding, number>> {
  const { rows } = await sql<{ standing: ChoiceStanding; people: number }>`
    select standing, count(*)::int as people from (${peopleOf(choice, when)}) chosen group by standing`.execute(tx)
  const counts = Object.fromEntries(choiceStandings.map((standing) => [standing, 0])) as Record<ChoiceStanding, number>
  for (const { standing, people } of rows) counts[standing] = people
  return counts
}
