import { sql } from 'kysely'
import type { Tx } from '../../../db/database.ts'
import type { Sight } from '../../../domain/access/access.ts'
import type { PlanState } from '../../../domain/agreement/moves.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'

/** A post that a plan is to be started for. */
export type PostForPlan = {
  assignmentId: number
  organisationId: number
  organisationCode: string
  sight: Sight
  personName: string
  number: string
  postTitle: string
  /** `unknown` until the office has said. */
  contract: string
  professionalGroup: string
  band: string | null
  /** A week, in the contract's unit; null where the staff record does not say. */
  contracted: string | null
}

/** Finds a post by its number, or null where there is none in sight. */
export async function findPostForPlan(tx: Tx, assignmentId: number): Promise<PostForPlan | null> {
  const row = await tx
    .selectFrom('assignment')
    .innerJoin('person', (join) =>
      join
        .onRef('person.organisation_id', '=', 'assignment.organisation_id')
        .onRef('person.person_id', '=', 'assignment.person_id'),
    )
    .innerJoin('organisation', 'organisation.organisation_id', 'assignment.organisation_id')
    .select([
      'assignment.organisation_id',
      'assignment.person_id',
      'assignment.agreer_person_id',
      'assignment.number',
      'assignment.post_title',
      'assignment.contract',
      'assignment.professional_group',
      'assignment.band',
      'assignment.contracted_amount',
      'organisation.ods_code',
      'person.full_name',
      sql<string>`assignment.line::text`.as('line_text'),
      sql<string>`assignment.unit_path::text`.as('unit_path_text'),
    ])
    .where('assignment_id', '=', assignmentId)
    .executeTakeFirst()
  if (!row) return null
  return {
    assignmentId,
    organisationId: row.organisation_id,
    organisationCode: row.ods_code,
    sight: {
      personId: row.person_id,
      agreerPersonId: row.agreer_person_id,
      line: row.line_text,
      unitPath: row.unit_path_text,
      professionalGroup: row.professional_group,
    },
    personName: row.full_name,
    number: row.number,
    postTitle: row.post_title,
    contract: row.contract,
    professionalGroup: row.professional_group,
    band: row.band,
    contracted: row.contracted_amount,
  }
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
