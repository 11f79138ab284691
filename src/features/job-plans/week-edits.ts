/** From what somebody does on the week's picture to a change of the plan. */
import type { Category } from '../../domain/job-plan/categories.ts'
import type { PlanChange } from '../../domain/job-plan/change.ts'
import type { Activity, JobPlanDocument, TimetabledSchedule } from '../../domain/job-plan/job-plan.ts'
import { freeId, moveOccurrence, removeOccurrence } from '../../domain/job-plan/timetable-change.ts'
import { durationMinutes, minutesOfDay, timeOfDay } from '../../domain/time/time-of-day.ts'
import { DAYS, type Day } from '../../domain/time/week-cycle.ts'
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
  const last = change.kind === 'batch' ? change.changes.at(-1) : change
  return { change, activityId: last?.kind === 'put-activity' ? last.activity.id : activity.id, day: to.day }
}

/** Takes one day of an activity out. */
export function remove(plan: JobPlanDocument, { activity, span }: Occurrence): PlanChange | undefined {
  return removeOccurrence(plan, activity.id, dayOf(span.day))
}

/** Adds an activity; `mark` makes its id one that nobody else will choose at the same moment. */
export function add(
  plan: JobPlanDocument,
  span: Span,
  named: { title: string; category: Category; weeks?: number[] | undefined },
  mark: string,
): Edit {
  const id = freeId(plan, `${inIdLetters(named.title)}-${mark}`)
  const activity: Activity = {
    id,
    title: named.title,
    category: named.category,
    schedule: {
      kind: 'timetabled',
      days: [dayOf(span.day)],
      start: timeOfDay(span.startMinutes),
      end: timeOfDay(span.endMinutes),
      ...(named.weeks && { weeks: named.weeks }),
    },
  }
  return { change: { kind: 'put-activity', activity }, activityId: id, day: span.day }
}

/** Days count from 0, Monday. */
export function dayOf(day: number): Day {
  return DAYS[day] ?? 'mon'
}

function inIdLetters(title: string): string {
  const letters = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
  return letters.replaceAll(/^-+|-+$/g, '').slice(0, 30) || 'activity'
}
