import type { ContractTerms } from '../contracts/contract-terms.ts'
import { add, compare, formatFraction, fraction, isZero, toFraction } from '../time/fraction.ts'
import type { TraceStep } from './evaluation.ts'
import type { RotaSums } from './on-call.ts'
import { sayDuration, sayNumber } from './say.ts'
import type { PlanSums } from './sums.ts'
import { ARITHMETIC, cite, exact, roundSteps } from './trace-step.ts'
import type { Rounds } from './work.ts'

/** How an on-call rota's figures came about. */
export function rotaSteps(sum: RotaSums, sums: PlanSums): TraceStep[] {
  const { rota, perWeek, predictable, unpredictable } = sum
  const { terms } = sums
  const units = `onCall.${rota.id}.unitsPerWeek`
  const parts = [
    { name: 'predictable', rounds: predictable },
    { name: 'unpredictable', rounds: unpredictable },
  ].filter(({ rounds }) => !isZero(rounds.round.minutes))
  const steps = parts.flatMap(({ name, rounds }) => {
    const worked = sayDuration(formatFraction(rounds.round.minutes))
    return [
      ...roundSteps(units, `${worked} of ${name} work in an on-call week`, rounds, false, terms),
      ...shareSteps(units, rounds, sum, sums),
    ]
  })
  if (compare(sum.unpredictableUnits, unpredictable.perWeek.units) < 0 && terms.unpredictableOnCallCap)
    steps.push(
      cite(
        {
          figure: units,
          rule: 'on-call.cap',
          says: `Unpredictable work of all rotas together counts for at most ${terms.unpredictableOnCallCap.value} a week: ${exact(unpredictable.perWeek.units)} counts as ${exact(sum.unpredictableUnits)}`,
          inputs: { before: formatFraction(unpredictable.perWeek.units) },
          value: sum.unpredictableUnits,
        },
        terms.unpredictableOnCallCap,
      ),
    )
  const together = `${exact(predictable.perWeek.units)} + ${exact(sum.unpredictableUnits)} = ${exact(perWeek.units)}`
  return [
    ...steps,
    cite(
      {
        figure: units,
        rule: 'on-call.total',
        says: `Predictable and unpredictable: ${together}`,
        inputs: {},
        value: perWeek.units,
      },
      ARITHMETIC,
    ),
    cite(
      {
        figure: `onCall.${rota.id}.minutesPerWeek`,
        rule: 'on-call.minutes',
        says: `${exact(add(predictable.round.minutes, unpredictable.round.minutes))} minutes in an on-call week ${sayShare(sum, sums)} = ${exact(perWeek.minutes)} a week`,
        inputs: { oneIn: formatFraction(toFraction(rota.oneIn)) },
        value: perWeek.minutes,
      },
      ARITHMETIC,
    ),
    ...supplementSteps(sum, terms),
  ]
}

function sayShare({ rota }: RotaSums, { terms, workingWeeks }: PlanSums): string {
  const share = `÷ ${sayNumber(rota.oneIn)}`
  return rota.prospectiveCover ? `${share} × ${terms.prospectiveCoverWeeks.value} ÷ ${exact(workingWeeks)}` : share
}

function shareSteps(figure: string, { round, perWeek }: Rounds, sum: RotaSums, sums: PlanSums): TraceStep[] {
  const covers = sum.rota.prospectiveCover === true
  return [
    cite(
      {
        figure,
        rule: covers ? 'on-call.prospective-cover' : 'on-call.one-in',
        says: `One week in ${sayNumber(sum.rota.oneIn)}${covers ? ', covering colleagues’ leave' : ''}: ${exact(round.units)} ${sayShare(sum, sums)} = ${exact(perWeek.units)}`,
        inputs: { oneIn: formatFraction(toFraction(sum.rota.oneIn)), units: formatFraction(round.units) },
        value: perWeek.units,
      },
      covers ? sums.terms.prospectiveCoverWeeks : ARITHMETIC,
    ),
  ]
}

function supplementSteps({ rota, supplementPercent }: RotaSums, { supplements }: ContractTerms): TraceStep[] {
  if (supplementPercent === null || !supplements) return []
  const category = supplements.value.any ? '' : `, category ${rota.category}`
  return [
    cite(
      {
        figure: `onCall.${rota.id}.supplement`,
        rule: 'on-call.supplement',
        says: `1 in ${sayNumber(rota.oneIn)}${category}: ${supplementPercent}% of full-time basic pay`,
        inputs: { oneIn: formatFraction(toFraction(rota.oneIn)), category: rota.category ?? '' },
        value: fraction(supplementPercent),
      },
      supplements,
    ),
  ]
}
