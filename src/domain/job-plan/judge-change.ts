/**
 * Whether what a change puts into a plan could stand in one. A stale change is judged so before anything is said of it: what
 * comes of it is judged whole only once people have chosen.
 */
import { applyChange, type PlanChange } from './change.ts'
import { kindProblems } from './contradictions.ts'
import { parseFields } from './job-plan.schema.ts'
import type { JobPlanDocument } from './job-plan.ts'
import { firstProblems, type Problem } from './problem.ts'
import { withoutNulls } from './without-nulls.ts'

type Judged = { ok: true; change: PlanChange } | { ok: false; errors: Problem[] }

/**
 * The change, without what is null in its parts; or what is wrong with its fields, by where they would stand in the plan. That
 * a part goes together with others, such as a week with the cycle, is not asked: the plan may have changed in between.
 */
export function judgeChange(plan: JobPlanDocument, change: PlanChange): Judged {
  const parsed = parseFields(withEach(plan, change))
  if (!parsed.ok) return parsed
  const errors = (parsed.plan.activities ?? []).flatMap((one, place) => kindProblems(one, `activities[${place}]`))
  return errors.length > 0
    ? { ok: false, errors: firstProblems(errors) }
    : { ok: true, change: withoutNullParts(change) }
}

/** The plan with all that the change puts into it; what it takes out may be out already. */
function withEach(plan: JobPlanDocument, change: PlanChange): JobPlanDocument {
  if (change.kind === 'batch') return change.changes.reduce(withEach, plan)
  const applied = applyChange(plan, change)
  if (applied.ok) return applied.plan
  if (!('place' in change) || change.kind.startsWith('remove-')) return plan
  return withEach(plan, { ...change, place: undefined } as PlanChange)
}

function withoutNullParts(change: PlanChange): PlanChange {
  if (change.kind === 'batch') return { ...change, changes: change.changes.map(withoutNullParts) }
  const parts = ['activity', 'rota', 'objective', 'resource'] as const
  const found = Object.entries(change).map(([name, part]) =>
    parts.some((one) => one === name) ? [name, withoutNulls(part)] : [name, part],
  )
  return Object.fromEntries(found) as PlanChange
}
