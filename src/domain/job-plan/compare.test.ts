import { expect, test } from 'vitest'
import { comparePlans, type Difference } from './compare.ts'
import type { Activity, JobPlanDocument } from './job-plan.ts'

const clinic: Activity = {
  id: 'clinic',
  title: 'Clinic',
  category: 'dcc',
  schedule: { kind: 'timetabled', days: ['mon'], start: '09:00', end: '13:00' },
}
const before: JobPlanDocument = {
  format: 'concord.job-plan/1',
  contract: 'consultant-england-2003',
  person: { name: 'Invented Person' },
  period: { from: '2026-04-01', to: '2027-03-31' },
  contracted: { core: 10 },
  cycleWeeks: 4,
  activities: [clinic],
  objectives: [{ text: 'Shorter waits', dueOn: '2027-03-31' }],
}
const lines = (after: JobPlanDocument) =>
  comparePlans(before, after).map(
    ({ kind, part, id, field, before: was, after: is, unitsChange }: Difference) =>
      `${kind} ${part} ${id} | ${field}: ${was} → ${is} | ${unitsChange}`,
  )

test('a plan does not differ from itself, nor from the same one written otherwise', () => {
  expect(lines(before)).toEqual([])
  expect(lines({ ...before, onCall: [], contracted: { core: '20/2', additional: 0 } })).toEqual([])
})

test('what was added and taken out, with the change in units', () => {
  const list = { ...clinic, id: 'list', schedule: { ...clinic.schedule, days: ['sat' as const] } } as Activity
  expect(lines({ ...before, activities: [list] })).toEqual([
    'removed activity clinic | :  →  | -1',
    'added activity list | :  →  | 4/3',
  ])
})

test('each field that changed, in words; the units are said once', () => {
  const changed: Activity = {
    ...clinic,
    title: 'Diabetes clinic',
    schedule: { kind: 'timetabled', days: ['mon', 'tue'], start: '09:00', end: '12:30', weeks: [1, 3] },
    location: { setting: 'outpatient-clinic' },
  }
  expect(lines({ ...before, activities: [changed] })).toEqual([
    'changed activity clinic | Title: Clinic → Diabetes clinic | -1/8',
    'changed activity clinic | When: Monday, 9:00am to 1:00pm → Monday and Tuesday, 9:00am to 12:30pm, weeks 1 and 3 of 4 | 0',
    'changed activity clinic | Where:  → Outpatient clinic | 0',
  ])
})

test('a change too small to see when rounded is still told', () => {
  const flexible = (minutes: string): JobPlanDocument => ({
    ...before,
    activities: [{ ...clinic, schedule: { kind: 'flexible', minutesPerWeek: minutes } }],
  })
  expect(comparePlans(flexible('1/3'), flexible('1/4')).map((line) => [line.before, line.after])).toEqual([
    ['1/3 minutes a week, when it fits', '0.25 minutes a week, when it fits'],
  ])
})

test('the plan itself, rotas and objectives', () => {
  expect(
    lines({
      ...before,
      period: { from: '2026-04-01', to: '2026-09-30' },
      onCall: [{ id: 'rota', title: 'Rota', oneIn: 4, unpredictable: { minutes: 240 } }],
      objectives: [{ text: 'Shorter waits', dueOn: '2026-09-01' }, { text: 'Teach' }],
    }),
  ).toEqual([
    'changed plan  | Ends: 31 March 2027 → 30 September 2026 | 0',
    'added on-call rota | :  →  | 1/4',
    'changed objective 1 | Due: 31 March 2027 → 1 September 2026 | 0',
    'added objective 2 | :  →  | 0',
  ])
})

test('what is not counted changes no units, and what becomes counted does', () => {
  const asPrivate: Activity = { ...clinic, category: 'private-practice' }
  expect(lines({ ...before, activities: [clinic, { ...asPrivate, id: 'rooms' }] })).toEqual([
    'added activity rooms | :  →  | 0',
  ])
  expect(lines({ ...before, activities: [asPrivate] })).toEqual([
    'changed activity clinic | Kind of work: Direct clinical care → Private practice | -1',
  ])
})

test('sites and specialties are said by name', () => {
  const at = (site: string, specialty: string): JobPlanDocument => ({
    ...before,
    activities: [{ ...clinic, location: { site }, specialty }],
  })
  expect(
    comparePlans(at('ZNM01', '300'), at('ZNM02', '307'), { ZNM02: 'Moorside Infirmary' }).map((line) => [
      line.before,
      line.after,
    ]),
  ).toEqual([
    ['ZNM01', 'Moorside Infirmary'],
    ['General internal medicine (300)', 'Diabetes (307)'],
  ])
})
