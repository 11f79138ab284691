import { createHash } from 'node:crypto'
import { termsFor } from '../domain/contracts/registry.ts'
import { buildAgreement, canonicalText } from '../domain/job-plan/canonical.ts'
import { evaluate } from '../domain/job-plan/evaluate.ts'
import type { JobPlanDocument } from '../domain/job-plan/job-plan.ts'

/** SHA-256 of a text's UTF-8 bytes, in hex. */
export const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** What both sides sign of a plan: the canonical text of `concord.agreement/1`, and its digest. */
export function freezeDocument(document: JobPlanDocument): { canonicalText: string; digest: string } {
  const terms = termsFor(document.contract, document.period.from)
  const text = canonicalText(buildAgreement(document, evaluate(document, { terms }), { terms, policyVersion: null }))
  return { canonicalText: text, digest: digestOf(text) }
}
