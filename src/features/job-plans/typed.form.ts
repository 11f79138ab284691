/** What people type into the forms of a plan: read kindly, and kept word for word when it has to be asked again. */
import { z } from 'zod'
import { isCalendarDate } from '../../domain/time/calendar-date.ts'
import { add, type Exact, formatFraction, fraction, multiply, parseFraction } from '../../domain/time/fraction.ts'
import type { Request } from '../../web/request.ts'

/** What was typed, by field. A field of several answers has them all. */
export type Typed = Record<string, readonly string[]>
/** What is wrong, by field; `form` is the form as a whole. */
export type FieldErrors = Record<string, string>
export type Read<T> = { ok: true; value: T } | { ok: false; errors: FieldErrors }

/** Everything typed into the form of a request; files are read as text. */
export async function readTyped(c: Request): Promise<Typed> {
  const body = await c.req.parseBody({ all: true })
  const texts = Object.entries(body).map(async ([field, value]) => {
    const all = await Promise.all([value].flat().map((one) => (typeof one === 'string' ? one : one.text())))
    return [field, all] as const
  })
  return Object.fromEntries(await Promise.all(texts))
}

/** The answer to a question that has one, without spaces around it; empty where it was left blank. */
export const answer = (typed: Typed, field: string): string => typed[field]?.at(-1)?.trim() ?? ''

/** All answers to a question that may have several. */
export const answers = (typed: Typed, field: string): string[] => (typed[field] ?? []).filter((one) => one !== '')

/** Reads the answers by a schema of fields: a blank is a missing one. The first problem of each field is told. */
export function readFields<T>(schema: z.ZodType<T>, typed: Typed, lists: readonly string[] = []): Read<T> {
  const given = Object.fromEntries(
    Object.keys(typed).map((field) => [
      field,
      lists.includes(field) ? answers(typed, field) : answer(typed, field) || undefined,
    ]),
  )
  const parsed = schema.safeParse(given)
  if (parsed.success) return { ok: true, value: parsed.data }
  const errors: FieldErrors = {}
  for (const { path, message } of parsed.error.issues) errors[String(path[0] ?? 'form')] ??= message
  return { ok: false, errors }
}

/** Both, or what is wrong with either. */
export function readBoth<A, B>(a: Read<A>, b: Read<B>): Read<A & B> {
  if (a.ok && b.ok) return { ok: true, value: { ...a.value, ...b.value } }
  return { ok: false, errors: { ...(a.ok ? {} : a.errors), ...(b.ok ? {} : b.errors) } }
}

const LONGEST = 2000

/** Text that must be there. */
export const text = (missing: string, most = 200) => z.string(missing).max(most, `Use ${most} characters or fewer`)

/** Text that may be left out. */
export const optionalText = (most = LONGEST) => z.string().max(most, `Use ${most} characters or fewer`).optional()

/** One of a list of keys. */
export const oneOf = <T extends string>(labels: Record<T, unknown>, missing: string) =>
  z.enum(Object.keys(labels) as [T, ...T[]], missing)

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

const asExact = (value: ReturnType<typeof fraction>): Exact =>
  value.d === 1n ? Number(value.n) : formatFraction(value)

/** Hours that must be there, as minutes. */
export const hours = (missing: string) =>
  z.string(missing).transform((typed, context) => {
    const minutes = minutesFromHours(typed)
    if (minutes === undefined) {
      context.addIssue({ code: 'custom', message: 'Write hours as 4, 4.5 or 4:30' })
      return z.NEVER
    }
    return minutes
  })

/** A number of something, exactly as it was typed; it may be a fraction such as 4/3. */
export const amount = (missing: string, example: string) =>
  z.string(missing).transform((typed, context): Exact => {
    const value = parseFraction(typed.replace(/\s/g, ''))
    if (!value || value.n < 0n) {
      context.addIssue({ code: 'custom', message: `Write a number, such as ${example}` })
      return z.NEVER
    }
    return asExact(value)
  })

/** A whole number within limits. */
export const whole = (missing: string, least: number, most: number) =>
  z.string(missing).transform((typed, context) => {
    const value = /^\d{1,9}$/.test(typed) ? Number(typed) : -1
    if (value < least || value > most) {
      context.addIssue({ code: 'custom', message: `Write a whole number from ${least} to ${most}` })
      return z.NEVER
    }
    return value
  })

const CLOCK = /^(\d{1,2})(?:[:.]?([0-5]\d))?\s*(am|pm)?$/i

/** A time typed as `9`, `9:30`, `0930`, `9am` or `5.30pm`, as `HH:MM`; undefined when it is none of these. */
export function timeFromTyped(typed: string): string | undefined {
  const found = CLOCK.exec(typed)
  if (!found) return undefined
  const [, hourText = '', minuteText = '00', half] = found
  const hour = Number(hourText)
  if (half && (hour < 1 || hour > 12)) return undefined
  const ofDay = half ? (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : hour
  return ofDay > 23 ? undefined : `${String(ofDay).padStart(2, '0')}:${minuteText}`
}

/** A time of day that must be there. */
export const timeOfDay = (missing: string) =>
  z.string(missing).transform((typed, context) => {
    const time = timeFromTyped(typed)
    if (time === undefined) {
      context.addIssue({ code: 'custom', message: 'Write a time such as 9:00am or 13:30' })
      return z.NEVER
    }
    return time
  })

/** A date of three fields, `on[day]`, `on[month]` and `on[year]`, as `YYYY-MM-DD`; undefined when all are blank, null when it is no date. */
export function dateFromTyped(typed: Typed, field: string): string | undefined | null {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => answer(typed, `${field}[${part}]`))
  if (!day && !month && !year) return undefined
  const iso = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  return isCalendarDate(iso) ? iso : null
}

/** A date as the three fields that it is typed into. */
export function typeDate(field: string, on: string | undefined): Typed {
  const [year = '', month = '', day = ''] = on?.split('-') ?? []
  return {
    [`${field}[day]`]: [day.replace(/^0/, '')],
    [`${field}[month]`]: [month.replace(/^0/, '')],
    [`${field}[year]`]: [year],
  }
}
