/** The document that a plan starts as. */
import type { ContractId } from '../../../domain/contracts/contract-terms.ts'
import { termsFor } from '../../../domain/contracts/registry.ts'
import { parseJobPlan } from '../../../domain/job-plan/job-plan.schema.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import type { Problem } from '../../../domain/job-plan/problem.ts'
import { readJson } from '../../../domain/job-plan/read-json.ts'
import { contractedTime } from '../../../domain/staff/contracted-time.ts'
import { addDays, addMonths } from '../../../domain/time/calendar-date.ts'
import type { PostForPlan } from './start-plan.query.ts'

export type Period = { from: string; to: string }

/** The days proposed for a new plan: a year, from the day after the last one, else from today. */
export function proposePeriod(today: string, lastEndsOn: string | undefined): Period {
  const from = lastEndsOn !== undefined && lastEndsOn >= today ? addDays(lastEndsOn, 1) : today
  return { from, to: addDays(addMonths(from, 12), -1) }
}

/** A plan with nothing in it but what the staff record knows. */
export function blankDocument(post: PostForPlan, contract: ContractId, period: Period): JobPlanDocument {
  const fullTime = termsFor(contract, period.from).core.value
  const time = contractedTime(contract, { contracted: post.contractedAmount, frequency: null }, period.from)
  return {
    format: 'concord.job-plan/1',
    contract,
    organisation: post.organisationCode,
    person: personOf(post),
    period,
    contracted: { core: time.core ?? fullTime, ...(time.additional !== '0' && { additional: time.additional }) },
    cycleWeeks: 1,
    activities: [],
    onCall: [],
    objectives: [],
    supportingResources: [],
  }
}

/** An earlier plan again, for other days. */
export const copiedDocument = (earlier: JobPlanDocument, post: PostForPlan, period: Period): JobPlanDocument => ({
  ...earlier,
  organisation: post.organisationCode,
  person: { ...earlier.person, ...personOf(post) },
  period,
})

/** A document from elsewhere, for this post: it must be under the same contract, and it is this person's. */
export function importedDocument(
  text: string,
  post: PostForPlan,
): { ok: true; document: JobPlanDocument } | { ok: false; errors: Problem[] } {
  const json = readJson(text)
  if (!json.ok) return json
  const parsed = parseJobPlan(json.json)
  if (!parsed.ok) return parsed
  const { plan } = parsed
  const { contract } = post.counts
  if (plan.contract !== contract)
    return {
      ok: false,
      errors: [
        {
          path: 'contract',
          message: `is ${plan.contract}, but this post is under ${contract}. If the post is wrong, the office can correct it.`,
        },
      ],
    }
  return { ok: true, document: copiedDocument(plan, post, plan.period) }
}

const personOf = ({ personName, number, postTitle, counts }: PostForPlan): JobPlanDocument['person'] => ({
  name: personName,
  assignmentNumber: number,
  postTitle,
  ...(counts.band !== null && { band: counts.band }),
  ...(counts.professionalGroup !== 'none' && { professionalGroup: counts.professionalGroup }),
})
