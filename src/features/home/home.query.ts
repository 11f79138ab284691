/** What the home page shows. One query each, and none of them grows with the organisation but the office's counts. */
import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { PlanState } from '../../domain/agreement/moves.ts'
import { countsOn, editableStates, standingOn, statesNextFor } from '../../records/plan-states.ts'

/** A plan whose next move is the viewer's. */
export type WaitingPlan = {
  planId: number
  personName: string
  postTitle: string
  state: PlanState
  since: Date
  daysWaiting: number
  isMine: boolean
}

/** So many are listed at most; the team page has the rest. */
export const MOST_WAITING = 10

/** The plans that wait for the viewer: signatures first, then the longest waiting. One more than shown tells of others. */
export async function listWaiting(tx: Tx, todayOn: string): Promise<WaitingPlan[]> {
  const { rows } = await sql<WaitingPlan>`
    select plan.plan_id as "planId", person.full_name as "personName", post.post_title as "postTitle", plan.state,
           plan.since, ${todayOn}::date - (plan.since at time zone 'Europe/London')::date as "daysWaiting",
           plan.person_id = my_person() as "isMine"
      from job_plan plan
      join person on person.organisation_id = plan.organisation_id and person.person_id = plan.person_id
      join assignment post on post.organisation_id = plan.organisation_id and post.assignment_id = plan.assignment_id
     where plan.person_id = my_person() and plan.state in ${statesNextFor('clinician')}
        or plan.agreer_person_id = my_person() and plan.state in ${statesNextFor('agreer')} and plan.state <> 'draft'
     order by plan.state in ${editableStates}, plan.since, plan.plan_id
     limit ${MOST_WAITING + 1}`.execute(tx)
  return rows
}

/** One of the viewer's own posts, with the plan that is worked on or holds; its plan is null where there is none. */
export type OwnPost = {
  assignmentId: number
  postTitle: string
  unitName: string
  agreerName: string | null
  planId: number | null
  state: PlanState | null
  fromOn: string | null
  toOn: string | null
  /** The last day of the newest agreed plan that is over; null where there was none. */
  lastEndedOn: string | null
}

/** The viewer's own posts that have job plans. */
export async function listOwnPosts(tx: Tx, todayOn: string): Promise<OwnPost[]> {
  const { rows } = await sql<OwnPost>`
    select post.assignment_id as "assignmentId", post.post_title as "postTitle", unit.name as "unitName",
           agreer.full_name as "agreerName", plan.plan_id as "planId", plan.state,
           lower(plan.holds) as "fromOn", upper(plan.holds) - 1 as "toOn",
           (select max(upper(over.holds)) - 1 from job_plan over
             where over.organisation_id = post.organisation_id and over.assignment_id = post.assignment_id
               and over.state = 'agreed' and upper(over.holds) <= ${todayOn}::date) as "lastEndedOn"
      from assignment post
      join unit on unit.organisation_id = post.organisation_id and unit.unit_id = post.unit_id
      left join person agreer
        on agreer.organisation_id = post.organisation_id and agreer.person_id = post.agreer_person_id
      left join job_plan plan on plan.organisation_id = post.organisation_id
        and plan.assignment_id = post.assignment_id
        and ${countsOn('plan', todayOn)}
     where post.person_id = my_person() and post.scope = 'in-scope'
       and (post.ended_on is null or post.ended_on >= ${todayOn}::date)
     order by post.is_primary desc, post.assignment_id, lower(plan.holds)
     limit 20`.execute(tx)
  return rows
}

/** What the office has to mend, and what is under way; each count is a list of people. */
export type OfficeCounts = {
  noAgreer: number
  unknownContract: number
  noPlan: number
  inDiscussion: number
  waiting: number
  all: number
  /** Whether anybody but the viewer was invited, or has an account. */
  isAnybodyAsked: boolean
}

/** Counts over everyone who has a job plan here, by the same lines as the list of people. */
export async function countForOffice(tx: Tx, todayOn: string): Promise<OfficeCounts> {
  const plans = standingOn('post', todayOn)
  const { rows } = await sql<OfficeCounts>`
    select count(*) as "all",
           count(*) filter (where post.agreer_person_id is null) as "noAgreer",
           count(*) filter (where post.contract = 'unknown') as "unknownContract",
           count(*) filter (where ${plans.hasNone}) as "noPlan",
           count(*) filter (where ${plans.isDiscussed}) as "inDiscussion",
           count(*) filter (where ${plans.isWaiting}) as "waiting",
           exists (select from invitation)
             or exists (select from identity.account_person where person_id <> my_person()) as "isAnybodyAsked"
      from assignment post
     where post.scope = 'in-scope' and (post.ended_on is null or post.ended_on >= ${todayOn}::date)`.execute(tx)
  return rows[0] as OfficeCounts
}

/** The units that the viewer may see, by their paths. */
export async function listUnits(tx: Tx, paths: readonly string[]): Promise<{ unitId: number; name: string }[]> {
  const rows = await tx
    .selectFrom('unit')
    .select(['unit_id', 'name'])
    .where(sql<string>`path::text`, 'in', paths)
    .orderBy('name')
    .limit(20)
    .execute()
  return rows.map(({ unit_id, name }) => ({ unitId: unit_id, name }))
}
