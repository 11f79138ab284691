import { evaluate } from '../src/domain/job-plan/evaluate.ts'
import type { Activity, JobPlanDocument } from '../src/domain/job-plan/job-plan.ts'
import { DAYS } from '../src/domain/time/week-cycle.ts'
import { type Line, percentile } from './line.ts'

const WARM_UP = 2_000
const RUNS = 5_000
/** Evaluations timed together, since one is near to the grain of the clock. */
const AT_ONCE = 10

/** An invented plan of twenty activities, of every kind that a plan can hold. */
export function planOfTwenty(): JobPlanDocument {
  const activities = Array.from({ length: 20 }, (_, place): Activity => {
    const base = { id: `a${place}`, title: `Activity ${place}`, category: place % 4 ? 'dcc' : 'spa' } as const
    if (place % 10 === 8) return { ...base, schedule: { kind: 'flexible', minutesPerWeek: 90 } }
    if (place % 10 === 9)
      return { ...base, schedule: { kind: 'annualised', occurrencesPerYear: 21, minutes: 240, premiumMinutes: 240 } }
    const day = DAYS[place % 5] ?? 'mon'
    const hour = 8 + 4 * Math.floor(place / 5)
    const weeks = place % 3 ? undefined : [1, 3]
    const [start, end] = [hour, hour + 3].map((of) => `${String(of).padStart(2, '0')}:30`)
    return { ...base, schedule: { kind: 'timetabled', days: [day], start: start ?? '', end: end ?? '', weeks } }
  })
  return {
    format: 'concord.job-plan/1',
    contract: 'consultant-england-2003',
    person: { name: 'Dr Amara Osei (invented)' },
    period: { from: '2026-04-01', to: '2027-03-31' },
    contracted: { core: 10 },
    cycleWeeks: 4,
    activities,
    onCall: [{ id: 'rota', oneIn: 8, category: 'A', unpredictable: { minutes: 360, premiumMinutes: 360 } }],
  }
}

/** How long one evaluation takes, once warm. */
export function measureEvaluation(): Line[] {
  const plan = planOfTwenty()
  for (let run = 0; run < WARM_UP; run++) evaluate(plan)
  const microseconds = Array.from({ length: RUNS / AT_ONCE }, () => {
    const startedAt = performance.now()
    for (let run = 0; run < AT_ONCE; run++) evaluate(plan)
    return ((performance.now() - startedAt) * 1000) / AT_ONCE
  })
  const what = 'Evaluate a plan of 20 activities'
  return [
    { what: `${what}: median`, measured: percentile(microseconds, 0.5), unit: 'µs', promised: 100 },
    { what: `${what}: 95 in 100`, measured: percentile(microseconds, 0.95), unit: 'µs' },
  ]
}
