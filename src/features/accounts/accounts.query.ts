import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { type MailStanding, mailStandingAt } from '../../records/invitation.ts'
import { isCalled } from '../../records/people-search.ts'

export const pageSize = 50

export const standings = {
  '': 'Everybody',
  account: 'Has an account',
  invited: 'Invited',
  undelivered: 'Invitation did not arrive',
  stopped: 'Invitation for an earlier address',
  'ran-out': 'Invitation ran out or was stopped',
  none: 'Not invited',
} as const
export type Standing = keyof typeof standings

/** A person of the organisation and whether they can sign in. */
export type AccountRow = {
  personId: number
  fullName: string
  email: string | null
  postTitle: string | null
  unitName: string | null
  /** `stopped`: their invitation would work still, but that the staff record has another e-mail address now. */
  standing: Exclude<Standing, ''>
  closedAt: Date | null
  /** Until when their newest invitation can be used, or could be; null where there is none. */
  invitedUntil: Date | null
  /** How the mail of their newest invitation stands; null where there is none, or the link was handed over. */
  mail: MailStanding | null
}

/** What of an invitation says how somebody stands; of those who have several unused ones it is the newest. */
const newest = (which: RawBuilder<unknown>, at: Date) => sql`(
  select distinct on (n.person_id) n.person_id, n.expires_at, n.address, ${mailStandingAt('n', at)} as mail
    from invitation n where n.used_at is null and ${which} order by n.person_id, n.invitation_id desc)`

/** How somebody without an account stands is how their newest invitation does. A row of the list and its filter ask the same. */
const standingAt = (at: Date): RawBuilder<Exclude<Standing, ''>> => sql`(case
    when l.user_id is not null then 'account'
    when i.mail in ('refused', 'given-up') then 'undelivered'
    when i.expires_at > ${at} then case when i.address is distinct from lower(p.email) then 'stopped' else 'invited' end
    when i.person_id is not null then 'ran-out'
    else 'none' end)`

const accountOfThem = sql`
    left join identity.account_person l on l.organisation_id = p.organisation_id and l.person_id = p.person_id`

/** One page of the people who have not left, by name, with how many there are in all. */
export async function listAccounts(
  tx: Tx,
  filter: { search: string; standing: Standing; page: number; at: Date; on: string },
): Promise<{ rows: AccountRow[]; total: number }> {
  const { search, standing, page, at, on } = filter
  // Everybody's invitation is looked at only where the list is of a standing; otherwise those of the page's people are.
  const { rows } = await sql<AccountRow & { total: number }>`
    with matching as materialized (
      select p.person_id, p.sort_name from person p
      ${
        standing === ''
          ? sql``
          : sql`${accountOfThem} left join ${newest(sql`true`, at)} i on i.person_id = p.person_id and l.user_id is null`
      }
      where (p.left_on is null or p.left_on >= ${on}::date)
        and ${search === '' ? sql`true` : isCalled(search, 'p')}
        and ${standing === '' ? sql`true` : sql`${standingAt(at)} = ${standing}`}),
    page as materialized (
      select person_id from matching order by sort_name, person_id limit ${pageSize} offset ${(page - 1) * pageSize})
    select p.person_id as "personId", p.full_name as "fullName", p.email, a.post_title as "postTitle", u.name as "unitName",
      ${standingAt(at)} as standing, l.closed_at as "closedAt", i.expires_at as "invitedUntil", i.mail,
      (select count(*)::int from matching) as total
    from page join person p on p.person_id = page.person_id ${accountOfThem}
    left join lateral ${newest(sql`n.organisation_id = p.organisation_id and n.person_id = p.person_id`, at)} i on l.user_id is null
    left join lateral (select post_title, unit_id from assignment
      where organisation_id = p.organisation_id and person_id = p.person_id
      order by is_primary desc, assignment_id limit 1) a on true
    left join unit u on u.organisation_id = p.organisation_id and u.unit_id = a.unit_id
    order by p.sort_name, p.person_id`.execute(tx)
  return { rows, total: rows[0]?.total ?? 0 }
}
