import { UNIT_WORDS, type Unit } from '../contracts/contract-terms.ts'
import {
  type Exact,
  type Fraction,
  formatFraction,
  fraction,
  multiply,
  roundForScreen,
  subtract,
  toFraction,
} from '../time/fraction.ts'

/** `"7.5 PAs"`, `"1 session"`: rounded to two decimals, for people. */
export function sayUnits(units: Fraction, unit: Unit): string {
  const text = roundForScreen(units)
  const { one, many } = UNIT_WORDS[unit]
  return `${text} ${text === '1' ? one : many}`
}

/** Minutes as `"37.5 hours"`, rounded to two decimals, for people. */
export function sayHours(minutes: Fraction): string {
  return sayUnits(multiply(minutes, fraction(1, 60)), 'hour')
}

/** Minutes as `42 h 4 min`, to the nearest minute: for columns of figures. */
export function hoursAndMinutes(minutes: Exact): string {
  const { n, d } = toFraction(minutes)
  const whole = Math.round(Number(n) / Number(d))
  const hours = Math.floor(whole / 60)
  const rest = whole % 60
  if (hours === 0) return `${rest} min`
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`
}

/** `"1 time"`, `"3 times"`. */
export function sayCount(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}

/** `"a"`, `"a and b"`, `"a, b and c"`. */
export function sayList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** An exact number for people: `"37.5"`, or the fraction where two decimals would not be exact. */
export function sayNumber(value: Exact): string {
  const exact = toFraction(value)
  return 100n % exact.d === 0n ? roundForScreen(exact) : formatFraction(exact)
}

/** Minutes as `"4 hours"`, `"45 minutes"`, `"1 hour 30 minutes"`: exact. */
export function sayDuration(value: Exact): string {
  const minutes = toFraction(value)
  const hours = minutes.n / minutes.d / 60n
  const rest = subtract(minutes, fraction(hours * 60n))
  const parts = [
    hours > 0n ? sayCount(Number(hours), 'hour', 'hours') : '',
    rest.n > 0n || hours === 0n
      ? `${sayNumber(formatFraction(rest))} minute${formatFraction(rest) === '1' ? '' : 's'}`
      : '',
  ]
  return parts.filter(Boolean).join(' ')
}
