import type { ContractTerms } from '../contracts/contract-terms.ts'
import { termsFor } from '../contracts/registry.ts'
import { formatFraction, fraction, multiply } from '../time/fraction.ts'
import type { CountedCategory } from './categories.ts'
import type { Evaluation } from './evaluation.ts'
import { findIn } from './findings.ts'
import { minutesUnderGuide2017 } from './guide-2017.ts'
import type { JobPlanDocument } from './job-plan.ts'
import { type PlanSums, sumPlan } from './sums.ts'
import { traceOf } from './trace.ts'
import type { Work } from './work.ts'

export type EvaluateOptions = {
  /** Adds the trace of every figure. */
  explain?: boolean
  /** The terms to evaluate under: those a plan was frozen with, or a trust's own. The contract's by default. */
  terms?: ContractTerms
}

/**
 * What the rules make of a plan. Exact, and the same every time: no clock, no rounding, nothing kept.
 * The plan must already have passed `parseJobPlan`, or have been made by our own screens.
 */
export function evaluate(plan: JobPlanDocument, options: EvaluateOptions = {}): Evaluation {
  const terms = options.terms ?? termsFor(plan.contract, plan.period.from)
  const sums = sumPlan(plan, terms)
  const guide2017 = minutesUnderGuide2017(sums)
  return {
    format: 'concord.evaluation/1',
    contract: plan.contract,
    unit: terms.unit,
    perWeek: byHeading(sums, ({ units, minutes }) => ({
      units: formatFraction(units),
      minutes: formatFraction(minutes),
    })),
    perYear: byHeading(sums, ({ units, minutes }) => ({
      units: formatFraction(multiply(units, sums.workingWeeks)),
      hours: formatFraction(multiply(minutes, multiply(sums.workingWeeks, ONE_SIXTIETH))),
    })),
    contracted: { units: formatFraction(sums.contracted) },
    balance: { units: formatFraction(sums.balance) },
    activities: sums.activities.map(({ activity, perWeek, occurrencesPerYear }) => ({
      id: activity.id,
      unitsPerWeek: formatFraction(perWeek.units),
      minutesPerWeek: formatFraction(perWeek.minutes),
      occurrencesPerYear: formatFraction(occurrencesPerYear),
    })),
    onCall: sums.onCall.map(({ rota, perWeek, supplementPercent }) => ({
      id: rota.id,
      unitsPerWeek: formatFraction(perWeek.units),
      minutesPerWeek: formatFraction(perWeek.minutes),
      supplement: supplementPercent === null ? null : { percent: String(supplementPercent) },
    })),
    findings: findIn(sums),
    ...(guide2017 && {
      guide2017: {
        clinicalCare: { minutes: formatFraction(guide2017.clinicalCare) },
        supportingProfessionalActivities: { minutes: formatFraction(guide2017.supportingProfessionalActivities) },
      },
    }),
    ...(options.explain && { trace: traceOf(sums) }),
  }
}

const ONE_SIXTIETH = fraction(1, 60)

function byHeading<T>({ byCategory, total }: PlanSums, show: (work: Work) => T): Record<CountedCategory | 'total', T> {
  const { dcc, spa, anr, ed } = byCategory
  return { dcc: show(dcc), spa: show(spa), anr: show(anr), ed: show(ed), total: show(total) }
}
