import { createHash } from 'node:crypto'
import { agreementNow, freezeAgreement } from '../domain/agreement/frozen-agreement.ts'
import type { JobPlanDocument } from '../domain/job-plan/job-plan.ts'

/** SHA-256 of a text's UTF-8 bytes, in hex. */
export const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** What both sides sign of a plan: the canonical text of `concord.agreement/1`, and its digest. */
export function freezeDocument(document: JobPlanDocument): { canonicalText: string; digest: string } {
  const canonicalText = freezeAgreement(agreementNow(document))
  return { canonicalText, digest: digestOf(canonicalText) }
}
