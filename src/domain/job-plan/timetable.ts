import { durationMinutes, MINUTES_IN_WEEK, minutesOfDay } from '../time/time-of-day.ts'
import { type CycleInterval, overlaps, startOfDay } from '../time/week-cycle.ts'
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
  const shared = overlaps(all, cycleWeeks * MINUTES_IN_WEEK)
  const lost = displacedOccurrences(shared)

  const kept = new Map<Activity, Occurrence[]>()
  const displaced = new Map<Activity, number>()
  for (const occurrence of all) {
    const { activity } = occurrence
    if (lost.has(occurrence)) displaced.set(activity, (displaced.get(activity) ?? 0) + 1)
    else if (!kept.get(activity)?.push(occurrence)) kept.set(activity, [occurrence])
  }
  const clashing = shared.filter(
    ({ first, second }) => first.tier === second.tier && !lost.has(first) && !lost.has(second),
  )
  return { kept, displaced, clashes: clashing.length === 0 ? [] : sumPairs(clashing, activities) }
}

type Shared = { first: Occurrence; second: Occurrence; minutes: number }

/** Highest tier first, so that what is itself displaced is known before it could displace anything. */
function displacedOccurrences(shared: readonly Shared[]): Set<Occurrence> {
  const contests = shared
    .filter(({ first, second }) => first.tier !== second.tier)
    .map(({ first, second }) =>
      first.tier > second.tier ? { over: first, under: second } : { over: second, under: first },
    )
    .sort((a, b) => b.over.tier - a.over.tier)
  const lost = new Set<Occurrence>()
  for (const { over, under } of contests) if (!lost.has(over)) lost.add(under)
  return lost
}

function sumPairs(clashing: readonly Shared[], activities: readonly Activity[]): Clash[] {
  const places = new Map(activities.map((activity, place) => [activity, place]))
  const placeOf = (activity: Activity) => places.get(activity) ?? 0
  const pairs = new Map<string, Clash>()
  for (const { first, second, minutes } of clashing) {
    const [a, b] = [first.activity, second.activity].sort((x, y) => placeOf(x) - placeOf(y)) as [Activity, Activity]
    const key = `${placeOf(a)} ${placeOf(b)}`
    const pair = pairs.get(key)
    if (pair) pair.minutes += minutes
    else pairs.set(key, { first: a, second: b, minutes })
  }
  return [...pairs.values()].sort(
    (x, y) => placeOf(x.first) - placeOf(y.first) || placeOf(x.second) - placeOf(y.second),
  )
}
