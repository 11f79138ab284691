import type { Cited, ContractTerms } from '../contracts/contract-terms.ts'
import { compare, divide, type Fraction, formatFraction, fraction, isZero, subtract } from '../time/fraction.ts'
import { MINUTES_IN_HOUR } from '../time/time-of-day.ts'
import type { TraceStep } from './evaluation.ts'
import { sayDuration, sayNumber } from './say.ts'
import { FORMAT_SOURCE } from './source-words.ts'
import type { Rounds } from './work.ts'

export type Citation = Pick<Cited<unknown>, 'source' | 'checked'>
type Step = Omit<TraceStep, 'value' | keyof Citation> & { value: Fraction }

export const PLAN: Citation = { source: 'The plan', checked: true }
export const ARITHMETIC: Citation = { source: FORMAT_SOURCE, checked: true }

/** A step with its figures as exact text, and where its rule was read. */
export function cite({ value, ...step }: Step, { source, checked }: Citation): TraceStep {
  return { ...step, value: formatFraction(value), source, checked }
}

/** A figure for people: decimals where they are exact, or else the fraction. */
export const exact = (value: Fraction) => sayNumber(formatFraction(value))
const hoursOf = (minutes: Fraction) => exact(divide(minutes, fraction(MINUTES_IN_HOUR)))

/** `"6 ÷ 3 = 2"`: hours over the hours that make a unit, plain and premium apart. */
function unitsSum({ round }: Rounds, terms: ContractTerms): { says: string; citation: Citation } {
  const plain = subtract(round.minutes, round.premiumMinutes)
  const parts: string[] = []
  if (!isZero(plain) || isZero(round.premiumMinutes))
    parts.push(`${hoursOf(plain)} ÷ ${hoursOf(fraction(terms.minutesInUnit.value))}`)
  if (terms.premium && !isZero(round.premiumMinutes))
    parts.push(`${hoursOf(round.premiumMinutes)} ÷ ${hoursOf(fraction(terms.premium.value.minutesInUnit))}`)
  const citation = terms.premium && !isZero(round.premiumMinutes) ? terms.premium : terms.minutesInUnit
  return { says: `${parts.join(' + ')} = ${exact(round.units)}`, citation }
}

function sayPremiumShare({ round }: Rounds, terms: ContractTerms): string {
  if (!terms.premium) return ''
  if (isZero(round.premiumMinutes)) return ', none of it in premium time'
  if (compare(round.minutes, round.premiumMinutes) === 0) return ', all in premium time'
  return `, ${sayDuration(formatFraction(round.premiumMinutes))} of it in premium time`
}

/** How the units of one round come from its time, or that they were agreed. */
export function roundSteps(
  figure: string,
  what: string,
  rounds: Rounds,
  agreedUnits: boolean,
  terms: ContractTerms,
): TraceStep[] {
  const { round } = rounds
  const inputs = { minutes: formatFraction(round.minutes), premiumMinutes: formatFraction(round.premiumMinutes) }
  if (agreedUnits)
    return [
      cite(
        { figure, rule: 'units.agreed', says: `${what}: agreed as ${exact(round.units)}`, inputs, value: round.units },
        PLAN,
      ),
    ]
  const { says, citation } = unitsSum(rounds, terms)
  return [
    cite(
      {
        figure,
        rule: 'units.from-time',
        says: `${what}${sayPremiumShare(rounds, terms)}: ${says}`,
        inputs,
        value: round.units,
      },
      citation,
    ),
  ]
}
