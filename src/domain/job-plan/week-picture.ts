/** The picture of a week as figures: what happens on which day from when to when. How it looks is the screen's. */
import { MINUTES_IN_DAY, MINUTES_IN_WEEK, minutesOfDay } from '../time/time-of-day.ts'
import { DAYS } from '../time/week-cycle.ts'
import type { Activity, JobPlanDocument } from './job-plan.ts'
import { resolveTimetable, weeksOf } from './timetable.ts'

/** A stretch of one day, split at midnight. `day` counts from 0, Monday; minutes are after that day's midnight. */
export type PictureBlock = {
  activity: Activity
  day: number
  startMinutes: number
  endMinutes: number
  /** Something else of the same tier happens at the same time. */
  hasClash: boolean
}

/** The weeks of the cycle that look alike: `[1, 3]` and `[2, 4]` for a fortnightly pattern in a cycle of four. */
export type WeekPicture = { weeks: number[]; blocks: PictureBlock[] }

/** Every distinct week of the plan's cycle, in the order in which each first comes. */
export function distinctWeeks(plan: JobPlanDocument): WeekPicture[] {
  const pictures = new Map<string, WeekPicture>()
  const cycleWeeks = plan.cycleWeeks ?? 1
  const blocks = blocksOf(plan, cycleWeeks)
  for (const week of weeksOf(cycleWeeks)) {
    const within = blocks.filter((block) => block.week === week).map(({ week: _, ...block }) => block)
    const looks = within.map(({ activity, day, startMinutes, endMinutes }) =>
      [activity.id, day, startMinutes, endMinutes].join(' '),
    )
    const key = looks.sort().join('|')
    const alike = pictures.get(key)
    if (alike) alike.weeks.push(week)
    else pictures.set(key, { weeks: [week], blocks: within })
  }
  return [...pictures.values()]
}

/** The stretches of a week that are premium time, given its plain hours; none where the contract has no premium time. */
export function premiumStretches(
  plain: { from: string; to: string } | undefined,
): { day: number; fromMinutes: number; toMinutes: number }[] {
  if (!plain) return []
  return DAYS.flatMap((_, day) =>
    day >= 5
      ? [{ day, fromMinutes: 0, toMinutes: MINUTES_IN_DAY }]
      : [
          { day, fromMinutes: 0, toMinutes: minutesOfDay(plain.from) },
          { day, fromMinutes: minutesOfDay(plain.to), toMinutes: MINUTES_IN_DAY },
        ],
  )
}

function blocksOf(plan: JobPlanDocument, cycleWeeks: number): (PictureBlock & { week: number })[] {
  const { kept } = resolveTimetable(plan.activities ?? [], cycleWeeks)
  const cycleMinutes = cycleWeeks * MINUTES_IN_WEEK
  const stretches = [...kept.values()].flat().flatMap(({ activity, start, end }) => {
    const midnight = (Math.floor(start / MINUTES_IN_DAY) + 1) * MINUTES_IN_DAY
    return end <= midnight
      ? [{ activity, start, end }]
      : [
          { activity, start, end: midnight },
          // What runs past the end of the cycle goes on at its beginning.
          { activity, start: midnight % cycleMinutes, end: (midnight % cycleMinutes) + end - midnight },
        ]
  })
  return stretches.map((one) => ({
    activity: one.activity,
    week: Math.floor(one.start / MINUTES_IN_WEEK) + 1,
    day: Math.floor((one.start % MINUTES_IN_WEEK) / MINUTES_IN_DAY),
    startMinutes: one.start % MINUTES_IN_DAY,
    endMinutes: (one.start % MINUTES_IN_DAY) + one.end - one.start,
    hasClash: stretches.some((other) => other !== one && other.start < one.end && one.start < other.end),
  }))
}
