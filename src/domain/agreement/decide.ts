import { type Move, type MoveName, moves, type PlanState, planStates, type Side } from './moves.ts'

/** A plan's agreement as it stands. */
export type Agreement = {
  state: PlanState
  /** Digest of the document on offer, or null while there is none. */
  offeredDigest: string | null
}

/** What somebody asks to do. `sides` are the capacities in which they stand to this plan. */
export type Request = {
  move: MoveName
  sides: readonly Side[]
  reason?: string
  /** The digest of the document they were shown; a signature is over this and no other. */
  shownDigest?: string
  /** Breaches that the rules find in the plan; nothing is offered with any left. */
  breaches?: number
}

export type Decision = { ok: true; move: Move; side: Side } | { ok: false; refusal: Refusal; message: string }

export type Refusal =
  | 'not-from-here'
  | 'not-yours'
  | 'already-signed'
  | 'reason-missing'
  | 'not-what-was-shown'
  | 'breaches'

const refuse = (refusal: Refusal, message: string): Decision => ({ ok: false, refusal, message })

const doing: Record<MoveName, string> = {
  offer: 'offered for signature',
  sign: 'signed',
  return: 'returned for discussion',
  withdraw: 'withdrawn',
  supersede: 'replaced',
}

const sideNames: Record<Side, string> = {
  clinician: 'the clinician whose plan it is',
  agreer: 'the manager who agrees it',
  office: 'the job-planning office',
  rules: 'nobody by hand',
}

/** Decides a move: the row of the table that applies and the side it is made in, or a refusal in plain words. */
export function decide(agreement: Agreement, request: Request): Decision {
  const { move, sides } = request
  const here = moves.filter((row) => row.from === agreement.state && row.move === move)
  if (here.length === 0) return refuse('not-from-here', notFromHere(agreement.state, move))
  for (const row of here) {
    const side = row.who.find((who) => sides.includes(who))
    if (side) return checkNeeds(row, side, agreement, request)
  }
  if (move === 'sign' && sides.some((side) => agreement.state === `signed-by-${side}`))
    return refuse('already-signed', 'You have signed this plan. It now waits for the other signature.')
  const who = [...new Set(here.flatMap((row) => row.who))].map((side) => sideNames[side]).join(' or ')
  return refuse('not-yours', `This plan can be ${doing[move]} by ${who}. Nobody can do it for them.`)
}

function checkNeeds(move: Move, side: Side, agreement: Agreement, request: Request): Decision {
  if (move.needsReason && !request.reason?.trim())
    return refuse('reason-missing', 'Say why, so that the other side can answer.')
  if (move.move === 'sign' && (!agreement.offeredDigest || request.shownDigest !== agreement.offeredDigest))
    return refuse(
      'not-what-was-shown',
      'The plan on offer is not the one you were shown. Read it as it is now, then sign.',
    )
  if (move.freezes && (request.breaches ?? 0) > 0)
    return refuse(
      'breaches',
      `${request.breaches === 1 ? 'One thing is' : `${request.breaches} things are`} still missing. Mend what is listed, then offer the plan.`,
    )
  return { ok: true, move, side }
}

function notFromHere(state: PlanState, move: MoveName): string {
  const label = planStates[state].label.toLowerCase()
  if (state === 'agreed') return 'This plan is agreed and cannot be changed. To change it, start a new draft from it.'
  return `A plan that is ${label} cannot be ${doing[move]}.`
}

/** The moves that a person in these capacities may make now: what the buttons show. */
export function movesOpenTo(state: PlanState, sides: readonly Side[]): Move[] {
  return moves.filter((row) => row.from === state && row.who.some((who) => sides.includes(who)))
}
