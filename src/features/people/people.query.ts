import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { type PlanState, planStates, type Side } from '../../domain/agreement/moves.ts'
import type { ProposedContract, Scope } from '../../domain/staff/classification.ts'
import { isNamed } from '../../records/people-search.ts'
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

/** The column that says of an assignment whether a choice of `show` lists it. */
const shownAs = (show: Show) => sql.ref(show || 'all')

/**
 * The assignments in sight on a day, `seen`, and of those the ones that the filters leave, `matched`: row security does the
 * rest. This goes over everybody, so nothing is joined that is not asked for, and what an index of sight cannot be asked
 * together with comes after it: a search or a unit beside it would have row security asked of each row again.
 */
const matching = (filter: PeopleFilter, on: string): RawBuilder<unknown> => sql`
  with seen as materialized (
    select a.assignment_id as id, a.sort_name, ${sorts[filter.sort]} as sorted,
      ${sql.join(Object.entries(showsOn(on)).map(([show, when]) => sql`${when} as ${shownAs(show as Show)}`))}
      ${filter.search === '' ? sql`` : sql`, a.person_id, a.post_title, a.number`}
      ${filter.unitId === null ? sql`` : sql`, a.unit_path`}
    from assignment a ${joinsOfSorts[filter.sort] ?? sql``}
    where (a.ended_on is null or a.ended_on >= ${on}::date)
      and ${filter.scope === 'all' ? sql`true` : sql`a.scope = ${filter.scope}`}
      and ${filter.group === '' ? sql`true` : sql`a.professional_group = ${filter.group}`}
      and ${filter.contract === '' ? sql`true` : sql`a.contract = ${filter.contract}`}
  ), matched as materialized (
    select * from seen
    where ${filter.unitId === null ? sql`true` : sql`unit_path <@ (select path from unit where unit_id = ${filter.unitId})`}
      and ${filter.search === '' ? sql`true` : searched(filter.search)}
  )`

const searched = (search: string): RawBuilder<unknown> => sql`(
  ${isNamed(search, 'sort_name')} or position(lower(${search}) in lower(post_title)) > 0 or number = ${search}
  or person_id in (select person_id from person where position(lower(${search}) in lower(full_name)) > 0))`

/** One page of the list, and the counts for every choice of `show`: everybody is gone over once. */
export async function listPeople(
  tx: Tx,
  filter: PeopleFilter,
  on: string,
): Promise<{ rows: PersonRow[]; counts: ShowCounts }> {
  const direction = sql.raw(filter.order === 'down' ? 'desc nulls last' : 'asc nulls last')
  const shows = Object.keys(showWords) as Show[]
  type Found = Omit<PersonRow, 'plan' | 'next'> & {
    counts: ShowCounts
    place: number | null
    list: ListedPlan[] | null
  }
  const { rows: found } = await sql<Found>`${matching(filter, on)},
    page as materialized (
      select id, row_number() over () as place from (
        select id from matched where ${shownAs(filter.show)}
        order by sorted ${direction}, sort_name, id limit ${pageSize} offset ${(filter.page - 1) * pageSize}) ordered
    )
    select counted.counts, list.* from (
      select jsonb_build_object(${sql.join(
        shows.flatMap((show) => [sql.lit(show), sql`count(*) filter (where ${shownAs(show)})`]),
      )}) as counts from matched) counted
    left join (
      select page.place, a.assignment_id as "assignmentId", p.full_name as "personName", a.number, a.post_title as "postTitle",
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
    ) list on true
    order by list.place`.execute(tx)
  // A page of nobody is one row, of the counts alone.
  const listed = found.filter(({ place }) => place !== null)
  const rows = listed.map(({ counts: _counts, place: _place, list, ...row }) => {
    const [plan = null, ...others] = list ?? []
    return { ...row, plan, next: others.find(({ state }) => planStates[state].isOpen) ?? null }
  })
  return { rows, counts: found[0]?.counts as ShowCounts }
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
