/** What the week editor says, on the page and to a screen reader. */
import { UNIT_WORDS } from '../../../domain/contracts/contract-terms.ts'
import type { Evaluation } from '../../../domain/job-plan/evaluation.ts'
import type { Activity, TimetabledSchedule } from '../../../domain/job-plan/job-plan.ts'
import { minutesOfDay } from '../../../domain/time/time-of-day.ts'
import { DAY_LABELS, DAYS } from '../../../domain/time/week-cycle.ts'
import { formatInstantTime } from '../../../ui/dates.ts'
import { clockTime } from '../../../ui/week-layout.ts'
import { figure, sayWeeks } from '../plan/figures.words.ts'
import type { SaveStatus } from './plan-saver.ts'
import { dayOf } from './week-edits.ts'
import type { Span } from './week-gestures.ts'

export const KEYS_HINT =
  'Drag to move or stretch, or draw on an empty place. Arrow keys move, Shift and arrows stretch, Alt goes by 5 minutes, ' +
  'Delete takes away, N adds, Control and Z undoes.'

export const dayName = (day: number): string => DAY_LABELS[dayOf(day)]

/** “9:00am to 1:00pm”. */
export const sayTimes = ({ startMinutes, endMinutes }: Span): string =>
  `${clockTime(startMinutes)} to ${clockTime(endMinutes)}`

/** “Monday 9:00am to 1:00pm”. */
export const saySpan = (span: Span): string => `${dayName(span.day)} ${sayTimes(span)}`

/** Why these times cannot be: the same one twice would be 24 hours. Empty when they can. */
export const sayWrongTimes = (start: string, end: string): string =>
  start === end ? 'It starts and ends at the same time. Change one of them.' : ''

/** “Total 10.19 of 10 PAs.” */
export function sayTotal({ perWeek, contracted, unit }: Evaluation): string {
  return `Total ${figure(perWeek.total.units)} of ${figure(contracted.units)} ${UNIT_WORDS[unit].many}.`
}

/** What was done to a block: “Diabetes clinic, Monday 9:15am to 1:15pm”, and what became of its other days and weeks. */
export function sayPlaced(
  title: string,
  to: Span,
  { days, weeks }: TimetabledSchedule,
  left: readonly number[],
): string {
  const own = left.length > 0 ? ` Only this day moved: ${sayDays(left)} ${left.length === 1 ? 'stays' : 'stay'}.` : ''
  const inWeeks = weeks ? ` in week${weeks.length === 1 ? '' : 's'} ${sayWeeks(weeks)}` : ''
  const series = own === '' && days.length > 1 ? ' Still one of several days.' : ''
  return `${title}, ${saySpan(to)}${inWeeks}.${own}${series}`
}

export function sayRemoved(title: string, day: number, left: readonly number[]): string {
  const others = left.length > 0 ? ` ${sayDays(left)} ${left.length === 1 ? 'stays' : 'stay'}.` : ''
  return `Took away ${title}, ${dayName(day)}.${others} Undo brings it back.`
}

/** “Monday, Tuesday and Friday”. */
export function sayDays(days: readonly number[]): string {
  const names = days.map(dayName)
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '')
}

/** “Diabetes clinic, Monday and Wednesday, 9:00am to 1:00pm”. */
export function sayActivity(activity: Activity | undefined): string {
  if (!activity) return 'taken away'
  const { title, schedule } = activity
  if (schedule.kind !== 'timetabled') return title
  return `${title}, ${sayDays(schedule.days.map((day) => DAYS.indexOf(day)))}, ${clockTime(minutesOfDay(schedule.start))} to ${clockTime(minutesOfDay(schedule.end))}`
}

/** The line that says whether the work is safe. */
export function sayStatus(status: SaveStatus): string {
  switch (status.kind) {
    case 'untouched':
      return ''
    case 'saving':
      return 'Saving…'
    case 'saved':
      return `Saved at ${formatInstantTime(new Date(status.at))}`
    case 'unreachable':
      return `Not saved: no connection. Kept on this computer since ${formatInstantTime(new Date(status.since))}`
    case 'signed-out':
      return 'Not saved: you are signed out.'
    case 'closed':
      return 'Not saved: this plan can no longer be changed here. Load the page again to see why.'
  }
}
