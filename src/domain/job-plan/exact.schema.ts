/** The exact numbers of a document: one description of each kind, for reading it and for the published JSON Schema. */
import { z } from 'zod'
import { compare, type Fraction, fraction, LONGEST_NUMBER, parseFraction, toFraction } from '../time/fraction.ts'
import { isShortNumber, LongNumber, PLAN_LIMITS } from './limits.ts'

type Kind = {
  /** Its name in the published schema. */
  id: string
  /** In the words of JSON Schema. */
  range: { type: 'number' | 'integer'; minimum?: number; exclusiveMinimum?: number; maximum?: number }
  /** What is said of a number outside the range. */
  says: string
  /** The published pattern of its text. It may let through what the parser refuses, never the other way round. */
  text: string
}

const { digits } = PLAN_LIMITS
const NOT_A_NUMBER = 'must be a number such as 4, 37.5 or "4/3"'
const TOO_LONG = `must be a number of at most ${digits} digits (as a fraction in lowest terms, ${digits} above the line and ${digits} below)`
const DESCRIPTION = `A JSON number, or the same as exact text. In lowest terms it has at most ${digits} digits above the line and ${digits} below it.`

/** What may follow the whole digits of a number, and of a whole number. */
const REST = String.raw`(?:\.\d+|/0*[1-9]\d*)?`
const RATIO = String.raw`\d+/0*[1-9]\d*`
const EXACT_TEXT = new RegExp(String.raw`^-?\d+${REST}$`)

/** Not negative: minutes, units, counts. Zero may have a minus sign. */
export const amount = exact({
  id: 'amount',
  range: { type: 'number', minimum: 0 },
  says: 'cannot be negative',
  text: String.raw`^(?:-(?=[0.]+(?:/|$)))?\d+${REST}$`,
})

export const agreedUnits = exact({
  id: 'agreedUnits',
  range: { type: 'number', exclusiveMinimum: 0 },
  says: 'must be more than 0; leave it out to count by time',
  text: String.raw`^(?=[^/]*[1-9])\d+${REST}$`,
})

export const workingWeeks = exact({
  id: 'workingWeeks',
  range: { type: 'number', exclusiveMinimum: 0, maximum: PLAN_LIMITS.workingWeeks },
  says: `must be more than 0 and no more than ${PLAN_LIMITS.workingWeeks}`,
  text: String.raw`^(?=[^/]*[1-9])\d+${REST}$`,
})

export const oneIn = exact({
  id: 'oneIn',
  range: { type: 'number', minimum: 1 },
  says: 'must be 1 or more: one on-call week in so many weeks',
  text: String.raw`^(?=\d*[1-9])\d+${REST}$`,
})

export const cycleWeek = whole({
  id: 'cycleWeek',
  range: { type: 'integer', minimum: 1, maximum: PLAN_LIMITS.cycleWeeks },
  text: String.raw`^0*(?:[1-9]|1\d|2[0-6])(?:\.0+)?$|^${RATIO}$`,
})

export const tier = whole({
  id: 'tier',
  range: { type: 'integer', minimum: 0, maximum: PLAN_LIMITS.tier },
  text: String.raw`^(?:-?0+|0*(?:\d{1,6}|1000000))(?:\.0+)?$|^-?${RATIO}$`,
})

/** A whole number, which its text is read as. */
function whole({ range, ...kind }: Omit<Kind, 'says'>) {
  const says = `must be a whole number from ${range.minimum} to ${range.maximum}`
  return exact({ ...kind, range, says }).transform((value) => Number(toFraction(value).n))
}

function exact(kind: Kind) {
  const { id, range, text } = kind
  const error = ({ input }: { input?: unknown }) =>
    input === undefined ? undefined : problemWith(input instanceof LongNumber ? input.text : input, kind)
  return z
    .union([z.number(), z.string(), z.instanceof(LongNumber).transform(({ text }) => text)], { error })
    .refine((value) => problemWith(value, kind) === undefined, { error })
    .meta({
      id,
      description: DESCRIPTION,
      anyOf: [range, { type: 'string', maxLength: LONGEST_NUMBER, pattern: text }],
    })
}

function problemWith(value: unknown, { range, says }: Kind): string | undefined {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && EXACT_TEXT.test(value))
  const read = isNumber ? parseFraction(String(value)) : undefined
  const isShort = read !== undefined && isShortNumber(read)
  if (isShort && isInRange(read, range)) return undefined
  if (isShort || range.type === 'integer') return says
  return isNumber ? TOO_LONG : NOT_A_NUMBER
}

function isInRange(number: Fraction, { type, minimum, exclusiveMinimum, maximum }: Kind['range']): boolean {
  if (type === 'integer' && number.d !== 1n) return false
  if (minimum !== undefined && compare(number, fraction(minimum)) < 0) return false
  if (exclusiveMinimum !== undefined && compare(number, fraction(exclusiveMinimum)) <= 0) return false
  return maximum === undefined || compare(number, fraction(maximum)) <= 0
}
