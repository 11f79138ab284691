import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import type { Role } from '../../domain/access/access.ts'
import type { PlanState } from '../../domain/agreement/moves.ts'
import { listOrganisationsHere } from '../../records/organisation.ts'
import { countsOn } from '../../records/plan-states.ts'

/** An invented person whom anybody may be. */
export type DemonstrationPerson = {
  personId: number
  userId: string
  fullName: string
  postTitle: string | null
  unitName: string | null
  hasPlan: boolean
  /** Where their plan stands: the one being worked on, else the agreed one that holds; null where there is none. */
  planState: PlanState | null
  /** How many people's plans they agree. */
  agrees: number
  /** How many of those plans wait for their signature, and how many for a talk. */
  toSign: number
  toDiscuss: number
  roles: Role[]
}

/** The demonstration's people who have accounts, or null where this is no demonstration. At most 50. */
export async function listDemonstrationPeople(database: Database, on: string): Promise<DemonstrationPerson[] | null> {
  const demonstration = (await listOrganisationsHere(database)).find(({ isDemonstration }) => isDemonstration)
  if (!demonstration) return null
  return database.read(scopeOfSystem(demonstration.organisationId), async (tx) => {
    const { rows } = await sql<DemonstrationPerson>`
      select p.person_id as "personId", l.user_id as "userId", p.full_name as "fullName",
        a.post_title as "postTitle", u.name as "unitName", coalesce(a.scope = 'in-scope', false) as "hasPlan",
        (select plan.state from job_plan plan
          where plan.organisation_id = p.organisation_id and plan.person_id = p.person_id
            and ${countsOn('plan', on)}
          order by plan.state = 'agreed', plan.from_on limit 1) as "planState",
        (select count(*)::int from assignment other
          where other.organisation_id = p.organisation_id and other.agreer_person_id = p.person_id) as agrees,
        (select count(*)::int from job_plan plan
          where plan.organisation_id = p.organisation_id and plan.agreer_person_id = p.person_id
            and plan.state in ('offered', 'signed-by-clinician')) as "toSign",
        (select count(*)::int from job_plan plan
          where plan.organisation_id = p.organisation_id and plan.agreer_person_id = p.person_id
            and plan.state = 'in-discussion') as "toDiscuss",
        (select coalesce(array_agg(distinct g.role), '{}') from role_grant g
          where g.organisation_id = p.organisation_id and g.person_id = p.person_id
            and g.from_on <= ${on}::date and (g.ended_on is null or g.ended_on > ${on}::date)) as roles
      from identity.account_person l
      join person p on p.organisation_id = l.organisation_id and p.person_id = l.person_id
      left join lateral (select * from assignment where organisation_id = p.organisation_id and person_id = p.person_id
        order by is_primary desc, assignment_id limit 1) a on true
      left join unit u on u.organisation_id = a.organisation_id and u.unit_id = a.unit_id
      order by cardinality((select array_agg(g.role) from role_grant g
        where g.organisation_id = p.organisation_id and g.person_id = p.person_id)) nulls first, agrees, p.sort_name
      limit 50`.execute(tx)
    return rows
  })
}
