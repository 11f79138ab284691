import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { MailStanding } from '../../records/invitation.ts'

export const pageSize = 50

export const standings = {
  '': 'Everybody',
  account: 'Has an account',
  invited: 'Invited',
  undelivered: 'Invitation did not arrive',
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
  hasAccount: boolean
  closedAt: Date | null
  /** Until when their invitation can be used; null where there is none. */
  invitedUntil: Date | null
  /** How the mail of their newest invitation stands; null where there is none, or the link was handed over. */
  mail: MailStanding | null
}

const conditions: Readonly<Record<Exclude<Standing, ''>, RawBuilder<unknown>>> = {
  account: sql`l.user_id is not null`,
  invited: sql`l.user_id is null and i.expires_at is not null`,
  undelivered: sql`l.user_id is null and i.expires_at is null and exists (select from invitation n
    where n.organisation_id = p.organisation_id and n.person_id = p.person_id and n.mail in ('refused', 'given-up'))`,
  none: sql`l.user_id is null and i.expires_at is null`,
}

/** One page of the people who have not left, by name, with how many there are in all. */
export async function listAccounts(
  tx: Tx,
  filter: { search: string; standing: Standing; page: number; at: Date; on: string },
): Promise<{ rows: AccountRow[]; total: number }> {
  const { search, standing, page, at, on } = filter
  const matching = sql`
      from person p
      left join identity.account_person l on l.organisation_id = p.organisation_id and l.person_id = p.person_id
      left join (select person_id, max(expires_at) as expires_at from invitation
        where used_at is null and expires_at > ${at} group by person_id) i on i.person_id = p.person_id and l.user_id is null
      where (p.left_on is null or p.left_on >= ${on}::date)
        and ${search === '' ? sql`true` : sql`(position(lower(${search}) in lower(p.full_name)) > 0 or position(lower(${search}) in p.sort_name) > 0)`}
        and ${standing === '' ? sql`true` : conditions[standing]}`
  const { rows } = await sql<AccountRow & { total: number }>`
    with page as materialized (
      select p.person_id, l.user_id, l.closed_at, i.expires_at ${matching}
       order by p.sort_name, p.person_id limit ${pageSize} offset ${(page - 1) * pageSize})
    select p.person_id as "personId", p.full_name as "fullName", p.email, a.post_title as "postTitle", u.name as "unitName",
      page.user_id is not null as "hasAccount", page.closed_at as "closedAt", page.expires_at as "invitedUntil", m.mail,
      (select count(*)::int ${matching}) as total
    from page join person p on p.person_id = page.person_id
    left join lateral (select post_title, unit_id from assignment
      where organisation_id = p.organisation_id and person_id = p.person_id
      order by is_primary desc, assignment_id limit 1) a on true
    left join lateral (select case when mail = 'waiting' and invited_at < ${at}::timestamptz - interval '25 hours' then 'given-up' else mail end as mail
      from invitation
      where organisation_id = p.organisation_id and person_id = p.person_id and used_at is null
      order by invitation_id desc limit 1) m on page.user_id is null
    left join unit u on u.organisation_id = p.organisation_id and u.unit_id = a.unit_id
    order by p.sort_name, p.person_id`.execute(tx)
  return { rows, total: rows[0]?.total ?? 0 }
}
