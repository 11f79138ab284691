import type { Severity } from '../../domain/contracts/contract-terms.ts'

/** What each severity means for the people who agree a plan. */
export const SEVERITY_WORDS: Record<Severity, string> = {
  breach: 'Must be put right before the plan is offered',
  warning: 'Have a look: the plan may still be offered',
  note: 'To know',
}

/** The checks that every plan has, whatever its contract. A contract’s own limits stand with its values. */
export const CHECKS: readonly { rule: string; severity: Severity; says: string }[] = [
  {
    rule: 'time.not-all-accounted-for',
    severity: 'breach',
    says: 'The plan has less time than the contract.',
  },
  { rule: 'time.over-contract', severity: 'warning', says: 'The plan has more time than the contract.' },
  {
    rule: 'activity.clash',
    severity: 'breach',
    says: 'Two things are at the same time, and the plan does not say which comes first.',
  },
  {
    rule: 'activity.displaced',
    severity: 'note',
    says: 'Something gives way to what comes first, and is not counted that time.',
  },
  {
    rule: 'session.length-out-of-range',
    severity: 'breach',
    says: 'An agreed session is shorter or longer than a session may be (Wales).',
  },
  {
    rule: 'split.differs',
    severity: 'note',
    says: 'Direct clinical care is more or less than the usual part of the contract.',
  },
  { rule: 'content.missing', severity: 'breach', says: 'Something that every plan must say is not there yet.' },
]
