import type { Tx } from '../../../db/database.ts'
import { readAgreement } from '../../../domain/agreement/frozen-agreement.ts'
import { findOfferThatStands } from '../../../records/agreement.ts'
import type { Plan } from '../../../records/plan.ts'
import { getPlan } from '../../../web/get-plan.ts'
import { type Request, scopeOfRequest } from '../../../web/request.ts'
import { type Reckoned, reckon, reckonAsKept } from './reckoned.ts'

/** Reads the plan in the address, and whatever else the page wants of it, in one transaction; checks the permission. */
export const readPlan = <More>(
  c: Request,
  more: (tx: Tx, plan: Plan) => Promise<More>,
): Promise<{ plan: Plan; more: More }> =>
  c.var.services.database.read(scopeOfRequest(c), async (tx) => {
    const plan = await getPlan(c, tx)
    return { plan, more: await more(tx, plan) }
  })

/** The plan in the address, alone. */
export const readPlanAlone = async (c: Request): Promise<Plan> => (await readPlan(c, async () => null)).plan

/** The plan in the address with what it comes to, for the pages that show it. One query more once it is offered. */
export async function readReckonedPlan<More>(
  c: Request,
  more: (tx: Tx, plan: Plan) => Promise<More>,
): Promise<{ plan: Plan; reckoned: Reckoned; more: More }> {
  const read = await readPlan(c, async (tx, plan) => ({
    offer: await findOfferThatStands(tx, plan),
    more: await more(tx, plan),
  }))
  const { document } = read.plan
  const { offer, more: asked } = read.more
  return {
    plan: read.plan,
    reckoned: offer ? reckonAsKept(document, readAgreement(offer.canonicalText)) : reckon(document),
    more: asked,
  }
}
