/** What every move asks of a request: the plan, who moves it, and the page that says why not. */
import type { Tx } from '../../db/database.ts'
import { decide } from '../../domain/agreement/decide.ts'
import type { MoveName } from '../../domain/agreement/moves.ts'
import { isOverlap, type Plan, sidesOf } from '../../records/plan.ts'
import { getPlan } from '../../web/get-plan.ts'
import { eventOf } from '../../web/note-audit.ts'
import { page } from '../../web/page.tsx'
import { type Request, scopeOfRequest, viewerOf } from '../../web/request.ts'
import { NotNowPage } from './not-now.page.tsx'
import type { Mover, Outcome } from './outcome.ts'
import { crumbsTo } from './plan-top.tsx'

/** Reads the plan in the address. */
export const readPlan = (c: Request) => c.var.services.database.read(scopeOfRequest(c), (tx) => getPlan(c, tx))

/** Locks the plan, then makes the move or finds out why not. */
export async function movePlan(
  c: Request,
  move: (tx: Tx, plan: Plan, mover: Mover) => Promise<Outcome>,
): Promise<Outcome & { plan: Plan }> {
  let found: Plan | undefined
  try {
    return await c.var.services.database.write(scopeOfRequest(c), async (tx) => {
      const plan = await getPlan(c, tx, { forUpdate: true })
      found = plan
      return { ...(await move(tx, plan, moverOf(c))), plan }
    })
  } catch (error) {
    if (!found || !isOverlap(error)) throw error
    const message =
      'Another agreed plan of this post holds on some of these days. Return this plan for discussion and change its dates.'
    return { ok: false, refusal: 'overlaps', message, plan: found }
  }
}

function moverOf(c: Request): Mover {
  const { personId, fullName, roles } = viewerOf(c)
  return { personId, fullName, roles, at: c.var.services.clock.now(), event: eventOf(c) }
}

/** Why the move cannot be made by this person as the plan stands; undefined where it can. What it still needs is left out. */
export function refusalOf(
  c: Request,
  plan: Plan,
  move: MoveName,
  offeredDigest: string | null = null,
): string | undefined {
  const decision = decide(
    { state: plan.state, offeredDigest },
    { move, sides: sidesOf(plan.sight, viewerOf(c)), reason: 'to come', shownDigest: offeredDigest ?? '' },
  )
  return decision.ok ? undefined : decision.message
}

/** Says that a move cannot be made as the plan stands, and why. */
export const notNow = (c: Request, plan: Plan, message: string) =>
  page(
    c,
    { title: 'This cannot be done now', breadcrumbs: crumbsTo(plan), status: 409 },
    <NotNowPage plan={plan} message={message} />,
  )
