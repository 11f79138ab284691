import { MINUTES_IN_DAY, MINUTES_IN_WEEK } from './time-of-day.ts'

/** The days of a timetable week, Monday first. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Day = (typeof DAYS)[number]

export const DAY_LABELS: Record<Day, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}

/** Minutes from the start of the cycle to midnight at the start of this day; weeks count from 1. */
export function startOfDay(week: number, day: Day): number {
  return (week - 1) * MINUTES_IN_WEEK + DAYS.indexOf(day) * MINUTES_IN_DAY
}

/** A stretch of a repeating cycle, in minutes from its start. It lasts a day at most; `end` may pass the end of the cycle. */
export type CycleInterval = { start: number; end: number }

export type Overlap<T> = { first: T; second: T; minutes: number }

/**
 * Every pair that shares time, and for how many minutes. The end of the cycle runs on into its beginning.
 * They come one at a time: where everything is at once, there are far more pairs than intervals.
 */
export function* overlaps<T extends CycleInterval>(
  intervals: readonly T[],
  cycleMinutes: number,
): Generator<Overlap<T>> {
  const placed = intervals
    .map((interval) => ({ interval, start: interval.start, end: interval.end }))
    .sort((a, b) => a.start - b.start)
  for (const [index, early] of placed.entries()) {
    for (let next = index + 1; next < placed.length; next++) {
      const late = placed[next] as (typeof placed)[number]
      if (late.start >= early.end) break
      yield {
        first: early.interval,
        second: late.interval,
        minutes: Math.min(early.end, late.end) - late.start,
      }
    }
  }
  // What runs past the end of the cycle meets what happens at its beginning.
  for (const over of placed) {
    const runsOn = over.end - cycleMinutes
    if (runsOn <= 0) continue
    for (const early of placed) {
      if (early.start >= runsOn) break
      if (early !== over)
        yield {
          first: over.interval,
          second: early.interval,
          minutes: Math.min(runsOn, early.end) - early.start,
        }
    }
  }
}
