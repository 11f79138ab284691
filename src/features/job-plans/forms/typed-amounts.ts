/** Hours, numbers and times as people type them. The forms read them on the server, and the browser while they are typed. */
import { add, type Exact, formatFraction, fraction, multiply, parseFraction } from '../../../domain/time/fraction.ts'

const HOURS_AND_MINUTES = /^(\d{1,4}):([0-5]\d)$/
const WORDS = /^(?:(\d+(?:\.\d+)?)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*m(?:in(?:ute)?s?)?)?$/i
const SIXTY = fraction(60)

/** Hours typed as `4`, `4.5`, `4:30`, `4h 30m` or `45 min`, as exact minutes; undefined when it is none of these. */
export function minutesFromHours(typed: string): Exact | undefined {
  const clock = HOURS_AND_MINUTES.exec(typed)
  if (clock) return Number(clock[1]) * 60 + Number(clock[2])
  const words = WORDS.exec(typed)
  const hours = parseFraction(words ? (words[1] ?? '0') : typed)
  if (!hours || hours.n < 0n || typed === '') return undefined
  return asExact(add(multiply(hours, SIXTY), fraction(BigInt(words?.[2] ?? 0))))
}

/** A number typed as `8`, `4.5` or `4/3`, exactly; undefined when it is none of these. */
export function amountFromTyped(typed: string): Exact | undefined {
  const value = parseFraction(typed.replace(/\s/g, ''))
  return value && value.n >= 0n ? asExact(value) : undefined
}

const CLOCK = /^(\d{1,2})(?:[:.]?([0-5]\d))?\s*(am|pm)?$/i

/** The times that have names: the plan is written with them, so they can be typed. */
const NAMED = new Map([
  ['midday', '12:00'],
  ['noon', '12:00'],
  ['midnight', '00:00'],
])

/** A time typed as `9`, `9:30`, `0930`, `9am`, `5.30pm` or `midday`, as `HH:MM`; undefined when it is none of these. */
export function timeFromTyped(typed: string): string | undefined {
  const named = NAMED.get(typed.toLowerCase())
  if (named) return named
  const found = CLOCK.exec(typed)
  if (!found) return undefined
  const [, hourText = '', minuteText = '00', half] = found
  const hour = Number(hourText)
  if (half && (hour < 1 || hour > 12)) return undefined
  const ofDay = half ? (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : hour
  return ofDay > 23 ? undefined : `${String(ofDay).padStart(2, '0')}:${minuteText}`
}

const asExact = (value: ReturnType<typeof fraction>): Exact =>
  value.d === 1n ? Number(value.n) : formatFraction(value)
