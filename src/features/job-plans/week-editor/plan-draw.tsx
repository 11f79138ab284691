import type { Evaluation } from '../../../domain/job-plan/evaluation.ts'
import type { SiteNames } from '../../../domain/job-plan/in-words.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { PANEL_IDS, PlanFindings, PlanSum, PlanUnfixed, PlanWeek } from '../plan/plan-panels.tsx'
import { type PlanLinks, viewPlan } from '../plan/plan-view.ts'
import { reckon } from '../plan/reckoned.ts'
import type { WeekChoice } from '../plan/week-view.ts'

export type ToDraw = { document: JobPlanDocument; week: WeekChoice; links: PlanLinks; sites: SiteNames }

/** The panels as HTML by the ids of their elements, from the very components that the server draws with. */
export function drawPanels({ document, week, links, sites }: ToDraw): {
  panels: Record<string, string>
  evaluation: Evaluation
} {
  const reckoned = reckon(document)
  const view = viewPlan({ document, reckoned, week, links, canEdit: true, sites })
  return {
    evaluation: reckoned.evaluation,
    panels: {
      [PANEL_IDS.week]: String(<PlanWeek {...view.week} />),
      [PANEL_IDS.sum]: String(<PlanSum {...view.sum} />),
      [PANEL_IDS.findings]: String(<PlanFindings findings={view.findings} />),
      [PANEL_IDS.unfixed]: String(<PlanUnfixed {...view.unfixed} />),
    },
  }
}
