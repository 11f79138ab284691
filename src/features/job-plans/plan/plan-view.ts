/** A plan as its page shows it. Pure: the server draws it once, and the browser again after every change. */
import { UNIT_WORDS } from '../../../domain/contracts/contract-terms.ts'
import type { SiteNames } from '../../../domain/job-plan/in-words.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { pathTo } from '../../../routes.ts'
import { type FindingView, viewFindings } from './findings-view.ts'
import type { Reckoned } from './reckoned.ts'
import { type SumView, viewSum } from './sum-view.ts'
import { type UnfixedRow, viewUnfixed } from './unfixed-view.ts'
import { viewWeek, type WeekChoice, type WeekView } from './week-view.ts'

export type PlanToView = {
  planId: number
  document: JobPlanDocument
  reckoned: Reckoned
  week: WeekChoice
  /** Whether the viewer may change it: links lead to the forms, or else to the lists. */
  canEdit: boolean
  sites: SiteNames
}

export type PlanView = {
  week: WeekView
  sum: SumView
  findings: FindingView[]
  unfixed: { rows: UnfixedRow[]; units: string; canEdit: boolean }
}

/** Everything that the panels of a plan page show. */
export function viewPlan({ planId, document, reckoned, week, canEdit, sites }: PlanToView): PlanView {
  const activity = (activityId: string) =>
    canEdit
      ? pathTo('activityPage', { planId, activityId })
      : `${pathTo('planActivities', { planId })}#activity-${encodeURIComponent(activityId)}`
  const onCall = (onCallId: string) =>
    canEdit ? pathTo('onCallPage', { planId, onCallId }) : pathTo('planOnCall', { planId })
  const { terms, evaluation } = reckoned
  return {
    week: viewWeek(document, terms, week, activity, sites),
    sum: viewSum(document, reckoned),
    findings: viewFindings(document, reckoned, {
      activity,
      terms: canEdit ? pathTo('planTermsPage', { planId }) : pathTo('planSums', { planId }),
      sums: pathTo('planSums', { planId }),
      onCall: pathTo('planOnCall', { planId }),
    }),
    unfixed: {
      rows: viewUnfixed(document, evaluation, { activity, onCall }, sites),
      units: UNIT_WORDS[terms.unit].many,
      canEdit,
    },
  }
}
