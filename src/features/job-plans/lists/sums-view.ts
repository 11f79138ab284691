import { CATEGORY_LABELS, COUNTED_CATEGORIES } from '../../../domain/job-plan/categories.ts'
import type { Evaluation } from '../../../domain/job-plan/evaluation.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { sayUnits } from '../../../domain/job-plan/say.ts'
import { toFraction } from '../../../domain/time/fraction.ts'
import type { WorkedProps } from '../../../ui/worked.tsx'
import { rotaTitle } from '../plan/activity.words.ts'
import { stepsOf, viewWorked } from '../plan/sum-view.ts'

/** Figures that belong together, each with all its steps. */
export type SumsGroup = { heading: string; figures: WorkedProps[] }

/** Every figure of an evaluation made with `explain`, and how it came about. */
export function viewSums(document: JobPlanDocument, evaluation: Evaluation): SumsGroup[] {
  const say = (units: string) => sayUnits(toFraction(units), evaluation.unit)
  const explain = (path: string, summary: string): WorkedProps[] => {
    const steps = stepsOf(evaluation, path)
    return steps.length > 0 ? [viewWorked(`sum-${path.replaceAll(/[^\w-]+/g, '-')}`, summary, steps)] : []
  }
  const { perWeek, perYear, activities, onCall, contracted, balance } = evaluation
  const headings = [
    ...COUNTED_CATEGORIES.map((name) => ({ name, label: CATEGORY_LABELS[name].long })),
    { name: 'total' as const, label: 'Total' },
  ]
  return [
    {
      heading: 'Each activity',
      figures: activities.flatMap(({ id, unitsPerWeek }, place) =>
        explain(
          `activities.${id}.unitsPerWeek`,
          `${document.activities?.[place]?.title ?? id}: ${say(unitsPerWeek)} a week`,
        ),
      ),
    },
    {
      heading: 'On-call',
      figures: onCall.flatMap(({ id, unitsPerWeek, supplement }, place) => {
        const rota = document.onCall?.[place]
        const title = rota ? rotaTitle(rota) : id
        return [
          ...explain(`onCall.${id}.unitsPerWeek`, `${title}: ${say(unitsPerWeek)} a week`),
          ...explain(`onCall.${id}.supplement`, `${title}: ${supplement?.percent ?? '0'}% supplement`),
        ]
      }),
    },
    {
      heading: 'A week',
      figures: headings.flatMap(({ name, label }) =>
        explain(`perWeek.${name}.units`, `${label}: ${say(perWeek[name].units)} a week`),
      ),
    },
    {
      heading: 'A year',
      figures: headings.flatMap(({ name, label }) =>
        explain(`perYear.${name}.units`, `${label}: ${say(perYear[name].units)} a year`),
      ),
    },
    {
      heading: 'Against the contract',
      figures: [
        ...explain('contracted.units', `In the contract: ${say(contracted.units)} a week`),
        ...explain('balance.units', `Planned less contracted: ${say(balance.units)} a week`),
      ],
    },
  ].filter(({ figures }) => figures.length > 0)
}
