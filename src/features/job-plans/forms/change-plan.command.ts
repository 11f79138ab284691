import type { Tx } from '../../../db/database.ts'
import type { PlanChange } from '../../../domain/job-plan/change.ts'
import type { Plan } from '../../../records/plan.ts'
import { type Refused, type Saved, saveChange, undoNewestChange } from '../../../records/plan-change.ts'
import { getPlan } from '../../../web/get-plan.ts'
import { type Request, scopeOfRequest, viewerOf } from '../../../web/request.ts'
import type { PostedChange } from './change.form.ts'
import { type Merged, mergeInto } from './merge-plan.command.ts'
import type { FieldErrors, Read } from './typed.form.ts'

export type Changed =
  | { ok: true; plan: Plan }
  | { ok: false; plan: Plan; why: 'form'; errors: FieldErrors }
  | { ok: false; plan: Plan; why: 'refused'; refused: Refused }
  /** Somebody else changed the same thing: there is something to choose. */
  | { ok: false; plan: Plan; why: 'contested'; refused: Conflict; merged: NotMerged; stale: PostedChange[] }

type Conflict = Extract<Refused, { why: 'conflict' }>
type NotMerged = Extract<Merged, { ok: false }>

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
    const version = madeOn ?? plan.version
    const saved = await saveChange(tx, plan, { change, madeOn: version, by: viewerOf(c).personId, at: clock.now() })
    if (saved.ok) return saved
    const { refused } = saved
    return refused.why === 'conflict'
      ? meet(c, tx, plan, { version, change }, refused)
      : { ok: false, plan, why: 'refused', refused }
  })
}

/** What both changed alike, or what has only moved, needs no choice. */
async function meet(c: Request, tx: Tx, plan: Plan, made: PostedChange, refused: Conflict): Promise<Changed> {
  const stale = [made]
  const merged = await mergeInto(c, tx, plan, stale, { seen: undefined, choices: {} })
  if (merged.ok) return merged
  return typeof merged.problem === 'object'
    ? { ok: false, plan, why: 'refused', refused: merged.problem }
    : { ok: false, plan, why: 'contested', refused, merged, stale }
}

/** Takes back the viewer's own newest change of the plan in the address, where there is one and it is theirs still. */
export function undoPlanChange(c: Request): Promise<Saved & { plan: Plan }> {
  const { database, clock } = c.var.services
  return database.write(scopeOfRequest(c), async (tx) => {
    const plan = await getPlan(c, tx, { forUpdate: true })
    const undone = await undoNewestChange(tx, plan, { by: viewerOf(c).personId, at: clock.now() })
    return { plan, ...(undone ?? { ok: true }) }
  })
}
