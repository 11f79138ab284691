import type { Tx } from '../../../db/database.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { findPlan, type Plan } from '../../../records/plan.ts'
import { NotFound, numberFrom, permit, type Request, scopeOfRequest } from '../../../web/request.ts'

/** Reads the plan in the address, and whatever else the page wants of it, in one transaction; checks the permission. */
export async function readPlan<More>(
  c: Request,
  more: (tx: Tx, plan: Plan) => Promise<More>,
): Promise<{ plan: Plan; more: More }> {
  return c.var.services.database.read(scopeOfRequest(c), async (tx) => {
    const plan = await findPlan(tx, numberFrom(c, 'planId'))
    if (!plan) throw new NotFound('the plan')
    permit(c, plan.sight)
    return { plan, more: await more(tx, plan) }
  })
}

/** The plan in the address, alone. */
export const readPlanAlone = async (c: Request): Promise<Plan> => (await readPlan(c, async () => null)).plan

/** Finds the document of the plan before this one: the one that it replaces, or the last agreed one of the same post. */
export async function findDocumentBefore(tx: Tx, plan: Plan): Promise<JobPlanDocument | null> {
  const row = await tx
    .selectFrom('job_plan')
    .select('document')
    .where('assignment_id', '=', plan.assignmentId)
    .where((is) =>
      plan.replacesPlanId === null
        ? is.and([is('state', 'in', ['agreed', 'superseded']), is('from_on', '<', plan.fromOn)])
        : is('plan_id', '=', plan.replacesPlanId),
    )
    .where('plan_id', '<>', plan.planId)
    .orderBy('from_on', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? (row.document as JobPlanDocument) : null
}
