import { CONTRACT_LABELS, type ContractId, type ContractTerms } from '../contracts/contract-terms.ts'
import { termsFor } from '../contracts/registry.ts'
import { compare, type Exact, toFraction } from '../time/fraction.ts'
import { durationMinutes } from '../time/time-of-day.ts'
import type { Activity, JobPlanDocument, OnCallRota } from './job-plan.ts'
import { type Problem, sayQuoted } from './problem.ts'

/** Fields of a schedule that one contract alone has. */
export const ONLY_UNDER = {
  units: 'consultant-wales-2003',
  unpaidBreakMinutes: 'agenda-for-change',
} as const satisfies Record<string, ContractId>

/** What is wrong between the fields of a plan whose fields are each right by themselves. Empty when the plan can be evaluated. */
export function contradictionsIn(plan: JobPlanDocument): Problem[] {
  const terms = termsFor(plan.contract, plan.period.from)
  return [
    ...periodProblems(plan),
    ...repeatedIds(plan),
    ...(plan.activities ?? []).flatMap((activity, place) =>
      activityProblems(activity, `activities[${place}]`, plan.cycleWeeks ?? 1, terms),
    ),
    ...(plan.onCall ?? []).flatMap((rota, place) => rotaProblems(rota, `onCall[${place}]`)),
  ]
}

function periodProblems({ period }: JobPlanDocument): Problem[] {
  if (period.from <= period.to) return []
  return [{ path: 'period.to', message: `must be ${period.from} or later, the day that the period starts` }]
}

function repeatedIds({ activities = [], onCall = [] }: JobPlanDocument): Problem[] {
  const firstUse = new Map<string, string>()
  const uses = [
    ...activities.map(({ id }, place) => ({ id, path: `activities[${place}].id` })),
    ...onCall.map(({ id }, place) => ({ id, path: `onCall[${place}].id` })),
  ]
  return uses.flatMap(({ id, path }) => {
    // As it is signed: two ways to write one accented letter look the same, and are.
    const signed = id.normalize('NFC')
    const first = firstUse.get(signed)
    if (first === undefined) firstUse.set(signed, path)
    return first === undefined
      ? []
      : [{ path, message: `${sayQuoted(id)} is already the id at ${first}; give it another` }]
  })
}

/** An activity says what kind of work it is, by either of two fields. */
export function kindProblems({ category, classification }: Activity, path: string): Problem[] {
  if (category || classification) return []
  return [{ path: `${path}.category`, message: 'is missing; give a category or a classification' }]
}

function activityProblems(activity: Activity, path: string, cycleWeeks: number, terms: ContractTerms): Problem[] {
  const { schedule } = activity
  const at = `${path}.schedule`
  const problems = kindProblems(activity, path)
  if (schedule.units !== undefined && !terms.agreedUnitMinutes)
    problems.push({ path: `${at}.units`, message: onlyUnder(ONLY_UNDER.units) })
  switch (schedule.kind) {
    case 'timetabled':
      problems.push(
        ...repeated(schedule.days, `${at}.days`),
        ...repeated(schedule.weeks ?? [], `${at}.weeks`),
        ...(schedule.weeks ?? []).flatMap((week, place) =>
          week > cycleWeeks
            ? [{ path: `${at}.weeks[${place}]`, message: `must be from 1 to ${cycleWeeks}, the weeks of the cycle` }]
            : [],
        ),
      )
      if (schedule.unpaidBreakMinutes !== undefined) {
        const break_ = `${at}.unpaidBreakMinutes`
        const minutes = durationMinutes(schedule.start, schedule.end)
        if (!terms.hasUnpaidBreaks) problems.push({ path: break_, message: onlyUnder(ONLY_UNDER.unpaidBreakMinutes) })
        else problems.push(...noMoreThan(schedule.unpaidBreakMinutes, minutes, break_, 'the whole occurrence'))
      }
      break
    case 'flexible':
      problems.push(
        ...noMoreThan(schedule.premiumMinutesPerWeek, schedule.minutesPerWeek, `${at}.premiumMinutesPerWeek`),
      )
      break
    case 'annualised':
      problems.push(...noMoreThan(schedule.premiumMinutes, schedule.minutes, `${at}.premiumMinutes`))
      break
  }
  return problems
}

function rotaProblems(rota: OnCallRota, path: string): Problem[] {
  return (['predictable', 'unpredictable'] as const).flatMap((part) => {
    const work = rota[part]
    return work ? noMoreThan(work.premiumMinutes, work.minutes, `${path}.${part}.premiumMinutes`) : []
  })
}

function onlyUnder(contract: ContractId): string {
  return `is only for ${contract} (${CONTRACT_LABELS[contract]}); leave it out`
}

function repeated(values: readonly (string | number)[], path: string): Problem[] {
  return values.flatMap((value, place) =>
    values.indexOf(value) < place ? [{ path: `${path}[${place}]`, message: `"${value}" is there twice` }] : [],
  )
}

function noMoreThan(part: Exact | undefined, whole: Exact, path: string, wholeWords = 'all the minutes'): Problem[] {
  if (part === undefined || compare(toFraction(part), toFraction(whole)) <= 0) return []
  return [{ path, message: `must be no more than ${whole}, ${wholeWords}` }]
}
