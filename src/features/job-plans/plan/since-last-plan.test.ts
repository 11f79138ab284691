import { expect, test } from 'vitest'
import type { Activity, JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { sinceLastPlan } from './since-last-plan.ts'

const clinic: Activity = {
  id: 'clinic',
  title: 'Clinic',
  category: 'dcc',
  schedule: { kind: 'timetabled', days: ['mon'], start: '09:00', end: '13:00' },
  location: { site: 'ZNM01' },
}
const before: JobPlanDocument = {
  format: 'concord.job-plan/1',
  contract: 'consultant-england-2003',
  person: { name: 'Invented Person' },
  period: { from: '2026-04-01', to: '2027-03-31' },
  contracted: { core: 10 },
  activities: [clinic],
  objectives: [{ text: 'Shorter waits.', dueOn: '2027-03-31' }],
}
const nextYear: JobPlanDocument = {
  ...before,
  period: { from: '2027-04-01', to: '2028-03-31' },
  objectives: [{ text: 'Shorter waits.', dueOn: '2028-03-31' }],
}
const sites = { ZNM02: 'Moorside Infirmary' }
const since = (after: JobPlanDocument, all = false) => sinceLastPlan(before, after, sites, all)

test('what only moved with the days is no change', () => {
  expect(since(nextYear)).toEqual({ lines: [], others: 0 })
})

test('another date for an objective is a change, said without a stop in the middle', () => {
  const sooner = { ...nextYear, objectives: [{ text: 'Shorter waits.', dueOn: '2027-09-30' }] }
  expect(since(sooner).lines).toEqual([
    { sign: '', says: '“Shorter waits”: due, 31 March 2027 → 30 September 2027', units: '' },
  ])
})

test('what is not counted has no figure', () => {
  const rooms: Activity = { ...clinic, id: 'rooms', title: 'Private rooms', category: 'private-practice' }
  const list: Activity = { ...clinic, id: 'list', title: 'Theatre list' }
  expect(since({ ...nextYear, activities: [clinic, rooms, list] }).lines).toEqual([
    { sign: '+', says: 'Private rooms', units: 'not counted' },
    { sign: '+', says: 'Theatre list', units: '+1' },
  ])
})

test('a site is said by its name, and what is gone as not given', () => {
  const at = (location: Activity['location']) => since({ ...nextYear, activities: [{ ...clinic, location }] }).lines
  expect(at({ site: 'ZNM02' })).toMatchObject([{ says: 'Clinic: site, ZNM01 → Moorside Infirmary' }])
  expect(at(undefined)).toMatchObject([{ says: 'Clinic: site, ZNM01 → not given' }])
})

test('ten lines stand there, and the rest when asked', () => {
  const many = Array.from({ length: 13 }, (_, place) => ({ ...clinic, id: `extra-${place}`, title: `Extra ${place}` }))
  const after = { ...nextYear, activities: [clinic, ...many] }
  expect(since(after)).toMatchObject({ lines: { length: 10 }, others: 3 })
  expect(since(after, true)).toMatchObject({ lines: { length: 13 }, others: 0 })
})
