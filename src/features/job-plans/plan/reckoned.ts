import { type FrozenAgreement, freezeAgreement } from '../../../domain/agreement/frozen-agreement.ts'
import type { ContractTerms } from '../../../domain/contracts/contract-terms.ts'
import { termsFor } from '../../../domain/contracts/registry.ts'
import { evaluate } from '../../../domain/job-plan/evaluate.ts'
import type { Evaluation } from '../../../domain/job-plan/evaluation.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'

/** The terms that a plan stands under, and what the rules made of it. */
export type Reckoned = { terms: ContractTerms; evaluation: Evaluation }

/** Reckons a plan under the terms of today, with every step. */
export const reckon = (document: JobPlanDocument): Reckoned =>
  reckonUnder(document, termsFor(document.contract, document.period.from))

/**
 * Reckons a plan that was offered, under the terms that were kept then. Kept figures stay as they were signed, whatever the
 * rules say since; the steps are left out where they no longer come to them. The browser never has such a plan to draw.
 */
export function reckonAsKept(document: JobPlanDocument, kept: FrozenAgreement): Reckoned {
  const reckoned = reckonUnder(document, kept.terms.values)
  const comesToTheSame = freezeAgreement({ ...kept, evaluation: reckoned.evaluation }) === freezeAgreement(kept)
  return comesToTheSame ? reckoned : { ...reckoned, evaluation: kept.evaluation }
}

const reckonUnder = (document: JobPlanDocument, terms: ContractTerms): Reckoned => ({
  terms,
  evaluation: evaluate(document, { terms, explain: true }),
})
