import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { type Role, rolesThatStay } from '../../domain/access/access.ts'

/**
 * Locks the grants of the roles that must stay, and a grant besides, in one order: two people cannot take away each other's in the
 * same moment.
 */
export async function lockRolesThatStay(tx: Tx, grantId = 0): Promise<void> {
  await tx
    .selectFrom('role_grant')
    .select('grant_id')
    .where((eb) => eb.or([eb('role', 'in', rolesThatStay), eb('grant_id', '=', grantId)]))
    .orderBy('grant_id')
    .forUpdate()
    .execute()
}

/** The roles that somebody who can sign in must always have, and that on a day this person alone has of those who can. */
export async function listRolesOnlyTheirs(tx: Tx, personId: number, on: string): Promise<Role[]> {
  const held = (whose: RawBuilder<unknown>) => sql`
    select g.role from role_grant g
      join person p on p.organisation_id = g.organisation_id and p.person_id = g.person_id
      join identity.account_person l on l.organisation_id = g.organisation_id and l.person_id = g.person_id
     where ${whose} and g.role in (${sql.join(rolesThatStay)})
       and g.from_on <= ${on}::date and (g.ended_on is null or g.ended_on > ${on}::date)
       and l.closed_at is null and (p.left_on is null or p.left_on >= ${on}::date)`
  const { rows } = await sql<{ role: Role }>`
    ${held(sql`g.person_id = ${personId}`)} except ${held(sql`g.person_id <> ${personId}`)} order by role`.execute(tx)
  return rows.map(({ role }) => role)
}
