import type { PlanChange } from '../../../domain/job-plan/change.ts'
import { findPlan, type Plan } from '../../../records/plan.ts'
import { type Refused, saveChange, undoNewestChange } from '../../../records/plan-change.ts'
import { findOverlap, type Overlap } from '../../../records/plan-overlap.ts'
import { NotFound, numberFrom, permit, type Request, scopeOfRequest, viewerOf } from '../../../web/request.ts'
import type { FieldErrors, Read } from './typed.form.ts'

export type Changed =
  | { ok: true; plan: Plan }
  | { ok: false; plan: Plan; why: 'form'; errors: FieldErrors }
  | { ok: false; plan: Plan; why: 'refused'; refused: Refused; change: PlanChange }
  | { ok: false; plan: Plan; why: 'overlap'; overlap: Overlap; change: PlanChange }

/**
 * Saves one change to the plan in the address, in one transaction. `read` makes the change out of what was asked, on the
 * newest document; `madeOn` is the version that it was made on, the newest where that is not known.
 */
export function changePlan(
  c: Request,
  madeOn: number | undefined,
  read: (plan: Plan) => Read<PlanChange>,
): Promise<Changed> {
  const { database, clock } = c.var.services
  return database.write(scopeOfRequest(c), async (tx) => {
    const plan = await findPlan(tx, numberFrom(c, 'planId'), { forUpdate: true })
    if (!plan) throw new NotFound('the plan')
    permit(c, plan.sight)
    const asked = read(plan)
    if (!asked.ok) return { ok: false, plan, why: 'form', errors: asked.errors }
    const change = asked.value
    const period = change.kind === 'set-terms' ? change.terms.period : undefined
    const overlap = period && (await findOverlap(tx, { ...plan, ...period }))
    if (overlap) return { ok: false, plan, why: 'overlap', overlap, change }
    const saved = await saveChange(tx, plan, {
      change,
      madeOn: madeOn ?? plan.version,
      by: viewerOf(c).personId,
      at: clock.now(),
    })
    return saved.ok ? saved : { ok: false, plan, why: 'refused', refused: saved.refused, change }
  })
}

/** Takes back the newest change of the plan in the address that is still there. */
export function undoPlanChange(c: Request): Promise<Plan> {
  const { database, clock } = c.var.services
  return database.write(scopeOfRequest(c), async (tx) => {
    const plan = await findPlan(tx, numberFrom(c, 'planId'), { forUpdate: true })
    if (!plan) throw new NotFound('the plan')
    permit(c, plan.sight)
    const undone = await undoNewestChange(tx, plan, { by: viewerOf(c).personId, at: clock.now() })
    return undone?.ok ? undone.plan : plan
  })
}
