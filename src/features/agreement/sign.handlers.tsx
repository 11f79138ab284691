import { sidesOf } from '../../records/plan.ts'
import { pathTo } from '../../routes.ts'
import { seeDone } from '../../web/done.tsx'
import { getPlan } from '../../web/get-plan.ts'
import { page } from '../../web/page.tsx'
import { proveAgain, whatToProve } from '../../web/proof/prove-again.ts'
import { readForm } from '../../web/read-form.ts'
import { type Handlers, type Request, scopeOfRequest, viewerOf } from '../../web/request.ts'
import { movePlan, notNow, refusalOf } from './move-request.tsx'
import { crumbsTo } from './plan-top.tsx'
import { signForm } from './sign.form.ts'
import { SignPage } from './sign.page.tsx'
import { findWhatToSign } from './sign.query.ts'
import { signPlan } from './sign-plan.command.ts'

export const handlers: Handlers = {
  signPlanPage: (c) => showSign(c),
  signPlan: async (c) => {
    const form = await readForm(c, signForm)
    if (!form.ok) return showSign(c, { problems: form.problems, status: 422 })
    const problems = await proveAgain(c, form.value)
    if (Object.keys(problems).length > 0) return showSign(c, { problems, hasRead: true, status: 422 })
    const shown = { shownDigest: form.value.digest }
    const moved = await movePlan(c, (tx, plan, mover) => signPlan(tx, plan, mover, shown))
    if (moved.ok) return seeDone(c, pathTo('plan', { planId: moved.plan.planId }), 'plan-signed')
    return showSign(c, { problems: { read: moved.message }, status: 409 })
  },
}

type Failed = { problems: Readonly<Record<string, string>>; hasRead?: boolean; status: 409 | 422 }

async function showSign(c: Request, failed?: Failed) {
  const { database } = c.var.services
  const found = await database.read(scopeOfRequest(c), async (tx) => {
    const plan = await getPlan(c, tx)
    return { plan, ...(await findWhatToSign(tx, plan)) }
  })
  const { plan, offer } = found
  const refusal = refusalOf(c, plan, 'sign', offer?.digest)
  const side = sidesOf(plan.sight, viewerOf(c)).find((one) => one === 'clinician' || one === 'agreer')
  if (refusal || !offer || !found.agreement || !side)
    return notNow(c, plan, refusal ?? 'This plan has not been offered for signature.')
  return page(
    c,
    {
      title: 'Read and sign this plan',
      breadcrumbs: crumbsTo(plan),
      ...(failed ? { status: failed.status, hasProblems: true } : {}),
    },
    <SignPage
      plan={plan}
      offer={offer}
      agreement={found.agreement}
      side={side}
      signed={found.signed}
      changes={found.changes}
      sites={found.sites}
      asked={await whatToProve(c)}
      hasRead={failed?.hasRead ?? false}
      problems={failed?.problems ?? {}}
    />,
  )
}
