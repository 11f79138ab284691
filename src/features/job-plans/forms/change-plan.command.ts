import type { PlanChange } from '../../../domain/job-plan/change.ts'
import type { Plan } from '../../../records/plan.ts'
import { type Refused, saveChange, undoNewestChange } from '../../../records/plan-change.ts'
import { getPlan } from '../../../web/get-plan.ts'
import { type Request, scopeOfRequest, viewerOf } from '../../../web/request.ts'
import type { FieldErrors, Read } from './typed.form.ts'

export type Changed =
  | { ok: true; plan: Plan }
  | { ok: false; plan: Plan; why: 'form'; errors: FieldErrors }
  | { ok: false; plan: Plan; why: 'refused'; refused: Refused; change: PlanChange }

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
    const plan = await getPlan(c, tx, { forUpdate: true })
    const asked = read(plan)
    if (!asked.ok) return { ok: false, plan, why: 'form', errors: asked.errors }
    const change = asked.value
    const saved = await saveChange(tx, plan, {
      change,
      madeOn: madeOn ?? plan.version,
      by: viewerOf(c).personId,
      at: clock.now(),
    })
    return saved.ok ? saved : { ok: false, plan, why: 'refused', refused: saved.refused, change }
  })
}

/** Takes back the viewer's own newest change of the plan in the address; `refused` where it is theirs no longer. */
export function undoPlanChange(c: Request): Promise<{ plan: Plan; refused: Refused | null }> {
  const { database, clock } = c.var.services
  return database.write(scopeOfRequest(c), async (tx) => {
    const plan = await getPlan(c, tx, { forUpdate: true })
    const undone = await undoNewestChange(tx, plan, { by: viewerOf(c).personId, at: clock.now() })
    return { plan, refused: undone && !undone.ok ? undone.refused : null }
  })
}
