import { z } from 'zod'
import { CONTRACT_LABELS } from '../contracts/contract-terms.ts'
import { DAYS } from '../time/week-cycle.ts'
import { CATEGORIES } from './categories.ts'
import { CLASSIFICATIONS } from './classifications.ts'
import { contradictionsIn, ONLY_UNDER } from './contradictions.ts'
import { agreedUnits, amount, cycleWeek, oneIn, tier, workingWeeks } from './exact.schema.ts'
import type { JobPlanDocument } from './job-plan.ts'
import { PLAN_LIMITS } from './limits.ts'
import { firstProblems, type Problem, sayPath } from './problem.ts'
import { PROFESSIONAL_GROUP_LABELS } from './professional-groups.ts'
import { RESOURCE_LABELS, SCOPE_LABELS, SETTING_LABELS } from './settings.ts'
import { withoutNulls } from './without-nulls.ts'

const JOB_PLAN_FORMAT = 'concord.job-plan/1'

const keysOf = <T extends string>(labels: Record<T, unknown>) => Object.keys(labels) as [T, ...T[]]

const text = z.string().refine((value) => value.isWellFormed(), 'has a broken character; type it again')
const id = text.min(1, 'cannot be empty')
const date = z.iso.date('must be a real date such as 2026-04-01')
const time = z
  .string('must be a time from 00:00 to 23:59, such as 09:00')
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time from 00:00 to 23:59, such as 09:00')

/** A list of no more than the plan holds. */
const upTo = <T extends z.ZodType>(most: number, of: T) =>
  z.array(of).max(most, `has too many: a plan has at most ${most} of these`).nullish()

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
    days: z.array(z.enum(DAYS)).min(1, 'must have at least one day').meta({ uniqueItems: true }),
    start: time,
    end: time,
    weeks: z
      .array(cycleWeek)
      .min(1, 'must have at least one week; leave it out for every week')
      .meta({ uniqueItems: true })
      .nullish(),
    unpaidBreakMinutes: amount.nullish(),
    units: agreedUnits.nullish(),
  }),
  z.strictObject({
    kind: z.literal('flexible'),
    minutesPerWeek: amount,
    premiumMinutesPerWeek: amount.nullish(),
    units: agreedUnits.nullish(),
  }),
  z.strictObject({
    kind: z.literal('annualised'),
    occurrencesPerYear: amount,
    minutes: amount,
    premiumMinutes: amount.nullish(),
    units: agreedUnits.nullish(),
  }),
])

const isGiven = (field: string) => ({ required: [field], properties: { [field]: { type: 'string' } } })

const activitySchema = z
  .strictObject({
    id,
    title: text,
    category: z.enum(CATEGORIES).nullish(),
    classification: z.enum(keysOf(CLASSIFICATIONS)).nullish(),
    schedule: scheduleSchema,
    tier: tier.nullish(),
    location: z.strictObject({ setting: z.enum(keysOf(SETTING_LABELS)).nullish(), site: text.nullish() }).nullish(),
    specialty: text.nullish(),
    output: z.strictObject({ measure: text.nullish(), perOccurrence: amount.nullish() }).nullish(),
    note: text.nullish(),
  })
  .meta({ anyOf: [isGiven('category'), isGiven('classification')] })

const workSchema = z.strictObject({ minutes: amount, premiumMinutes: amount.nullish() })

const rotaSchema = z.strictObject({
  id,
  title: text.nullish(),
  oneIn,
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

/** A field of schedules that is left out, or null, under every other contract. */
const onlyUnder = (field: keyof typeof ONLY_UNDER) => ({
  if: { properties: { contract: { const: ONLY_UNDER[field] } } },
  else: {
    properties: {
      activities: { items: { properties: { schedule: { properties: { [field]: { type: 'null' } } } } } },
    },
  },
})

const DESCRIPTION = [
  'Whatever is not required may also be null.',
  'These are refused too, which JSON Schema cannot say or not simply: the same id twice; a period that ends before it starts;',
  'weeks outside the cycle; more premium minutes than minutes; unpaid breaks longer than the work; numbers with more digits',
  'than a number may have; fractions as text that are out of range; a name twice in one object; half a surrogate pair.',
].join(' ')

/**
 * The shape of `concord.job-plan/1`, and what is published of it. Whatever may be left out may also be null.
 * What one field says about another is checked by `contradictionsIn`; `parseJobPlan` does both.
 */
export const jobPlanSchema = z
  .strictObject({
    format: z.literal(JOB_PLAN_FORMAT),
    contract: z.enum(keysOf(CONTRACT_LABELS)),
    organisation: text.nullish(),
    person: personSchema,
    period: z.strictObject({ from: date, to: date }),
    contracted: z.strictObject({ core: amount, additional: amount.nullish() }),
    workingWeeks: workingWeeks.nullish(),
    cycleWeeks: cycleWeek.nullish(),
    activities: upTo(PLAN_LIMITS.activities, activitySchema),
    onCall: upTo(PLAN_LIMITS.onCall, rotaSchema),
    objectives: upTo(PLAN_LIMITS.objectives, objectiveSchema),
    supportingResources: upTo(PLAN_LIMITS.supportingResources, supportingResourceSchema),
  })
  .meta({ description: DESCRIPTION, allOf: [onlyUnder('units'), onlyUnder('unpaidBreakMinutes')] })

export type ParsedJobPlan = { ok: true; plan: JobPlanDocument } | { ok: false; errors: Problem[] }

/** Reads a job plan document from parsed JSON: the plan, or what is wrong with it. */
export function parseJobPlan(json: unknown): ParsedJobPlan {
  const parsed = parseFields(json)
  const errors = parsed.ok ? contradictionsIn(parsed.plan) : []
  return errors.length > 0 ? { ok: false, errors: firstProblems(errors) } : parsed
}

/** The same, each field by itself: whether they go together is not asked. */
export function parseFields(json: unknown): ParsedJobPlan {
  const parsed = jobPlanSchema.safeParse(json, { error: sayIssue })
  if (!parsed.success) return { ok: false, errors: firstProblems(parsed.error.issues.flatMap(problemsOf)) }
  return { ok: true, plan: withoutNulls(parsed.data) as JobPlanDocument }
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
