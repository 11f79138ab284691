import type { Exact } from '../time/fraction.ts'
import type { PlainHours } from '../time/premium-time.ts'

export const CONTRACT_LABELS = {
  'consultant-england-2003': 'Consultant contract, England (2003)',
  'consultant-wales-2003': 'Consultant contract, Wales (2003)',
  'sas-england-2021': 'Specialist and specialty doctor contract, England (2021)',
  'agenda-for-change': 'Agenda for Change',
} as const
export type ContractId = keyof typeof CONTRACT_LABELS

export type Unit = 'programmed-activity' | 'session' | 'hour'

/** How each unit is said: one of them, then any other number of them. */
export const UNIT_WORDS: Record<Unit, { one: string; many: string }> = {
  'programmed-activity': { one: 'PA', many: 'PAs' },
  session: { one: 'session', many: 'sessions' },
  hour: { one: 'hour', many: 'hours' },
}

/** One rule's value, where it was read, whether a person has checked it against that document, and the day it starts. */
export type Cited<T> = { value: T; source: string; checked: boolean; from: string }

export type Severity = 'breach' | 'warning' | 'note'

/** What a limit can be set on, all of them a week. `premium-percent` is units in premium time per 100 units. */
export type LimitMeasure = 'units' | 'minutes' | 'premium-units' | 'premium-percent' | 'unpredictable-on-call-units'

/** A finding is given when the measure is more than the value; its amount is the excess. */
export type Limit = Cited<Exact> & { rule: string; severity: Severity; measure: LimitMeasure; says: string }

/** Per cent of full-time basic pay for a rota of one in `oneInUpTo` or busier; null is every rota less often. */
type SupplementBand = { oneInUpTo: number | null; percent: number }

/** What a plan's `content.missing` check looks for. */
export type PersonContent = 'name' | 'postTitle' | 'band'
export type ActivityContent = 'setting' | 'specialty'

/** The terms that a plan is evaluated under: only values, so that a signed plan can carry them for ever. */
export type ContractTerms = {
  contract: ContractId
  /** The day that this set of values starts; a plan is evaluated under the set in force when its period begins. */
  from: string
  unit: Unit
  minutesInUnit: Cited<number>
  /** Null where the contract has no premium time. */
  premium: Cited<{ plainHours: PlainHours; minutesInUnit: number }> | null
  /** Minutes that one unit may last where a plan may agree the units of an occurrence; null where it may not. */
  agreedUnitMinutes: Cited<{ least: number; most: number }> | null
  /** Units a week of a full-time post. */
  core: Cited<Exact>
  workingWeeks: Cited<number>
  /** Weeks of on-call a year that prospective cover spreads over the working weeks. */
  prospectiveCoverWeeks: Cited<number>
  /** The most units a week that unpredictable on-call work counts for; null where all of it counts. */
  unpredictableOnCallCap: Cited<number> | null
  /** By the rota's category; `any` where the contract has no categories; null where there is no supplement. */
  supplements: Cited<Record<string, SupplementBand[]>> | null
  /** The part of the core that is usually direct clinical care; null where the contract names none. */
  usualDirectCareShare: Cited<Exact> | null
  /** What a plan must say at least; null where the contract asks for nothing. */
  minimumContent: Cited<{ person: PersonContent[]; activity: ActivityContent[] }> | null
  /** Whether unpaid meal breaks inside the times are left out of the sums. */
  hasUnpaidBreaks: boolean
  limits: Limit[]
}
