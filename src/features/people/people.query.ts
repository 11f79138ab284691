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

/** First the plan that counts for an assignment: the agreed one that holds on the day, else the newest open one, else the newest. */
const whichCounts = (on: string): RawBuilder<unknown> => sql`
  (state = 'agreed' and holds @> ${on}::date) desc, (state not in ('agreed', 'withdrawn', 'superseded')) desc,
  from_on desc, plan_id desc`

/**
 * The assignments in sight on a day that the filters leave: row security does the rest. Plans are joined as a whole and not
 * row by row, so that they cost one pass, and none where nothing asks for them.
 */
const matching = (filter: PeopleFilter, on: string): RawBuilder<unknown> => sql`
  from assignment a
  join person p on p.organisation_id = a.organisation_id and p.person_id = a.person_id
  join unit u on u.organisation_id = a.organisation_id and u.unit_id = a.unit_id
  left join person g on g.organisation_id = a.organisation_id and g.person_id = a.agreer_person_id
  left join (select distinct on (assignment_id) assignment_id, plan_id, state, next_side, since from job_plan
    order by assignment_id, ${whichCounts(on)}) plan on plan.assignment_id = a.assignment_id
  where (a.ended_on is null or a.ended_on >= ${on}::date)
    and ${filter.scope === 'all' ? sql`true` : sql`a.scope = ${filter.scope}`}
    and ${filter.group === '' ? sql`true` : sql`a.professional_group = ${filter.group}`}
    and ${filter.contract === '' ? sql`true` : sql`a.contract = ${filter.contract}`}
    and ${filter.unitId === null ? sql`true` : sql`a.unit_path <@ (select path from unit where unit_id = ${filter.unitId})`}
    and ${filter.search === '' ? sql`true` : searched(filter.search)}`

const searched = (search: string): RawBuilder<unknown> => sql`(
  position(lower(${search}) in lower(p.full_name)) > 0 or position(lower(${search}) in p.sort_name) > 0
  or position(lower(${search}) in lower(a.post_title)) > 0 or a.number = ${search})`

/** Counts for every choice of `show`: what one of them lists is its own count. */
export async function countPeople(tx: Tx, filter: PeopleFilter, on: string): Promise<ShowCounts> {
  const counts = Object.entries(shows).map(
    ([name, condition]) => sql`(count(*) filter (where ${condition}))::int as ${sql.ref(name || 'all')}`,
  )
  const { rows } = await sql<Record<string, number>>`
    select ${sql.join(counts)} ${matching(filter, on)}`.execute(tx)
  return Object.fromEntries(Object.keys(shows).map((name) => [name, rows[0]?.[name || 'all'] ?? 0])) as ShowCounts
}

/** One page of the list: its assignments first, then what is shown of them. */
export async function listPeople(tx: Tx, filter: PeopleFilter, on: string): Promise<PersonRow[]> {
  const direction = sql.raw(filter.order === 'down' ? 'desc nulls last' : 'asc nulls last')
  const order = sql`${sorts[filter.sort]} ${direction}, p.sort_name, a.assignment_id`
  const { rows } = await sql<PersonRow>`
    with page as materialized (
      select a.assignment_id as id ${matching(filter, on)} and ${shows[filter.show]}
      order by ${order} limit ${pageSize} offset ${(filter.page - 1) * pageSize}
    )
    select a.assignment_id as "assignmentId", p.full_name as "personName", a.number, a.post_title as "postTitle",
      u.name as "unitName", a.professional_group as "professionalGroup", a.band, a.contract, a.scope,
      g.full_name as "agreerName", plan.plan_id as "planId", plan.state, plan.next_side as "nextSide", plan.since
    from page
    join assignment a on a.assignment_id = page.id
    join person p on p.organisation_id = a.organisation_id and p.person_id = a.person_id
    join unit u on u.organisation_id = a.organisation_id and u.unit_id = a.unit_id
    left join person g on g.organisation_id = a.organisation_id and g.person_id = a.agreer_person_id
    left join lateral (select plan_id, state, next_side, since from job_plan j
      where j.organisation_id = a.organisation_id and j.assignment_id = a.assignment_id
      order by ${whichCounts(on)} limit 1) plan on true
    order by ${order}`.execute(tx)
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
