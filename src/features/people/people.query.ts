import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { type PlanState, planStates, type Side } from '../../domain/agreement/moves.ts'
import type { ProposedContract, Scope } from '../../domain/staff/classification.ts'
import { openStates, standingOn } from '../../records/plan-states.ts'
import { type PeopleFilter, type Show, type Sort, showWords } from './people-filter.ts'

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
  /** The plan that counts now: the agreed one that holds today, else the newest that is open, else the newest. */
  plan: ListedPlan | null
  /** The one being worked on, where that is another. */
  next: ListedPlan | null
}

/** `since` is an instant and `endedOn` a day, as PostgreSQL writes them in JSON; `endedOn` is null while the plan holds. */
export type ListedPlan = {
  planId: number
  state: PlanState
  nextSide: 'either' | Side | null
  since: string
  endedOn: string | null
}

/** How many assignments each choice of `show` has, within the other filters. */
export type ShowCounts = Readonly<Record<Show, number>>

const showsOn = (on: string): Readonly<Record<Show, RawBuilder<unknown>>> => {
  const plans = standingOn('a', on)
  return {
    '': sql`true`,
    'no-plan': plans.hasNone,
    'no-agreer': sql`a.agreer_person_id is null`,
    'unknown-contract': sql`a.contract = 'unknown'`,
    'in-discussion': plans.isDiscussed,
    waiting: plans.isWaiting,
    agreed: plans.isAgreed,
  }
}

const sorts: Readonly<Record<Sort, RawBuilder<unknown>>> = {
  name: sql`a.sort_name`,
  post: sql`lower(a.post_title)`,
  unit: sql`lower(u.name)`,
  group: sql`a.professional_group`,
  band: sql`a.band`,
  contract: sql`a.contract`,
  since: sql`a.plans_since`,
  agreer: sql`g.sort_name`,
}

const person = sql`join person p on p.organisation_id = a.organisation_id and p.person_id = a.person_id`
const unit = sql`join unit u on u.organisation_id = a.organisation_id and u.unit_id = a.unit_id`
const agreer = sql`left join person g on g.organisation_id = a.organisation_id and g.person_id = a.agreer_person_id`
/** What a sort needs beside the assignment itself. */
const joinsOfSorts: Partial<Record<Sort, RawBuilder<unknown>>> = { unit, agreer }

/**
 * The assignments in sight on a day that the filters leave: row security does the rest. Nothing is joined that is not asked
 * for, since this goes over everybody.
 */
const matching = (filter: PeopleFilter, on: string, joins: RawBuilder<unknown> = sql``): RawBuilder<unknown> => sql`
  from assignment a ${filter.search === '' ? sql`` : person} ${joins}
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
  const counts = Object.entries(showsOn(on)).map(
    ([name, condition]) => sql`(count(*) filter (where ${condition}))::int as ${sql.ref(name || 'all')}`,
  )
  const { rows } = await sql<Record<string, number>>`
    select ${sql.join(counts)} ${matching(filter, on)}`.execute(tx)
  return Object.fromEntries(Object.keys(showWords).map((name) => [name, rows[0]?.[name || 'all'] ?? 0])) as ShowCounts
}

/** One page of the list: its assignments first, then what is shown of them. */
export async function listPeople(tx: Tx, filter: PeopleFilter, on: string): Promise<PersonRow[]> {
  const direction = sql.raw(filter.order === 'down' ? 'desc nulls last' : 'asc nulls last')
  const order = sql`${sorts[filter.sort]} ${direction}, a.sort_name, a.assignment_id`
  const { rows } = await sql<Omit<PersonRow, 'plan' | 'next'> & { list: ListedPlan[] | null }>`
    with page as materialized (
      select a.assignment_id as id ${matching(filter, on, joinsOfSorts[filter.sort])} and ${showsOn(on)[filter.show]}
      order by ${order} limit ${pageSize} offset ${(filter.page - 1) * pageSize}
    )
    select a.assignment_id as "assignmentId", p.full_name as "personName", a.number, a.post_title as "postTitle",
      u.name as "unitName", a.professional_group as "professionalGroup", a.band, a.contract, a.scope,
      g.full_name as "agreerName", plans.list
    from page
    join assignment a on a.assignment_id = page.id
    ${person} ${unit} ${agreer}
    left join lateral (
      select jsonb_agg(
          jsonb_build_object('planId', plan_id, 'state', state, 'nextSide', next_side, 'since', since,
            'endedOn', case when state = 'agreed' and upper(holds) <= ${on}::date then upper(holds) - 1 end)
          order by (state = 'agreed' and holds @> ${on}::date) desc,
            (state in ${openStates}) desc, from_on desc, plan_id desc) as list
        from job_plan j
       where j.organisation_id = a.organisation_id and j.assignment_id = a.assignment_id) plans on true
    order by ${order}`.execute(tx)
  return rows.map(({ list, ...row }) => {
    const [plan = null, ...others] = list ?? []
    return { ...row, plan, next: others.find(({ state }) => planStates[state].isOpen) ?? null }
  })
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
