import { type FrozenAgreement, freezeAgreement } from '../../../domain/agreement/frozen-agreement.ts'
import type { ContractTerms } from '../../../domain/contracts/contract-terms.ts'
import { termsFor } from '../../../domain/contracts/registry.ts'
import { evaluate } from '../../../domain/job-plan/evaluate.ts'
import type { Evaluation } from '../../../domain/job-plan/evaluation.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'

/** The terms that a plan stands under, and what the rules made of it. */
export type Reckoned = { terms: ContractTerms; evaluation: Evaluation }

/**
 * Reckons a plan, with every step: under the terms that were kept once it is offered, else under today's. Kept figures stay
 * as they were signed, whatever the rules say since; the steps are left out where they no longer come to them.
 */
export function reckon(document: JobPlanDocument, kept: FrozenAgreement | null): Reckoned {
  const terms = kept?.terms.values ?? termsFor(document.contract, document.period.from)
  const evaluation = evaluate(document, { terms, explain: true })
  const comesToTheSame = !kept || freezeAgreement({ ...kept, evaluation }) === freezeAgreement(kept)
  return { terms, evaluation: comesToTheSame ? evaluation : kept.evaluation }
}
