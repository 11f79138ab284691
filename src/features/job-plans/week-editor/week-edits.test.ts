import { describe, expect, it } from 'vitest'
import { applyChange, type PlanChange } from '../../../domain/job-plan/change.ts'
import type { Activity, JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import type { Day } from '../../../domain/time/week-cycle.ts'
import { add, copyToDays, daysLeft, occurrenceOf, place, proposedSpan, remove } from './week-edits.ts'

const timetabled = (id: string, days: Day[], start: string, end: string): Activity => ({
  id,
  title: id,
  category: 'dcc',
  schedule: { kind: 'timetabled', days, start, end },
})
const plan: JobPlanDocument = {
  format: 'concord.job-plan/1',
  contract: 'consultant-england-2003',
  person: { name: 'Amara Osei (invented)' },
  period: { from: '2026-04-01', to: '2027-03-31' },
  contracted: { core: 10 },
  activities: [
    timetabled('clinic', ['mon', 'wed'], '09:00', '13:00'),
    timetabled('night', ['sun'], '20:00', '08:00'),
    { id: 'admin', title: 'Admin', category: 'dcc', schedule: { kind: 'flexible', minutesPerWeek: 60 } },
  ],
}
const madeBy = (change: PlanChange | undefined) => {
  if (!change) throw new Error('there is no change')
  const applied = applyChange(plan, change)
  if (!applied.ok) throw new Error(applied.problem)
  return applied.plan.activities ?? []
}
const seen = (activityId: string, day: number, startMinutes: number) => {
  const occurrence = occurrenceOf(plan, { activityId, day, startMinutes })
  if (!occurrence) throw new Error('there is no such block')
  return occurrence
}

describe('what a block stands for', () => {
  it('is one day of its activity', () => {
    expect(seen('clinic', 2, 540).span).toEqual({ day: 2, startMinutes: 540, endMinutes: 780 })
  })
  it('is the day before for the second part of work past midnight, Sunday for Monday', () => {
    expect(seen('night', 0, 0).span).toEqual({ day: 6, startMinutes: 1200, endMinutes: 1920 })
  })
  it('is nothing once the plan has changed, or for work at no fixed time', () => {
    expect(occurrenceOf(plan, { activityId: 'clinic', day: 1, startMinutes: 540 })).toBeUndefined()
    expect(occurrenceOf(plan, { activityId: 'gone', day: 0, startMinutes: 540 })).toBeUndefined()
    expect(occurrenceOf(plan, { activityId: 'admin', day: 0, startMinutes: 0 })).toBeUndefined()
  })
})

describe('moving', () => {
  it('one day of several splits it off, and the edit names the new activity', () => {
    const edit = place(plan, seen('clinic', 2, 540), { day: 3, startMinutes: 555, endMinutes: 795 })
    expect(edit).toMatchObject({ activityId: 'clinic-2', day: 3 })
    expect(madeBy(edit?.change).slice(0, 2)).toMatchObject([
      { id: 'clinic', schedule: { days: ['mon'], start: '09:00' } },
      { id: 'clinic-2', schedule: { days: ['thu'], start: '09:15', end: '13:15' } },
    ])
    expect(daysLeft(seen('clinic', 2, 540).activity, 2)).toEqual([0])
  })
  it('to midnight ends at 00:00', () => {
    const edit = place(plan, seen('night', 6, 1200), { day: 6, startMinutes: 1200, endMinutes: 1440 })
    expect(madeBy(edit?.change)[1]).toMatchObject({ schedule: { start: '20:00', end: '00:00' } })
  })
})

describe('adding, taking away, copying', () => {
  it('gives a new activity an id of its own, from its title', () => {
    const edit = add(plan, 1, { title: 'Clinic', category: 'spa', start: '22:00', end: '02:00', week: 2 })
    expect(edit).toMatchObject({ activityId: 'clinic-2', span: { day: 1, startMinutes: 1320, endMinutes: 1560 } })
    expect(madeBy(edit.change).at(-1)?.schedule).toMatchObject({ days: ['tue'], weeks: [2] })
    expect(add(plan, 1, { title: '午前', category: 'spa', start: '09:00', end: '10:00' }).activityId).toBe('activity')
  })
  it('is proposed after what is there already, within the day', () => {
    expect(proposedSpan(plan, 1)).toEqual({ day: 1, startMinutes: 540, endMinutes: 780 })
    expect(proposedSpan(plan, 0)).toEqual({ day: 0, startMinutes: 780, endMinutes: 1020 })
    expect(proposedSpan(plan, 6)).toEqual({ day: 6, startMinutes: 1380, endMinutes: 1440 })
  })
  it('takes away one day, and the activity with its last', () => {
    expect(madeBy(remove(plan, seen('clinic', 0, 540)))[0]?.schedule).toMatchObject({ days: ['wed'] })
    expect(madeBy(remove(plan, seen('night', 6, 1200))).map(({ id }) => id)).toEqual(['clinic', 'admin'])
  })
  it('copies a day to several days in one change, and says when there is nothing to copy', () => {
    const { change, words } = copyToDays(plan, 'mon', ['tue', 'fri', 'mon'])
    expect(madeBy(change)[0]?.schedule).toMatchObject({ days: ['mon', 'tue', 'wed', 'fri'] })
    expect(words).toBe('Copied Monday to Tuesday, Friday.')
    expect(copyToDays(plan, 'mon', ['wed']).change).toBeUndefined()
    expect(copyToDays(plan, 'mon', ['mon'])).toEqual({
      change: undefined,
      words: 'Nothing was copied: choose another day to copy to.',
    })
  })
})
