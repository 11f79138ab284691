import { type Fraction, formatFraction } from '../time/fraction.ts'
import type { TraceStep } from './evaluation.ts'
import { sayCount, sayDuration } from './say.ts'
import type { ActivitySums, PlanSums } from './sums.ts'
import { ARITHMETIC, cite, exact, PLAN, roundSteps } from './trace-step.ts'

/** What one round is, and the sum that spreads rounds over weeks. */
function sayRounds({ activity, round, occurrenceMinutes, occurrencesPerYear }: ActivitySums, sums: PlanSums) {
  const { schedule } = activity
  const each = sayDuration(formatFraction(occurrenceMinutes))
  const weeks = exact(sums.workingWeeks)
  switch (schedule.kind) {
    case 'timetabled': {
      const times = sums.timetable.kept.get(activity)?.length ?? 0
      const lost = sums.timetable.displaced.get(activity) ?? 0
      const cycle = sayCount(sums.cycleWeeks, 'week', 'weeks')
      return {
        what: `${sayCount(times, 'time', 'times')} in ${cycle}${lost ? ` (${lost} more displaced)` : ''}, ${each} each, ${sayDuration(formatFraction(round.minutes))}`,
        spread: `÷ ${cycle}`,
        citation: ARITHMETIC,
      }
    }
    case 'annualised':
      return {
        what: `${each} each time`,
        spread: `× ${exact(occurrencesPerYear)} times a year ÷ ${weeks} working weeks`,
        citation: sums.plan.workingWeeks === undefined ? sums.terms.workingWeeks : PLAN,
      }
    case 'flexible':
      return { what: `${each} a week`, spread: '', citation: PLAN }
  }
}

/** How an activity's figures came about. */
export function activitySteps(sum: ActivitySums, sums: PlanSums): TraceStep[] {
  const { activity, round, perWeek, roundsPerWeek } = sum
  const { what, spread, citation } = sayRounds(sum, sums)
  const units = `activities.${activity.id}.unitsPerWeek`
  const minutes = `activities.${activity.id}.minutesPerWeek`
  const spreading = (figure: string, from: Fraction, to: Fraction): TraceStep[] =>
    spread === ''
      ? []
      : [
          cite(
            {
              figure,
              rule: 'time.per-week',
              says: `${exact(from)} ${spread} = ${exact(to)} a week`,
              inputs: { amount: formatFraction(from), roundsPerWeek: formatFraction(roundsPerWeek) },
              value: to,
            },
            citation,
          ),
        ]
  return [
    cite({ figure: minutes, rule: 'time.counted', says: what, inputs: {}, value: round.minutes }, PLAN),
    ...spreading(minutes, round.minutes, perWeek.minutes),
    ...roundSteps(units, what, sum, activity.schedule.units !== undefined, sums.terms),
    ...spreading(units, round.units, perWeek.units),
    cite(
      {
        figure: `activities.${activity.id}.occurrencesPerYear`,
        rule: 'time.per-year',
        says: sayPerYear(sum, sums),
        inputs: { workingWeeks: formatFraction(sums.workingWeeks) },
        value: sum.occurrencesPerYear,
      },
      ARITHMETIC,
    ),
  ]
}

function sayPerYear({ activity, occurrencesPerYear }: ActivitySums, sums: PlanSums): string {
  const [times, weeks] = [exact(occurrencesPerYear), exact(sums.workingWeeks)]
  if (activity.schedule.kind === 'annualised') return `${times} times a year, as agreed`
  if (activity.schedule.kind === 'flexible') return `Once in each of ${weeks} working weeks`
  const kept = sums.timetable.kept.get(activity)?.length ?? 0
  return `${kept} ÷ ${sums.cycleWeeks} × ${weeks} working weeks = ${times} times a year`
}
