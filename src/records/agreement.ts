/** A plan's agreement as it is loaded and saved: what was offered, who signed, who moved it when. */
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Move, PlanState, Side } from '../domain/agreement/moves.ts'
import { moves, planStates } from '../domain/agreement/moves.ts'
import type { Plan } from './plan.ts'

/** The document on offer, or last offered. */
export type Offer = {
  offerNumber: number
  digest: string
  canonicalText: string
  offeredAt: Date
  offeredBy: number | null
}

export type Signature = {
  offerNumber: number
  side: 'clinician' | 'agreer'
  signedBy: number
  signedName: string
  signedPost: string | null
  signedAt: Date
  digest: string
}

/** One row of the timeline. */
export type MoveMade = {
  moveNumber: number
  move: string
  fromState: PlanState | null
  toState: PlanState
  side: Side | null
  movedByName: string | null
  movedAt: Date
  reason: string | null
  offerNumber: number | null
}

/** The last document offered for signature, or null while none was. */
export async function findOffer(tx: Tx, planId: number): Promise<Offer | null> {
  const [last] = await listOffers(tx, planId, 1)
  return last ?? null
}

/**
 * The offer whose kept text a plan is shown from: the last, once it is offered. Null before that, and when it is withdrawn: it
 * is shown as it stands then.
 */
export const findOfferThatStands = async (tx: Tx, { planId, state }: Plan): Promise<Offer | null> =>
  planStates[state].isEditable || state === 'withdrawn' ? null : findOffer(tx, planId)

/** The documents offered for signature, newest first, and no more than `most` of them. */
export async function listOffers(tx: Tx, planId: number, most: number): Promise<Offer[]> {
  const rows = await tx
    .selectFrom('offered_document')
    .select(['offer_number', 'digest', 'canonical_text', 'offered_at', 'offered_by'])
    .where('plan_id', '=', planId)
    .orderBy('offer_number', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => ({
    offerNumber: row.offer_number,
    digest: row.digest,
    canonicalText: row.canonical_text,
    offeredAt: row.offered_at,
    offeredBy: row.offered_by,
  }))
}

/** Every signature under any document of the plan, oldest first; a return leaves those before it without effect. */
export async function listSignatures(tx: Tx, planId: number): Promise<Signature[]> {
  const rows = await tx
    .selectFrom('signature')
    .select(['offer_number', 'side', 'signed_by', 'signed_name', 'signed_post', 'signed_at', 'digest'])
    .where('plan_id', '=', planId)
    .orderBy('signed_at')
    .execute()
  return rows.map((row) => ({
    offerNumber: row.offer_number,
    side: row.side,
    signedBy: row.signed_by,
    signedName: row.signed_name,
    signedPost: row.signed_post,
    signedAt: row.signed_at,
    digest: row.digest,
  }))
}

/** Who did what to the plan, newest first. */
export async function listMoves(tx: Tx, planId: number): Promise<MoveMade[]> {
  const rows = await tx
    .selectFrom('job_plan_move as move')
    .leftJoin('person', (join) =>
      join.onRef('person.organisation_id', '=', 'move.organisation_id').onRef('person.person_id', '=', 'move.moved_by'),
    )
    .select([
      'move.move_number',
      'move.move',
      'move.from_state',
      'move.to_state',
      'move.side',
      'move.moved_at',
      'move.reason',
      'move.offer_number',
      'person.full_name',
    ])
    .where('move.plan_id', '=', planId)
    .orderBy('move.move_number', 'desc')
    .execute()
  return rows.map((row) => ({
    moveNumber: row.move_number,
    move: row.move,
    fromState: row.from_state as PlanState | null,
    toState: row.to_state as PlanState,
    side: row.side as Side | null,
    movedByName: row.full_name,
    movedAt: row.moved_at,
    reason: row.reason,
    offerNumber: row.offer_number,
  }))
}

/** A move that `decide` allowed, and who makes it. */
export type MoveToMake = {
  move: Move
  side: Side
  by: number | null
  at: Date
  reason?: string
}

/**
 * Saves a move: the plan's new state and whose move it is then, and a row of the timeline. `offerNumber` is the document
 * that the move is about, where there is one.
 */
export async function saveMove(tx: Tx, plan: Plan, made: MoveToMake, offerNumber: number | null): Promise<void> {
  const to = made.move.to
  await tx
    .updateTable('job_plan')
    .set({
      state: to,
      next_side: planStates[to].next,
      since: made.at,
      ...(to === 'agreed' ? { agreed_at: made.at } : {}),
    })
    .where('organisation_id', '=', plan.organisationId)
    .where('plan_id', '=', plan.planId)
    .execute()
  await insertMove(tx, plan, made, offerNumber)
}

/** Adds a row to a plan's timeline. */
async function insertMove(tx: Tx, plan: PlanNumbers, made: MoveToMake, offerNumber: number | null): Promise<void> {
  const last = await tx
    .selectFrom('job_plan_move')
    .select((select) => select.fn.max('move_number').as('number'))
    .where('plan_id', '=', plan.planId)
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('job_plan_move')
    .values(moveRow(plan, made, { moveNumber: (last.number ?? 0) + 1, offerNumber }))
    .execute()
}

type PlanNumbers = Pick<Plan, 'organisationId' | 'planId' | 'assignmentId'>

/** A row of a plan's timeline. */
export const moveRow = (
  plan: PlanNumbers,
  made: MoveToMake,
  { moveNumber, offerNumber }: { moveNumber: number; offerNumber: number | null },
) => ({
  organisation_id: plan.organisationId,
  plan_id: plan.planId,
  assignment_id: plan.assignmentId,
  move_number: moveNumber,
  move: made.move.move,
  from_state: made.move.from,
  to_state: made.move.to,
  side: made.side,
  moved_by: made.by,
  moved_at: made.at,
  reason: made.reason?.trim() || null,
  offer_number: offerNumber,
})

/** Keeps the bytes that are offered for signature, and returns their number. */
export async function insertOffer(tx: Tx, plan: Plan, offer: NewOffer): Promise<number> {
  const last = await findOffer(tx, plan.planId)
  const offerNumber = (last?.offerNumber ?? 0) + 1
  await tx
    .insertInto('offered_document')
    .values(offerRow(plan, offerNumber, offer))
    .execute()
  return offerNumber
}

type NewOffer = { digest: string; canonicalText: string; by: number | null; at: Date }

/** The row of a document that is offered. */
export const offerRow = (plan: PlanNumbers, offerNumber: number, offer: NewOffer) => ({
  organisation_id: plan.organisationId,
  plan_id: plan.planId,
  assignment_id: plan.assignmentId,
  offer_number: offerNumber,
  digest: offer.digest,
  canonical_text: offer.canonicalText,
  offered_by: offer.by,
  offered_at: offer.at,
})

/** Keeps a signature over the document on offer. */
export async function insertSignature(
  tx: Tx,
  plan: Plan,
  offer: Pick<Offer, 'offerNumber' | 'digest'>,
  signature: NewSignature,
): Promise<void> {
  await tx
    .insertInto('signature')
    .values(signatureRow(plan, offer, signature))
    .execute()
}

type NewSignature = { side: 'clinician' | 'agreer'; by: number; name: string; post: string | null; at: Date }

/** The row of a signature. */
export const signatureRow = (
  plan: PlanNumbers,
  offer: Pick<Offer, 'offerNumber' | 'digest'>,
  signature: NewSignature,
) => ({
  organisation_id: plan.organisationId,
  plan_id: plan.planId,
  assignment_id: plan.assignmentId,
  offer_number: offer.offerNumber,
  side: signature.side,
  signed_by: signature.by,
  signed_name: signature.name,
  signed_post: signature.post,
  signed_at: signature.at,
  digest: offer.digest,
})

/**
 * Ends the agreed plan that a newly agreed one takes the place of: it keeps the days before, and is superseded where none
 * are left.
 */
export async function endReplacedPlan(
  tx: Tx,
  newer: Pick<Plan, 'organisationId' | 'replacesPlanId' | 'fromOn'>,
  at: Date,
): Promise<void> {
  if (newer.replacesPlanId === null) return
  const older = await tx
    .selectFrom('job_plan')
    .select([
      'plan_id',
      'assignment_id',
      // An earlier change may have taken days already: those are not given back.
      sql<string>`(holds * daterange(null, ${newer.fromOn}::date))::text`.as('days_left'),
    ])
    .where('plan_id', '=', newer.replacesPlanId)
    .where('state', '=', 'agreed')
    .forUpdate()
    .executeTakeFirst()
  if (!older) return
  const isWhollyReplaced = older.days_left === 'empty'
  await tx
    .updateTable('job_plan')
    .set({
      holds: older.days_left,
      ...(isWhollyReplaced ? { state: 'superseded', next_side: null, since: at } : {}),
    })
    .where('organisation_id', '=', newer.organisationId)
    .where('plan_id', '=', older.plan_id)
    .execute()
  const supersede = moves.find(({ move }) => move === 'supersede')
  if (isWhollyReplaced && supersede)
    await insertMove(
      tx,
      { organisationId: newer.organisationId, planId: older.plan_id, assignmentId: older.assignment_id },
      { move: supersede, side: 'rules', by: null, at },
      null,
    )
}
