import { z } from 'zod'
import { CONTRACT_LABELS } from '../contracts/contract-terms.ts'
import { DAYS } from '../time/week-cycle.ts'
import { CATEGORIES } from './categories.ts'
import { CLASSIFICATIONS } from './classifications.ts'
import { contradictionsIn } from './contradictions.ts'
import type { JobPlanDocument } from './job-plan.ts'
import { type Problem, sayPath } from './problem.ts'
import { PROFESSIONAL_GROUP_LABELS } from './professional-groups.ts'
import { RESOURCE_LABELS, SCOPE_LABELS, SETTING_LABELS } from './settings.ts'
import { withoutNulls } from './without-nulls.ts'

const JOB_PLAN_FORMAT = 'concord.job-plan/1'
const MOST_CYCLE_WEEKS = 26
/** Longer numbers than this are mistakes, and would only slow the sums. */
const LONGEST_NUMBER = 60

const keysOf = <T extends string>(labels: Record<T, unknown>) => Object.keys(labels) as [T, ...T[]]

const text = z.string().refine((value) => value.isWellFormed(), 'has a broken character; type it again')
const id = text.min(1, 'cannot be empty')
const date = z.iso.date('must be a real date such as 2026-04-01')
const time = z
  .string('must be a time from 00:00 to 23:59, such as 09:00')
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time from 00:00 to 23:59, such as 09:00')

/** A number that is not negative: a JSON number, or exact text. */
const exact = z.union(
  [
    z.number().min(0, { error: sayNotExact }),
    z
      .string()
      .max(LONGEST_NUMBER, `must be a number no longer than ${LONGEST_NUMBER} characters`)
      .regex(/^\d+(\.\d+)?$|^\d+\/\d*[1-9]\d*$/, { error: sayNotExact }),
  ],
  { error: (issue) => (issue.input === undefined ? undefined : sayNotExact(issue)) },
)

function sayNotExact({ input }: { input?: unknown }): string {
  const negative = Number(input) < 0 || (typeof input === 'string' && input.startsWith('-'))
  return negative ? 'cannot be negative' : 'must be a number such as 4, 37.5 or "4/3"'
}

/** A whole number from `least` to `most`; its text is read too. */
const whole = (least: number, most: number) => {
  const says = `must be a whole number from ${least} to ${most}`
  return z
    .union([z.int(says).min(least, says).max(most, says), z.string().regex(/^\d{1,9}$/, says)], {
      error: (issue) => (issue.input === undefined ? undefined : says),
    })
    .transform(Number)
    .pipe(z.int(says).min(least, says).max(most, says))
}

const personSchema = z.strictObject({
  name: text,
  assignmentNumber: text.nullish(),
  postTitle: text.nullish(),
  band: z.union([text, z.number().transform(String)], { error: 'must be a band such as "6" or "8a"' }).nullish(),
  professionalGroup: z.enum(keysOf(PROFESSIONAL_GROUP_LABELS)).nullish(),
  specialty: text.nullish(),
})

const scheduleSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('timetabled'),
    days: z.array(z.enum(DAYS)).min(1, 'must have at least one day'),
    start: time,
    end: time,
    weeks: z
      .array(whole(1, MOST_CYCLE_WEEKS))
      .min(1, 'must have at least one week; leave it out for every week')
      .nullish(),
    unpaidBreakMinutes: exact.nullish(),
    units: exact.nullish(),
  }),
  z.strictObject({
    kind: z.literal('flexible'),
    minutesPerWeek: exact,
    premiumMinutesPerWeek: exact.nullish(),
    units: exact.nullish(),
  }),
  z.strictObject({
    kind: z.literal('annualised'),
    occurrencesPerYear: exact,
    minutes: exact,
    premiumMinutes: exact.nullish(),
    units: exact.nullish(),
  }),
])

const activitySchema = z.strictObject({
  id,
  title: text,
  category: z.enum(CATEGORIES).nullish(),
  classification: z.enum(keysOf(CLASSIFICATIONS)).nullish(),
  schedule: scheduleSchema,
  tier: whole(0, 1_000_000).nullish(),
  location: z.strictObject({ setting: z.enum(keysOf(SETTING_LABELS)).nullish(), site: text.nullish() }).nullish(),
  specialty: text.nullish(),
  output: z.strictObject({ measure: text.nullish(), perOccurrence: exact.nullish() }).nullish(),
  note: text.nullish(),
})

const workSchema = z.strictObject({ minutes: exact, premiumMinutes: exact.nullish() })

const rotaSchema = z.strictObject({
  id,
  title: text.nullish(),
  oneIn: exact,
  category: z.enum(['A', 'B']).nullish(),
  prospectiveCover: z.boolean().nullish(),
  predictable: workSchema.nullish(),
  unpredictable: workSchema.nullish(),
})

const objectiveSchema = z.strictObject({
  scope: z.enum(keysOf(SCOPE_LABELS)).nullish(),
  text: text.nullish(),
  measure: text.nullish(),
  dueOn: date.nullish(),
  support: z.array(text).nullish(),
  barriers: z.array(text).nullish(),
})

const supportingResourceSchema = z.strictObject({
  kind: z.enum(keysOf(RESOURCE_LABELS)).nullish(),
  text: text.nullish(),
})

/**
 * The shape of `concord.job-plan/1`. Whatever may be left out may also be null.
 * What one field says about another is checked by `contradictionsIn`; `parseJobPlan` does both.
 */
export const jobPlanSchema = z.strictObject({
  format: z.literal(JOB_PLAN_FORMAT),
  contract: z.enum(keysOf(CONTRACT_LABELS)),
  organisation: text.nullish(),
  person: personSchema,
  period: z.strictObject({ from: date, to: date }),
  contracted: z.strictObject({ core: exact, additional: exact.nullish() }),
  workingWeeks: exact.nullish(),
  cycleWeeks: whole(1, MOST_CYCLE_WEEKS).nullish(),
  activities: z.array(activitySchema).nullish(),
  onCall: z.array(rotaSchema).nullish(),
  objectives: z.array(objectiveSchema).nullish(),
  supportingResources: z.array(supportingResourceSchema).nullish(),
})

export type ParsedJobPlan = { ok: true; plan: JobPlanDocument } | { ok: false; errors: Problem[] }

/** Reads a job plan document from parsed JSON: the plan, or everything that is wrong with it. */
export function parseJobPlan(json: unknown): ParsedJobPlan {
  const parsed = jobPlanSchema.safeParse(json, { error: sayIssue })
  if (!parsed.success) return { ok: false, errors: parsed.error.issues.flatMap(problemsOf) }
  const plan = withoutNulls(parsed.data) as JobPlanDocument
  const errors = contradictionsIn(plan)
  return errors.length > 0 ? { ok: false, errors } : { ok: true, plan }
}

/** Unknown fields come as one issue an object; a person wants each by its own path. */
function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: sayPath([...issue.path, key]), message: issue.message }))
  return [{ path: sayPath(issue.path), message: issue.message }]
}

const TYPE_WORDS: Record<string, string> = {
  array: 'a list, in [ ]',
  object: 'an object, in { }',
  string: 'text, in quotes',
  number: 'a number',
  boolean: 'true or false',
}

function sayIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return `is missing${'values' in issue ? `; it must be ${sayValues(issue)}` : ''}`
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPE_WORDS[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `must be ${sayValues(issue)}`
    case 'invalid_union':
      return 'must be one of: timetabled, flexible, annualised'
    case 'unrecognized_keys':
      return `is not a field here. The fields are: ${fieldsOf(issue).join(', ')}`
    default:
      return undefined
  }
}

function sayValues(issue: z.core.$ZodRawIssue): string {
  const listed = (Array.isArray(issue.values) ? issue.values : []).map(String)
  return listed.length === 1 ? `"${listed[0]}"` : `one of: ${listed.join(', ')}`
}

function fieldsOf({ inst }: z.core.$ZodRawIssue): string[] {
  return inst instanceof z.ZodObject ? Object.keys(inst.shape) : []
}
