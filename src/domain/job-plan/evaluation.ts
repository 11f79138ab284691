import type { ContractId, Severity, Unit } from '../contracts/contract-terms.ts'
import type { CountedCategory } from './categories.ts'
import type { Guide2017Heading } from './classifications.ts'

/** What the rules make of a plan, `concord.evaluation/1`. Figures are exact fractions in lowest terms, such as `"29/12"`. */
export type Evaluation = {
  format: 'concord.evaluation/1'
  contract: ContractId
  unit: Unit
  perWeek: Record<CountedCategory | 'total', { units: string; minutes: string }>
  perYear: Record<CountedCategory | 'total', { units: string; hours: string }>
  /** Core and additional together, a week. */
  contracted: { units: string }
  /** The total less what is contracted: below zero, time is missing. */
  balance: { units: string }
  activities: EvaluatedActivity[]
  onCall: EvaluatedRota[]
  findings: Finding[]
  /** Minutes a week under the headings of the 2017 AHP guide, where every activity has a classification. */
  guide2017?: Record<Guide2017Heading, { minutes: string }> | undefined
  /** How every figure came about, when it was asked for. */
  trace?: TraceStep[] | undefined
}

type EvaluatedActivity = {
  id: string
  unitsPerWeek: string
  minutesPerWeek: string
  occurrencesPerYear: string
}

export type EvaluatedRota = {
  id: string
  unitsPerWeek: string
  minutesPerWeek: string
  /** Per cent of full-time basic pay; null where there is none. */
  supplement: { percent: string } | null
}

type FindingRule =
  | 'time.not-all-accounted-for'
  | 'time.over-contract'
  | 'activity.clash'
  | 'activity.displaced'
  | 'session.length-out-of-range'
  | 'split.differs'
  | 'content.missing'
  /** Limits are the contract's own data, and name themselves. */
  | (string & {})

export type Finding = {
  rule: FindingRule
  severity: Severity
  /** In the rule's own measure: units, minutes, occurrences, percentage points or a count. */
  amount: string
  /** Ids of the activities it is about; empty when it is about the whole plan. */
  activities: string[]
  message: string
  source: string
}

/** One step of how a figure came about: `figure` is its path in the evaluation, such as `perWeek.dcc.units`. */
export type TraceStep = {
  figure: string
  rule: string
  /** One short plain line, such as "6 hours of work in an on-call week, all in premium time: 6 ÷ 3 = 2". */
  says: string
  inputs: Record<string, string>
  value: string
  source: string
  checked: boolean
}
