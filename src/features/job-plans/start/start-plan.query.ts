import type { Tx } from '../../../db/database.ts'
import type { PlanState } from '../../../domain/agreement/moves.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { type Assignment, findAssignment } from '../../../records/assignment.ts'

/** A post that a plan is to be started for. */
export type PostForPlan = Assignment & { organisationCode: string }

/** Finds a post by its number, or null where there is none in sight. Two queries. */
export async function findPostForPlan(tx: Tx, assignmentId: number): Promise<PostForPlan | null> {
  const assignment = await findAssignment(tx, assignmentId)
  if (!assignment) return null
  const { ods_code: organisationCode } = await tx
    .selectFrom('organisation')
    .select('ods_code')
    .where('organisation_id', '=', assignment.organisationId)
    .executeTakeFirstOrThrow()
  return { ...assignment, organisationCode }
}

/** A plan of the same post that a new one may be copied from. */
export type EarlierPlan = {
  planId: number
  state: PlanState
  fromOn: string
  toOn: string
  document: JobPlanDocument
}

/** Finds the plan of a post to copy from: that one, or else its latest. */
export async function findEarlierPlan(
  tx: Tx,
  assignmentId: number,
  planId: number | undefined,
): Promise<EarlierPlan | null> {
  const row = await tx
    .selectFrom('job_plan')
    .select(['plan_id', 'state', 'from_on', 'to_on', 'document'])
    .where('assignment_id', '=', assignmentId)
    .where((is) => (planId === undefined ? is('state', '<>', 'withdrawn') : is('plan_id', '=', planId)))
    .orderBy('from_on', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  return {
    planId: row.plan_id,
    state: row.state as PlanState,
    fromOn: row.from_on,
    toOn: row.to_on,
    document: row.document as JobPlanDocument,
  }
}
