/**
 * How far each invented person's plan has come: a history of moves with its days, decided by their place in the staff
 * record, so that it is the same every time. Some of it is bad in the ways that audits find.
 */
import type { MoveName } from '../domain/agreement/moves.ts'
import { addDays, addMonths } from '../domain/time/calendar-date.ts'
import type { PlanFor } from './plan-documents.ts'

export type Step = { move: MoveName; side: 'clinician' | 'agreer'; daysLater: number; reason?: string }

export type History = {
  period: { from: string; to: string }
  startedOn: string
  steps: readonly Step[]
  /** It takes the place of the plan before it from its own first day on. */
  replacesPrevious?: true
  fault?: PlanFor['fault']
}

const offered: Step = { move: 'offer', side: 'clinician', daysLater: 9 }
const clinicianSigns: Step = { move: 'sign', side: 'clinician', daysLater: 2 }
const agreerSigns: Step = { move: 'sign', side: 'agreer', daysLater: 5 }
const agreed = [offered, clinicianSigns, agreerSigns]
const returned: Step = {
  move: 'return',
  side: 'agreer',
  daysLater: 6,
  reason: 'The afternoon clinic has moved to Thursday. Please look at it with me on Monday.',
}
const withdrawn: Step = { move: 'withdraw', side: 'clinician', daysLater: 12, reason: 'I change post next month.' }

/** A year from the first of a month, so many months before (or after) the demonstration's own. */
const yearFrom = (firstOfMonth: string, months: number) => {
  const from = addMonths(firstOfMonth, months)
  return { from, to: addDays(addMonths(from, 12), -1) }
}

type Kind = (firstOfMonth: string) => History[]

const inForce =
  (monthsAgo: number, steps: readonly Step[] = agreed, leadDays = 40): Kind =>
  (first) => {
    const period = yearFrom(first, -monthsAgo)
    return [{ period, startedOn: addDays(period.from, -leadDays), steps }]
  }
const coming =
  (steps: readonly Step[], startedDaysAgo: number, fault?: PlanFor['fault']): Kind =>
  (first) => [
    { period: yearFrom(first, 1), startedOn: addDays(first, -startedDaysAgo), steps, ...(fault ? { fault } : {}) },
  ]
const both =
  (...kinds: Kind[]): Kind =>
  (first) =>
    kinds.flatMap((kind) => kind(first))

/** Agreed for a year, and changed by both two months ago. */
const changedInYear: Kind = (first) => {
  const year = yearFrom(first, -7)
  const from = addMonths(first, -2)
  return [
    { period: year, startedOn: addDays(year.from, -40), steps: agreed },
    { period: { from, to: year.to }, startedOn: addDays(from, -25), steps: agreed, replacesPrevious: true },
  ]
}

/** Agreed, and agreed anew from its first day: the first is superseded. */
const agreedAnew: Kind = (first) => {
  const year = yearFrom(first, -4)
  return [
    { period: year, startedOn: addDays(year.from, -50), steps: agreed },
    { period: year, startedOn: addDays(year.from, 5), steps: agreed, replacesPrevious: true },
  ]
}

/** Somebody whose plan waits for the signature of the one who agrees it. */
export const waitsForAgreer: Kind = both(inForce(11), coming([offered, clinicianSigns], 16))

/** A plan that was agreed for a year and is over, so many years before the demonstration's own. */
export const agreedYearsAgo = (years: number, firstOfMonth: string): History => {
  const period = yearFrom(firstOfMonth, -12 * years - 3)
  return { period, startedOn: addDays(period.from, -40), steps: agreed }
}

/** One row is one way that a plan can stand; people take them in turn. */
const kinds: readonly Kind[] = [
  inForce(3),
  inForce(7),
  inForce(5, [offered, { ...agreerSigns, daysLater: 3 }, { ...clinicianSigns, daysLater: 4 }]),
  coming([], 20),
  inForce(2),
  changedInYear,
  inForce(10),
  agreedAnew,
  both(inForce(11), coming([offered], 12)),
  inForce(6),
  inForce(1, agreed, 10), // signed after it had begun
  () => [],
  inForce(8),
  waitsForAgreer,
  inForce(4),
  inForce(14), // out of date: nothing since
  coming([], 35, 'time-missing'),
  inForce(9, [offered, returned, { ...offered, daysLater: 4 }, clinicianSigns, { ...agreerSigns, daysLater: 30 }]),
  both(inForce(11), coming([offered, agreerSigns], 18)),
  inForce(3),
  both(inForce(11), coming([offered, returned], 21)),
  inForce(5),
  () => [],
  coming([offered, withdrawn], 28),
  inForce(7),
  coming([], 6, 'location-missing'),
]

/** The histories of the plans of the person in this place of the list, oldest first. */
export function historiesOf(place: number, firstOfMonth: string): History[] {
  return kinds[place % kinds.length]?.(firstOfMonth) ?? []
}
