/**
 * Dates and times as people read them: 21 November 2026, 9:00am. Shown in UK time.
 * The formats are marked pure so that a browser script carries only those it uses.
 */

import { clockTime } from './week-layout.ts'

const day = /* @__PURE__ */ new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})
const shortDay = /* @__PURE__ */ new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const londonDay = /* @__PURE__ */ new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'Europe/London',
})
const londonTime = /* @__PURE__ */ new Intl.DateTimeFormat('en-GB', {
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
  timeZone: 'Europe/London',
})

/** `2026-11-21` as 21 November 2026. */
export const formatDay = (iso: string): string => day.format(new Date(`${iso}T00:00:00Z`))

/** `2026-11-21` as 21 Nov 2026, for dense tables. */
export const formatShortDay = (iso: string): string =>
  shortDay.format(new Date(`${iso}T00:00:00Z`)).replace('Sept', 'Sep')

/** An instant's day, where the reader is. */
export const formatInstantDay = (at: Date): string => londonDay.format(at)

/** An instant's time of day as 9:05am. */
export const formatInstantTime = (at: Date): string => londonTime.format(at).replace(/\s/g, '').toLowerCase()

/** An instant as “at 9:05am” on the day itself, as “on 14 November 2026” later. */
export const formatWhen = (at: Date, now: Date): string =>
  formatInstantDay(at) === formatInstantDay(now) ? `at ${formatInstantTime(at)}` : `on ${formatInstantDay(at)}`

/** An instant as 21 November 2026 at 9:05am. */
export const formatInstant = (at: Date): string => `${formatInstantDay(at)} at ${formatInstantTime(at)}`

/** `09:00` as 9:00am, `13:30` as 1:30pm, midday and midnight by name. */
export function formatTime(time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return clockTime(hours * 60 + minutes)
}
