import fc from 'fast-check'
import { CONTRACT_LABELS, type ContractId } from '../../src/domain/contracts/contract-terms.ts'
import { CATEGORIES } from '../../src/domain/job-plan/categories.ts'
import type { Activity, JobPlanDocument, OnCallRota, Schedule } from '../../src/domain/job-plan/job-plan.ts'
import { timeOfDay } from '../../src/domain/time/time-of-day.ts'
import { DAYS, type Day } from '../../src/domain/time/week-cycle.ts'

const MOST_CYCLE_WEEKS = 4

const time = fc.integer({ min: 0, max: 95 }).map((quarter) => timeOfDay(quarter * 15))
const exact = fc.oneof(
  fc.integer({ min: 0, max: 3000 }),
  fc.tuple(fc.nat(5000), fc.integer({ min: 1, max: 40 })).map(([top, bottom]) => `${top}/${bottom}`),
)
/** Minutes of which no more are premium. */
const minutesAndPremium = fc
  .tuple(fc.nat(3000), fc.nat(100))
  .map(([minutes, percent]) => ({ minutes, premiumMinutes: Math.floor((minutes * percent) / 100) }))

const arbitrarySchedule = (cycleWeeks: number): fc.Arbitrary<Schedule> =>
  fc.oneof(
    fc
      .record({
        days: fc.uniqueArray(fc.constantFrom<Day>(...DAYS), { minLength: 1 }),
        start: time,
        end: time,
        weeks: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: cycleWeeks }), { minLength: 1 }), { nil: undefined }),
      })
      .map(({ weeks, ...rest }) => ({ kind: 'timetabled' as const, ...rest, ...(weeks && { weeks }) })),
    minutesAndPremium.map(({ minutes, premiumMinutes }) => ({
      kind: 'flexible' as const,
      minutesPerWeek: minutes,
      premiumMinutesPerWeek: premiumMinutes,
    })),
    fc
      .tuple(exact, minutesAndPremium)
      .map(([occurrencesPerYear, work]) => ({ kind: 'annualised' as const, occurrencesPerYear, ...work })),
  )

const arbitraryActivity = (cycleWeeks: number, place: number): fc.Arbitrary<Activity> =>
  fc.record({
    id: fc.constant(`a${place}`),
    title: fc.string({ unit: 'grapheme', maxLength: 10 }),
    category: fc.constantFrom(...CATEGORIES),
    tier: fc.nat(2),
    schedule: arbitrarySchedule(cycleWeeks),
  })

const arbitraryRota = (place: number): fc.Arbitrary<OnCallRota> =>
  fc.record({
    id: fc.constant(`r${place}`),
    oneIn: fc.integer({ min: 1, max: 20 }),
    category: fc.constantFrom('A' as const, 'B' as const),
    prospectiveCover: fc.boolean(),
    predictable: minutesAndPremium,
    unpredictable: minutesAndPremium,
  })

/** Any valid plan under any contract, or under the one named. */
export function arbitraryPlan(contract?: ContractId): fc.Arbitrary<JobPlanDocument> {
  const contracts = contract ? [contract] : (Object.keys(CONTRACT_LABELS) as ContractId[])
  return fc
    .record({
      contract: fc.constantFrom(...contracts),
      cycleWeeks: fc.integer({ min: 1, max: MOST_CYCLE_WEEKS }),
      activities: fc.nat(6),
      rotas: fc.nat(2),
    })
    .chain(({ contract, cycleWeeks, activities, rotas }) =>
      fc.record({
        format: fc.constant('concord.job-plan/1' as const),
        contract: fc.constant(contract),
        person: fc.record({ name: fc.string({ unit: 'grapheme', maxLength: 20 }) }),
        period: fc.constant({ from: '2026-04-01', to: '2027-03-31' }),
        contracted: fc.record({ core: exact, additional: exact }),
        cycleWeeks: fc.constant(cycleWeeks),
        workingWeeks: fc.constantFrom(40, 42, '208/5', 44),
        activities: fc.tuple(...Array.from({ length: activities }, (_, place) => arbitraryActivity(cycleWeeks, place))),
        onCall: fc.tuple(...Array.from({ length: rotas }, (_, place) => arbitraryRota(place))),
        objectives: fc.array(fc.record({ text: fc.string({ maxLength: 8 }) }), { maxLength: 3 }),
        supportingResources: fc.array(fc.record({ text: fc.string({ maxLength: 8 }) }), { maxLength: 3 }),
      }),
    )
}
