/**
 * What stands around the week on a plan's page: the server draws it with the page, and again with the answer to each save.
 * To compare with the plan before takes the words of everything a plan can hold, more than the browser is to load.
 */
import type { Tx } from '../../../db/database.ts'
import type { SiteNames } from '../../../domain/job-plan/in-words.ts'
import type { Plan } from '../../../records/plan.ts'
import { findPlanBefore, type PlanBefore } from '../../../records/plan-before.ts'
import { listSiteNames } from '../../../records/sites.ts'
import { pathTo } from '../../../routes.ts'
import { SummaryList } from '../../../ui/components/summary-list.tsx'
import { SumTable } from '../../../ui/sum-table.tsx'
import { type Request, viewerOf } from '../../../web/request.ts'
import { sayTerms, type TermLine } from '../forms/terms.words.ts'
import { type FrameView, viewFrame } from './frame-view.ts'
import { PLAN_TOP_ID, PlanTop } from './plan-frame.tsx'
import type { Reckoned } from './reckoned.ts'
import { type ChangeLine, sinceLastPlan } from './since-last-plan.ts'

export type AroundTheWeek = {
  planId: number
  frame: FrameView
  /** Null where no plan was agreed before. */
  since: { lines: ChangeLine[]; others: number } | null
  terms: TermLine[]
}

export const AROUND_IDS = { top: PLAN_TOP_ID, since: 'since', terms: 'plan-terms' } as const

/** What it takes to view it, besides the plan. */
export const readAround = async (tx: Tx, plan: Plan): Promise<{ before: PlanBefore | null; sites: SiteNames }> => ({
  before: await findPlanBefore(tx, plan),
  sites: await listSiteNames(tx),
})

/** All that stands around the week, as this person sees it today; `since=all` in the address asks for every change. */
export function viewAround(
  c: Request,
  { plan, reckoned, more }: { plan: Plan; reckoned: Reckoned; more: Awaited<ReturnType<typeof readAround>> },
): AroundTheWeek {
  const { document } = plan
  return {
    planId: plan.planId,
    frame: viewFrame(plan, reckoned, viewerOf(c), c.var.services.clock, 'week'),
    since: more.before && sinceLastPlan(more.before.document, document, more.sites, c.req.query('since') === 'all'),
    terms: sayTerms(document, reckoned.terms),
  }
}

/** The same as HTML, by the ids of the elements that hold it on the page. */
export const drawAround = ({ planId, frame, since, terms }: AroundTheWeek): Record<string, string> => ({
  [AROUND_IDS.top]: String(<PlanTop {...frame} />),
  ...(since && { [AROUND_IDS.since]: String(<SinceLastPlan planId={planId} {...since} />) }),
  [AROUND_IDS.terms]: String(<PlanTerms planId={planId} frame={frame} terms={terms} />),
})

export const SinceLastPlan = ({ planId, lines, others }: { planId: number; lines: ChangeLine[]; others: number }) => (
  <>
    <h2>Since the last plan</h2>
    {lines.length === 0 ? (
      <p>Nothing has changed but the days.</p>
    ) : (
      <SumTable
        caption="What changed since the plan before"
        rows={lines.map(({ sign, says, units }) => ({ label: [sign, says].filter(Boolean).join(' '), value: units }))}
      />
    )}
    {others > 0 ? (
      <p>
        <a href={`${pathTo('plan', { planId }, { since: 'all' })}#since`}>
          See {others === 1 ? 'one more change' : `${others} more changes`}
        </a>
      </p>
    ) : null}
  </>
)

export const PlanTerms = ({ planId, frame, terms }: Pick<AroundTheWeek, 'planId' | 'frame' | 'terms'>) => (
  <>
    <h2>What the plan rests on</h2>
    <SummaryList
      rows={terms.map(({ key, value, canChange }) => ({
        key,
        value,
        ...(frame.canEdit &&
          canChange && {
            actions: [{ href: pathTo('planTermsPage', { planId }), text: 'Change', hidden: key.toLowerCase() }],
          }),
      }))}
    />
  </>
)
