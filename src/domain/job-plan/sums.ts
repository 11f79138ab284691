import type { ContractTerms } from '../contracts/contract-terms.ts'
import {
  add,
  divide,
  type Fraction,
  fraction,
  multiply,
  ONE,
  subtract,
  sum,
  toFraction,
  ZERO,
} from '../time/fraction.ts'
import { premiumMinutesBetween } from '../time/premium-time.ts'
import { durationMinutes } from '../time/time-of-day.ts'
import { type Category, type CountedCategory, isCounted } from './categories.ts'
import { CLASSIFICATIONS } from './classifications.ts'
import type { Activity, JobPlanDocument } from './job-plan.ts'
import { type RotaSums, sumOnCall } from './on-call.ts'
import { type Occurrence, resolveTimetable, type Timetable } from './timetable.ts'
import { addWork, exactOr, type Frame, NO_WORK, type Rounds, rounds, unitSizes, type Work } from './work.ts'

export type ActivitySums = Rounds & {
  activity: Activity
  category: Category
  /** Minutes of one occurrence, a flexible activity's week included, after unpaid breaks. */
  occurrenceMinutes: Fraction
  occurrencesPerYear: Fraction
}

/** The exact sums of a plan, before anything is written as text. Everything is a week's unless its name says otherwise. */
export type PlanSums = {
  plan: JobPlanDocument
  terms: ContractTerms
  cycleWeeks: number
  workingWeeks: Fraction
  timetable: Timetable
  activities: ActivitySums[]
  onCall: RotaSums[]
  byCategory: Record<CountedCategory, Work>
  total: Work
  /** Unpredictable on-call units of all rotas, after the cap. */
  unpredictableUnits: Fraction
  core: Fraction
  additional: Fraction
  contracted: Fraction
  balance: Fraction
}

/** Does every sum of the job plan format, in its order: see "How the sums go" there. */
export function sumPlan(plan: JobPlanDocument, terms: ContractTerms): PlanSums {
  const cycleWeeks = plan.cycleWeeks ?? 1
  const workingWeeks = toFraction(plan.workingWeeks ?? terms.workingWeeks.value)
  const listed = plan.activities ?? []
  const timetable = resolveTimetable(listed, cycleWeeks)
  const frame: Frame = { terms, cycleWeeks, workingWeeks, unit: unitSizes(terms) }

  const activities = listed.map((activity) => sumActivity(activity, timetable.kept.get(activity) ?? [], frame))
  const onCall = sumOnCall(plan.onCall ?? [], frame)
  const byCategory: Record<CountedCategory, Work> = { dcc: NO_WORK, spa: NO_WORK, anr: NO_WORK, ed: NO_WORK }
  for (const { category, perWeek } of activities)
    if (isCounted(category)) byCategory[category] = addWork(byCategory[category], perWeek)
  // On-call work is direct clinical care, whoever does it.
  for (const { perWeek } of onCall) byCategory.dcc = addWork(byCategory.dcc, perWeek)

  const total = Object.values(byCategory).reduce(addWork)
  const core = toFraction(plan.contracted.core)
  const additional = toFraction(plan.contracted.additional ?? 0)
  const contracted = add(core, additional)
  return {
    plan,
    terms,
    cycleWeeks,
    workingWeeks,
    timetable,
    activities,
    onCall,
    byCategory,
    total,
    unpredictableUnits: sum(onCall.map((rota) => rota.unpredictableUnits)),
    core,
    additional,
    contracted,
    balance: subtract(total.units, contracted),
  }
}

/** What an activity counts as: its category, or else what its classification maps to. */
export function categoryOf(activity: Activity): Category {
  if (activity.category) return activity.category
  return activity.classification ? CLASSIFICATIONS[activity.classification].category : 'dcc'
}

function sumActivity(activity: Activity, kept: readonly Occurrence[], frame: Frame): ActivitySums {
  const { schedule } = activity
  const category = categoryOf(activity)
  switch (schedule.kind) {
    case 'timetabled': {
      const times = fraction(kept.length)
      const occurrenceMinutes = subtract(
        fraction(durationMinutes(schedule.start, schedule.end)),
        exactOr(schedule.unpaidBreakMinutes, ZERO),
      )
      const agreed = schedule.units === undefined ? undefined : multiply(toFraction(schedule.units), times)
      const cyclesPerWeek = fraction(1, frame.cycleWeeks)
      return {
        activity,
        category,
        occurrenceMinutes,
        occurrencesPerYear: multiply(fraction(kept.length, frame.cycleWeeks), frame.workingWeeks),
        ...rounds(multiply(occurrenceMinutes, times), premiumOf(kept, frame.terms), cyclesPerWeek, frame, agreed),
      }
    }
    case 'annualised': {
      const occurrencesPerYear = toFraction(schedule.occurrencesPerYear)
      const occurrenceMinutes = toFraction(schedule.minutes)
      const agreed = schedule.units === undefined ? undefined : toFraction(schedule.units)
      const premium = exactOr(schedule.premiumMinutes, ZERO)
      const perWeek = divide(occurrencesPerYear, frame.workingWeeks)
      return {
        activity,
        category,
        occurrenceMinutes,
        occurrencesPerYear,
        ...rounds(occurrenceMinutes, premium, perWeek, frame, agreed),
      }
    }
    case 'flexible': {
      const occurrenceMinutes = toFraction(schedule.minutesPerWeek)
      const agreed = schedule.units === undefined ? undefined : toFraction(schedule.units)
      const premium = exactOr(schedule.premiumMinutesPerWeek, ZERO)
      return {
        activity,
        category,
        occurrenceMinutes,
        occurrencesPerYear: frame.workingWeeks,
        ...rounds(occurrenceMinutes, premium, ONE, frame, agreed),
      }
    }
  }
}

function premiumOf(kept: readonly Occurrence[], { premium }: ContractTerms): Fraction {
  if (!premium) return ZERO
  let minutes = 0
  for (const { start, end } of kept) minutes += premiumMinutesBetween(start, end, premium.value.plainHours)
  return fraction(minutes)
}
