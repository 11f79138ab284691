import type { Cited, ContractTerms } from '../contracts/contract-terms.ts'
import { termsFor } from '../contracts/registry.ts'
import { buildAgreement, canonicalText } from '../job-plan/canonical.ts'
import { evaluate } from '../job-plan/evaluate.ts'
import type { Evaluation } from '../job-plan/evaluation.ts'
import type { Activity, JobPlanDocument } from '../job-plan/job-plan.ts'

/** What is signed, `concord.agreement/1`: the plan, the terms it was evaluated under, and what the rules made of it. */
export type FrozenAgreement = {
  plan: JobPlanDocument
  terms: { contract: ContractTerms['contract']; version: string; policyVersion: string | null; values: ContractTerms }
  evaluation: Evaluation
}

/** Everything about a plan as it stands now: what a document shows of one that is not frozen. */
export function agreementNow(plan: JobPlanDocument): FrozenAgreement {
  const values = termsFor(plan.contract, plan.period.from)
  return {
    plan,
    terms: { contract: values.contract, version: values.from, policyVersion: null, values },
    evaluation: evaluate(plan, { terms: values }),
  }
}

/** The text that is kept and signed: canonical, so that its digest depends on what it says and nothing else. */
export function freezeAgreement({ plan, terms, evaluation }: FrozenAgreement): string {
  return canonicalText(buildAgreement(plan, evaluation, { terms: terms.values, policyVersion: terms.policyVersion }))
}

/** Reads a kept text back. Numbers in it are text; counts that are not exact amounts become numbers again. */
export function readAgreement(text: string): FrozenAgreement {
  const { plan, terms, evaluation } = JSON.parse(text) as FrozenAgreement
  return {
    plan: { ...plan, cycleWeeks: Number(plan.cycleWeeks), activities: (plan.activities ?? []).map(thawActivity) },
    terms: { ...terms, values: thawTerms(terms.values) },
    evaluation,
  }
}

function thawActivity(activity: Activity): Activity {
  const { schedule } = activity
  if (schedule.kind !== 'timetabled') return activity
  return {
    ...activity,
    tier: Number(activity.tier ?? 0),
    schedule: { ...schedule, ...(schedule.weeks && { weeks: schedule.weeks.map(Number) }) },
  }
}

function thawTerms(values: ContractTerms): ContractTerms {
  return {
    ...values,
    minutesInUnit: thawCited(values.minutesInUnit, Number),
    premium:
      values.premium &&
      thawCited(values.premium, (premium) => ({ ...premium, minutesInUnit: Number(premium.minutesInUnit) })),
    agreedUnitMinutes:
      values.agreedUnitMinutes &&
      thawCited(values.agreedUnitMinutes, ({ least, most }) => ({ least: Number(least), most: Number(most) })),
    workingWeeks: thawCited(values.workingWeeks, Number),
    prospectiveCoverWeeks: thawCited(values.prospectiveCoverWeeks, Number),
    unpredictableOnCallCap: values.unpredictableOnCallCap && thawCited(values.unpredictableOnCallCap, Number),
    supplements: values.supplements && thawCited(values.supplements, thawSupplements),
  }
}

const thawCited = <T>(cited: Cited<T>, thaw: (value: T) => T): Cited<T> => ({ ...cited, value: thaw(cited.value) })

type Supplements = NonNullable<ContractTerms['supplements']>['value']

const thawSupplements = (byCategory: Supplements): Supplements =>
  Object.fromEntries(
    Object.entries(byCategory).map(([category, bands]) => [
      category,
      bands.map(({ oneInUpTo, percent }) => ({
        oneInUpTo: oneInUpTo === null ? null : Number(oneInUpTo),
        percent: Number(percent),
      })),
    ]),
  )
