import { describe, expect, it } from 'vitest'
import { decide, movesOpenTo } from './decide.ts'
import { type MoveName, moves, type PlanState, planStates, type Side } from './moves.ts'

const states = Object.keys(planStates) as PlanState[]
const names: MoveName[] = ['offer', 'sign', 'return', 'withdraw', 'supersede']
const sides: Side[] = ['clinician', 'agreer', 'office', 'rules']
const complete = { reason: 'Clinic moved', shownDigest: 'abc', breaches: 0 }

/** Written out by hand, so that a slip in the table shows. */
const allowed = new Map<string, PlanState>([
  ['draft offer clinician', 'offered'],
  ['draft offer agreer', 'offered'],
  ['draft withdraw clinician', 'withdrawn'],
  ['draft withdraw agreer', 'withdrawn'],
  ['draft withdraw office', 'withdrawn'],
  ['in-discussion offer clinician', 'offered'],
  ['in-discussion offer agreer', 'offered'],
  ['in-discussion withdraw clinician', 'withdrawn'],
  ['in-discussion withdraw agreer', 'withdrawn'],
  ['in-discussion withdraw office', 'withdrawn'],
  ['offered sign clinician', 'signed-by-clinician'],
  ['offered sign agreer', 'signed-by-agreer'],
  ['offered return clinician', 'in-discussion'],
  ['offered return agreer', 'in-discussion'],
  ['offered withdraw clinician', 'withdrawn'],
  ['offered withdraw agreer', 'withdrawn'],
  ['offered withdraw office', 'withdrawn'],
  ['signed-by-clinician sign agreer', 'agreed'],
  ['signed-by-clinician return clinician', 'in-discussion'],
  ['signed-by-clinician return agreer', 'in-discussion'],
  ['signed-by-clinician withdraw clinician', 'withdrawn'],
  ['signed-by-clinician withdraw agreer', 'withdrawn'],
  ['signed-by-clinician withdraw office', 'withdrawn'],
  ['signed-by-agreer sign clinician', 'agreed'],
  ['signed-by-agreer return clinician', 'in-discussion'],
  ['signed-by-agreer return agreer', 'in-discussion'],
  ['signed-by-agreer withdraw clinician', 'withdrawn'],
  ['signed-by-agreer withdraw agreer', 'withdrawn'],
  ['signed-by-agreer withdraw office', 'withdrawn'],
  ['agreed supersede rules', 'superseded'],
])

describe('every state × move × side', () => {
  for (const state of states)
    for (const move of names)
      for (const side of sides) {
        const to = allowed.get(`${state} ${move} ${side}`)
        it(`${state}, ${move} by ${side}: ${to ?? 'refused'}`, () => {
          const decision = decide({ state, offeredDigest: 'abc' }, { move, sides: [side], ...complete })
          expect(decision.ok ? decision.move.to : undefined).toBe(to)
          if (!decision.ok) expect(decision.message).toMatch(/\.$/)
          expect(movesOpenTo(state, [side]).some((row) => row.move === move)).toBe(to !== undefined)
        })
      }
})

describe('what a move needs', () => {
  const offered = { state: 'offered', offeredDigest: 'abc' } as const
  it('a return and a withdrawal need a reason', () => {
    for (const move of ['return', 'withdraw'] as const) {
      expect(decide(offered, { move, sides: ['clinician'], reason: ' ' })).toMatchObject({ refusal: 'reason-missing' })
      expect(decide(offered, { move, sides: ['clinician'], reason: 'Too much' })).toMatchObject({ ok: true })
    }
  })
  it('a signature is over the document that was shown', () => {
    const sign = { move: 'sign', sides: ['clinician'] } as const
    expect(decide(offered, sign)).toMatchObject({ refusal: 'not-what-was-shown' })
    expect(decide(offered, { ...sign, shownDigest: 'abd' })).toMatchObject({ refusal: 'not-what-was-shown' })
    expect(decide({ ...offered, offeredDigest: null }, sign)).toMatchObject({ refusal: 'not-what-was-shown' })
    expect(decide(offered, { ...sign, shownDigest: 'abc' })).toMatchObject({ ok: true, side: 'clinician' })
  })
  it('nothing is offered while a breach is left', () => {
    const offer = { move: 'offer', sides: ['agreer'] } as const
    expect(decide({ state: 'draft', offeredDigest: null }, { ...offer, breaches: 1 })).toMatchObject({
      refusal: 'breaches',
    })
    expect(decide({ state: 'draft', offeredDigest: null }, { ...offer, breaches: 0 })).toMatchObject({ ok: true })
  })
  it('one side cannot sign twice, nor for the other', () => {
    const signed = { state: 'signed-by-clinician', offeredDigest: 'abc' } as const
    const sign = { move: 'sign', shownDigest: 'abc' } as const
    expect(decide(signed, { ...sign, sides: ['clinician'] })).toMatchObject({ refusal: 'already-signed' })
    expect(decide(signed, { ...sign, sides: ['office'] })).toMatchObject({ refusal: 'not-yours' })
  })
  it('what voids signatures also keeps the plan open, and what freezes is an offer', () => {
    for (const row of moves) {
      expect(row.freezes).toBe(row.move === 'offer')
      if (row.voidsSignatures) expect(row.to).not.toBe('agreed')
    }
  })
})
