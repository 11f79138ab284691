import type { ContractId } from '../contracts/contract-terms.ts'
import type { Exact } from '../time/fraction.ts'
import type { Day } from '../time/week-cycle.ts'
import type { Category } from './categories.ts'
import type { Classification } from './classifications.ts'
import type { ProfessionalGroup } from './professional-groups.ts'
import type { ObjectiveScope, ResourceKind, Setting } from './settings.ts'

/**
 * The job plan document, `concord.job-plan/1`, exactly as its JSON is.
 * Minutes, units and counts are `Exact`: JSON numbers, or text such as `"4/3"`. Dates are `YYYY-MM-DD`, times `HH:MM`.
 */
export type JobPlanDocument = {
  format: 'concord.job-plan/1'
  contract: ContractId
  /** ODS code. */
  organisation?: string | null | undefined
  person: PlanPerson
  /** Both days are included. */
  period: { from: string; to: string }
  /** A week, in the contract's unit. */
  contracted: { core: Exact; additional?: Exact | undefined }
  /** Weeks worked in a year; the contract's own number when left out. */
  workingWeeks?: Exact | undefined
  /** The timetable repeats every so many weeks, 1 to 26; 1 when left out. */
  cycleWeeks?: number | undefined
  activities?: Activity[] | undefined
  onCall?: OnCallRota[] | undefined
  objectives?: Objective[] | undefined
  supportingResources?: SupportingResource[] | undefined
}

export type PlanPerson = {
  name: string
  assignmentNumber?: string | null | undefined
  postTitle?: string | null | undefined
  band?: string | null | undefined
  professionalGroup?: ProfessionalGroup | null | undefined
  specialty?: string | null | undefined
}

export type Activity = {
  /** Unique in the plan, over activities and on-call rotas together. */
  id: string
  title: string
  /** One of category and classification must be there; category wins. */
  category?: Category | undefined
  classification?: Classification | undefined
  schedule: Schedule
  /** Where timetabled activities overlap, the higher tier happens and the lower does not. 0 when left out. */
  tier?: number | undefined
  location?: { setting?: Setting | undefined; site?: string | undefined } | undefined
  specialty?: string | undefined
  output?: { measure?: string | undefined; perOccurrence?: Exact | undefined } | undefined
  note?: string | undefined
}

export type Schedule = TimetabledSchedule | FlexibleSchedule | AnnualisedSchedule

export type TimetabledSchedule = {
  kind: 'timetabled'
  days: Day[]
  start: string
  /** At or before the start: the next day. */
  end: string
  /** Weeks of the cycle, counted from 1; every week when left out. */
  weeks?: number[] | undefined
  /** Meal breaks inside the times, each occurrence. Agenda for Change alone. */
  unpaidBreakMinutes?: Exact | undefined
  /** The agreed value of one day's occurrence. Wales alone. */
  units?: Exact | undefined
}

type FlexibleSchedule = {
  kind: 'flexible'
  /** Includes the premium minutes. */
  minutesPerWeek: Exact
  premiumMinutesPerWeek?: Exact | undefined
  /** The agreed value of one week. Wales alone. */
  units?: Exact | undefined
}

type AnnualisedSchedule = {
  kind: 'annualised'
  occurrencesPerYear: Exact
  /** Of one occurrence; includes the premium minutes. */
  minutes: Exact
  premiumMinutes?: Exact | undefined
  /** The agreed value of one occurrence. Wales alone. */
  units?: Exact | undefined
}

type OnCallCategory = 'A' | 'B'

export type OnCallRota = {
  id: string
  title?: string | undefined
  /** One on-call week in so many. */
  oneIn: Exact
  category?: OnCallCategory | null | undefined
  /** Whether colleagues' leave is covered, so that the work falls in the working weeks. */
  prospectiveCover?: boolean | undefined
  /** Work in one on-call week. */
  predictable?: OnCallWork | undefined
  unpredictable?: OnCallWork | undefined
}

export type OnCallWork = { minutes: Exact; premiumMinutes?: Exact | undefined }

export type Objective = {
  scope?: ObjectiveScope | undefined
  text?: string | undefined
  measure?: string | undefined
  dueOn?: string | undefined
  support?: string[] | undefined
  barriers?: string[] | undefined
}

export type SupportingResource = { kind?: ResourceKind | undefined; text?: string | undefined }
