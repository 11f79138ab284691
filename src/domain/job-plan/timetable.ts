import { durationMinutes, MINUTES_IN_WEEK, minutesOfDay } from '../time/time-of-day.ts'
import { type CycleInterval, type Overlap, overlaps, startOfDay } from '../time/week-cycle.ts'
import type { Activity, TimetabledSchedule } from './job-plan.ts'

/** One time that a timetabled activity happens in the cycle. */
export type Occurrence = CycleInterval & { activity: Activity; tier: number }

/** Two activities that want the same time at the same tier; `minutes` of overlap over the cycle. */
type Clash = { first: Activity; second: Activity; minutes: number }

export type Timetable = {
  /** What happens, once higher tiers have displaced lower ones. */
  kept: Map<Activity, Occurrence[]>
  /** How many occurrences of each activity were displaced. */
  displaced: Map<Activity, number>
  /** One for each pair, in the plan's order. */
  clashes: Clash[]
}

/** Every occurrence of a timetabled activity in a cycle of so many weeks. */
export function occurrencesOf(activity: Activity, schedule: TimetabledSchedule, cycleWeeks: number): Occurrence[] {
  const startsAt = minutesOfDay(schedule.start)
  const minutes = durationMinutes(schedule.start, schedule.end)
  const tier = activity.tier ?? 0
  const found: Occurrence[] = []
  for (const week of schedule.weeks ?? weeksOf(cycleWeeks)) {
    for (const day of schedule.days) {
      const start = startOfDay(week, day) + startsAt
      found.push({ activity, tier, start, end: start + minutes })
    }
  }
  return found
}

/** 1, 2, 3 … up to the length of the cycle. */
export function weeksOf(cycleWeeks: number): number[] {
  return Array.from({ length: cycleWeeks }, (_, week) => week + 1)
}

/** Decides what happens where activities overlap: higher tiers displace lower ones, and equal tiers clash. */
export function resolveTimetable(activities: readonly Activity[], cycleWeeks: number): Timetable {
  const all = activities.flatMap((activity) =>
    activity.schedule.kind === 'timetabled' ? occurrencesOf(activity, activity.schedule, cycleWeeks) : [],
  )
  const cycleMinutes = cycleWeeks * MINUTES_IN_WEEK
  const lost = displacedOccurrences(all, cycleMinutes)

  const kept = new Map<Activity, Occurrence[]>()
  const displaced = new Map<Activity, number>()
  for (const occurrence of all) {
    const { activity } = occurrence
    if (lost.has(occurrence)) displaced.set(activity, (displaced.get(activity) ?? 0) + 1)
    else if (!kept.get(activity)?.push(occurrence)) kept.set(activity, [occurrence])
  }
  const left = lost.size === 0 ? all : all.filter((occurrence) => !lost.has(occurrence))
  return { kept, displaced, clashes: sumPairs(overlaps(left, cycleMinutes), activities) }
}

/** Highest tier first: what happens in a tier takes its minutes from every tier below. */
function displacedOccurrences(all: readonly Occurrence[], cycleMinutes: number): Set<Occurrence> {
  const lost = new Set<Occurrence>()
  const tiers = [...new Set(all.map(({ tier }) => tier))].sort((a, b) => b - a)
  if (tiers.length < 2) return lost
  const taken = new Uint8Array(cycleMinutes)
  // What runs past the end of the cycle goes on at its beginning.
  const stretchesOf = ({ start, end }: Occurrence) => [
    taken.subarray(start, end),
    taken.subarray(0, Math.max(0, end - cycleMinutes)),
  ]
  for (const tier of tiers) {
    const together = all.filter((occurrence) => occurrence.tier === tier)
    for (const occurrence of together)
      if (stretchesOf(occurrence).some((minutes) => minutes.includes(1))) lost.add(occurrence)
    for (const occurrence of together)
      if (!lost.has(occurrence)) for (const minutes of stretchesOf(occurrence)) minutes.fill(1)
  }
  return lost
}

/** What is left at one time is all of one tier. */
function sumPairs(clashing: Iterable<Overlap<Occurrence>>, activities: readonly Activity[]): Clash[] {
  const places = new Map(activities.map((activity, place) => [activity, place]))
  const placeOf = ({ activity }: Occurrence) => places.get(activity) ?? 0
  const pairs = new Map<number, Clash>()
  for (const { first, second, minutes } of clashing) {
    const [a, b] = placeOf(first) <= placeOf(second) ? [first, second] : [second, first]
    const key = placeOf(a) * activities.length + placeOf(b)
    const pair = pairs.get(key)
    if (pair) pair.minutes += minutes
    else pairs.set(key, { first: a.activity, second: b.activity, minutes })
  }
  return [...pairs].sort(([one], [other]) => one - other).map(([, pair]) => pair)
}
