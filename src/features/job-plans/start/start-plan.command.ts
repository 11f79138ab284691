import type { Tx } from '../../../db/database.ts'
import type { AuditEventName } from '../../../domain/access/audit-events.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { appendAudit } from '../../../records/audit.ts'
import { insertPlan, isOverlap, sidesOf } from '../../../records/plan.ts'
import { findOverlap, type Overlap } from '../../../records/plan-overlap.ts'
import type { ViewerFacts } from '../../../records/viewer.ts'
import type { PostForPlan } from './start-plan.query.ts'

export type PlanToStart = {
  post: PostForPlan
  document: JobPlanDocument
  /** The agreed plan that it will take the place of. */
  replacesPlanId: number | null
  by: ViewerFacts
  at: Date
  event: AuditEventName
}

export type Started = { ok: true; planId: number } | { ok: false; overlap: Overlap | null }

/** Starts a draft. Refused when the post has another plan for some of the days; two at once cannot both start. */
export async function startPlan(
  write: (work: (tx: Tx) => Promise<Started>) => Promise<Started>,
  toStart: PlanToStart,
): Promise<Started> {
  const { post, document, replacesPlanId, by, at, event } = toStart
  const { organisationId, assignmentId } = post
  try {
    return await write(async (tx) => {
      const overlap = await findOverlap(tx, { organisationId, assignmentId, replacesPlanId, ...document.period })
      if (overlap) return { ok: false, overlap }
      const [side = null] = sidesOf(post.sight, by)
      const planId = await insertPlan(tx, {
        organisationId,
        assignmentId,
        document,
        replacesPlanId,
        by: by.personId,
        side,
        at,
      })
      const payload = { from: document.period.from, to: document.period.to, replacesPlanId }
      await appendAudit(tx, {
        organisationId,
        personId: by.personId,
        event,
        object: `plan ${planId}`,
        payload,
        at,
      })
      return { ok: true, planId }
    })
  } catch (error) {
    if (isOverlap(error)) return { ok: false, overlap: null }
    throw error
  }
}
