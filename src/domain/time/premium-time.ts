import { MINUTES_IN_DAY, MINUTES_IN_WEEK, minutesOfDay } from './time-of-day.ts'

/** The plain-time hours of Monday to Friday, `HH:MM`. All other time, Saturday and Sunday included, is premium. */
export type PlainHours = { from: string; to: string }

const PLAIN_DAYS = 5

/** Plain minutes between Monday 00:00 of the cycle's first week and this minute of the cycle. */
function plainMinutesBefore(minute: number, opens: number, closes: number): number {
  const weeks = Math.floor(minute / MINUTES_IN_WEEK)
  const withinWeek = minute - weeks * MINUTES_IN_WEEK
  const day = Math.floor(withinWeek / MINUTES_IN_DAY)
  const today = day < PLAIN_DAYS ? Math.max(0, Math.min(withinWeek - day * MINUTES_IN_DAY, closes) - opens) : 0
  return (weeks * PLAIN_DAYS + Math.min(day, PLAIN_DAYS)) * (closes - opens) + today
}

/** Minutes of premium time from `start` to `end`, both in minutes since Monday 00:00 of week 1. May cross midnight and weeks. */
export function premiumMinutesBetween(start: number, end: number, plain: PlainHours): number {
  const opens = minutesOfDay(plain.from)
  const closes = minutesOfDay(plain.to)
  return end - start - (plainMinutesBefore(end, opens, closes) - plainMinutesBefore(start, opens, closes))
}
