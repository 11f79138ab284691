import type { ContractTerms } from '../contracts/contract-terms.ts'
import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  multiply,
  ONE,
  sum,
  toFraction,
  ZERO,
} from '../time/fraction.ts'
import type { OnCallRota, OnCallWork } from './job-plan.ts'
import { addWork, exactOr, type Frame, type Rounds, rounds, type Work } from './work.ts'

export type RotaSums = {
  rota: OnCallRota
  predictable: Rounds
  /** Before any cap. */
  unpredictable: Rounds
  /** After the cap. */
  unpredictableUnits: Fraction
  perWeek: Work
  supplementPercent: number | null
}

/** The sums of every on-call rota; what caps unpredictable work caps all of them together. */
export function sumOnCall(rotas: readonly OnCallRota[], frame: Frame): RotaSums[] {
  const uncapped = rotas.map((rota) => {
    const weeksPerWeek = onCallWeeksPerWeek(rota, frame)
    return {
      rota,
      predictable: onCallWork(rota.predictable, weeksPerWeek, frame),
      unpredictable: onCallWork(rota.unpredictable, weeksPerWeek, frame),
    }
  })
  const share = cappedShare(sum(uncapped.map(({ unpredictable }) => unpredictable.perWeek.units)), frame.terms)
  return uncapped.map(({ rota, predictable, unpredictable }) => {
    const unpredictableUnits = multiply(unpredictable.perWeek.units, share)
    const together = addWork(predictable.perWeek, unpredictable.perWeek)
    return {
      rota,
      predictable,
      unpredictable,
      unpredictableUnits,
      perWeek: { ...together, units: add(predictable.perWeek.units, unpredictableUnits) },
      supplementPercent: supplementPercent(rota, frame.terms),
    }
  })
}

function onCallWeeksPerWeek(rota: OnCallRota, { terms, workingWeeks }: Frame): Fraction {
  const weeks = divide(ONE, toFraction(rota.oneIn))
  if (!rota.prospectiveCover) return weeks
  return multiply(weeks, divide(toFraction(terms.prospectiveCoverWeeks.value), workingWeeks))
}

function onCallWork(work: OnCallWork | undefined, weeksPerWeek: Fraction, frame: Frame): Rounds {
  const minutes = exactOr(work?.minutes, ZERO)
  return rounds(minutes, exactOr(work?.premiumMinutes, ZERO), weeksPerWeek, frame)
}

/** The part of each rota's unpredictable units that counts, so that all together stay within the cap. */
function cappedShare(unpredictableUnits: Fraction, { unpredictableOnCallCap }: ContractTerms): Fraction {
  if (!unpredictableOnCallCap) return ONE
  const cap = toFraction(unpredictableOnCallCap.value)
  return compare(unpredictableUnits, cap) > 0 ? divide(cap, unpredictableUnits) : ONE
}

function supplementPercent(rota: OnCallRota, { supplements }: ContractTerms): number | null {
  const bands = supplements?.value.any ?? supplements?.value[rota.category ?? '']
  const oneIn = toFraction(rota.oneIn)
  const band = bands?.find(({ oneInUpTo }) => oneInUpTo === null || compare(oneIn, fraction(oneInUpTo)) <= 0)
  return band ? band.percent : null
}
