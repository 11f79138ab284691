import type { Plan } from '../../records/plan.ts'
import { pathTo } from '../../routes.ts'
import { seeDone } from '../../web/done.tsx'
import { page } from '../../web/page.tsx'
import { readForm } from '../../web/read-form.ts'
import type { Handlers, Request } from '../../web/request.ts'
import { movePlan, notNow, readPlan, refusalOf } from './move-request.tsx'
import { moveWithReason } from './move-with-reason.command.ts'
import { crumbsTo } from './plan-top.tsx'
import { reasonForm } from './reason.form.ts'
import { headingOf, ReasonPage } from './reason.page.tsx'

export const handlers: Handlers = {
  returnPlanPage: async (c) => showReason(c, await readPlan(c), 'return'),
  returnPlan: (c) => takeReason(c, 'return'),
  withdrawPlanPage: async (c) => showReason(c, await readPlan(c), 'withdraw'),
  withdrawPlan: (c) => takeReason(c, 'withdraw'),
}

function showReason(
  c: Request,
  plan: Plan,
  move: 'return' | 'withdraw',
  failed?: { problem: string | undefined; typed: string },
) {
  const refusal = refusalOf(c, plan, move)
  if (refusal) return notNow(c, plan, refusal)
  return page(
    c,
    {
      title: headingOf(move),
      width: 'reading',
      breadcrumbs: crumbsTo(plan),
      ...(failed ? { status: 422, hasProblems: true } : {}),
    },
    <ReasonPage plan={plan} move={move} {...(failed ?? {})} />,
  )
}

async function takeReason(c: Request, move: 'return' | 'withdraw') {
  const form = await readForm(c, reasonForm)
  if (!form.ok)
    return showReason(c, await readPlan(c), move, { problem: form.problems.reason, typed: form.typed.reason ?? '' })
  const { reason } = form.value
  const moved = await movePlan(c, (tx, plan, mover) => moveWithReason(tx, plan, mover, { move, reason }))
  if (!moved.ok) return notNow(c, moved.plan, moved.message)
  return seeDone(
    c,
    pathTo('plan', { planId: moved.plan.planId }),
    move === 'return' ? 'plan-returned' : 'plan-withdrawn',
  )
}
