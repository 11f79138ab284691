import { SCOPE_LABELS } from '../../../domain/staff/classification.ts'
import { formatDay } from '../../../ui/dates.ts'
import type { PostForPlan } from './start-plan.query.ts'

/** Why no plan can be started on a post today, in plain words. */
export type WhyNotStart = { heading: string; says: string }

/** Says why no plan can be started on a post today; undefined where one can. */
export function whyNotStart(post: PostForPlan, todayOn: string): WhyNotStart | undefined {
  const { personName, postTitle, endedOn, leftOn, counts } = post
  const lastOn = [endedOn, leftOn].filter((day) => day !== null).sort()[0]
  if (lastOn !== undefined && lastOn < todayOn)
    return {
      heading: 'This post has ended',
      says: `The last day of ${personName} as ${postTitle} was ${formatDay(lastOn)}, so no plan can be started for it. If that day is wrong, it is put right in the staff record.`,
    }
  if (counts.scope !== 'in-scope')
    return {
      heading: 'This post has no job plan',
      says: `The post is listed as “${SCOPE_LABELS[counts.scope].toLowerCase()}”, and posts like that have no job plan here. If that is wrong, the job-planning office can correct it. Then the plan can be started here.`,
    }
  if (counts.contract === 'unknown')
    return {
      heading: 'The contract is not known yet',
      says: `A job plan counts time by the rules of a contract, and the staff record does not say which one ${personName} has in this post. Ask the job-planning office to set it. Then the plan can be started here.`,
    }
  return undefined
}
