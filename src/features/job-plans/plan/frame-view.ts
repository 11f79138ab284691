import { may, type Viewer } from '../../../domain/access/access.ts'
import { movesOpenTo } from '../../../domain/agreement/decide.ts'
import { type MoveName, type PlanState, planStates, type Side } from '../../../domain/agreement/moves.ts'
import { CONTRACT_LABELS } from '../../../domain/contracts/contract-terms.ts'
import { sayPeriod } from '../../../domain/job-plan/in-words.ts'
import { sayCount } from '../../../domain/job-plan/say.ts'
import { daysBetween } from '../../../domain/time/calendar-date.ts'
import { type Clock, fixedClock, todayOf } from '../../../platform/clock.ts'
import { type Plan, sidesOf } from '../../../records/plan.ts'
import { pathTo } from '../../../routes.ts'
import { formatInstantDay } from '../../../ui/dates.ts'
import type { NavigationItem } from '../../../ui/layout.tsx'
import { type PlanTab, planTabs } from '../../../web/plan-tabs.ts'
import { viewFindings } from './findings-view.ts'
import type { Reckoned } from './reckoned.ts'
import { viewSum } from './sum-view.ts'

/** What every page of a plan says first: what it is, whose move it is, and where else to look. */
export type FrameView = {
  heading: string
  lede: string
  state: PlanState
  move: {
    who: string
    since: string
    isYours: boolean
    missing: string | undefined
    missingHref: string
    actions: { label: string; href: string }[]
  } | null
  /** Who returned it for discussion and why, for as long as it is discussed. */
  returned: Plan['returned']
  tabs: NavigationItem[]
  canEdit: boolean
  /** Why it cannot be changed, where the viewer otherwise might or nobody has a move left. */
  locked: string | undefined
  /** Where a change to what is agreed begins. */
  startChangeHref: string | undefined
}

/** Whether this person may change the plan as it stands. */
export const canEditPlan = (plan: Plan, viewer: Viewer): boolean =>
  planStates[plan.state].isEditable && may(viewer, 'edit-plan', plan.sight)

/** The frame of a plan's page as this person sees it today, with the tab that they are on. */
export function viewFrame(plan: Plan, reckoned: Reckoned, viewer: Viewer, clock: Clock, tab: PlanTab): FrameView {
  const { planId, document } = plan
  const mayEdit = may(viewer, 'edit-plan', plan.sight)
  const canEdit = canEditPlan(plan, viewer)
  return {
    heading: `Job plan, ${sayPeriod(document.period)}`,
    lede: [plan.personName, plan.postTitle, CONTRACT_LABELS[document.contract], viewSum(document, reckoned).contracted]
      .filter(Boolean)
      .join(' · '),
    state: plan.state,
    move: viewMove(plan, viewer, clock, countOfMissing(plan, reckoned)),
    returned: plan.returned,
    tabs: planTabs(plan, tab),
    canEdit,
    locked: mayEdit || plan.nextSide === null ? sayWhyLocked(plan) : undefined,
    startChangeHref:
      plan.state === 'agreed' && may(viewer, 'start-plan', plan.sight)
        ? pathTo('startPlanPage', { assignmentId: plan.assignmentId }, { replaces: planId })
        : undefined,
  }
}

const UNDER_SIGNATURE =
  'This plan cannot be changed while it is out for signature. To change it, return it for discussion first.'

const LOCKED: Partial<Record<PlanState, string>> = {
  offered: UNDER_SIGNATURE,
  'signed-by-clinician': UNDER_SIGNATURE,
  'signed-by-agreer': UNDER_SIGNATURE,
  agreed: 'This plan is agreed. It stays as it was signed.',
  withdrawn: 'This plan was withdrawn. It cannot be changed any more.',
  superseded: 'A newer plan has taken the place of this one. It stays as it was signed.',
}

/** Why a plan cannot be changed as it stands; undefined where it can. */
export function sayWhyLocked({ state, agreedAt }: Plan): string | undefined {
  if (state !== 'agreed' || !agreedAt) return LOCKED[state]
  return `This plan was agreed on ${formatInstantDay(agreedAt)}. It stays as it was signed.`
}

function countOfMissing({ document }: Plan, reckoned: Reckoned): number {
  const nowhere = { activity: () => '', terms: '', sums: '', onCall: '' }
  return viewFindings(document, reckoned, nowhere).filter(({ severity }) => severity === 'stop').length
}

const MOVE_LABELS: Partial<
  Record<MoveName, { label: string; route: 'offerPlanPage' | 'signPlanPage' | 'returnPlanPage' | 'withdrawPlanPage' }>
> = {
  offer: { label: 'Offer for signature', route: 'offerPlanPage' },
  sign: { label: 'Read and sign', route: 'signPlanPage' },
  return: { label: 'Return for discussion', route: 'returnPlanPage' },
  withdraw: { label: 'Withdraw', route: 'withdrawPlanPage' },
}

function viewMove(plan: Plan, viewer: Viewer, clock: Clock, missing: number): FrameView['move'] {
  const { planId, state, nextSide } = plan
  if (nextSide === null) return null
  const sides = sidesOf(plan.sight, viewer)
  const isYours = sides.some((side) => side === nextSide || (nextSide === 'either' && side !== 'office'))
  const sinceOn = todayOf(fixedClock(plan.since.toISOString()))
  const days = daysBetween(sinceOn, todayOf(clock))
  const open = [...new Set(movesOpenTo(state, sides).map(({ move }) => move))].filter(
    (move) => move !== 'offer' || missing === 0,
  )
  return {
    who: sayWhoseMove(plan, nextSide, sides, isYours),
    since: `since ${formatInstantDay(plan.since)} (${days === 0 ? 'today' : sayCount(days, 'day', 'days')})`,
    isYours,
    missing:
      planStates[state].isEditable && missing > 0
        ? `${missing === 1 ? 'One thing is' : `${missing} things are`} missing before it can be offered for signature.`
        : undefined,
    missingHref: `${pathTo('plan', { planId })}#plan-findings`,
    actions: open.flatMap((move) => {
      const found = MOVE_LABELS[move]
      return found ? [{ label: found.label, href: pathTo(found.route, { planId }) }] : []
    }),
  }
}

function sayWhoseMove(
  { personName, agreerName }: Plan,
  nextSide: 'either' | Side,
  sides: readonly Side[],
  isYours: boolean,
): string {
  const agreer = agreerName ?? 'the person who agrees it (nobody is set yet)'
  if (nextSide === 'either') {
    if (!isYours) return `It is ${personName}’s or ${agreer}’s move`
    return agreerName || !sides.includes('clinician')
      ? `It is your move, or ${sides.includes('clinician') ? agreer : personName}’s`
      : 'It is your move'
  }
  if (isYours) return 'It is your move'
  return `It is ${nextSide === 'clinician' ? personName : agreer}’s move`
}
