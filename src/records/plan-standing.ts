/** Where the people stand whose plans somebody agrees: one row an assignment, with its current plan. */
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { PlanState, Side } from '../domain/agreement/moves.ts'
import { isNamed, patternOf, wordsOf } from './people-search.ts'
import { countsOn, standingOn } from './plan-states.ts'

/** Whose plans: those that the viewer agrees, or those of everyone in line under them. */
export type StandingView = 'direct' | 'in-turn'

export type Standing = {
  assignmentId: number
  personName: string
  postTitle: string
  unitName: string
  /** All from here are null where there is no plan that holds, is to come or is being worked on. */
  planId: number | null
  state: PlanState | null
  nextSide: 'either' | Side | null
  since: Date | null
  daysWaiting: number | null
  totalUnits: string | null
  contractedUnits: string | null
  unit: 'programmed-activity' | 'session' | 'hour' | null
  toOn: string | null
}

/** The lists behind the counts. */
export const standingLists = {
  sign: sql<boolean>`state in ('offered', 'signed-by-clinician')`,
  'in-discussion': sql<boolean>`state = 'in-discussion'`,
  'no-plan': sql<boolean>`state is null`,
  agreed: sql<boolean>`state = 'agreed'`,
  ending: sql<boolean>`state = 'agreed' and "agreedUntil" - "todayOn" <= 61`,
  draft: sql<boolean>`state = 'draft'`,
  clinician: sql<boolean>`state = 'signed-by-agreer'`,
} as const
export type StandingList = keyof typeof standingLists

export const standingOrders = {
  name: sql`sort_name, "assignmentId"`,
  waiting: sql`"openSince" nulls last, sort_name, "assignmentId"`,
  ends: sql`(now).last_on nulls last, sort_name, "assignmentId"`,
  balance: sql`abs((now).total_units - (now).contracted_units) desc nulls last, sort_name, "assignmentId"`,
} as const
export type StandingOrder = keyof typeof standingOrders
/** Orders by what is in the plan itself: it is looked up for everybody, and not for one page of them. */
const isOfThePlan = (order: StandingOrder) => order === 'ends' || order === 'balance'

export type StandingQuery = {
  view: StandingView
  /** Whose view it is. */
  viewer: { personId: number; lines: readonly string[] }
  todayOn: string
  search?: string | undefined
}

/** The posts of a view. What the viewer is comes as parameters: a setting would be read again for each row. */
const within = ({ view, viewer }: Pick<StandingQuery, 'view' | 'viewer'>): RawBuilder<unknown> =>
  view === 'direct'
    ? sql`post.agreer_person_id = ${viewer.personId}`
    : sql`post.line <@ any (${`{${viewer.lines.join(',')}}`}::ltree[]) and post.person_id <> ${viewer.personId}
        and post.agreer_person_id is distinct from ${viewer.personId}`

/** The plan being worked on, else the agreed one that holds today, else the next to come; a plan that is over is none. */
const planNow = (todayOn: string) => sql`
  left join lateral (
    select plan.plan_id, plan.next_side, plan.since, plan.total_units, plan.contracted_units, plan.unit,
           upper(plan.holds) - 1 as last_on
      from job_plan plan
     where plan.organisation_id = post.organisation_id and plan.assignment_id = post.assignment_id
       and ${countsOn('plan', todayOn)}
     order by plan.state = 'agreed', lower(plan.holds), plan.plan_id limit 1) now on true`

/**
 * Everybody of the view with what lists are made and ordered by, `standing`, and of them those who match the search,
 * `matched`. Nothing is joined that is not asked for: a join over sight would be planned for a handful of rows, and done for
 * thousands; and a search comes after sight, which would be asked of each row again beside it.
 */
function standing(query: StandingQuery, order: StandingOrder = 'name'): RawBuilder<unknown> {
  const { todayOn } = query
  const plans = standingOn('post', todayOn)
  const isSearched = wordsOf(query.search ?? '').length > 0
  return sql`
  with standing as materialized (
    select post.organisation_id, post.assignment_id as "assignmentId", post.person_id, post.unit_id, post.post_title as "postTitle",
           post.sort_name, ${plans.state} as state, post.open_since as "openSince", ${plans.agreedUntil} as "agreedUntil",
           ${todayOn}::date as "todayOn"
           ${isOfThePlan(order) ? sql`, now` : sql``}
      from assignment post
      ${isOfThePlan(order) ? planNow(todayOn) : sql``}
     where ${within(query)} and post.scope = 'in-scope'
       and (post.ended_on is null or post.ended_on >= ${todayOn}::date)
       and post.person_id not in (select person_id from person where left_on < ${todayOn}::date)
  ), matched as materialized (
    select standing.* from standing ${isSearched ? joinUnit('standing') : sql``} where ${matching(query)}
  )`
}

const joinPerson = (post: string) => sql`
  join person on person.organisation_id = ${sql.ref(`${post}.organisation_id`)} and person.person_id = ${sql.ref(`${post}.person_id`)}`

const joinUnit = (post: string) => sql`
  join unit on unit.organisation_id = ${sql.ref(`${post}.organisation_id`)} and unit.unit_id = ${sql.ref(`${post}.unit_id`)}`

/** Every word of the search is somewhere in the name, the post or the unit. The name is the post's own: nobody is looked up. */
const matching = ({ search = '' }: StandingQuery) => {
  const words = wordsOf(search)
  if (words.length === 0) return sql`true`
  return sql.join(
    words.map(
      (word) => sql`(${isNamed(word, 'sort_name')}
        or lower("postTitle" || ' ' || unit.name) like ${patternOf(word.toLowerCase())})`,
    ),
    sql` and `,
  )
}

export type StandingCounts = Record<StandingList | 'all', number>

const counts = sql`
  select count(*) as "all", ${sql.join(
    Object.entries(standingLists).map(([list, when]) => sql`count(*) filter (where ${when}) as ${sql.id(list)}`),
  )} from matched`

/** How many stand where, of those who match the search. One query. */
export async function countStanding(tx: Tx, query: StandingQuery): Promise<StandingCounts> {
  const { rows } = await sql<StandingCounts>`${standing(query)} ${counts}`.execute(tx)
  return rows[0] as StandingCounts
}

/**
 * One page of those who match, in order, and how many stand where: everybody is gone over once. A page after the last is the
 * last. The page is found first, then what is shown of it.
 */
export async function listStanding(
  tx: Tx,
  query: StandingQuery & { list?: StandingList | undefined; order: StandingOrder; pageSize: number; page: number },
): Promise<{ rows: Standing[]; counts: StandingCounts }> {
  const { todayOn, order, list, pageSize, page } = query
  const isListed = list ? standingLists[list] : sql`true`
  const last = sql`greatest(0, (select count(*) - 1 from matched where ${isListed}) / ${pageSize}::integer)`
  const { rows: found } = await sql<
    Standing & { counts: StandingCounts; place: number | null }
  >`${standing(query, order)},
    page as materialized (
      select *, row_number() over () as place from (
        select * from matched where ${isListed} order by ${standingOrders[order]}
         limit ${pageSize} offset least(${page - 1}, ${last}) * ${pageSize}::integer) ordered)
    select to_jsonb(counted) as counts, list.* from (${counts}) counted
      left join (
        select page.place, page."assignmentId", person.full_name as "personName", page."postTitle", unit.name as "unitName",
               now.plan_id as "planId", page.state, now.next_side as "nextSide", now.since,
               ${todayOn}::date - (now.since at time zone 'Europe/London')::date as "daysWaiting",
               now.total_units as "totalUnits", now.contracted_units as "contractedUnits", now.unit, now.last_on as "toOn"
          from page join assignment post on post.assignment_id = page."assignmentId"
          ${joinPerson('page')} ${joinUnit('page')}
          ${planNow(todayOn)}) list on true
     order by list.place`.execute(tx)
  // A page of nobody is one row, of the counts alone.
  const listed = found.filter(({ place }) => place !== null)
  return {
    rows: listed.map(({ counts: _counts, place: _place, ...row }) => row),
    counts: found[0]?.counts as StandingCounts,
  }
}
