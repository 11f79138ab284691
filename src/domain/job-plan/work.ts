import type { ContractTerms } from '../contracts/contract-terms.ts'
import { add, divide, type Exact, type Fraction, multiply, subtract, toFraction, ZERO } from '../time/fraction.ts'

/** An amount of work: `minutes` includes `premiumMinutes`; `premiumUnits` are the part of `units` in premium time. */
export type Work = { units: Fraction; minutes: Fraction; premiumUnits: Fraction }

/**
 * Work comes in rounds: a cycle of the timetable, an occurrence of an annualised activity, a flexible week, an on-call week.
 * `perWeek` is a round's work times the rounds in a week.
 */
export type Rounds = { round: Work & { premiumMinutes: Fraction }; roundsPerWeek: Fraction; perWeek: Work }

export const NO_WORK: Work = { units: ZERO, minutes: ZERO, premiumUnits: ZERO }

/** What every sum of a plan is done with. */
export type Frame = {
  terms: ContractTerms
  cycleWeeks: number
  workingWeeks: Fraction
  unit: { plain: Fraction; premium: Fraction }
}

/** Minutes in a unit, plain and premium. */
export function unitSizes({ minutesInUnit, premium }: ContractTerms): Frame['unit'] {
  return {
    plain: toFraction(minutesInUnit.value),
    premium: toFraction(premium ? premium.value.minutesInUnit : minutesInUnit.value),
  }
}

export function addWork(a: Work, b: Work): Work {
  return {
    units: add(a.units, b.units),
    minutes: add(a.minutes, b.minutes),
    premiumUnits: add(a.premiumUnits, b.premiumUnits),
  }
}

export function exactOr(value: Exact | undefined, otherwise: Fraction): Fraction {
  return value === undefined ? otherwise : toFraction(value)
}

/** Work of so many rounds a week. `agreedUnits`, where given, stand in for the units that the minutes would make. */
export function rounds(
  minutes: Fraction,
  givenPremium: Fraction,
  roundsPerWeek: Fraction,
  frame: Frame,
  agreedUnits?: Fraction,
): Rounds {
  const premiumMinutes = frame.terms.premium ? givenPremium : ZERO
  const premiumUnits = divide(premiumMinutes, frame.unit.premium)
  const units = agreedUnits ?? add(divide(subtract(minutes, premiumMinutes), frame.unit.plain), premiumUnits)
  const perWeek = {
    units: multiply(units, roundsPerWeek),
    minutes: multiply(minutes, roundsPerWeek),
    premiumUnits: multiply(premiumUnits, roundsPerWeek),
  }
  return { round: { units, minutes, premiumMinutes, premiumUnits }, roundsPerWeek, perWeek }
}
