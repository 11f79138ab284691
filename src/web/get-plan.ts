import type { Tx } from '../db/database.ts'
import { findPlan, type Plan } from '../records/plan.ts'
import { NotFound, numberFrom, permit, type Request } from './request.ts'

/** The plan in the address, once the route's action on it is allowed; otherwise the request ends as a 404 or a 403. */
export async function getPlan(c: Request, tx: Tx, options: { forUpdate?: boolean } = {}): Promise<Plan> {
  const plan = await findPlan(tx, numberFrom(c, 'planId'), options)
  if (!plan) throw new NotFound('plan')
  permit(c, plan.sight)
  return plan
}
