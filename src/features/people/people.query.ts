import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { PlanState, Side } from '../../domain/agreement/moves.ts'
import type { ProposedContract, Scope } from '../../domain/staff/classification.ts'
import type { PeopleFilter, Show, Sort } from './people-filter.ts'

export const pageSize = 50

/** One assignment of the list, with the plan that counts for it now. */
export type PersonRow = {
  assignmentId: number
  personName: string
  number: string
  postTitle: string
  unitName: string
  professionalGroup: string
  band: string | null
  contract: ProposedContract
  scope: Scope
  agreerName: string | null
  planId: number | null
  state: PlanState | null
  nextSide: 'either' | Side | null
  since: Date | null
}

/** How many assignments each choice of `show` has, within the other filters. */
export type ShowCounts = Readonly<Record<Show, number>>

const shows: Readonly<Record<Show, RawBuilder<unknown>>> = {
  '': sql`true`,
  'no-plan': sql`plan.plan_id is null`,
  'no-agreer': sql`a.agreer_person_id is null`,
  'unknown-contract': sql`a.contract = 'unknown'`,
  'in-discussion': sql`plan.state in ('draft', 'in-discussion')`,
  waiting: sql`plan.state in ('offered', 'signed-by-clinician', 'signed-by-agreer')`,
  agreed: sql`plan.state = 'agreed'`,
}

const sorts: Readonly<Record<Sort, RawBuilder<unknown>>> = {
  name: sql`p.sort_name`,
  post: sql`lower(a.post_title)`,
  unit: sql`lower(u.name)`,
  group: sql`a.professional_group`,
  band: sql`a.band`,
  contract: sql`a.contract`,
  since: sql`plan.since`,
  agreer: sql`g.sort_name`,
}

/** The assignments in sight on a day that the filters leave: row security does the rest. */
const matching = (filter: PeopleFilter, on: string): RawBuilder<unknown> => sql`
  from assignment a
  join person p on p.organisation_id = a.organisation_id and p.person_id = a.person_id
  join unit u on u.organisation_id = a.organisation_id and u.unit_id = a.unit_id
  left join person g on g.organisation_id = a.organisation_id and g.person_id = a.agreer_person_id
  left join lateral (
    select plan_id, state, next_side, since from job_plan j
     where j.organisation_id = a.organisation_id and j.assignment_id = a.assignment_id
     order by (j.state = 'agreed' and j.holds @> ${on}::date) desc,
       (j.state not in ('agreed', 'withdrawn', 'superseded')) desc, j.from_on desc, j.plan_id desc limit 1) plan on true
  where (a.ended_on is null or a.ended_on >= ${on}::date)
    and (${filter.scope} = 'all' or a.scope = ${filter.scope})
    and (${filter.group} = '' or a.professional_group = ${filter.group})
    and (${filter.contract} = '' or a.contract = ${filter.contract})
    and (${filter.unitId ?? 0} = 0 or a.unit_path <@ (select path from unit where unit_id = ${filter.unitId ?? 0}))
    and (${filter.search} = '' or position(lower(${filter.search}) in lower(p.full_name)) > 0
      or position(lower(${filter.search}) in p.sort_name) > 0
      or position(lower(${filter.search}) in lower(a.post_title)) > 0 or a.number = ${filter.search})`

/** Counts for every choice of `show`: what one of them lists is its own count. */
export async function countPeople(tx: Tx, filter: PeopleFilter, on: string): Promise<ShowCounts> {
  const counts = Object.entries(shows).map(
    ([name, condition]) => sql`(count(*) filter (where ${condition}))::int as ${sql.ref(name || 'all')}`,
  )
  const { rows } = await sql<Record<string, number>>`
    select ${sql.join(counts)} ${matching(filter, on)}`.execute(tx)
  return Object.fromEntries(Object.keys(shows).map((name) => [name, rows[0]?.[name || 'all'] ?? 0])) as ShowCounts
}

/** One page of the list. */
export async function listPeople(tx: Tx, filter: PeopleFilter, on: string): Promise<PersonRow[]> {
  const direction = sql.raw(filter.order === 'down' ? 'desc nulls last' : 'asc nulls last')
  const { rows } = await sql<PersonRow>`
    select a.assignment_id as "assignmentId", p.full_name as "personName", a.number, a.post_title as "postTitle",
      u.name as "unitName", a.professional_group as "professionalGroup", a.band, a.contract, a.scope,
      g.full_name as "agreerName", plan.plan_id as "planId", plan.state, plan.next_side as "nextSide", plan.since
    ${matching(filter, on)} and ${shows[filter.show]}
    order by ${sorts[filter.sort]} ${direction}, p.sort_name, a.assignment_id
    limit ${pageSize} offset ${(filter.page - 1) * pageSize}`.execute(tx)
  return rows
}

/** Units that can be chosen, from the top down to three steps, and the one that is; at most 300. */
export async function listUnitChoices(
  tx: Tx,
  chosen: number | null,
): Promise<{ unitId: number; name: string; depth: number }[]> {
  const { rows } = await sql<{ unitId: number; name: string; depth: number }>`
    select unit_id as "unitId", name, nlevel(path) as depth from unit
     where nlevel(path) <= 3 or unit_id = ${chosen ?? 0} order by path limit 300`.execute(tx)
  return rows
}
