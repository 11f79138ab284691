/** The groups of `planStates` as SQL: no query lists states of its own that belong together. */
import { type RawBuilder, sql } from 'kysely'
import { type PlanState, planStates, type Side } from '../domain/agreement/moves.ts'

type Standing = (typeof planStates)[PlanState]

const statesThat = (belong: (standing: Standing) => boolean): RawBuilder<unknown> => {
  const states = (Object.keys(planStates) as PlanState[]).filter((state) => belong(planStates[state]))
  return sql`(${sql.join(states.map((state) => sql.lit(state)))})`
}

/** Of plans that are worked on, up to the last signature. */
export const openStates = statesThat(({ isOpen }) => isOpen)
/** Of open plans that can still be changed. */
export const editableStates = statesThat(({ isEditable }) => isEditable)
/** Of open plans that are out for signature. */
export const signingStates = statesThat(({ isOpen, isEditable }) => isOpen && !isEditable)
/** Of open plans whose next move is a side's, or either's. */
export const statesNextFor = (side: Side): RawBuilder<unknown> =>
  statesThat(({ next }) => next === side || next === 'either')

/**
 * Whether a plan counts on a day: it is worked on, or agreed and not over yet. A post of which none counts has no plan.
 * `plan` is what the query calls the table.
 */
export const countsOn = (plan: string, todayOn: string): RawBuilder<boolean> => sql<boolean>`(
  ${sql.ref(`${plan}.state`)} in ${openStates} or ${isHolding(plan, todayOn)})`

const isHolding = (plan: string, todayOn: string) =>
  sql<boolean>`${sql.ref(`${plan}.state`)} = 'agreed' and upper(${sql.ref(`${plan}.holds`)}) > ${todayOn}::date`

/** What the plans of each post amount to on a day, to be joined as `plans`: one pass over all of them, and not post by post. */
export const plansByPost = (todayOn: string): RawBuilder<unknown> => sql`(
  select plan.organisation_id, plan.assignment_id, max(plan.since) as since,
         bool_or(plan.state in ${editableStates}) as is_discussed, bool_or(plan.state in ${signingStates}) as is_waiting,
         bool_or(${isHolding('plan', todayOn)}) as is_agreed, bool_or(${countsOn('plan', todayOn)}) as has_one
    from job_plan plan group by plan.organisation_id, plan.assignment_id)`

/** Whether a post joined to `plansByPost` as `plans` has no plan. */
export const hasNoPlan = sql<boolean>`plans.has_one is not true`
