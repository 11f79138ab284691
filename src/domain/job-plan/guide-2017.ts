import { add, type Fraction, ZERO } from '../time/fraction.ts'
import { isCounted } from './categories.ts'
import { CLASSIFICATIONS, type Guide2017Heading } from './classifications.ts'
import type { PlanSums } from './sums.ts'

/**
 * Minutes a week under the two headings of the 2017 guide for allied health professionals; on-call is clinical care.
 * Undefined unless every activity has a classification.
 */
export function minutesUnderGuide2017({
  activities,
  onCall,
}: PlanSums): Record<Guide2017Heading, Fraction> | undefined {
  if (activities.length === 0) return undefined
  const minutes: Record<Guide2017Heading, Fraction> = { clinicalCare: ZERO, supportingProfessionalActivities: ZERO }
  for (const { activity, category, perWeek } of activities) {
    if (!activity.classification) return undefined
    const heading = CLASSIFICATIONS[activity.classification].heading2017
    if (isCounted(category)) minutes[heading] = add(minutes[heading], perWeek.minutes)
  }
  for (const { perWeek } of onCall) minutes.clinicalCare = add(minutes.clinicalCare, perWeek.minutes)
  return minutes
}
