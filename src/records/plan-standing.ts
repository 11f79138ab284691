/** Where the people stand whose plans somebody agrees: one row an assignment, with its current plan. */
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { PlanState, Side } from '../domain/agreement/moves.ts'
import { countsOn } from './plan-states.ts'

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
  ending: sql<boolean>`state = 'agreed' and "daysLeft" <= 60`,
  draft: sql<boolean>`state = 'draft'`,
  clinician: sql<boolean>`state = 'signed-by-agreer'`,
} as const
export type StandingList = keyof typeof standingLists

export const standingOrders = {
  name: sql`sort_name, "assignmentId"`,
  waiting: sql`case when state <> 'agreed' then since end nulls last, sort_name`,
  ends: sql`"toOn" nulls last, sort_name`,
  balance: sql`abs("totalUnits" - "contractedUnits") desc nulls last, sort_name`,
} as const
export type StandingOrder = keyof typeof standingOrders

export type StandingQuery = { view: StandingView; todayOn: string; search?: string | undefined }

/** The posts of a view. */
const within = (view: StandingView): RawBuilder<unknown> =>
  view === 'direct'
    ? sql`post.agreer_person_id = my_person()`
    : sql`post.line <@ any (my_lines()) and post.person_id <> my_person()
        and post.agreer_person_id is distinct from my_person()`

/**
 * The plan being worked on, else the agreed one that holds today, else the next to come; a plan that is over is none. It is
 * looked up post by post: a join over sight would be planned for a handful of rows, and take seconds for thousands.
 */
const standing = ({ view, todayOn }: StandingQuery) => sql`
  with standing as (
    select post.assignment_id as "assignmentId", person.full_name as "personName", person.sort_name,
           post.post_title as "postTitle", unit.name as "unitName", now.plan_id as "planId", now.state,
           now.next_side as "nextSide", now.since, now.total_units as "totalUnits",
           now.contracted_units as "contractedUnits", now.unit, now.last_on as "toOn",
           ${todayOn}::date - (now.since at time zone 'Europe/London')::date as "daysWaiting",
           now.last_on - ${todayOn}::date as "daysLeft"
      from assignment post
      join person on person.organisation_id = post.organisation_id and person.person_id = post.person_id
      join unit on unit.organisation_id = post.organisation_id and unit.unit_id = post.unit_id
      left join lateral (
        select plan.*, upper(plan.holds) - 1 as last_on
          from job_plan plan
         where plan.organisation_id = post.organisation_id and plan.assignment_id = post.assignment_id
           and ${countsOn('plan', todayOn)}
         order by plan.state = 'agreed', lower(plan.holds) limit 1) now on true
     where ${within(view)} and post.scope = 'in-scope'
       and (post.ended_on is null or post.ended_on >= ${todayOn}::date)
       and (person.left_on is null or person.left_on >= ${todayOn}::date)
  )`

/** Every word of the search is somewhere in the name, the post or the unit. */
const matching = ({ search = '' }: StandingQuery) => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return sql`true`
  const patterns = words.map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`)
  return sql.join(
    patterns.map((pattern) => sql`lower("personName" || ' ' || "postTitle" || ' ' || "unitName") like ${pattern}`),
    sql` and `,
  )
}

export type StandingCounts = Record<StandingList | 'all', number>

/** How many stand where, of those who match the search. One query. */
export async function countStanding(tx: Tx, query: StandingQuery): Promise<StandingCounts> {
  const counts = Object.entries(standingLists).map(
    ([list, when]) => sql`count(*) filter (where ${when}) as ${sql.id(list)}`,
  )
  const { rows } = await sql<StandingCounts>`${standing(query)}
    select count(*) as "all", ${sql.join(counts)} from standing where ${matching(query)}`.execute(tx)
  return rows[0] as StandingCounts
}

/** One page of those who match, in order. One query. */
export async function listStanding(
  tx: Tx,
  query: StandingQuery & { list?: StandingList | undefined; order: StandingOrder; limit: number; offset: number },
): Promise<Standing[]> {
  const { rows } = await sql<Standing>`${standing(query)}
    select * from standing where ${matching(query)} and ${query.list ? standingLists[query.list] : sql`true`}
     order by ${standingOrders[query.order]} limit ${query.limit} offset ${query.offset}`.execute(tx)
  return rows
}

/** How many are in line under the viewer beside those whose plans they agree themselves. */
export async function countInTurn(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from assignment post where ${within('in-turn')} and post.scope = 'in-scope'`.execute(tx)
  return rows[0]?.count ?? 0
}
