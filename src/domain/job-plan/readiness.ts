import type { Evaluation, Finding } from './evaluation.ts'

/** What must be put right before the plan may be offered for signature: its breaches. Empty when it is ready. */
export function beforeSigning(evaluation: Evaluation): Finding[] {
  return evaluation.findings.filter(({ severity }) => severity === 'breach')
}
