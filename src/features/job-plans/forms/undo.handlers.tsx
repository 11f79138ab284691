/** Taking back one's own last change. */
import type { Plan } from '../../../records/plan.ts'
import type { Refused } from '../../../records/plan-change.ts'
import { pathTo } from '../../../routes.ts'
import { formatInstant } from '../../../ui/dates.ts'
import { type Handler, type Handlers, seeOther } from '../../../web/request.ts'
import { sayWhyLocked } from '../plan/frame-view.ts'
import { showPlan } from '../plan/plan.handlers.tsx'
import { sayOverlap } from '../start/overlap.words.ts'
import { undoPlanChange } from './change-plan.command.ts'

const undo: Handler = async (c) => {
  const undone = await undoPlanChange(c)
  return undone.ok
    ? seeOther(c, pathTo('plan', { planId: undone.plan.planId }))
    : showPlan(c, `Your last change was not undone. ${sayWhyNot(undone.plan, undone.refused)}`)
}

function sayWhyNot(plan: Plan, refused: Refused): string {
  switch (refused.why) {
    case 'conflict':
      return `${refused.changedBy} changed the same thing after you, on ${formatInstant(refused.changedAt)}: that would be lost too.`
    case 'not-editable':
      return sayWhyLocked(plan) ?? ''
    case 'gone':
      return refused.problem
    case 'overlap':
      return sayOverlap(refused.overlap)
    case 'invalid':
      return 'What is in the plan now rests on it.'
  }
}

export const handlers: Handlers = { undoPlanChange: undo }
