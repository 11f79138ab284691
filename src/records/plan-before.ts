import type { Tx } from '../db/database.ts'
import type { JobPlanDocument } from '../domain/job-plan/job-plan.ts'
import type { Plan } from './plan.ts'

export type PlanBefore = { planId: number; document: JobPlanDocument }

/**
 * The plan of the same assignment that was agreed before this one: the one that it replaces, or else the newest that begins
 * before it; null where none does. It is what "since your last plan" is said against.
 */
export async function findPlanBefore(
  tx: Tx,
  plan: Pick<Plan, 'planId' | 'assignmentId' | 'replacesPlanId' | 'fromOn'>,
): Promise<PlanBefore | null> {
  const row = await tx
    .selectFrom('job_plan')
    .select(['plan_id', 'document'])
    .where('assignment_id', '=', plan.assignmentId)
    .where('plan_id', '!=', plan.planId)
    .where('state', 'in', ['agreed', 'superseded'])
    .where((is) => is.or([is('plan_id', '=', plan.replacesPlanId ?? 0), is('from_on', '<', plan.fromOn)]))
    .orderBy((order) => order('plan_id', '=', plan.replacesPlanId ?? 0), 'desc')
    .orderBy('from_on', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { planId: row.plan_id, document: row.document as JobPlanDocument } : null
}
