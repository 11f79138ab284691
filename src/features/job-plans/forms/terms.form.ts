import { z } from 'zod'
import type { PlanChange } from '../../../domain/job-plan/change.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { saySpecialty, specialtyFromWords } from '../../../domain/job-plan/specialties.ts'
import {
  amount,
  dateFromTyped,
  type FieldErrors,
  optionalText,
  type Read,
  readFields,
  type Typed,
  typeDate,
  whole,
} from './typed.form.ts'

const fields = z.object({
  core: amount('Say how much is contracted a week', '10'),
  additional: amount('Say how much more is agreed', '1').optional(),
  workingWeeks: amount('Write the weeks', '42').optional(),
  cycleWeeks: whole('Say after how many weeks the timetable repeats', 1, 26),
  postTitle: optionalText(200),
  band: optionalText(20),
  specialty: optionalText(200),
})

/** Reads a plan's period as it was typed. */
export function readPeriod(typed: Typed): Read<{ from: string; to: string }> {
  const [from, to] = [dateFromTyped(typed, 'from'), dateFromTyped(typed, 'to')]
  const errors: FieldErrors = {
    ...(!from && { from: 'Write the first day, such as 1 4 2026' }),
    ...(!to && { to: 'Write the last day, such as 31 3 2027' }),
    ...(from && to && to < from && { to: 'The last day must be on or after the first day' }),
  }
  return from && to && to >= from ? { ok: true, value: { from, to } } : { ok: false, errors }
}

export type PlanTerms = Extract<PlanChange, { kind: 'set-terms' }>['terms']

/** Reads a plan's terms as they were typed. What is blank and may be is taken away. */
export function readTerms(typed: Typed): Read<PlanTerms> {
  const [read, period] = [readFields(fields, typed), readPeriod(typed)]
  if (!read.ok || !period.ok)
    return { ok: false, errors: { ...(read.ok ? {} : read.errors), ...(period.ok ? {} : period.errors) } }
  const { core, additional, workingWeeks, cycleWeeks, postTitle, band, specialty } = read.value
  return {
    ok: true,
    value: {
      period: period.value,
      contracted: { core, ...(additional !== undefined && { additional }) },
      workingWeeks: workingWeeks ?? null,
      cycleWeeks,
      person: {
        postTitle: postTitle ?? null,
        band: band ?? null,
        specialty: specialty ? specialtyFromWords(specialty) : null,
      },
    },
  }
}

/** A plan's terms as they would be typed. */
export const typeTerms = ({ period, contracted, workingWeeks, cycleWeeks, person }: JobPlanDocument): Typed => ({
  ...typeDate('from', period.from),
  ...typeDate('to', period.to),
  core: [String(contracted.core)],
  additional: [contracted.additional === undefined ? '' : String(contracted.additional)],
  workingWeeks: [workingWeeks === undefined ? '' : String(workingWeeks)],
  cycleWeeks: [String(cycleWeeks ?? 1)],
  postTitle: [person.postTitle ?? ''],
  band: [person.band ?? ''],
  specialty: [saySpecialty(person.specialty)],
})

/** The field that a problem of the plan itself belongs to. */
export const TERMS_FIELDS: Record<string, string> = {
  'period.from': 'from',
  'period.to': 'to',
  'contracted.core': 'core',
  'contracted.additional': 'additional',
  workingWeeks: 'workingWeeks',
  cycleWeeks: 'cycleWeeks',
  'person.postTitle': 'postTitle',
  'person.band': 'band',
  'person.specialty': 'specialty',
}
