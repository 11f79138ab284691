import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { Role } from '../../domain/access/access.ts'

/** A role that counts today or will. */
export type GrantRow = {
  grantId: number
  personId: number
  fullName: string
  role: Role
  unitName: string | null
  professionalGroup: string | null
  fromOn: string
  grantedByName: string | null
}

export const pageSize = 50

const selectGrants = (which: RawBuilder<unknown>, order: RawBuilder<unknown>) => sql<GrantRow & { total: number }>`
  select g.grant_id as "grantId", g.person_id as "personId", p.full_name as "fullName", g.role,
    u.name as "unitName", g.professional_group as "professionalGroup", g.from_on as "fromOn",
    by.full_name as "grantedByName", (count(*) over ())::int as total
  from role_grant g
  join person p on p.organisation_id = g.organisation_id and p.person_id = g.person_id
  left join person by on by.organisation_id = g.organisation_id and by.person_id = g.granted_by
  left join unit u on u.organisation_id = g.organisation_id and u.unit_id = g.unit_id
  where ${which} ${order}`

/** One page of the grants that have not ended, by name, with how many there are in all. */
export async function listGrants(
  tx: Tx,
  filter: { on: string; page: number },
): Promise<{ rows: GrantRow[]; total: number }> {
  const { rows } = await selectGrants(
    sql`g.ended_on is null or g.ended_on > ${filter.on}::date`,
    sql`order by p.sort_name, g.role, g.grant_id limit ${pageSize} offset ${(filter.page - 1) * pageSize}`,
  ).execute(tx)
  return { rows, total: rows[0]?.total ?? 0 }
}

/** One of them, or null where it has ended or is not of this organisation. */
export async function findGrant(tx: Tx, grantId: number, on: string): Promise<GrantRow | null> {
  const { rows } = await selectGrants(
    sql`g.grant_id = ${grantId} and (g.ended_on is null or g.ended_on > ${on}::date)`,
    sql`limit 1`,
  ).execute(tx)
  return rows[0] ?? null
}

/** The units that can be chosen, each under its parent; at most 2,000. */
export async function listUnits(tx: Tx, on: string): Promise<{ unitId: number; name: string }[]> {
  const { rows } = await sql<{ unitId: number; name: string }>`
    select u.unit_id as "unitId", u.name || coalesce(', ' || parent.name, '') as name
    from unit u left join unit parent on parent.organisation_id = u.organisation_id and parent.unit_id = u.parent_unit_id
    where u.ended_on is null or u.ended_on >= ${on}::date
    order by u.name, u.unit_id limit 2000`.execute(tx)
  return rows
}
