import { DAYS, type Day } from '../time/week-cycle.ts'
import type { PlanChange } from './change.ts'
import type { Activity, JobPlanDocument, TimetabledSchedule } from './job-plan.ts'

export type OccurrenceMove = { activityId: string; day: Day; toDay: Day; toStart: string; toEnd: string }

type Timetabled = Activity & { schedule: TimetabledSchedule }

/**
 * The change that moves one day of an activity, in every week that it happens. When its times change and it happens on
 * other days too, that day becomes an activity of its own. Undefined when the plan has no such day.
 */
export function moveOccurrence(plan: JobPlanDocument, move: OccurrenceMove): PlanChange | undefined {
  const activity = timetabledOn(plan, move.day).find(({ id }) => id === move.activityId)
  if (!activity) return undefined
  const { schedule } = activity
  const times = { start: move.toStart, end: move.toEnd }
  const sameTimes = schedule.start === times.start && schedule.end === times.end
  const otherDays = schedule.days.filter((day) => day !== move.day)
  if (otherDays.length === 0 || (sameTimes && !otherDays.includes(move.toDay)))
    return put(activity, { ...times, days: inWeekOrder([...otherDays, move.toDay]) })
  const apart = { ...activity, id: freeId(plan, activity.id) }
  return {
    kind: 'batch',
    changes: [
      put(activity, { days: otherDays }),
      put(apart, { ...times, days: [move.toDay] }, placeAfter(plan, activity)),
    ],
  }
}

/** The change that makes one day of an activity start or end at another time. Undefined when the plan has no such day. */
export function stretchOccurrence(
  plan: JobPlanDocument,
  { activityId, day, toStart, toEnd }: Omit<OccurrenceMove, 'toDay'>,
): PlanChange | undefined {
  return moveOccurrence(plan, { activityId, day, toDay: day, toStart, toEnd })
}

/** The change that takes one day of an activity out, and the activity too when it was the only one. */
export function removeOccurrence(plan: JobPlanDocument, activityId: string, day: Day): PlanChange | undefined {
  const activity = timetabledOn(plan, day).find(({ id }) => id === activityId)
  return activity && withoutDay(activity, day)
}

/** The change that makes everything timetabled on one day happen on another as well. */
export function copyDay(plan: JobPlanDocument, from: Day, to: Day): PlanChange {
  const copied = timetabledOn(plan, from).filter(({ schedule }) => !schedule.days.includes(to))
  return {
    kind: 'batch',
    changes: copied.map((activity) => put(activity, { days: inWeekOrder([...activity.schedule.days, to]) })),
  }
}

/** The change that clears everything timetabled on a day. */
export function removeDay(plan: JobPlanDocument, day: Day): PlanChange {
  return { kind: 'batch', changes: timetabledOn(plan, day).map((activity) => withoutDay(activity, day)) }
}

/** The id, or the first of `id-2`, `id-3` … that nothing in the plan has. */
export function freeId(plan: JobPlanDocument, wanted: string): string {
  const taken = new Set([...(plan.activities ?? []), ...(plan.onCall ?? [])].map(({ id }) => id))
  let id = wanted
  for (let next = 2; taken.has(id); next++) id = `${wanted}-${next}`
  return id
}

function timetabledOn(plan: JobPlanDocument, day: Day): Timetabled[] {
  return (plan.activities ?? []).filter(
    (activity): activity is Timetabled =>
      activity.schedule.kind === 'timetabled' && activity.schedule.days.includes(day),
  )
}

function put(activity: Timetabled, schedule: Partial<TimetabledSchedule>, place?: number): PlanChange {
  return { kind: 'put-activity', activity: { ...activity, schedule: { ...activity.schedule, ...schedule } }, place }
}

function withoutDay(activity: Timetabled, day: Day): PlanChange {
  const days = activity.schedule.days.filter((other) => other !== day)
  return days.length > 0 ? put(activity, { days }) : { kind: 'remove-activity', id: activity.id }
}

function placeAfter(plan: JobPlanDocument, activity: Activity): number {
  return (plan.activities ?? []).indexOf(activity) + 1
}

function inWeekOrder(days: readonly Day[]): Day[] {
  return DAYS.filter((day) => days.includes(day))
}
