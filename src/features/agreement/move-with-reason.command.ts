import type { Tx } from '../../db/database.ts'
import { decide } from '../../domain/agreement/decide.ts'
import { findOffer, saveMove } from '../../records/agreement.ts'
import { appendAudit } from '../../records/audit.ts'
import { type Plan, sidesOf } from '../../records/plan.ts'
import type { Mover, Outcome } from './outcome.ts'

/** Returns a plan for discussion, or withdraws it. Either says why. */
export async function moveWithReason(
  tx: Tx,
  plan: Plan,
  mover: Mover,
  { move, reason }: { move: 'return' | 'withdraw'; reason: string },
): Promise<Outcome> {
  const offer = await findOffer(tx, plan.planId)
  const decision = decide(
    { state: plan.state, offeredDigest: offer?.digest ?? null },
    { move, sides: sidesOf(plan.sight, mover), reason },
  )
  if (!decision.ok) return decision
  const { personId: by, at } = mover
  await saveMove(tx, plan, { ...decision, by, at, reason }, offer?.offerNumber ?? null)
  await appendAudit(tx, {
    organisationId: plan.organisationId,
    personId: by,
    event: mover.event,
    object: `plan ${plan.planId}`,
    payload: { side: decision.side, from: plan.state, reason },
    at,
  })
  return { ok: true }
}
