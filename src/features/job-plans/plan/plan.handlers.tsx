/** The pages that show a plan. */
import type { SiteNames } from '../../../domain/job-plan/in-words.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import type { Plan } from '../../../records/plan.ts'
import { findChangeToUndo } from '../../../records/plan-change.ts'
import { listSiteNames } from '../../../records/sites.ts'
import { pathTo } from '../../../routes.ts'
import { formatWhen } from '../../../ui/dates.ts'
import { page } from '../../../web/page.tsx'
import type { PlanTab } from '../../../web/plan-tabs.ts'
import { type Handler, type Handlers, type Request, viewerOf } from '../../../web/request.ts'
import { ActivitiesPage } from '../lists/activities.page.tsx'
import { viewActivities } from '../lists/activities-view.ts'
import { ObjectivesPage } from '../lists/objectives.page.tsx'
import { OnCallListPage } from '../lists/on-call-list.page.tsx'
import { viewRotas } from '../lists/on-call-view.ts'
import { SumsPage } from '../lists/sums.page.tsx'
import { viewSums } from '../lists/sums-view.ts'
import { readAround, viewAround } from './around-the-week.tsx'
import { canEditPlan, viewFrame } from './frame-view.ts'
import { PlanPage } from './plan.page.tsx'
import { readPlanAlone, readReckonedPlan } from './plan.query.ts'
import { crumbsTo } from './plan-frame.tsx'
import { linksOf } from './plan-links.ts'
import { viewPlan } from './plan-view.ts'
import type { Reckoned } from './reckoned.ts'
import type { WeekChoice } from './week-view.ts'

const frameOf = (c: Request, plan: Plan, reckoned: Reckoned, tab: PlanTab) =>
  viewFrame(plan, reckoned, viewerOf(c), c.var.services.clock, tab)

const nothingMore = async () => null

/** Shows the plan in the address; `problem` is why what was just asked of it could not be done. */
export async function showPlan(c: Request, problem?: string) {
  const read = await readReckonedPlan(c, async (tx, plan) => ({
    ...(await readAround(tx, plan)),
    undo: canEditPlan(plan, viewerOf(c)) ? await findChangeToUndo(tx, plan.planId, viewerOf(c).personId) : null,
  }))
  const { plan, reckoned, more } = read
  const { planId, version, document } = plan
  const around = viewAround(c, read)
  const { frame } = around
  const cycleWeeks = document.cycleWeeks ?? 1
  const week = weekFrom(c, cycleWeeks)
  return page(
    c,
    {
      title: frame.heading,
      breadcrumbs: crumbsTo(plan),
      scripts: frame.canEdit ? ['plan-week'] : [],
      ...(problem ? { status: 409, hasProblems: true } : {}),
    },
    <PlanPage
      {...around}
      problem={problem}
      version={version}
      document={document}
      view={viewPlan({
        document,
        reckoned,
        week,
        links: linksOf(planId, frame.canEdit),
        canEdit: frame.canEdit,
        sites: more.sites,
      })}
      week={week}
      cycleWeeks={cycleWeeks}
      saved={`Saved ${formatWhen(plan.savedAt, c.var.services.clock.now())}`}
      canUndo={more.undo !== null}
      sites={sitesIn(document, more.sites)}
      viewerId={viewerOf(c).personId}
      saveHref={pathTo('savePlanChange', { planId }, { since: c.req.query('since') })}
      nonce={c.get('secureHeadersNonce')}
    />,
  )
}

/** The names of the sites that the plan speaks of: the browser draws it with these. */
const sitesIn = ({ activities = [] }: JobPlanDocument, sites: SiteNames): SiteNames => {
  const used = new Set(activities.map(({ location }) => location?.site))
  return Object.fromEntries(Object.entries(sites).filter(([site]) => used.has(site)))
}

function weekFrom(c: Request, cycleWeeks: number): WeekChoice {
  const asked = c.req.query('week')
  if (asked === 'all') return cycleWeeks === 1 ? 1 : 'all'
  const week = Number(asked)
  return Number.isInteger(week) && week >= 1 && week <= cycleWeeks ? week : 1
}

const showActivities: Handler = async (c) => {
  const { plan, reckoned, more: sites } = await readReckonedPlan(c, listSiteNames)
  const frame = frameOf(c, plan, reckoned, 'activities')
  return page(
    c,
    { title: 'All activities', breadcrumbs: crumbsTo(plan, true) },
    <ActivitiesPage
      planId={plan.planId}
      frame={frame}
      {...viewActivities(plan.document, reckoned.evaluation, sites)}
    />,
  )
}

const showOnCall: Handler = async (c) => {
  const { plan, reckoned } = await readReckonedPlan(c, nothingMore)
  return page(
    c,
    { title: 'On-call', breadcrumbs: crumbsTo(plan, true) },
    <OnCallListPage
      planId={plan.planId}
      frame={frameOf(c, plan, reckoned, 'onCall')}
      rotas={viewRotas(plan.document, reckoned.evaluation)}
    />,
  )
}

const showObjectives: Handler = async (c) => {
  const { plan, reckoned } = await readReckonedPlan(c, nothingMore)
  const { objectives = [], supportingResources = [] } = plan.document
  return page(
    c,
    { title: 'Objectives', breadcrumbs: crumbsTo(plan, true) },
    <ObjectivesPage
      planId={plan.planId}
      frame={frameOf(c, plan, reckoned, 'objectives')}
      objectives={objectives}
      resources={supportingResources}
    />,
  )
}

const showSums: Handler = async (c) => {
  const { plan, reckoned } = await readReckonedPlan(c, nothingMore)
  return page(
    c,
    { title: 'How it adds up', breadcrumbs: crumbsTo(plan, true) },
    <SumsPage frame={frameOf(c, plan, reckoned, 'sums')} groups={viewSums(plan.document, reckoned.evaluation)} />,
  )
}

const giveDocument: Handler = async (c) => {
  const plan = await readPlanAlone(c)
  c.header('Content-Disposition', `attachment; filename="job-plan-${plan.planId}.json"`)
  return c.json(plan.document)
}

export const handlers: Handlers = {
  plan: (c) => showPlan(c),
  planActivities: showActivities,
  planOnCall: showOnCall,
  planObjectives: showObjectives,
  planSums: showSums,
  planDocument: giveDocument,
}
