import { agreementNow, freezeAgreement } from '../domain/agreement/frozen-agreement.ts'
import type { JobPlanDocument } from '../domain/job-plan/job-plan.ts'
import { digestOf } from '../platform/digest.ts'

/** What both sides sign of a plan: the canonical text of `concord.agreement/1`, and its digest. */
export function freezeDocument(document: JobPlanDocument): { canonicalText: string; digest: string } {
  const canonicalText = freezeAgreement(agreementNow(document))
  return { canonicalText, digest: digestOf(canonicalText) }
}
