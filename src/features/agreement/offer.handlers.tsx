import { agreementNow } from '../../domain/agreement/frozen-agreement.ts'
import type { Plan } from '../../records/plan.ts'
import { listSiteNames } from '../../records/sites.ts'
import { pathTo } from '../../routes.ts'
import { seeDone } from '../../web/done.tsx'
import { page } from '../../web/page.tsx'
import { readTyped } from '../../web/read-form.ts'
import { type Handlers, type Request, scopeOfRequest } from '../../web/request.ts'
import { movePlan, notNow, readPlan, refusalOf } from './move-request.tsx'
import { OfferPage } from './offer.page.tsx'
import { offerPlan } from './offer-plan.command.ts'
import { crumbsTo } from './plan-top.tsx'
import { offerForm } from './sign.form.ts'

export const handlers: Handlers = {
  offerPlanPage: async (c) => showOffer(c, await readPlan(c)),
  offerPlan: async (c) => {
    const request = offerForm.parse(await readTyped(c))
    const moved = await movePlan(c, (tx, plan, mover) => offerPlan(tx, plan, mover, request))
    return moved.ok
      ? seeDone(c, pathTo('plan', { planId: moved.plan.planId }), 'plan-offered')
      : showOffer(c, moved.plan, moved.message)
  },
}

async function showOffer(c: Request, plan: Plan, problem?: string) {
  const refusal = refusalOf(c, plan, 'offer')
  if (refusal) return notNow(c, plan, refusal)
  const sites = await c.var.services.database.read(scopeOfRequest(c), listSiteNames)
  return page(
    c,
    {
      title: 'Check this plan before you offer it',
      breadcrumbs: crumbsTo(plan),
      ...(problem ? { status: 409, hasProblems: true } : {}),
    },
    <OfferPage plan={plan} agreement={agreementNow(plan.document)} sites={sites} {...(problem ? { problem } : {})} />,
  )
}
