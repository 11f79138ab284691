import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { type PlanState, planStates } from '../domain/agreement/moves.ts'

/** A plan that holds on some of the same days. */
export type Overlap = { planId: number; state: PlanState; fromOn: string; toOn: string }

/** Days of an assignment for which a plan is to be started, or to which it is to be moved. */
export type DaysWanted = {
  organisationId: number
  assignmentId: number
  from: string
  to: string
  /** The agreed plan that will give way: it alone may overlap. */
  replacesPlanId: number | null
  /** The plan itself, when it is its own days that move. */
  planId?: number
}

const inTheWay = (Object.keys(planStates) as PlanState[]).filter(
  (state) => planStates[state].isOpen || state === 'agreed',
)

/**
 * Finds a plan that is in the way: an open one, or an agreed one that the new plan does not replace. Until the transaction
 * ends nobody else can ask the same of this assignment; the exclusion constraints are the second wall.
 */
export async function findOverlap(tx: Tx, wanted: DaysWanted): Promise<Overlap | null> {
  await sql`select pg_advisory_xact_lock(${wanted.organisationId}::integer, ${wanted.assignmentId}::integer)`.execute(
    tx,
  )
  const rows = await tx
    .selectFrom('job_plan')
    .select(['plan_id', 'state', 'from_on', 'to_on'])
    .where('assignment_id', '=', wanted.assignmentId)
    .where('state', 'in', inTheWay)
    .where(sql<boolean>`holds && daterange(${wanted.from}::date, ${wanted.to}::date, '[]')`)
    .where('plan_id', 'is distinct from', wanted.planId ?? null)
    .where((is) => is.or([is('state', '<>', 'agreed'), is('plan_id', 'is distinct from', wanted.replacesPlanId)]))
    .orderBy('from_on')
    .limit(1)
    .execute()
  const [row] = rows
  return row ? { planId: row.plan_id, state: row.state as PlanState, fromOn: row.from_on, toOn: row.to_on } : null
}
