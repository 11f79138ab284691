/** One change to a plan, saved on the newest document, or refused because somebody else changed the same thing. */
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { planStates } from '../domain/agreement/moves.ts'
import { canonicalPlan, canonicalText } from '../domain/job-plan/canonical.ts'
import { applyChange, type PlanChange, shareTarget, targetsOf } from '../domain/job-plan/change.ts'
import { parseJobPlan } from '../domain/job-plan/job-plan.schema.ts'
import type { JobPlanDocument } from '../domain/job-plan/job-plan.ts'
import type { Problem } from '../domain/job-plan/problem.ts'
import { type Plan, saveDocument } from './plan.ts'
import { findOverlap, type Overlap } from './plan-overlap.ts'

export type ChangeToSave = {
  change: PlanChange
  /** The version that whoever made the change was looking at. */
  madeOn: number
  by: number
  at: Date
  /** The version that this change takes back. */
  undoes?: number
}

export type Saved = { ok: true; plan: Plan } | { ok: false; refused: Refused }

export type Refused =
  /** The plan is offered, signed or over. */
  | { why: 'not-editable' }
  /** Somebody saved a change to the same thing since. */
  | { why: 'conflict'; changedBy: string; changedAt: Date }
  /** What the change is about is no longer in the plan. */
  | { why: 'gone'; problem: string }
  /** The plan would no longer be one. */
  | { why: 'invalid'; errors: Problem[] }
  /** Another plan of the post has some of the days. */
  | { why: 'overlap'; overlap: Overlap }

const refuse = (refused: Refused): Saved => ({ ok: false, refused })

/**
 * Saves a change as the plan's next version. The plan must have been found `forUpdate` in this transaction.
 * A change that changes nothing is not saved, and the plan stays as it is.
 */
export async function saveChange(tx: Tx, plan: Plan, toSave: ChangeToSave): Promise<Saved> {
  if (!planStates[plan.state].isEditable) return refuse({ why: 'not-editable' })
  const { change, madeOn, by, at, undoes } = toSave
  const targets = targetsOf(change)
  const since = await listChangesSince(tx, plan.planId, madeOn)
  const other = since.find((made) => shareTarget(made.targets, targets))
  if (other) return refuse({ why: 'conflict', changedBy: other.changedBy, changedAt: other.changedAt })

  const applied = applyChange(plan.document, change)
  if (!applied.ok) return refuse({ why: 'gone', problem: applied.problem })
  const parsed = parseJobPlan(applied.plan)
  if (!parsed.ok) return refuse({ why: 'invalid', errors: parsed.errors })
  if (undoes === undefined && isSamePlan(plan.document, parsed.plan)) return { ok: true, plan }

  const { period } = parsed.plan
  const overlap = isSamePeriod(plan.document.period, period) ? null : await findOverlap(tx, { ...plan, ...period })
  if (overlap) return refuse({ why: 'overlap', overlap })

  const saved = await saveDocument(tx, plan, parsed.plan, at)
  await tx
    .insertInto('job_plan_change')
    .values({
      organisation_id: plan.organisationId,
      plan_id: plan.planId,
      version: saved.version,
      assignment_id: plan.assignmentId,
      targets,
      change: JSON.stringify(change),
      inverse: JSON.stringify(applied.inverse),
      undoes_version: undoes ?? null,
      changed_by: by,
      changed_at: at,
    })
    .execute()
  return { ok: true, plan: saved }
}

/**
 * Takes back the newest change of a person that they have not taken back yet. Null when there is none left. What somebody else
 * has changed since is a conflict: it would be taken back too.
 */
export async function undoNewestChange(tx: Tx, plan: Plan, made: { by: number; at: Date }): Promise<Saved | null> {
  const newest = await findChangeToUndo(tx, plan.planId, made.by)
  if (!newest) return null
  return saveChange(tx, plan, { change: newest.inverse, madeOn: newest.version, undoes: newest.version, ...made })
}

/** The newest change of a person that has not been taken back, or null. */
export async function findChangeToUndo(
  tx: Tx,
  planId: number,
  personId: number,
): Promise<{ version: number; inverse: PlanChange } | null> {
  const row = await tx
    .selectFrom('job_plan_change as made')
    .select(['made.version', 'made.inverse'])
    .where('made.plan_id', '=', planId)
    .where('made.changed_by', '=', personId)
    .where('made.undoes_version', 'is', null)
    .where(isNotTakenBack)
    .orderBy('made.version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { version: row.version, inverse: row.inverse as PlanChange } : null
}

const isNotTakenBack = sql<boolean>`not exists (
  select from job_plan_change undo where undo.plan_id = made.plan_id and undo.undoes_version = made.version)`

/** The changes after a version, newest first. One that was taken back again is none, and so is the taking back. */
async function listChangesSince(tx: Tx, planId: number, version: number): Promise<Made[]> {
  const rows = await tx
    .selectFrom('job_plan_change as made')
    .leftJoin('person', (join) =>
      join
        .onRef('person.organisation_id', '=', 'made.organisation_id')
        .onRef('person.person_id', '=', 'made.changed_by'),
    )
    .select(['made.targets', 'made.changed_at', 'made.changed_by', 'person.full_name'])
    .where('made.plan_id', '=', planId)
    .where('made.version', '>', version)
    .where(isNotTakenBack)
    .where((is) => is.or([is('made.undoes_version', 'is', null), is('made.undoes_version', '<=', version)]))
    .orderBy('made.version', 'desc')
    .execute()
  return rows.map((row) => ({
    targets: row.targets,
    changedAt: row.changed_at,
    changedBy: row.full_name ?? 'somebody',
    changedById: row.changed_by,
  }))
}

/** A change that somebody made and has not taken back. */
export type Made = { targets: string[]; changedAt: Date; changedBy: string; changedById: number | null }

/** The document as it was at a version, and who has changed what since, newest first. */
export async function readSince(
  tx: Tx,
  { planId, document }: Plan,
  version: number,
): Promise<{ before: JobPlanDocument; changes: Made[] }> {
  const rows = await tx
    .selectFrom('job_plan_change')
    .select('inverse')
    .where('plan_id', '=', planId)
    .where('version', '>', version)
    .orderBy('version', 'desc')
    .execute()
  let before = document
  for (const { inverse } of rows) {
    const back = applyChange(before, inverse as PlanChange)
    if (back.ok) before = back.plan
  }
  return { before, changes: await listChangesSince(tx, planId, version) }
}

const isSamePeriod = (some: JobPlanDocument['period'], other: JobPlanDocument['period']) =>
  some.from === other.from && some.to === other.to

const isSamePlan = (some: JobPlanDocument, other: JobPlanDocument) =>
  canonicalText(canonicalPlan(some)) === canonicalText(canonicalPlan(other))
