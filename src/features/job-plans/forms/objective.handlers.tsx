/** Adding, changing and removing objectives and what is needed; in an address they are numbered from 1. */
import type { PlanChange } from '../../../domain/job-plan/change.ts'
import type { Plan } from '../../../records/plan.ts'
import { pathTo } from '../../../routes.ts'
import { page } from '../../../web/page.tsx'
import {
  type Handler,
  type Handlers,
  NotFound,
  numberFrom,
  type Request,
  seeOther,
  viewerOf,
} from '../../../web/request.ts'
import { canEditPlan } from '../plan/frame-view.ts'
import { readPlanAlone } from '../plan/plan.query.ts'
import { crumbsTo } from '../plan/plan-frame.tsx'
import type { Asked } from './form-parts.tsx'
import { OBJECTIVE_FIELDS, readObjective, readResource, typeObjective, typeResource } from './objective.form.ts'
import { type NumberedPageProps, ObjectivePage, ResourcePage } from './objective.page.tsx'
import { saving } from './saving.tsx'
import { answer, type Read, type Typed } from './typed.form.ts'

/** What tells the two lists apart. */
type Kind = {
  title: string
  Page: (props: NumberedPageProps) => ReturnType<typeof ObjectivePage>
  type: (plan: Plan, place: number) => Typed | undefined
  read: (typed: Typed, place: number | undefined) => Read<PlanChange>
  remove: (place: number) => PlanChange
}

const objective: Kind = {
  title: 'Objective',
  Page: ObjectivePage,
  type: ({ document }, place) => {
    const found = document.objectives?.[place]
    return found && typeObjective(found)
  },
  read: (typed, place) => {
    const read = readObjective(typed)
    return read.ok ? { ok: true, value: { kind: 'put-objective', objective: read.value, place } } : read
  },
  remove: (place) => ({ kind: 'remove-objective', place }),
}

const resource: Kind = {
  title: 'Something needed',
  Page: ResourcePage,
  type: ({ document }, place) => {
    const found = document.supportingResources?.[place]
    return found && typeResource(found)
  },
  read: (typed, place) => {
    const read = readResource(typed)
    return read.ok ? { ok: true, value: { kind: 'put-supporting-resource', resource: read.value, place } } : read
  },
  remove: (place) => ({ kind: 'remove-supporting-resource', place }),
}

const listPage = ({ planId }: Plan) => pathTo('planObjectives', { planId })

function showForm(c: Request, plan: Plan, { title, Page }: Kind, number: number | null, asked: Asked) {
  const hasProblems = Object.keys(asked.errors).length > 0
  return page(
    c,
    { title, width: 'reading', breadcrumbs: crumbsTo(plan, true), hasProblems, status: hasProblems ? 422 : 200 },
    <Page {...asked} planId={plan.planId} version={plan.version} number={number} />,
  )
}

const showing =
  (kind: Kind): Handler =>
  async (c) => {
    const plan = await readPlanAlone(c)
    if (!canEditPlan(plan, viewerOf(c))) return seeOther(c, listPage(plan))
    const number = c.req.param('number') === undefined ? null : numberFrom(c, 'number')
    const typed = number === null ? {} : kind.type(plan, number - 1)
    if (!typed) throw new NotFound('number in the plan')
    return showForm(c, plan, kind, number, { typed, errors: {} })
  }

const numberIn = (typed: Typed) => Number(answer(typed, 'number')) || null

const savingOne = (kind: Kind): Handler =>
  saving({
    read: (_, typed) => {
      const number = numberIn(typed)
      return kind.read(typed, number === null ? undefined : number - 1)
    },
    again: (c, plan, typed, errors) => showForm(c, plan, kind, numberIn(typed), { typed, errors }),
    fields: OBJECTIVE_FIELDS,
    next: listPage,
  })

const removing =
  (kind: Kind): Handler =>
  (c) =>
    saving({ read: () => ({ ok: true, value: kind.remove(numberFrom(c, 'number') - 1) }), next: listPage })(c)

export const handlers: Handlers = {
  newObjectivePage: showing(objective),
  objectivePage: showing(objective),
  saveObjective: savingOne(objective),
  removeObjective: removing(objective),
  newResourcePage: showing(resource),
  resourcePage: showing(resource),
  saveResource: savingOne(resource),
  removeResource: removing(resource),
}
