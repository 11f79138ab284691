import { isCounted } from '../../../domain/job-plan/categories.ts'
import type { Evaluation } from '../../../domain/job-plan/evaluation.ts'
import { type SiteNames, sayHowOften, sayPlace } from '../../../domain/job-plan/in-words.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { hoursAndMinutes } from '../../../domain/job-plan/say.ts'
import { categoryOf } from '../../../domain/job-plan/sums.ts'
import { rotaTitle, saySupplement } from './activity.words.ts'
import { figure } from './figures.words.ts'

export type UnfixedRow = {
  id: string
  what: string
  how: string
  where: string
  aWeek: string
  units: string
  href: string
}

/** What is in the plan but at no fixed time: when it suits, so many times a year, and on-call. */
export function viewUnfixed(
  document: JobPlanDocument,
  evaluation: Evaluation,
  linkTo: { activity: (id: string) => string; onCall: (id: string) => string },
  sites: SiteNames,
): UnfixedRow[] {
  const activities = (document.activities ?? []).flatMap((activity, place) => {
    const figures = evaluation.activities[place]
    const { schedule, id, title } = activity
    if (schedule.kind === 'timetabled' || !figures) return []
    return {
      id,
      what: title,
      how: schedule.kind === 'flexible' ? 'When it suits' : `${figure(schedule.occurrencesPerYear)} times a year`,
      where: sayPlace(activity, sites),
      aWeek: hoursAndMinutes(figures.minutesPerWeek),
      units: isCounted(categoryOf(activity)) ? figure(figures.unitsPerWeek) : 'Not counted',
      href: linkTo.activity(id),
    }
  })
  const rotas = (document.onCall ?? []).flatMap((rota, place) => {
    const figures = evaluation.onCall[place]
    if (!figures) return []
    return {
      id: rota.id,
      what: rotaTitle(rota),
      how: sayHowOften(rota),
      where: saySupplement(rota, figures.supplement?.percent),
      aWeek: hoursAndMinutes(figures.minutesPerWeek),
      units: figure(figures.unitsPerWeek),
      href: linkTo.onCall(rota.id),
    }
  })
  return [...activities, ...rotas]
}
