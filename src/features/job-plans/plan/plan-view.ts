/** A plan as its page shows it. Pure: the server draws it once, and the browser again after every change. */
import { UNIT_WORDS } from '../../../domain/contracts/contract-terms.ts'
import type { SiteNames } from '../../../domain/job-plan/in-words.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { type FindingView, viewFindings } from './findings-view.ts'
import type { Reckoned } from './reckoned.ts'
import { type SumView, viewSum } from './sum-view.ts'
import { type UnfixedRow, viewUnfixed } from './unfixed-view.ts'
import { viewWeek, type WeekChoice, type WeekView } from './week-view.ts'

/** Where what is shown leads. The browser gets these with the page: the table of routes would be a tenth of what it loads. */
export type PlanLinks = {
  /** How the address of every activity begins; its id follows. */
  activity: string
  /** The same of on-call rotas. */
  rota: string
  rotas: string
  terms: string
  sums: string
}

export type PlanToView = {
  document: JobPlanDocument
  reckoned: Reckoned
  week: WeekChoice
  links: PlanLinks
  /** Whether the viewer may change it. */
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
export function viewPlan({ document, reckoned, week, links, canEdit, sites }: PlanToView): PlanView {
  const activity = (activityId: string) => links.activity + encodeURIComponent(activityId)
  const onCall = (onCallId: string) => links.rota + encodeURIComponent(onCallId)
  const { terms, evaluation } = reckoned
  return {
    week: viewWeek(document, terms, week, activity, sites),
    sum: viewSum(document, reckoned),
    findings: viewFindings(document, reckoned, {
      activity,
      terms: links.terms,
      sums: links.sums,
      onCall: links.rotas,
    }),
    unfixed: {
      rows: viewUnfixed(document, evaluation, { activity, onCall }, sites),
      units: UNIT_WORDS[terms.unit].many,
      canEdit,
    },
  }
}
