/** What people type into the forms of a plan: read kindly, and kept word for word when it has to be asked again. */
import { z } from 'zod'
import { isCalendarDate } from '../../../domain/time/calendar-date.ts'
import type { Exact } from '../../../domain/time/fraction.ts'
import type { Request } from '../../../web/request.ts'
import { amountFromTyped, minutesFromHours, timeFromTyped } from './typed-amounts.ts'

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
    const value = amountFromTyped(typed)
    if (value === undefined) {
      context.addIssue({ code: 'custom', message: `Write a number, such as ${example}` })
      return z.NEVER
    }
    return value
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

/** A time of day that must be there. `label` is the question’s, since a form asks for several. */
export const timeOfDay = (missing: string, label: string) =>
  z.string(missing).transform((typed, context) => {
    const time = timeFromTyped(typed)
    if (time === undefined) {
      context.addIssue({ code: 'custom', message: `${label}: write a time such as 9:00am or 13:30` })
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
