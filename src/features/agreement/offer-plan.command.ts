import type { Tx } from '../../db/database.ts'
import { decide } from '../../domain/agreement/decide.ts'
import { type PlanState, planStates } from '../../domain/agreement/moves.ts'
import { evaluate } from '../../domain/job-plan/evaluate.ts'
import { beforeSigning } from '../../domain/job-plan/readiness.ts'
import { insertOffer, saveMove } from '../../records/agreement.ts'
import { appendAudit } from '../../records/audit.ts'
import { freezeDocument } from '../../records/frozen-document.ts'
import { type Plan, sidesOf } from '../../records/plan.ts'
import type { Mover, Outcome } from './outcome.ts'

/**
 * Freezes the plan as it stands and offers it for signature. `version` is the one that was read before it was offered. Offering
 * the same version twice is harmless.
 */
export async function offerPlan(tx: Tx, plan: Plan, mover: Mover, { version }: { version: number }): Promise<Outcome> {
  const decision = decide(
    { state: plan.state, offeredDigest: null },
    { move: 'offer', sides: sidesOf(plan.sight, mover), breaches: beforeSigning(evaluate(plan.document)).length },
  )
  if (!decision.ok) return isOnOffer(plan.state) && plan.version === version ? { ok: true } : decision
  if (plan.version !== version)
    return {
      ok: false,
      refusal: 'changed-since',
      message: 'The plan was changed while you were reading it. Read it as it is now, then offer it.',
    }
  const { personId: by, at } = mover
  const frozen = freezeDocument(plan.document)
  const offerNumber = await insertOffer(tx, plan, { ...frozen, by, at })
  await saveMove(tx, plan, { ...decision, by, at }, offerNumber)
  await appendAudit(tx, {
    organisationId: plan.organisationId,
    personId: by,
    event: mover.event,
    object: `plan ${plan.planId}`,
    payload: { offerNumber, digest: frozen.digest, side: decision.side },
    at,
  })
  return { ok: true }
}

/** While a plan is on offer its version stays: it is the one that was offered. */
const isOnOffer = (state: PlanState) => planStates[state].isOpen && !planStates[state].isEditable
