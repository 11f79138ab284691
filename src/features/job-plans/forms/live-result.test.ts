import { describe, expect, it } from 'vitest'
import type { JobPlanDocument, TimetabledSchedule } from '../../../domain/job-plan/job-plan.ts'
import { activityResult, rotaResult } from './live-result.ts'

const plan: JobPlanDocument = {
  format: 'concord.job-plan/1',
  contract: 'consultant-england-2003',
  person: { name: 'Amara Osei (invented)' },
  period: { from: '2026-04-01', to: '2027-03-31' },
  contracted: { core: 10 },
  cycleWeeks: 2,
}
const form = (fields: Record<string, string | string[]>): FormData => {
  const typed = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) typed.append(name, one)
  return typed
}

describe('a rota as it is typed', () => {
  const oneInEight = { oneIn: '8', unpredictableHours: '6', unpredictableMostly: 'premium', category: 'A' }
  it('says what it comes to: 6 ÷ 3 ÷ 8 PAs, and 52/42 of that when leave is covered', () => {
    expect(rotaResult(plan, form(oneInEight))).toBe('= 0.25 PAs a week, 5% supplement')
    const covering = form({ ...oneInEight, prospectiveCover: 'yes' })
    expect(rotaResult(plan, covering)).toBe('= 0.31 PAs a week, 5% supplement')
  })
  it('says nothing while it cannot be read', () => {
    for (const wrong of [{ oneIn: '' }, { oneIn: '0' }, { oneIn: 'eight' }, { unpredictableHours: 'a lot' }])
      expect(rotaResult(plan, form({ ...oneInEight, ...wrong }))).toBeUndefined()
    const tooMuch = form({ ...oneInEight, unpredictableMostly: 'some', unpredictablePremiumHours: '7' })
    expect(rotaResult(plan, tooMuch)).toBeUndefined()
  })
})

describe('an activity as it is typed', () => {
  it('counts its days and weeks at a fixed time', () => {
    const clinic = { when: 'timetabled', days: ['mon', 'tue'], start: '9am', end: '13:00', category: 'dcc' }
    expect(activityResult(plan, form(clinic))).toBe('= 2 PAs a week')
    expect(activityResult(plan, form({ ...clinic, weeks: ['2'] }))).toBe('= 1 PA a week')
    expect(activityResult(plan, form({ ...clinic, days: [] }))).toBeUndefined()
  })
  it('counts hours a week, and times a year', () => {
    const suits = { when: 'flexible', hoursPerWeek: '3:00', category: 'spa' }
    expect(activityResult(plan, form(suits))).toBe('= 0.75 PAs a week')
    const yearly = { when: 'annualised', timesPerYear: '21', hoursEach: '4', category: 'dcc' }
    expect(activityResult(plan, form(yearly))).toBe('= 0.5 PAs a week')
    expect(activityResult(plan, form({ ...suits, premiumHoursPerWeek: '4' }))).toBeUndefined()
  })
  it('replaces the one that is changed rather than adding to it', () => {
    const schedule: TimetabledSchedule = { kind: 'timetabled', days: ['mon'], start: '09:00', end: '13:00' }
    const saved: JobPlanDocument = {
      ...plan,
      activities: [{ id: 'clinic', title: 'Clinic', category: 'dcc', schedule, tier: 1 }],
    }
    const typed = form({ id: 'clinic', when: 'timetabled', days: ['mon'], start: '9', end: '11', category: 'dcc' })
    // Left beside it, the saved one would go first, and what is typed would come to nothing.
    expect(activityResult(saved, typed)).toBe('= 0.5 PAs a week')
  })
})
