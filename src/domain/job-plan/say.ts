import { UNIT_WORDS, type Unit } from '../contracts/contract-terms.ts'
import { type Fraction, fraction, multiply, roundForScreen } from '../time/fraction.ts'

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

/** `"1 time"`, `"3 times"`. */
export function sayCount(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}

/** `"a"`, `"a and b"`, `"a, b and c"`. */
export function sayList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
