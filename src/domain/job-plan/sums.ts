import type { ContractTerms } from '../contracts/contract-terms.ts'
import {
  add,
  compare,
  divide,
  type Exact,
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
import type { Activity, JobPlanDocument, OnCallRota, OnCallWork } from './job-plan.ts'
import { type Occurrence, resolveTimetable, type Timetable } from './timetable.ts'

/** An amount of work: `minutes` includes `premiumMinutes`; `premiumUnits` are the part of `units` in premium time. */
export type Work = { units: Fraction; minutes: Fraction; premiumUnits: Fraction }

/**
 * Work comes in rounds: a cycle of the timetable, an occurrence of an annualised activity, a flexible week, an on-call week.
 * `perWeek` is a round's work times the rounds in a week.
 */
export type Rounds = { round: Work & { premiumMinutes: Fraction }; roundsPerWeek: Fraction; perWeek: Work }

export type ActivitySums = Rounds & {
  activity: Activity
  category: Category
  /** Minutes of one occurrence, a flexible activity's week included, after unpaid breaks. */
  occurrenceMinutes: Fraction
  occurrencesPerYear: Fraction
}

export type RotaSums = {
  rota: OnCallRota
  predictable: Rounds
  /** Before any cap. */
  unpredictable: Rounds
  /** After the cap. */
  unpredictableUnits: Fraction
  perWeek: Work
  supplementPercent: number | null
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

const NO_WORK: Work = { units: ZERO, minutes: ZERO, premiumUnits: ZERO }

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

type Frame = {
  terms: ContractTerms
  cycleWeeks: number
  workingWeeks: Fraction
  unit: { plain: Fraction; premium: Fraction }
}

function unitSizes({ minutesInUnit, premium }: ContractTerms): Frame['unit'] {
  return {
    plain: toFraction(minutesInUnit.value),
    premium: toFraction(premium ? premium.value.minutesInUnit : minutesInUnit.value),
  }
}

function addWork(a: Work, b: Work): Work {
  return {
    units: add(a.units, b.units),
    minutes: add(a.minutes, b.minutes),
    premiumUnits: add(a.premiumUnits, b.premiumUnits),
  }
}

function exactOr(value: Exact | undefined, otherwise: Fraction): Fraction {
  return value === undefined ? otherwise : toFraction(value)
}

/** Work of so many rounds a week. `agreedUnits`, where given, stand in for the units that the minutes would make. */
function rounds(
  minutes: Fraction,
  givenPremium: Fraction,
  roundsPerWeek: Fraction,
  frame: Frame,
  agreedUnits?: Fraction,
): Rounds {
  const premiumMinutes = frame.terms.premium ? givenPremium : ZERO
  const premiumUnits = divide(premiumMinutes, frame.unit.premium)
  const units = agreedUnits ?? add(divide(subtract(minutes, premiumMinutes), frame.unit.plain), premiumUnits)
  const perWeek = {
    units: multiply(units, roundsPerWeek),
    minutes: multiply(minutes, roundsPerWeek),
    premiumUnits: multiply(premiumUnits, roundsPerWeek),
  }
  return { round: { units, minutes, premiumMinutes, premiumUnits }, roundsPerWeek, perWeek }
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

function sumOnCall(rotas: readonly OnCallRota[], frame: Frame): RotaSums[] {
  const uncapped = rotas.map((rota) => {
    const weeksPerWeek = onCallWeeksPerWeek(rota, frame)
    return {
      rota,
      predictable: onCallWork(rota.predictable, weeksPerWeek, frame),
      unpredictable: onCallWork(rota.unpredictable, weeksPerWeek, frame),
    }
  })
  const share = cappedShare(sum(uncapped.map(({ unpredictable }) => unpredictable.perWeek.units)), frame.terms)
  return uncapped.map(({ rota, predictable, unpredictable }) => {
    const unpredictableUnits = multiply(unpredictable.perWeek.units, share)
    const together = addWork(predictable.perWeek, unpredictable.perWeek)
    return {
      rota,
      predictable,
      unpredictable,
      unpredictableUnits,
      perWeek: { ...together, units: add(predictable.perWeek.units, unpredictableUnits) },
      supplementPercent: supplementPercent(rota, frame.terms),
    }
  })
}

function onCallWeeksPerWeek(rota: OnCallRota, { terms, workingWeeks }: Frame): Fraction {
  const weeks = divide(ONE, toFraction(rota.oneIn))
  if (!rota.prospectiveCover) return weeks
  return multiply(weeks, divide(toFraction(terms.prospectiveCoverWeeks.value), workingWeeks))
}

function onCallWork(work: OnCallWork | undefined, weeksPerWeek: Fraction, frame: Frame): Rounds {
  const minutes = exactOr(work?.minutes, ZERO)
  return rounds(minutes, exactOr(work?.premiumMinutes, ZERO), weeksPerWeek, frame)
}

/** The part of each rota's unpredictable units that counts, so that all together stay within the cap. */
function cappedShare(unpredictableUnits: Fraction, { unpredictableOnCallCap }: ContractTerms): Fraction {
  if (!unpredictableOnCallCap) return ONE
  const cap = toFraction(unpredictableOnCallCap.value)
  return compare(unpredictableUnits, cap) > 0 ? divide(cap, unpredictableUnits) : ONE
}

function supplementPercent(rota: OnCallRota, { supplements }: ContractTerms): number | null {
  const bands = supplements?.value.any ?? supplements?.value[rota.category ?? '']
  const oneIn = toFraction(rota.oneIn)
  const band = bands?.find(({ oneInUpTo }) => oneInUpTo === null || compare(oneIn, fraction(oneInUpTo)) <= 0)
  return band ? band.percent : null
}
