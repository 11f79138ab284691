import { sayTimeOfDay } from '../time/time-of-day.ts'
import { DAY_LABELS } from '../time/week-cycle.ts'
import type { Schedule } from './job-plan.ts'
import { sayDuration, sayList, sayNumber } from './say.ts'

/** `"Monday, 9:00am to 1:00pm, weeks 1 and 3 of 4"`, `"4 hours a week, when it fits"`, `"21 times a year, 4 hours each"`. */
export function saySchedule(schedule: Schedule, cycleWeeks: number): string {
  switch (schedule.kind) {
    case 'timetabled': {
      const { days, start, end, weeks } = schedule
      const when = `${sayList(days.map((day) => DAY_LABELS[day]))}, ${sayTimeOfDay(start)} to ${sayTimeOfDay(end)}`
      const everyWeek = !weeks || weeks.length === cycleWeeks
      return everyWeek ? when : `${when}, ${sayWeeks(weeks)} of ${cycleWeeks}`
    }
    case 'flexible':
      return `${sayDuration(schedule.minutesPerWeek)} a week, when it fits`
    case 'annualised':
      return `${sayNumber(schedule.occurrencesPerYear)} times a year, ${sayDuration(schedule.minutes)} each`
  }
}

function sayWeeks(weeks: readonly number[]): string {
  return `week${weeks.length === 1 ? '' : 's'} ${sayList(weeks.map(String))}`
}
