/** Adding, changing and removing an on-call rota. */
import { termsFor } from '../../../domain/contracts/registry.ts'
import { evaluate } from '../../../domain/job-plan/evaluate.ts'
import { freeId } from '../../../domain/job-plan/timetable-change.ts'
import type { Plan } from '../../../records/plan.ts'
import { pathTo } from '../../../routes.ts'
import { page } from '../../../web/page.tsx'
import { type Handler, type Handlers, NotFound, type Request, seeOther, viewerOf } from '../../../web/request.ts'
import { sayResult } from '../lists/on-call-view.ts'
import { rotaTitle } from '../plan/activity.words.ts'
import { canEditPlan } from '../plan/frame-view.ts'
import { readPlanAlone } from '../plan/plan.query.ts'
import { crumbsTo } from '../plan/plan-frame.tsx'
import type { Asked } from './form-parts.tsx'
import { ROTA_FIELDS, readRota, typeRota } from './on-call.form.ts'
import { OnCallPage } from './on-call.page.tsx'
import { saving } from './saving.tsx'
import { answer } from './typed.form.ts'

const listPage = ({ planId }: Plan) => pathTo('planOnCall', { planId })

const findRota = (plan: Plan, id: string | undefined) => (plan.document.onCall ?? []).find((rota) => rota.id === id)

const termsOf = ({ document }: Plan) => termsFor(document.contract, document.period.from)

function showForm(c: Request, plan: Plan, id: string | undefined, asked: Asked) {
  const rota = findRota(plan, id)
  const figures = evaluate(plan.document).onCall.find((one) => one.id === id)
  const hasProblems = Object.keys(asked.errors).length > 0
  const title = rota ? rotaTitle(rota) : 'Add an on-call rota'
  return page(
    c,
    {
      title,
      breadcrumbs: crumbsTo(plan, true),
      scripts: ['on-call'],
      hasProblems,
      status: hasProblems ? 422 : 200,
    },
    <OnCallPage
      {...asked}
      planId={plan.planId}
      version={plan.version}
      rota={rota ? { id: rota.id, title } : null}
      terms={termsOf(plan)}
      result={figures && sayResult(plan.document, figures)}
    />,
  )
}

const showRota: Handler = async (c) => {
  const plan = await readPlanAlone(c)
  if (!canEditPlan(plan, viewerOf(c))) return seeOther(c, listPage(plan))
  const id = c.req.param('onCallId')
  const rota = findRota(plan, id)
  if (id !== undefined && !rota) throw new NotFound('the rota')
  return showForm(c, plan, id, { typed: rota ? typeRota(rota) : {}, errors: {} })
}

const saveRota = saving({
  read: (plan, typed) => {
    const id = answer(typed, 'id') || freeId(plan.document, 'on-call')
    const read = readRota(typed, id, { terms: termsOf(plan) })
    return read.ok ? { ok: true, value: { kind: 'put-on-call', rota: read.value } } : read
  },
  again: (c, plan, typed, errors) => showForm(c, plan, answer(typed, 'id') || undefined, { typed, errors }),
  fields: ROTA_FIELDS,
  next: listPage,
})

const removeRota: Handler = (c) =>
  saving({
    read: () => ({ ok: true, value: { kind: 'remove-on-call', id: c.req.param('onCallId') ?? '' } }),
    next: listPage,
  })(c)

export const handlers: Handlers = {
  newOnCallPage: showRota,
  onCallPage: showRota,
  saveOnCall: saveRota,
  removeOnCall: removeRota,
}
