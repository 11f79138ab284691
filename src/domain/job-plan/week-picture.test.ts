import { expect, it } from 'vitest'
import type { Activity, JobPlanDocument } from './job-plan.ts'
import { distinctWeeks, premiumStretches } from './week-picture.ts'

const at = (id: string, days: ('mon' | 'tue' | 'sun')[], start: string, end: string, weeks?: number[]): Activity => ({
  id,
  title: id,
  category: 'dcc',
  schedule: { kind: 'timetabled', days, start, end, weeks },
})
const planOf = (cycleWeeks: number, activities: Activity[]): JobPlanDocument => ({
  format: 'concord.job-plan/1',
  contract: 'consultant-england-2003',
  person: { name: 'Dr Amara Osei' },
  period: { from: '2026-04-01', to: '2027-03-31' },
  contracted: { core: 10 },
  cycleWeeks,
  activities,
})
const seen = (plan: JobPlanDocument) =>
  distinctWeeks(plan).map(({ weeks, blocks }) => [
    weeks.join(','),
    blocks.map((b) => `${b.activity.id} ${b.day} ${b.startMinutes}-${b.endMinutes}${b.hasClash ? ' clash' : ''}`),
  ])

it('shows weeks that look alike once', () => {
  const plan = planOf(4, [at('clinic', ['mon'], '09:00', '13:00'), at('audit', ['tue'], '13:00', '17:00', [1, 3])])
  expect(seen(plan)).toEqual([
    ['1,3', ['clinic 0 540-780', 'audit 1 780-1020']],
    ['2,4', ['clinic 0 540-780']],
  ])
})

it('splits a night at midnight, and carries the last Sunday night into the first Monday', () => {
  expect(seen(planOf(1, [at('night', ['sun'], '20:00', '08:00')]))).toEqual([
    ['1', ['night 6 1200-1440', 'night 0 0-480']],
  ])
})

it('marks a clash, and leaves out what gives way', () => {
  const first = at('ward', ['mon'], '09:00', '12:00')
  const second = at('clinic', ['mon'], '11:00', '13:00')
  expect(seen(planOf(1, [first, second]))).toEqual([['1', ['ward 0 540-720 clash', 'clinic 0 660-780 clash']]])
  expect(seen(planOf(1, [first, { ...second, tier: 1 }]))).toEqual([['1', ['clinic 0 660-780']]])
})

it('hatches evenings and weekends only where the contract has premium time', () => {
  expect(premiumStretches(undefined)).toEqual([])
  const stretches = premiumStretches({ from: '07:00', to: '19:00' })
  expect(stretches).toHaveLength(12)
  expect(stretches[0]).toEqual({ day: 0, fromMinutes: 0, toMinutes: 420 })
  expect(stretches.at(-1)).toEqual({ day: 6, fromMinutes: 0, toMinutes: 1440 })
})
