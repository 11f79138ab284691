/** The groups of `planStates` as SQL: no query lists states of its own that belong together. */
import { type RawBuilder, sql } from 'kysely'
import { type PlanState, planStates, type Side } from '../domain/agreement/moves.ts'

type Standing = (typeof planStates)[PlanState]

const namesOf = (belong: (standing: Standing) => boolean) =>
  (Object.keys(planStates) as PlanState[]).filter((state) => belong(planStates[state]))
const statesThat = (belong: (standing: Standing) => boolean): RawBuilder<unknown> =>
  sql`(${sql.join(namesOf(belong).map((state) => sql.lit(state)))})`

/** Of plans that are worked on, up to the last signature. */
export const openStates = statesThat(({ isOpen }) => isOpen)
/** Of open plans that can still be changed. */
export const editableStates = statesThat(({ isEditable }) => isEditable)
const editable = namesOf(({ isEditable }) => isEditable)
const signing = namesOf(({ isOpen, isEditable }) => isOpen && !isEditable)
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

/**
 * Where the plans of a post stand on a day, by what the database keeps beside the post (migration 0009): lists and counts of
 * thousands read no plans. `post` is what the query calls the table.
 */
export function standingOn(post: string, todayOn: string) {
  const states = sql.ref(`${post}.open_states`)
  const until = sql.ref(`${post}.agreed_until`)
  const isAgreed = sql<boolean>`${todayOn}::date < any (${until})`
  return {
    isDiscussed: sql<boolean>`${states} && array[${sql.join(editable.map((state) => sql.lit(state)))}]`,
    isWaiting: sql<boolean>`${states} && array[${sql.join(signing.map((state) => sql.lit(state)))}]`,
    isAgreed,
    hasNone: sql<boolean>`(cardinality(${states}) = 0 and not ${isAgreed})`,
    /** The state of the plan that counts: the first that is worked on, else the agreed one; null where there is none. */
    state: sql<PlanState | null>`coalesce((${states})[1], case when ${isAgreed} then 'agreed' end)`,
    /** The day after the last of the agreed plan that holds today or next. */
    agreedUntil: sql<string>`case when (${until})[1] > ${todayOn}::date then (${until})[1]
      else (select min(day) from unnest(${until}) day where day > ${todayOn}::date) end`,
  }
}
