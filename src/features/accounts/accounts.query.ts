import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'

export const pageSize = 50

export const standings = {
  '': 'Everybody',
  account: 'Has an account',
  invited: 'Invited',
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
  /** Until when their invitation can be used; null where there is none. */
  invitedUntil: Date | null
}

/** One page of the people who have not left, by name, with how many there are in all. */
export async function listAccounts(
  tx: Tx,
  filter: { search: string; standing: Standing; page: number; at: Date; on: string },
): Promise<{ rows: AccountRow[]; total: number }> {
  const { search, standing, page, at, on } = filter
  const { rows } = await sql<AccountRow & { total: number }>`
    select *, (count(*) over ())::int as total from (
      select p.person_id as "personId", p.full_name as "fullName", p.sort_name, p.email,
        a.post_title as "postTitle", u.name as "unitName",
        l.user_id is not null as "hasAccount", i.expires_at as "invitedUntil"
      from person p
      left join identity.account_person l on l.organisation_id = p.organisation_id and l.person_id = p.person_id
      left join lateral (select max(expires_at) as expires_at from invitation
        where organisation_id = p.organisation_id and person_id = p.person_id and used_at is null and expires_at > ${at}) i
        on l.user_id is null
      left join lateral (select post_title, unit_id from assignment
        where organisation_id = p.organisation_id and person_id = p.person_id
        order by is_primary desc, assignment_id limit 1) a on true
      left join unit u on u.organisation_id = p.organisation_id and u.unit_id = a.unit_id
      where (p.left_on is null or p.left_on >= ${on}::date)
        and (${search} = '' or position(lower(${search}) in lower(p.full_name)) > 0
          or position(lower(${search}) in p.sort_name) > 0)
    ) person
    where ${standing} = '' or ${standing} = case when "hasAccount" then 'account'
      when "invitedUntil" is not null then 'invited' else 'none' end
    order by sort_name, "personId" limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(tx)
  return { rows, total: rows[0]?.total ?? 0 }
}
