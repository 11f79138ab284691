/** A job plan as it is loaded and saved whole: its document, where it stands, and who stands to it. */
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Sight } from '../domain/access/access.ts'
import type { PlanState, Side } from '../domain/agreement/moves.ts'
import { evaluate } from '../domain/job-plan/evaluate.ts'
import type { Evaluation } from '../domain/job-plan/evaluation.ts'
import type { JobPlanDocument } from '../domain/job-plan/job-plan.ts'
import { categoryOf } from '../domain/job-plan/sums.ts'
import { parseFraction, roundForScreen } from '../domain/time/fraction.ts'
import { insertRows } from './insert-rows.ts'

export type Plan = {
  planId: number
  organisationId: number
  assignmentId: number
  sight: Sight
  fromOn: string
  toOn: string
  state: PlanState
  /** Whose move it is, or null when it is nobody's. */
  nextSide: 'either' | Side | null
  since: Date
  agreedAt: Date | null
  /** Who returned it for discussion last, and why; null where it is not in discussion. */
  returned: Returned | null
  replacesPlanId: number | null
  document: JobPlanDocument
  version: number
  savedAt: Date
  personName: string
  /** Who agrees the plan for the organisation; null where nobody does yet. */
  agreerName: string | null
  postTitle: string
  unitName: string
}

/** `by` is null where the product itself returned it. */
export type Returned = { by: string | null; reason: string }

/** The capacities in which a person stands to a plan. */
export function sidesOf(sight: Sight, viewer: { personId: number; roles: readonly string[] }): Side[] {
  return [
    ...(sight.personId === viewer.personId ? (['clinician'] as const) : []),
    ...(sight.agreerPersonId === viewer.personId ? (['agreer'] as const) : []),
    ...(viewer.roles.includes('office') ? (['office'] as const) : []),
  ]
}

const lastReturn = sql<Returned | null>`(
  select jsonb_build_object('by', who.full_name, 'reason', move.reason)
    from job_plan_move move
    left join person who on who.organisation_id = move.organisation_id and who.person_id = move.moved_by
   where plan.state = 'in-discussion' and move.organisation_id = plan.organisation_id and move.plan_id = plan.plan_id
     and move.to_state = 'in-discussion' and move.reason is not null
   order by move.move_number desc limit 1)`

/** Finds a plan by its number, or null where there is none in sight. `forUpdate` locks it until the transaction ends. */
export async function findPlan(tx: Tx, planId: number, options: { forUpdate?: boolean } = {}): Promise<Plan | null> {
  if (options.forUpdate)
    await tx.selectFrom('job_plan').select('plan_id').where('plan_id', '=', planId).forUpdate().execute()
  const row = await tx
    .selectFrom('job_plan as plan')
    .innerJoin('assignment', (join) =>
      join
        .onRef('assignment.organisation_id', '=', 'plan.organisation_id')
        .onRef('assignment.assignment_id', '=', 'plan.assignment_id'),
    )
    .innerJoin('person', (join) =>
      join
        .onRef('person.organisation_id', '=', 'plan.organisation_id')
        .onRef('person.person_id', '=', 'plan.person_id'),
    )
    .innerJoin('unit', (join) =>
      join.onRef('unit.organisation_id', '=', 'plan.organisation_id').onRef('unit.unit_id', '=', 'assignment.unit_id'),
    )
    .leftJoin('person as agreer', (join) =>
      join
        .onRef('agreer.organisation_id', '=', 'plan.organisation_id')
        .onRef('agreer.person_id', '=', 'plan.agreer_person_id'),
    )
    .selectAll('plan')
    .select([
      'person.full_name as person_name',
      'agreer.full_name as agreer_name',
      'assignment.post_title',
      'unit.name as unit_name',
      sql<string>`plan.line::text`.as('line_text'),
      sql<string>`plan.unit_path::text`.as('unit_path_text'),
      lastReturn.as('returned'),
    ])
    .where('plan.plan_id', '=', planId)
    .executeTakeFirst()
  if (!row) return null
  return {
    planId: row.plan_id,
    organisationId: row.organisation_id,
    assignmentId: row.assignment_id,
    sight: {
      personId: row.person_id,
      agreerPersonId: row.agreer_person_id,
      line: row.line_text,
      unitPath: row.unit_path_text,
      professionalGroup: row.professional_group,
    },
    fromOn: row.from_on,
    toOn: row.to_on,
    state: row.state as PlanState,
    nextSide: row.next_side as Plan['nextSide'],
    since: row.since,
    agreedAt: row.agreed_at,
    returned: row.returned,
    replacesPlanId: row.replaces_plan_id,
    document: row.document as JobPlanDocument,
    version: row.version,
    savedAt: row.saved_at,
    personName: row.person_name,
    agreerName: row.agreer_name,
    postTitle: row.post_title,
    unitName: row.unit_name,
  }
}

/** A plan to be started on an assignment. */
export type NewPlan = {
  organisationId: number
  assignmentId: number
  document: JobPlanDocument
  /** The agreed plan that this one will take the place of, from its own first day on. */
  replacesPlanId: number | null
  by: number | null
  side: Side | null
  at: Date
}

/** Starts a plan as a draft and returns its number. Overlaps are refused by the database: see `isOverlap`. */
export async function insertPlan(tx: Tx, plan: NewPlan): Promise<number> {
  const evaluation = evaluate(plan.document)
  const { plan_id } = await tx
    .insertInto('job_plan')
    .values(planRow(plan, evaluation))
    .returning('plan_id')
    .executeTakeFirstOrThrow()
  await insertRows(tx, 'job_plan_activity', activityRows({ ...plan, planId: plan_id }, plan.document, evaluation))
  await tx.insertInto('job_plan_move').values(startRow(plan, plan_id)).execute()
  return plan_id
}

/** The row of a plan that is started, with the figures of its evaluation. */
export const planRow = (plan: NewPlan, evaluation: Evaluation) => ({
  organisation_id: plan.organisationId,
  assignment_id: plan.assignmentId,
  from_on: plan.document.period.from,
  to_on: plan.document.period.to,
  holds: `[${plan.document.period.from},${plan.document.period.to}]`,
  replaces_plan_id: plan.replacesPlanId,
  state: 'draft',
  next_side: 'either',
  since: plan.at,
  document: JSON.stringify(plan.document),
  version: 1,
  saved_at: plan.at,
  ...figuresOf(plan.document, evaluation),
})

/** The first row of a plan's timeline. */
export const startRow = (plan: NewPlan, planId: number) => ({
  organisation_id: plan.organisationId,
  plan_id: planId,
  assignment_id: plan.assignmentId,
  move_number: 1,
  move: 'start',
  from_state: null,
  to_state: 'draft',
  side: plan.side,
  moved_by: plan.by,
  moved_at: plan.at,
  reason: null,
  offer_number: null,
})

/** Saves a new document of a plan under the next version, with its figures and its activity rows. */
export async function saveDocument(tx: Tx, plan: Plan, document: JobPlanDocument, at: Date): Promise<Plan> {
  const evaluation = evaluate(document)
  const version = plan.version + 1
  await tx
    .updateTable('job_plan')
    .set({
      document: JSON.stringify(document),
      version,
      saved_at: at,
      from_on: document.period.from,
      to_on: document.period.to,
      holds: `[${document.period.from},${document.period.to}]`,
      ...figuresOf(document, evaluation),
    })
    .where('organisation_id', '=', plan.organisationId)
    .where('plan_id', '=', plan.planId)
    .execute()
  await tx
    .deleteFrom('job_plan_activity')
    .where('organisation_id', '=', plan.organisationId)
    .where('plan_id', '=', plan.planId)
    .execute()
  await insertRows(tx, 'job_plan_activity', activityRows(plan, document, evaluation))
  return { ...plan, document, version, savedAt: at, fromOn: document.period.from, toOn: document.period.to }
}

/** Whether the database refused a plan because it overlaps another of the same assignment. */
export const isOverlap = (error: unknown): boolean => (error as { code?: string } | null)?.code === '23P01'

/** Exact fractions as decimals for the columns that lists sort and sum by; twelve places lose nothing a screen shows. */
const decimal = (exact: string) => {
  const value = parseFraction(exact)
  if (!value) throw new RangeError(`"${exact}" is not a figure of an evaluation`)
  return roundForScreen(value, 12)
}

const figuresOf = (document: JobPlanDocument, evaluation: Evaluation) => ({
  contract: document.contract,
  unit: evaluation.unit,
  total_units: decimal(evaluation.perWeek.total.units),
  dcc_units: decimal(evaluation.perWeek.dcc.units),
  contracted_units: decimal(evaluation.contracted.units),
  breaches: evaluation.findings.filter((finding) => finding.severity === 'breach').length,
})

/** The rows of a plan's activities, as lists and reports read them. */
export function activityRows(
  plan: { organisationId: number; assignmentId: number; planId: number },
  document: JobPlanDocument,
  evaluation: Evaluation,
) {
  const figures = new Map(evaluation.activities.map((activity) => [activity.id, activity]))
  return (document.activities ?? []).flatMap((activity, index) => {
    const figure = figures.get(activity.id)
    if (!figure) return []
    return {
      organisation_id: plan.organisationId,
      plan_id: plan.planId,
      assignment_id: plan.assignmentId,
      activity_id: activity.id,
      place_in_plan: index + 1,
      title: activity.title,
      category: categoryOf(activity),
      classification: activity.classification ?? null,
      schedule_kind: activity.schedule.kind,
      setting: activity.location?.setting ?? null,
      site: activity.location?.site ?? null,
      specialty: activity.specialty ?? null,
      units_per_week: decimal(figure.unitsPerWeek),
      minutes_per_week: decimal(figure.minutesPerWeek),
      occurrences_per_year: decimal(figure.occurrencesPerYear),
    }
  })
}
