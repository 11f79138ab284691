import { UNIT_WORDS } from '../../../domain/contracts/contract-terms.ts'
import { termsFor } from '../../../domain/contracts/registry.ts'
import type { Evaluation } from '../../../domain/job-plan/evaluation.ts'
import { sayHowOften, sayOnCallWork } from '../../../domain/job-plan/in-words.ts'
import type { JobPlanDocument, OnCallRota } from '../../../domain/job-plan/job-plan.ts'
import { toFraction } from '../../../domain/time/fraction.ts'
import type { WorkedProps } from '../../../ui/worked.tsx'
import { rotaTitle } from '../plan/activity.words.ts'
import { figure } from '../plan/figures.words.ts'
import { stepsOf, viewWorked } from '../plan/sum-view.ts'

export type RotaView = {
  id: string
  title: string
  result: string
  rows: { key: string; value: string }[]
  worked: WorkedProps | null
}

/** Every rota in plain words, with what it comes to and how. */
export function viewRotas(document: JobPlanDocument, evaluation: Evaluation): RotaView[] {
  return (document.onCall ?? []).flatMap((rota, place) => {
    const figures = evaluation.onCall[place]
    if (!figures) return []
    const steps = stepsOf(evaluation, `onCall.${rota.id}.unitsPerWeek`)
    const supplement = stepsOf(evaluation, `onCall.${rota.id}.supplement`)
    return {
      id: rota.id,
      title: rotaTitle(rota),
      result: sayResult(document, figures),
      rows: sayRows(rota),
      worked:
        steps.length === 0
          ? null
          : viewWorked(`worked-on-call-${rota.id}`, `How we worked out ${figure(figures.unitsPerWeek)}`, [
              ...steps,
              ...supplement,
            ]),
    }
  })
}

/** `= 0.31 PAs a week, 5% supplement`. */
export function sayResult(
  { contract, period }: JobPlanDocument,
  { unitsPerWeek, supplement }: Evaluation['onCall'][number],
): string {
  const { one, many } = UNIT_WORDS[termsFor(contract, period.from).unit]
  const units = figure(unitsPerWeek)
  return [`= ${units} ${units === '1' ? one : many} a week`, supplement && `${figure(supplement.percent)}% supplement`]
    .filter(Boolean)
    .join(', ')
}

function sayRows(rota: OnCallRota): { key: string; value: string }[] {
  return [
    { key: 'How often', value: sayHowOften(rota) },
    ...(rota.category ? [{ key: 'Category', value: rota.category }] : []),
    { key: 'Called in or on the phone', value: sayOnCallWork(rota.unpredictable) },
    ...(rota.predictable && toFraction(rota.predictable.minutes).n > 0n
      ? [{ key: 'Planned work, such as ward rounds', value: sayOnCallWork(rota.predictable) }]
      : []),
  ]
}
