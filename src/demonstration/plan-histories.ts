/**
 * Writes plans and all that happened to them, some hundreds in a statement. Everybody's first plan is written before
 * anybody's second: a plan that takes the place of another finds it agreed.
 */
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { moves, type PlanState, planStates } from '../domain/agreement/moves.ts'
import { evaluate } from '../domain/job-plan/evaluate.ts'
import type { JobPlanDocument } from '../domain/job-plan/job-plan.ts'
import { addDays } from '../domain/time/calendar-date.ts'
import { endReplacedPlan, moveRow, offerRow, signatureRow } from '../records/agreement.ts'
import { freezeDocument } from '../records/frozen-document.ts'
import { insertRows } from '../records/insert-rows.ts'
import { activityRows, planRow, startRow } from '../records/plan.ts'
import type { History } from './histories.ts'

/** The two who agree a plan, as they sign. */
export type Signers = Readonly<Record<'clinician' | 'agreer', { personId: number; name: string; post: string | null }>>

/** A plan of one post and its history; the document is made when its turn comes, so that few are in memory. */
export type PlanToWrite = Pick<History, 'startedOn' | 'steps' | 'replacesPrevious'> & {
  document: () => JobPlanDocument
}

/** A post with its plans, oldest first. */
export type PostToWrite = { assignmentId: number; signers: Signers; plans: readonly PlanToWrite[] }

const PLANS_AT_ONCE = 400

/** The plan written last for each post. */
type Newest = Map<number, number>

export async function writeHistories(tx: Tx, organisationId: number, posts: readonly PostToWrite[]): Promise<void> {
  const newest: Newest = new Map()
  const most = Math.max(0, ...posts.map(({ plans }) => plans.length))
  for (let round = 0; round < most; round++) {
    const turn = posts.filter(({ plans }) => plans.length > round)
    for (let start = 0; start < turn.length; start += PLANS_AT_ONCE) {
      await writeBatch(tx, organisationId, turn.slice(start, start + PLANS_AT_ONCE), round, newest)
      // Within one transaction nobody else gathers statistics, and without them an index that fits badly looks as good as any.
      if (Math.log2(start / PLANS_AT_ONCE + 1) % 1 === 0) await sql`analyze`.execute(tx)
    }
  }
}

async function writeBatch(
  tx: Tx,
  organisationId: number,
  posts: readonly PostToWrite[],
  round: number,
  newest: Newest,
): Promise<void> {
  const numbers = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('job_plan', 'plan_id'))::int as id
      from generate_series(1, ${posts.length}::int)`.execute(tx)
  const written = posts.map((post, place) => {
    const plan = post.plans[round] as PlanToWrite
    const replaces = plan.replacesPrevious ? (newest.get(post.assignmentId) ?? null) : null
    return rowsOf(organisationId, numbers.rows[place]?.id ?? 0, post, plan, replaces)
  })
  await insertRows(
    tx,
    'job_plan',
    written.map(({ plan }) => plan),
  )
  await insertRows(
    tx,
    'job_plan_activity',
    written.flatMap(({ activities }) => activities),
  )
  // Before the plans move: what is offered is a plan that can still be changed.
  await insertRows(
    tx,
    'offered_document',
    written.flatMap(({ offers }) => offers),
  )
  await insertRows(
    tx,
    'signature',
    written.flatMap(({ signatures }) => signatures),
  )
  await insertRows(
    tx,
    'job_plan_move',
    written.flatMap((rows) => rows.moves),
  )
  for (const { plan, end } of written)
    if (plan.replaces_plan_id !== null && end.agreed_at)
      await endReplacedPlan(
        tx,
        { organisationId, replacesPlanId: plan.replaces_plan_id, fromOn: plan.from_on },
        end.agreed_at,
      )
  await sql`
    update job_plan plan
       set state = r.state, next_side = r.next_side, since = r.since, agreed_at = r.agreed_at
      from jsonb_populate_recordset(null::job_plan, ${JSON.stringify(written.map(({ end }) => end))}::jsonb) r
     where plan.organisation_id = ${organisationId} and plan.plan_id = r.plan_id and r.state <> 'draft'`.execute(tx)
  for (const { plan } of written) newest.set(plan.assignment_id, plan.plan_id)
}

/** At eleven in the morning: moves of one day never meet. */
const instantOn = (day: string) => new Date(`${day}T11:00:00Z`)

/** The rows of a plan, and how it stands after the last step. */
function rowsOf(
  organisationId: number,
  planId: number,
  { assignmentId, signers }: PostToWrite,
  { document: makeDocument, startedOn, steps }: PlanToWrite,
  replacesPlanId: number | null,
) {
  const document = makeDocument()
  const evaluation = evaluate(document)
  const numbers = { organisationId, planId, assignmentId }
  const by = signers.clinician.personId
  const started = { organisationId, assignmentId, document, replacesPlanId, by, side: 'clinician' as const }
  const plan = { ...started, at: instantOn(startedOn) }
  const offers: ReturnType<typeof offerRow>[] = []
  const signatures: ReturnType<typeof signatureRow>[] = []
  const made: ReturnType<typeof moveRow | typeof startRow>[] = [startRow(plan, planId)]
  let state: PlanState = 'draft'
  let day = startedOn
  for (const step of steps) {
    day = addDays(day, step.daysLater)
    const at = instantOn(day)
    const signer = signers[step.side]
    const move = moves.find((row) => row.from === state && row.move === step.move && row.who.includes(step.side))
    if (!move) throw new Error(`the demonstration asks for ${step.move} by the ${step.side} from ${state}`)
    if (move.freezes)
      offers.push(offerRow(numbers, offers.length + 1, { ...freezeDocument(document), by: signer.personId, at }))
    const offer = offers.at(-1)
    if (step.move === 'sign' && offer)
      signatures.push(
        signatureRow(
          numbers,
          { offerNumber: offer.offer_number, digest: offer.digest },
          { side: step.side, by: signer.personId, name: signer.name, post: signer.post, at },
        ),
      )
    made.push(
      moveRow(
        numbers,
        { move, side: step.side, by: signer.personId, at, ...(step.reason ? { reason: step.reason } : {}) },
        { moveNumber: made.length + 1, offerNumber: offer?.offer_number ?? null },
      ),
    )
    state = move.to as PlanState
  }
  const since = instantOn(day)
  return {
    // The document as it is: a row is sent as JSON.
    plan: { ...planRow(plan, evaluation), plan_id: planId, document: document as never as string },
    activities: activityRows(numbers, document, evaluation),
    offers,
    signatures,
    moves: made,
    end: {
      plan_id: planId,
      state,
      next_side: planStates[state].next,
      since,
      agreed_at: state === 'agreed' ? since : null,
    },
  }
}
