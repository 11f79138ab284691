import { UNIT_WORDS } from '../../../domain/contracts/contract-terms.ts'
import { CATEGORY_LABELS, isCounted } from '../../../domain/job-plan/categories.ts'
import { CLASSIFICATIONS } from '../../../domain/job-plan/classifications.ts'
import type { Evaluation } from '../../../domain/job-plan/evaluation.ts'
import { type SiteNames, sayOutput, sayPlace } from '../../../domain/job-plan/in-words.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { hoursAndMinutes } from '../../../domain/job-plan/say.ts'
import { saySchedule } from '../../../domain/job-plan/say-schedule.ts'
import { saySpecialty } from '../../../domain/job-plan/specialties.ts'
import { categoryOf } from '../../../domain/job-plan/sums.ts'
import { figure } from '../plan/figures.words.ts'

export type ActivityRow = {
  id: string
  title: string
  kind: string
  when: string
  where: string
  specialty: string
  output: string
  aWeek: string
  units: string
  aYear: string
}

/** Every activity with its figures, in the plan's order. */
export function viewActivities(
  document: JobPlanDocument,
  evaluation: Evaluation,
  sites: SiteNames,
): { rows: ActivityRow[]; units: string } {
  return {
    units: UNIT_WORDS[evaluation.unit].many,
    rows: (document.activities ?? []).flatMap((activity, place) => {
      const figures = evaluation.activities[place]
      if (!figures) return []
      const { id, title, classification, schedule, specialty } = activity
      return {
        id,
        title,
        kind: [CATEGORY_LABELS[categoryOf(activity)].long, classification && CLASSIFICATIONS[classification].label]
          .filter(Boolean)
          .join(' · '),
        when: saySchedule(schedule, document.cycleWeeks ?? 1),
        where: sayPlace(activity, sites),
        specialty: saySpecialty(specialty),
        output: sayOutput(activity),
        aWeek: hoursAndMinutes(figures.minutesPerWeek),
        units: isCounted(categoryOf(activity)) ? figure(figures.unitsPerWeek) : 'Not counted',
        aYear: figure(figures.occurrencesPerYear),
      }
    }),
  }
}
