import type { ActivityContent, ContractTerms, PersonContent } from '../../../domain/contracts/contract-terms.ts'
import type { Activity, JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'

export type MissingContent =
  | { of: 'person'; part: PersonContent }
  | { of: 'activity'; activity: Activity; parts: ActivityContent[] }

const ACTIVITY_PARTS: Record<ActivityContent, (activity: Activity) => string | undefined> = {
  setting: ({ location }) => location?.setting,
  specialty: ({ specialty }) => specialty,
}

const isBlank = (text: string | null | undefined) => !text?.trim()

/** The things behind a `content.missing` finding, one by one, so that each can be a link to where it is filled in. */
export function missingContentOf(plan: JobPlanDocument, { minimumContent: least }: ContractTerms): MissingContent[] {
  if (!least) return []
  return [
    ...least.value.person
      .filter((part) => isBlank(plan.person[part]))
      .map((part): MissingContent => ({ of: 'person', part })),
    ...(plan.activities ?? []).flatMap((activity): MissingContent[] => {
      const parts = least.value.activity.filter((part) => isBlank(ACTIVITY_PARTS[part](activity)))
      return parts.length > 0 ? [{ of: 'activity', activity, parts }] : []
    }),
  ]
}
