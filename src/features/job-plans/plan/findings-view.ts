import type { ActivityContent, PersonContent, Severity } from '../../../domain/contracts/contract-terms.ts'
import type { Finding } from '../../../domain/job-plan/evaluation.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { sayList } from '../../../domain/job-plan/say.ts'
import { saySource } from '../../../domain/job-plan/source-words.ts'
import type { FindingProps } from '../../../ui/finding.tsx'
import { type MissingContent, missingContentOf } from './missing-content.ts'
import type { Reckoned } from './reckoned.ts'

export type FindingView = {
  severity: FindingProps['severity']
  /** The words of the link. */
  subject: string
  href: string | undefined
  says: string
  source: string
}

/** Where a finding is put right. */
export type FindingLinks = { activity: (activityId: string) => string; terms: string; sums: string; onCall: string }

const SEVERITIES: Record<Severity, FindingProps['severity']> = { breach: 'stop', warning: 'look', note: 'know' }

/** What a finding is called; a limit of a contract is called by what it limits. */
const SUBJECTS: Record<string, { says: string; goesTo?: 'terms' | 'sums' | 'onCall' }> = {
  'time.not-all-accounted-for': { says: 'Time still to fill', goesTo: 'sums' },
  'time.over-contract': { says: 'More than the contract', goesTo: 'sums' },
  'time.over-48-hours': { says: 'More than 48 hours a week', goesTo: 'sums' },
  'activity.clash': { says: 'Two things at once' },
  'activity.displaced': { says: 'Gives way' },
  'session.length-out-of-range': { says: 'Length of a session' },
  'split.differs': { says: 'Not the usual split', goesTo: 'sums' },
  'on-call.over-two-units': { says: 'A lot of on-call work', goesTo: 'onCall' },
  'premium.over-three-units': { says: 'A lot of premium time', goesTo: 'sums' },
  'premium.over-40-percent': { says: 'Too much premium time', goesTo: 'sums' },
}

const PART_WORDS: Record<PersonContent | ActivityContent, string> = {
  name: 'name',
  postTitle: 'post title',
  band: 'band',
  setting: 'place',
  specialty: 'specialty',
}

/** What the checks found, most serious first; what is missing is listed one by one, each a link to where it is filled in. */
export function viewFindings(
  document: JobPlanDocument,
  { terms, evaluation }: Reckoned,
  links: FindingLinks,
): FindingView[] {
  return evaluation.findings.flatMap((finding) =>
    finding.rule === 'content.missing'
      ? missingContentOf(document, terms).map((missing) => viewMissing(missing, finding, links))
      : [viewFinding(finding, links)],
  )
}

function viewFinding({ rule, severity, activities, message, source }: Finding, links: FindingLinks): FindingView {
  const subject = SUBJECTS[rule] ?? { says: 'To agree', goesTo: 'sums' as const }
  const [activityId] = activities
  return {
    severity: SEVERITIES[severity],
    subject: `${subject.says}.`,
    href: activityId === undefined ? subject.goesTo && links[subject.goesTo] : links.activity(activityId),
    says: message,
    source: saySource(source),
  }
}

function viewMissing(missing: MissingContent, { severity, source }: Finding, links: FindingLinks): FindingView {
  return missing.of === 'person'
    ? {
        severity: SEVERITIES[severity],
        subject: 'The person',
        href: links.terms,
        says: `has no ${PART_WORDS[missing.part]} yet.`,
        source: saySource(source),
      }
    : {
        severity: SEVERITIES[severity],
        subject: missing.activity.title,
        href: links.activity(missing.activity.id),
        says: `has no ${sayList(missing.parts.map((part) => PART_WORDS[part]))} yet.`,
        source: saySource(source),
      }
}
