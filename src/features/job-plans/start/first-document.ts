/** The document that a plan starts as. */
import { CONTRACT_LABELS, type ContractId } from '../../../domain/contracts/contract-terms.ts'
import { termsFor } from '../../../domain/contracts/registry.ts'
import { parseJobPlan } from '../../../domain/job-plan/job-plan.schema.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import type { Problem } from '../../../domain/job-plan/problem.ts'
import { PROFESSIONAL_GROUP_LABELS, type ProfessionalGroup } from '../../../domain/job-plan/professional-groups.ts'
import { readJson } from '../../../domain/job-plan/read-json.ts'
import { contractedTime } from '../../../domain/staff/contracted-time.ts'
import { addDays, addMonths } from '../../../domain/time/calendar-date.ts'
import type { PostForPlan } from './start-plan.query.ts'

export type Period = { from: string; to: string }

const isContract = (text: string): text is ContractId => text in CONTRACT_LABELS
const isGroup = (text: string): text is ProfessionalGroup => text in PROFESSIONAL_GROUP_LABELS

/** The contract of a post, or undefined while the office has not said. */
export const contractOf = ({ contract }: PostForPlan): ContractId | undefined =>
  isContract(contract) ? contract : undefined

/** The days proposed for a new plan: a year, from the day after the last one, else from today. */
export function proposePeriod(today: string, lastEndsOn: string | undefined): Period {
  const from = lastEndsOn !== undefined && lastEndsOn >= today ? addDays(lastEndsOn, 1) : today
  return { from, to: addDays(addMonths(from, 12), -1) }
}

/** A plan with nothing in it but what the staff record knows. */
export function blankDocument(post: PostForPlan, contract: ContractId, period: Period): JobPlanDocument {
  const fullTime = termsFor(contract, period.from).core.value
  const time = contractedTime(contract, { contracted: post.contracted, frequency: null }, period.from)
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
  if (plan.contract !== post.contract)
    return {
      ok: false,
      errors: [
        {
          path: 'contract',
          message: `is ${plan.contract}, but this post is under ${post.contract}. If the post is wrong, the office can correct it.`,
        },
      ],
    }
  return { ok: true, document: copiedDocument(plan, post, plan.period) }
}

const personOf = (post: PostForPlan): JobPlanDocument['person'] => ({
  name: post.personName,
  assignmentNumber: post.number,
  postTitle: post.postTitle,
  ...(post.band !== null && { band: post.band }),
  ...(isGroup(post.professionalGroup) && { professionalGroup: post.professionalGroup }),
})
