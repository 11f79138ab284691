/** From what somebody does on the week's picture to a change of the plan. */
import type { Category } from '../../../domain/job-plan/categories.ts'
import { applyChange, type PlanChange } from '../../../domain/job-plan/change.ts'
import type { Activity, JobPlanDocument, TimetabledSchedule } from '../../../domain/job-plan/job-plan.ts'
import { copyDay, freeId, moveOccurrence, removeOccurrence } from '../../../domain/job-plan/timetable-change.ts'
import { durationMinutes, minutesOfDay, timeOfDay } from '../../../domain/time/time-of-day.ts'
import { DAY_LABELS, DAYS, type Day } from '../../../domain/time/week-cycle.ts'
import type { Span } from './week-gestures.ts'

/** What a block on the screen stands for: one day of a timetabled activity. */
export type Occurrence = { activity: Activity & { schedule: TimetabledSchedule }; span: Span }

/**
 * The occurrence that a block shows. Work past midnight is drawn as two blocks; the one on the second day begins at midnight
 * and stands for the day before. Undefined when the plan no longer has it.
 */
export function occurrenceOf(
  plan: JobPlanDocument,
  block: { activityId: string; day: number; startMinutes: number },
): Occurrence | undefined {
  const activity = plan.activities?.find(({ id }) => id === block.activityId)
  if (activity?.schedule.kind !== 'timetabled') return undefined
  const { schedule } = activity
  const startMinutes = minutesOfDay(schedule.start)
  const day = startMinutes === block.startMinutes ? block.day : (block.day + 6) % 7
  if (!schedule.days.includes(dayOf(day))) return undefined
  const endMinutes = startMinutes + durationMinutes(schedule.start, schedule.end)
  return { activity: { ...activity, schedule }, span: { day, startMinutes, endMinutes } }
}

/** An edit: the change, and which activity and day the block will then be. */
export type Edit = { change: PlanChange; activityId: string; day: number }

/** Moves or stretches one day of an activity. */
export function place(plan: JobPlanDocument, { activity, span }: Occurrence, to: Span): Edit | undefined {
  const change = moveOccurrence(plan, {
    activityId: activity.id,
    day: dayOf(span.day),
    toDay: dayOf(to.day),
    toStart: timeOfDay(to.startMinutes),
    toEnd: timeOfDay(to.endMinutes),
  })
  if (!change) return undefined
  // A day that leaves its series becomes the activity put last.
  return { change, activityId: lastPut(change)?.id ?? activity.id, day: to.day }
}

/** The activity that a change puts last; undefined when it puts none. */
export function lastPut(change: PlanChange): Activity | undefined {
  if (change.kind === 'batch') return change.changes.map(lastPut).findLast((activity) => activity !== undefined)
  return change.kind === 'put-activity' ? change.activity : undefined
}

/** Takes one day of an activity out. */
export function remove(plan: JobPlanDocument, { activity, span }: Occurrence): PlanChange | undefined {
  return removeOccurrence(plan, activity.id, dayOf(span.day))
}

/** The days, from 0, that an activity keeps when one leaves it. */
export function daysLeft({ schedule }: Occurrence['activity'], day: number): number[] {
  return schedule.days.map((other) => DAYS.indexOf(other)).filter((other) => other !== day)
}

/** The day of an activity to go to, from 0: the one that is looked at, or else its first. */
export function dayToHold({ schedule }: Activity, wanted: number | undefined): number {
  if (schedule.kind !== 'timetabled') return -1
  const days = schedule.days.map((day) => DAYS.indexOf(day))
  return days.find((day) => day === wanted) ?? days[0] ?? -1
}

export type NewActivity = {
  title: string
  category: Category
  start: string
  end: string
  /** The one week of the cycle that it happens in; every week when left out. */
  week?: number | undefined
}

/** Adds an activity on one day. */
export function add(plan: JobPlanDocument, day: number, { title, category, start, end, week }: NewActivity): AddEdit {
  const activityId = freeId(plan, idFrom(title))
  const weeks = week === undefined ? {} : { weeks: [week] }
  const activity: Activity = {
    id: activityId,
    title,
    category,
    schedule: { kind: 'timetabled', days: [dayOf(day)], start, end, ...weeks },
  }
  const startMinutes = minutesOfDay(start)
  const span = { day, startMinutes, endMinutes: startMinutes + durationMinutes(start, end) }
  return { change: { kind: 'put-activity', activity }, activityId, day, title, span }
}

export type AddEdit = Edit & { title: string; span: Span }

/** Where new work on a day would go: four hours from the end of what is there, or from 9:00am. */
export function proposedSpan(plan: JobPlanDocument, day: number): Span {
  const ends = (plan.activities ?? []).flatMap(({ schedule }) =>
    schedule.kind === 'timetabled' && schedule.days.includes(dayOf(day))
      ? [minutesOfDay(schedule.start) + durationMinutes(schedule.start, schedule.end)]
      : [],
  )
  const startMinutes = Math.min(ends.length > 0 ? Math.max(...ends) : NINE, DAY_MINUTES - HOUR)
  return { day, startMinutes, endMinutes: Math.min(startMinutes + 4 * HOUR, DAY_MINUTES) }
}

const HOUR = 60
const NINE = 9 * HOUR
const DAY_MINUTES = 24 * HOUR

/** Everything timetabled on one day on other days too. No change when there is nothing to copy. */
export function copyToDays(
  plan: JobPlanDocument,
  from: Day,
  to: readonly Day[],
): { change: PlanChange | undefined; words: string } {
  const others = to.filter((day) => day !== from)
  const changes: PlanChange[] = []
  let current = plan
  for (const day of others) {
    const change = copyDay(current, from, day)
    const applied = applyChange(current, change)
    if (!applied.ok || (change.kind === 'batch' && change.changes.length === 0)) continue
    current = applied.plan
    changes.push(change)
  }
  if (others.length === 0) return { change: undefined, words: 'Nothing was copied: choose another day to copy to.' }
  const names = others.map((day) => DAY_LABELS[day]).join(', ')
  return changes.length === 0
    ? { change: undefined, words: `Nothing was copied: ${names} already has all of ${DAY_LABELS[from]}.` }
    : { change: { kind: 'batch', changes }, words: `Copied ${DAY_LABELS[from]} to ${names}.` }
}

/** Days count from 0, Monday. */
export function dayOf(day: number): Day {
  return DAYS[day] ?? 'mon'
}

/** The title in letters that suit an address. */
function idFrom(title: string): string {
  const letters = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
  return letters.replaceAll(/^-+|-+$/g, '').slice(0, 30) || 'activity'
}
