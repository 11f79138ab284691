import type { Severity } from '../../domain/contracts/contract-terms.ts'
import type { Finding as FoundByRules } from '../../domain/job-plan/evaluation.ts'
import { saySource } from '../../domain/job-plan/source-words.ts'
import { Finding, FindingList } from '../../ui/finding.tsx'

const LOOKS: Record<Severity, 'stop' | 'look' | 'know'> = { breach: 'stop', warning: 'look', note: 'know' }

/** What the rules found. `hrefOf` leads to where each can be mended. */
export const Findings = ({
  findings,
  hrefOf,
}: {
  findings: readonly FoundByRules[]
  hrefOf?: (finding: FoundByRules) => string
}) => (
  <FindingList>
    {findings.map((finding) => (
      <Finding severity={LOOKS[finding.severity]} source={saySource(finding.source)}>
        {finding.message} {hrefOf ? <a href={hrefOf(finding)}>Mend this</a> : null}
      </Finding>
    ))}
  </FindingList>
)
