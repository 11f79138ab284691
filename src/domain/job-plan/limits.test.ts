import { expect, test } from 'vitest'
import { formatFraction, sum, toFraction } from '../time/fraction.ts'
import { DAYS } from '../time/week-cycle.ts'
import { evaluate } from './evaluate.ts'
import { parseJobPlan } from './job-plan.schema.ts'
import { PLAN_LIMITS } from './limits.ts'

const plan = {
  format: 'concord.job-plan/1',
  contract: 'consultant-england-2003',
  person: { name: 'Invented Person' },
  period: { from: '2026-04-01', to: '2027-03-31' },
  contracted: { core: 10 },
  cycleWeeks: PLAN_LIMITS.cycleWeeks,
}
const many = <T>(count: number, of: (place: number) => T) => Array.from({ length: count }, (_, place) => of(place))
const activity = (place: number, schedule: object) => ({ id: `a${place}`, title: 'A', category: 'dcc', schedule })

function evaluated(json: object) {
  const parsed = parseJobPlan(json)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  return evaluate(parsed.plan)
}

/** Both are over at once; were long numbers reduced at every step, or pairs all kept, they would not be. */
test('the longest numbers that a plan may hold add up exactly', () => {
  const largest = 10n ** BigInt(PLAN_LIMITS.digits)
  const long = (place: number) => `${largest - 1n - BigInt(place)}/${largest - 3n - BigInt(place * 7)}`
  const short = (place: number) => `1/${largest - 3n - BigInt(place * 11)}`
  const work = (place: number) => ({ minutes: long(place), premiumMinutes: short(place) })
  const { perWeek, activities, onCall } = evaluated({
    ...plan,
    workingWeeks: '29999999989/999999961',
    activities: many(PLAN_LIMITS.activities, (place) =>
      activity(place, { kind: 'annualised', occurrencesPerYear: long(place + 900), ...work(place) }),
    ),
    onCall: many(PLAN_LIMITS.onCall, (place) => ({
      ...{
        id: `r${place}`,
        oneIn: long(place + 300),
        predictable: work(place + 200),
        unpredictable: work(place + 400),
      },
    })),
  })
  const added = sum([...activities, ...onCall].map(({ unitsPerWeek }) => toFraction(unitsPerWeek)))
  expect(perWeek.total.units).toBe(formatFraction(added))
})

test('every activity that a plan may hold may clash with every other', () => {
  const schedule = { kind: 'timetabled', days: DAYS, start: '09:00', end: '09:01' }
  const { findings } = evaluated({ ...plan, activities: many(PLAN_LIMITS.activities, (at) => activity(at, schedule)) })
  const clashes = findings.filter(({ rule }) => rule === 'activity.clash')
  expect(clashes).toHaveLength((PLAN_LIMITS.activities * (PLAN_LIMITS.activities - 1)) / 2)
  expect(new Set(clashes.map(({ amount }) => amount))).toEqual(new Set([String(7 * PLAN_LIMITS.cycleWeeks)]))
})
