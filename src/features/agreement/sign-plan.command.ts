import type { Tx } from '../../db/database.ts'
import { decide } from '../../domain/agreement/decide.ts'
import {
  endReplacedPlan,
  findOffer,
  insertSignature,
  listSignatures,
  type Offer,
  saveMove,
} from '../../records/agreement.ts'
import { appendAudit } from '../../records/audit.ts'
import { type Plan, sidesOf } from '../../records/plan.ts'
import type { Mover, Outcome } from './outcome.ts'

/**
 * Signs the document that was shown. With the second signature the plan is agreed, and the one it replaces ends. Signing
 * twice is harmless. The database throws where the dates overlap another agreed plan: see `isOverlap`.
 */
export async function signPlan(
  tx: Tx,
  plan: Plan,
  mover: Mover,
  { shownDigest }: { shownDigest: string },
): Promise<Outcome> {
  const offer = await findOffer(tx, plan.planId)
  const decision = decide(
    { state: plan.state, offeredDigest: offer?.digest ?? null },
    { move: 'sign', sides: sidesOf(plan.sight, mover), shownDigest },
  )
  if (!decision.ok) return (await hasSigned(tx, plan, mover, offer, shownDigest)) ? { ok: true } : decision
  const { side } = decision
  if (!offer || (side !== 'clinician' && side !== 'agreer')) throw new Error('a signature is one of the two sides’')

  const { personId: by, at } = mover
  const post = side === 'clinician' ? plan.postTitle : await findPost(tx, by)
  await insertSignature(tx, plan, offer, { side, by, name: mover.fullName, post, at })
  if (decision.move.to === 'agreed') await endReplacedPlan(tx, plan, at)
  await saveMove(tx, plan, { ...decision, by, at }, offer.offerNumber)
  await appendAudit(tx, {
    organisationId: plan.organisationId,
    personId: by,
    event: mover.event,
    object: `plan ${plan.planId}`,
    payload: { offerNumber: offer.offerNumber, digest: offer.digest, side, state: decision.move.to },
    at,
  })
  return { ok: true }
}

/** Whether this very signature is there already, and still counts: the second press of a double click. */
async function hasSigned(
  tx: Tx,
  plan: Plan,
  { personId }: Mover,
  offer: Offer | null,
  shownDigest: string,
): Promise<boolean> {
  if (!['agreed', 'signed-by-clinician', 'signed-by-agreer'].includes(plan.state)) return false
  const signatures = await listSignatures(tx, plan.planId)
  return signatures.some(
    ({ signedBy, offerNumber, digest }) =>
      signedBy === personId && offerNumber === offer?.offerNumber && digest === shownDigest,
  )
}

/** The signer's own post, as it is written beside their name. */
async function findPost(tx: Tx, personId: number): Promise<string | null> {
  const row = await tx
    .selectFrom('assignment')
    .select('post_title')
    .where('person_id', '=', personId)
    .orderBy('is_primary', 'desc')
    .orderBy('assignment_id')
    .limit(1)
    .executeTakeFirst()
  return row?.post_title ?? null
}
