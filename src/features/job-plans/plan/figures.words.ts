/** Figures of an evaluation as people read them. Rounded here and nowhere earlier. */
import type { Unit } from '../../../domain/contracts/contract-terms.ts'
import {
  type Exact,
  type Fraction,
  formatFraction,
  fraction,
  multiply,
  roundForScreen,
  toFraction,
} from '../../../domain/time/fraction.ts'

/** How a unit is said where there is room: “10 programmed activities”. */
export const LONG_UNIT_WORDS: Record<Unit, { one: string; many: string }> = {
  'programmed-activity': { one: 'programmed activity', many: 'programmed activities' },
  session: { one: 'session', many: 'sessions' },
  hour: { one: 'hour', many: 'hours' },
}

/** `"29/12"` as `2.42`. */
export const figure = (exact: Exact): string => roundForScreen(toFraction(exact))

/** An exact figure as a number, for drawing alone. */
export const sizeOf = (exact: Exact | Fraction): number => {
  const { n, d } = typeof exact === 'object' ? exact : toFraction(exact)
  return Number(n) / Number(d)
}

/** Minutes as `4`, `4.5` or `1:20`: hours as they can be typed back into a form, exactly. */
export function hoursToType(minutes: Exact): string {
  const exact = toFraction(minutes)
  const hours = multiply(exact, fraction(1, 60))
  if (100n % hours.d === 0n) return roundForScreen(hours)
  if (exact.d !== 1n) return formatFraction(hours)
  return `${exact.n / 60n}:${String(exact.n % 60n).padStart(2, '0')}`
}

/** `[1, 2, 3]` as `1 to 3`, `[1, 3]` as `1 and 3`. */
export function sayWeeks(weeks: readonly number[]): string {
  const ordered = weeks.toSorted((a, b) => a - b)
  const [first, last] = [ordered[0], ordered.at(-1)]
  if (first === undefined || last === undefined) return ''
  if (ordered.length > 2 && last - first === ordered.length - 1) return `${first} to ${last}`
  return ordered.length === 1 ? `${first}` : `${ordered.slice(0, -1).join(', ')} and ${last}`
}
