/** What a rota or an activity comes to while it is typed: the forms' own words and figures, before anything is saved. */
import { termsFor } from '../../../domain/contracts/registry.ts'
import type { Category } from '../../../domain/job-plan/categories.ts'
import { applyChange, type PlanChange } from '../../../domain/job-plan/change.ts'
import type { Classification } from '../../../domain/job-plan/classifications.ts'
import { evaluate } from '../../../domain/job-plan/evaluate.ts'
import type { JobPlanDocument, OnCallRota, OnCallWork, Schedule } from '../../../domain/job-plan/job-plan.ts'
import { sayUnits } from '../../../domain/job-plan/say.ts'
import { type Exact, toFraction } from '../../../domain/time/fraction.ts'
import { durationMinutes } from '../../../domain/time/time-of-day.ts'
import { DAYS } from '../../../domain/time/week-cycle.ts'
import { sayResult } from '../lists/on-call-view.ts'
import { amountFromTyped, minutesFromHours, timeFromTyped } from './typed-amounts.ts'

/** The part of FormData that is needed. */
export type TypedFields = Pick<FormData, 'get' | 'getAll'>

/** `= 0.31 PAs a week, 5% supplement`; undefined while too little has been typed, or it cannot be read. */
export function rotaResult(plan: JobPlanDocument, typed: TypedFields): string | undefined {
  const id = one(typed, 'id') || NEW_ID
  const oneIn = amountFromTyped(one(typed, 'oneIn'))
  const predictable = typedWork(typed, 'predictable')
  const unpredictable = typedWork(typed, 'unpredictable')
  if (!isMoreThanNone(oneIn) || predictable === 'unreadable' || unpredictable === 'unreadable') return undefined
  const category = (one(typed, 'category') || undefined) as OnCallRota['category']
  const prospectiveCover = one(typed, 'prospectiveCover') === 'yes'
  const rota = { id, oneIn, category, prospectiveCover, predictable, unpredictable }
  const changed = madeOn(plan, { kind: 'put-on-call', rota })
  const figures = changed && evaluate(changed).onCall.find((rota) => rota.id === id)
  return changed && figures && sayResult(changed, figures)
}

/** `= 1 PA a week`; undefined while too little has been typed, or it cannot be read. */
export function activityResult(plan: JobPlanDocument, typed: TypedFields): string | undefined {
  const id = one(typed, 'id') || NEW_ID
  const schedule = typedSchedule(plan, typed)
  if (!schedule) return undefined
  const category = (one(typed, 'category') || undefined) as Category | undefined
  const classification = (one(typed, 'classification') || undefined) as Classification | undefined
  const tier = Number(one(typed, 'tier')) || 0
  const activity = { id, title: one(typed, 'title'), category, classification, schedule, tier }
  const changed = madeOn(plan, { kind: 'put-activity', activity })
  const figures = changed && evaluate(changed).activities.find((activity) => activity.id === id)
  const { unit } = termsFor(plan.contract, plan.period.from)
  return figures && `= ${sayUnits(toFraction(figures.unitsPerWeek), unit)} a week`
}

const NEW_ID = 'new while it is typed'

function madeOn(plan: JobPlanDocument, change: PlanChange): JobPlanDocument | undefined {
  const applied = applyChange(plan, change)
  return applied.ok ? applied.plan : undefined
}

const one = (typed: TypedFields, field: string): string => String(typed.get(field) ?? '').trim()

const isMoreThanNone = (amount: Exact | undefined): amount is Exact => amount !== undefined && toFraction(amount).n > 0n

function typedWork(typed: TypedFields, part: 'predictable' | 'unpredictable'): OnCallWork | undefined | 'unreadable' {
  const hours = one(typed, `${part}Hours`)
  if (!hours) return undefined
  const minutes = minutesFromHours(hours)
  if (minutes === undefined) return 'unreadable'
  const mostly = one(typed, `${part}Mostly`)
  if (mostly === 'premium') return { minutes, premiumMinutes: minutes }
  if (mostly !== 'some') return { minutes }
  const premiumMinutes = minutesFromHours(one(typed, `${part}PremiumHours`))
  return isWithin(premiumMinutes, minutes) ? { minutes, premiumMinutes } : 'unreadable'
}

/** The part of a whole that it may be: nothing at all, up to all of it. */
function isWithin(part: Exact | undefined, whole: Exact): boolean {
  if (part === undefined) return true
  const [a, b] = [toFraction(part), toFraction(whole)]
  return a.n * b.d <= b.n * a.d
}

function typedSchedule(plan: JobPlanDocument, typed: TypedFields): Schedule | undefined {
  const units = (field: string) => amountFromTyped(one(typed, field))
  switch (one(typed, 'when')) {
    case 'timetabled': {
      const [start, end] = [timeFromTyped(one(typed, 'start')), timeFromTyped(one(typed, 'end'))]
      const days = DAYS.filter((day) => typed.getAll('days').includes(day))
      if (!start || !end || days.length === 0) return undefined
      const weeks = typed.getAll('weeks').map(Number)
      const everyWeek = weeks.length === 0 || weeks.length >= (plan.cycleWeeks ?? 1)
      const unpaidBreakMinutes = amountFromTyped(one(typed, 'unpaidBreakMinutes'))
      if (!isWithin(unpaidBreakMinutes, durationMinutes(start, end))) return undefined
      return {
        kind: 'timetabled',
        days,
        start,
        end,
        weeks: everyWeek ? undefined : weeks,
        unpaidBreakMinutes,
        units: units('timetabledUnits'),
      }
    }
    case 'flexible': {
      const minutesPerWeek = minutesFromHours(one(typed, 'hoursPerWeek'))
      const premiumMinutesPerWeek = minutesFromHours(one(typed, 'premiumHoursPerWeek'))
      if (minutesPerWeek === undefined || !isWithin(premiumMinutesPerWeek, minutesPerWeek)) return undefined
      return { kind: 'flexible', minutesPerWeek, premiumMinutesPerWeek, units: units('flexibleUnits') }
    }
    case 'annualised': {
      const occurrencesPerYear = amountFromTyped(one(typed, 'timesPerYear'))
      const minutes = minutesFromHours(one(typed, 'hoursEach'))
      const premiumMinutes = minutesFromHours(one(typed, 'premiumHoursEach'))
      if (occurrencesPerYear === undefined || minutes === undefined || !isWithin(premiumMinutes, minutes))
        return undefined
      return { kind: 'annualised', occurrencesPerYear, minutes, premiumMinutes, units: units('annualisedUnits') }
    }
    default:
      return undefined
  }
}
