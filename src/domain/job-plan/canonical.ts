import type { ContractTerms } from '../contracts/contract-terms.ts'
import { termsFor } from '../contracts/registry.ts'
import { type Exact, formatFraction, toFraction } from '../time/fraction.ts'
import { DAYS } from '../time/week-cycle.ts'
import type { Evaluation } from './evaluation.ts'
import type { Activity, JobPlanDocument, OnCallWork, Schedule } from './job-plan.ts'
import { categoryOf } from './sums.ts'
import { weeksOf } from './timetable.ts'
import { withoutNulls } from './without-nulls.ts'

/** JSON without numbers: they are lowest-term text, so that no two writers can differ. */
export type CanonicalValue = string | boolean | null | CanonicalValue[] | { [field: string]: CanonicalValue }

export type AgreementTerms = {
  /** All the values that the plan was evaluated under. */
  terms: ContractTerms
  /** The trust's own policy that was in force; null where it had none. */
  policyVersion: string | null
}

/** The `concord.agreement/1` document: what both sides sign. Its digest is of `canonicalText` of it. */
export function buildAgreement(
  plan: JobPlanDocument,
  evaluation: Evaluation,
  { terms, policyVersion }: AgreementTerms,
): CanonicalValue {
  const { trace: _notSigned, ...signed } = evaluation
  return canonicalValue({
    format: 'concord.agreement/1',
    plan: canonicalPlan(plan),
    terms: { contract: terms.contract, version: terms.from, policyVersion, values: terms },
    evaluation: signed,
  })
}

/** The plan with its defaults filled in, days and weeks in order, and nothing that is null. */
export function canonicalPlan(plan: JobPlanDocument): CanonicalValue {
  const cycleWeeks = plan.cycleWeeks ?? 1
  const filled: JobPlanDocument = {
    ...plan,
    contracted: { core: plan.contracted.core, additional: plan.contracted.additional ?? 0 },
    workingWeeks: plan.workingWeeks ?? termsFor(plan.contract, plan.period.from).workingWeeks.value,
    cycleWeeks,
    activities: (plan.activities ?? []).map((activity) => fillActivity(activity, cycleWeeks)),
    onCall: (plan.onCall ?? []).map((rota) => ({
      ...rota,
      prospectiveCover: rota.prospectiveCover ?? false,
      predictable: fillWork(rota.predictable),
      unpredictable: fillWork(rota.unpredictable),
    })),
    objectives: plan.objectives ?? [],
    supportingResources: plan.supportingResources ?? [],
  }
  return canonicalValue(withoutNulls(filled))
}

/** RFC 8785 text of a value: fields sorted by UTF-16 code unit, no spaces. */
export function canonicalText(value: CanonicalValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.keys(value)
    .sort()
    .map((field) => `${JSON.stringify(field)}:${canonicalText(value[field] ?? null)}`)
  return `{${fields.join(',')}}`
}

/** The fields of the documents that hold exact numbers, whether as JSON numbers or as text. */
const EXACT_FIELDS = new Set([
  'core',
  'additional',
  'workingWeeks',
  'units',
  'unpaidBreakMinutes',
  'minutes',
  'premiumMinutes',
  'minutesPerWeek',
  'premiumMinutesPerWeek',
  'occurrencesPerYear',
  'perOccurrence',
  'oneIn',
])

function canonicalValue(value: unknown, field = ''): CanonicalValue {
  if (typeof value === 'number' || (typeof value === 'string' && EXACT_FIELDS.has(field)))
    return formatFraction(toFraction(value as Exact))
  if (typeof value === 'string') return value.normalize('NFC')
  if (typeof value === 'boolean' || value === null) return value
  if (Array.isArray(value)) return value.map((part) => canonicalValue(part))
  return Object.fromEntries(
    Object.entries(value as object).flatMap(([name, part]) =>
      part === undefined ? [] : [[name.normalize('NFC'), canonicalValue(part, name)]],
    ),
  )
}

function fillActivity(activity: Activity, cycleWeeks: number): Activity {
  return {
    ...activity,
    category: categoryOf(activity),
    schedule: fillSchedule(activity.schedule, cycleWeeks),
    ...(activity.schedule.kind === 'timetabled' && { tier: activity.tier ?? 0 }),
  }
}

function fillSchedule(schedule: Schedule, cycleWeeks: number): Schedule {
  switch (schedule.kind) {
    case 'timetabled':
      return {
        ...schedule,
        days: DAYS.filter((day) => schedule.days.includes(day)),
        weeks: (schedule.weeks ?? weeksOf(cycleWeeks)).toSorted((a, b) => a - b),
      }
    case 'flexible':
      return { ...schedule, premiumMinutesPerWeek: schedule.premiumMinutesPerWeek ?? 0 }
    case 'annualised':
      return { ...schedule, premiumMinutes: schedule.premiumMinutes ?? 0 }
  }
}

function fillWork(work: OnCallWork | null | undefined): OnCallWork {
  return { minutes: work?.minutes ?? 0, premiumMinutes: work?.premiumMinutes ?? 0 }
}
