/** The period, the contracted time and the weeks of a plan. */
import { termsFor } from '../../../domain/contracts/registry.ts'
import type { Plan } from '../../../records/plan.ts'
import { pathTo } from '../../../routes.ts'
import { page } from '../../../web/page.tsx'
import { type Handler, type Handlers, type Request, seeOther, viewerOf } from '../../../web/request.ts'
import { canEditPlan } from '../plan/frame-view.ts'
import { readPlanAlone } from '../plan/plan.query.ts'
import { crumbsTo } from '../plan/plan-frame.tsx'
import type { Asked } from './form-parts.tsx'
import { saving } from './saving.tsx'
import { readTerms, TERMS_FIELDS, typeTerms } from './terms.form.ts'
import { TermsPage } from './terms.page.tsx'

const planPage = ({ planId }: Plan) => pathTo('plan', { planId })

function showForm(c: Request, plan: Plan, asked: Asked, inTheWay: number | null = null) {
  const { document, planId, version } = plan
  const hasProblems = Object.keys(asked.errors).length > 0
  return page(
    c,
    {
      title: 'What the plan rests on',
      width: 'reading',
      breadcrumbs: crumbsTo(plan, true),
      hasProblems,
      status: hasProblems ? 422 : 200,
    },
    <TermsPage
      {...asked}
      planId={planId}
      version={version}
      inTheWay={inTheWay}
      terms={termsFor(document.contract, document.period.from)}
    />,
  )
}

const showTerms: Handler = async (c) => {
  const plan = await readPlanAlone(c)
  if (!canEditPlan(plan, viewerOf(c))) return seeOther(c, planPage(plan))
  return showForm(c, plan, { typed: typeTerms(plan.document), errors: {} })
}

const saveTerms = saving({
  read: (_, typed) => {
    const read = readTerms(typed)
    return read.ok ? { ok: true, value: { kind: 'set-terms', terms: read.value } } : read
  },
  again: (c, plan, typed, errors, inTheWay) => showForm(c, plan, { typed, errors }, inTheWay),
  fields: TERMS_FIELDS,
  next: planPage,
})

export const handlers: Handlers = { planTermsPage: showTerms, savePlanTerms: saveTerms }
