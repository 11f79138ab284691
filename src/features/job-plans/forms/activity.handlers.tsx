/** Adding, changing and removing an activity. */
import { termsFor } from '../../../domain/contracts/registry.ts'
import { evaluate } from '../../../domain/job-plan/evaluate.ts'
import type { SiteNames } from '../../../domain/job-plan/in-words.ts'
import { sayUnits } from '../../../domain/job-plan/say.ts'
import { freeId, removeOccurrence } from '../../../domain/job-plan/timetable-change.ts'
import { toFraction } from '../../../domain/time/fraction.ts'
import { DAY_LABELS, DAYS, type Day } from '../../../domain/time/week-cycle.ts'
import type { Plan } from '../../../records/plan.ts'
import { listSiteNames } from '../../../records/sites.ts'
import { pathTo } from '../../../routes.ts'
import { page } from '../../../web/page.tsx'
import {
  type Handler,
  type Handlers,
  NotFound,
  type Request,
  scopeOfRequest,
  seeOther,
  viewerOf,
} from '../../../web/request.ts'
import { canEditPlan } from '../plan/frame-view.ts'
import { readPlan, readPlanAlone } from '../plan/plan.query.ts'
import { crumbsTo } from '../plan/plan-frame.tsx'
import { copyToDays } from '../week-editor/week-edits.ts'
import { ACTIVITY_FIELDS, readActivity, typeActivity } from './activity.form.ts'
import { ActivityPage } from './activity.page.tsx'
import { CopyDayPage } from './copy-day.page.tsx'
import type { Asked } from './form-parts.tsx'
import { saving } from './saving.tsx'
import { answer, answers } from './typed.form.ts'

const planPage = ({ planId }: Plan) => pathTo('plan', { planId })

const findActivity = (plan: Plan, id: string | undefined) =>
  (plan.document.activities ?? []).find((activity) => activity.id === id)

const rulesOf = ({ document }: Plan, sites: SiteNames) => ({
  terms: termsFor(document.contract, document.period.from),
  cycleWeeks: document.cycleWeeks ?? 1,
  sites,
})

function showForm(c: Request, plan: Plan, id: string | undefined, asked: Asked, sites: SiteNames) {
  const { document, planId, version } = plan
  const activity = findActivity(plan, id)
  const { terms, cycleWeeks } = rulesOf(plan, sites)
  const units = evaluate(document).activities.find((one) => one.id === id)?.unitsPerWeek
  const hasProblems = Object.keys(asked.errors).length > 0
  return page(
    c,
    {
      title: activity ? activity.title : 'Add an activity',
      breadcrumbs: crumbsTo(plan, true),
      scripts: ['on-call'],
      hasProblems,
      status: hasProblems ? 422 : 200,
    },
    <ActivityPage
      {...asked}
      planId={planId}
      version={version}
      activity={
        activity
          ? {
              id: activity.id,
              title: activity.title,
              days: activity.schedule.kind === 'timetabled' ? activity.schedule.days : [],
            }
          : null
      }
      terms={terms}
      cycleWeeks={cycleWeeks}
      sites={Object.values(sites)}
      result={units && `= ${sayUnits(toFraction(units), terms.unit)} a week`}
    />,
  )
}

const showActivity: Handler = async (c) => {
  const { plan, more: sites } = await readPlan(c, listSiteNames)
  if (!canEditPlan(plan, viewerOf(c))) return seeOther(c, planPage(plan))
  const id = c.req.param('activityId')
  const activity = findActivity(plan, id)
  if (id !== undefined && !activity) throw new NotFound('the activity')
  const typed = activity
    ? typeActivity(activity, sites)
    : { when: ['timetabled'], category: ['dcc'], start: [''], end: [''] }
  return showForm(c, plan, id, { typed, errors: {} }, sites)
}

const saveActivity: Handler = async (c) => {
  const sites = await c.var.services.database.read(scopeOfRequest(c), listSiteNames)
  return saving({
    read: (plan, typed) => {
      const known = answer(typed, 'id')
      const id = known || freeId(plan.document, idFrom(answer(typed, 'title')))
      const read = readActivity(typed, id, rulesOf(plan, sites))
      return read.ok ? { ok: true, value: { kind: 'put-activity', activity: read.value } } : read
    },
    again: (_, plan, typed, errors) => showForm(c, plan, answer(typed, 'id') || undefined, { typed, errors }, sites),
    fields: ACTIVITY_FIELDS,
    next: planPage,
  })(c)
}

/** A short name for an address, out of a title. `new` is the address of the form itself. */
function idFrom(title: string): string {
  const id = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-|-$/g, '')
  return id === '' || id === 'new' ? 'activity' : id
}

const removeActivity: Handler = (c) =>
  saving({
    read: (plan, typed) => {
      const id = c.req.param('activityId') ?? ''
      const day = answer(typed, 'day')
      const oneDay = isDay(day) ? removeOccurrence(plan.document, id, day) : undefined
      return { ok: true, value: oneDay ?? { kind: 'remove-activity', id } }
    },
    next: planPage,
  })(c)

const isDay = (text: string): text is Day => DAYS.includes(text as Day)

const showCopyDay: Handler = async (c) => {
  const plan = await readPlanAlone(c)
  if (!canEditPlan(plan, viewerOf(c))) return seeOther(c, planPage(plan))
  return showCopyForm(c, plan, { typed: {}, errors: {} })
}

function showCopyForm(c: Request, plan: Plan, asked: Asked) {
  const hasProblems = Object.keys(asked.errors).length > 0
  return page(
    c,
    {
      title: 'Copy a day',
      width: 'reading',
      breadcrumbs: crumbsTo(plan, true),
      hasProblems,
      status: hasProblems ? 422 : 200,
    },
    <CopyDayPage {...asked} planId={plan.planId} version={plan.version} />,
  )
}

const saveCopiedDay = saving({
  read: (plan, typed) => {
    const from = answer(typed, 'from')
    const to = answers(typed, 'to').filter(isDay)
    if (!isDay(from)) return { ok: false, errors: { from: 'Choose the day to copy' } }
    if (to.length === 0) return { ok: false, errors: { to: 'Choose at least one day to copy to' } }
    if (to.includes(from)) return { ok: false, errors: { to: `Choose days other than ${DAY_LABELS[from]}` } }
    const { change, words } = copyToDays(plan.document, from, to)
    return change ? { ok: true, value: change } : { ok: false, errors: { from: words } }
  },
  again: (c, plan, typed, errors) => showCopyForm(c, plan, { typed, errors }),
  next: planPage,
})

export const handlers: Handlers = {
  newActivityPage: showActivity,
  activityPage: showActivity,
  saveActivity,
  removeActivity,
  copyDayPage: showCopyDay,
  copyDay: saveCopiedDay,
}
