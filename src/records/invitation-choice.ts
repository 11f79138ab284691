/** Whom the office means to invite, and where each of those people stands. */
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { addressPattern, longestAddress, longestMailbox } from '../platform/mail/mail-address.ts'
import { mailStandingAt } from './invitation.ts'

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

/**
 * The people of a choice, each with a standing. What is asked of other people and of invitations does not hang on the person's row:
 * PostgreSQL finds it once and looks everybody up in it, however few rows it expects where row security is asked.
 */
export const peopleOf = (choice: InvitationChoice, when: { at: Date; on: string }): RawBuilder<unknown> => sql`
  select p.person_id, p.sort_name, p.full_name, case
      when p.left_on < ${when.on}::date then 'left'
      when l.user_id is not null then 'has-account'
      when coalesce(trim(p.email), '') = '' then 'no-email'
      when not ${isAddress(sql`p.email`)} then 'wrong-email'
      when lower(p.email) in (select lower(email) from person
        where email is not null and (left_on is null or left_on >= ${when.on}::date)
        group by lower(email) having count(*) > 1) then 'shared-email'
      when (p.person_id, lower(p.email)) in (select n.person_id, n.address from invitation n
        where n.expires_at > ${when.at} and n.used_at is null
          and ${mailStandingAt('n', when.at)} is distinct from 'given-up') then 'invited'
      when p.person_id in (select n.person_id from invitation n) then 'ran-out'
      else 'new' end as standing
    from person p
    left join identity.account_person l on l.organisation_id = p.organisation_id and l.person_id = p.person_id
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

type Counts = Record<ChoiceStanding, number>

/** Nobody stands where nobody was counted. */
export const countsOf = (counted: readonly { standing: ChoiceStanding; people: number }[]): Counts => ({
  ...(Object.fromEntries(choiceStandings.map((standing) => [standing, 0])) as Counts),
  ...Object.fromEntries(counted.map(({ standing, people }) => [standing, people])),
})

/** How many people of a choice stand where. */
export async function countChoice(tx: Tx, choice: InvitationChoice, when: { at: Date; on: string }): Promise<Counts> {
  const { rows } = await sql<{ standing: ChoiceStanding; people: number }>`
    select standing, count(*)::int as people from (${peopleOf(choice, when)}) chosen group by standing`.execute(tx)
  return countsOf(rows)
}
