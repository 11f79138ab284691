import { expect, test } from 'vitest'
import { applyChange, type PlanChange, shareTarget, targetsOf } from './change.ts'
import { evaluate } from './evaluate.ts'
import type { Activity, JobPlanDocument } from './job-plan.ts'
import { copyDay, freeId, moveOccurrence, removeDay, removeOccurrence, stretchOccurrence } from './timetable-change.ts'

const clinic: Activity = {
  id: 'clinic',
  title: 'Clinic',
  category: 'dcc',
  note: 'Keep me',
  schedule: { kind: 'timetabled', days: ['mon', 'wed'], start: '09:00', end: '13:00', weeks: [1] },
}
const plan: JobPlanDocument = {
  format: 'concord.job-plan/1',
  contract: 'consultant-england-2003',
  person: { name: 'Invented Person', band: '6' },
  period: { from: '2026-04-01', to: '2027-03-31' },
  contracted: { core: 10 },
  cycleWeeks: 2,
  activities: [
    clinic,
    { id: 'admin', title: 'Admin', category: 'dcc', schedule: { kind: 'flexible', minutesPerWeek: 60 } },
  ],
  objectives: [{ text: 'First' }, { text: 'Second' }],
}

function after(change: PlanChange | undefined): JobPlanDocument {
  const applied = applyChange(plan, change ?? { kind: 'batch', changes: [] })
  if (!applied.ok) throw new Error(applied.problem)
  return applied.plan
}
const timesOf = (changed: JobPlanDocument) =>
  changed.activities?.flatMap(({ id, schedule }) =>
    schedule.kind === 'timetabled'
      ? [`${id}: ${schedule.days} ${schedule.start} ${schedule.end} ${schedule.weeks}`]
      : [],
  )

test('a put replaces in place, and adds where it is told to', () => {
  expect(
    after({ kind: 'put-activity', activity: { ...clinic, title: 'New' } }).activities?.map(({ title }) => title),
  ).toEqual(['New', 'Admin'])
  expect(
    after({ kind: 'put-activity', activity: { ...clinic, id: 'x' }, place: 1 }).activities?.map(({ id }) => id),
  ).toEqual(['clinic', 'x', 'admin'])
  expect(after({ kind: 'put-activity', activity: { ...clinic, id: 'x' } }).activities?.map(({ id }) => id)).toEqual([
    'clinic',
    'admin',
    'x',
  ])
})

test.each<PlanChange>([
  { kind: 'remove-activity', id: 'gone' },
  { kind: 'remove-on-call', id: 'gone' },
  { kind: 'remove-objective', place: 2 },
  { kind: 'put-objective', objective: {}, place: 2 },
  { kind: 'remove-supporting-resource', place: 0 },
  { kind: 'put-supporting-resource', resource: {}, place: 0 },
])('$kind says so when the thing is gone', (change) => {
  expect(applyChange(plan, change)).toMatchObject({
    ok: false,
    problem: expect.stringContaining('no longer in the plan'),
  })
})

test('a batch is all or nothing', () => {
  const applied = applyChange(plan, {
    kind: 'batch',
    changes: [
      { kind: 'remove-activity', id: 'clinic' },
      { kind: 'remove-activity', id: 'gone' },
    ],
  })
  expect(applied.ok).toBe(false)
})

test('a batch is taken back last change first', () => {
  const applied = applyChange(plan, {
    kind: 'batch',
    changes: [
      { kind: 'put-activity', activity: { ...clinic, title: 'Once' } },
      { kind: 'put-activity', activity: { ...clinic, title: 'Twice' } },
      { kind: 'remove-objective', place: 0 },
      { kind: 'put-objective', objective: { text: 'Second, again' }, place: 0 },
    ],
  })
  if (!applied.ok) throw new Error(applied.problem)
  expect(applyChange(applied.plan, applied.inverse)).toMatchObject({ ok: true, plan })
})

test('terms change one by one, and null takes an optional one away', () => {
  const changed = after({ kind: 'set-terms', terms: { cycleWeeks: null, workingWeeks: 40, person: { band: null } } })
  expect(changed).toEqual({ ...plan, cycleWeeks: undefined, workingWeeks: 40, person: { name: 'Invented Person' } })
  expect('cycleWeeks' in changed || 'band' in changed.person).toBe(false)
})

test('the plan that was given is never touched', () => {
  const before = JSON.stringify(plan)
  after({ kind: 'remove-objective', place: 0 })
  after(removeDay(plan, 'mon'))
  expect(JSON.stringify(plan)).toBe(before)
})

test('changes conflict only where they share a target', () => {
  expect(targetsOf({ kind: 'put-activity', activity: clinic })).toEqual(['activity:clinic'])
  expect(targetsOf({ kind: 'set-terms', terms: {} })).toEqual(['terms'])
  expect(targetsOf(copyDay(plan, 'mon', 'fri'))).toEqual(['activity:clinic'])
  expect(shareTarget(['activity:clinic'], ['activity:clinic-2', 'terms'])).toBe(false)
  expect(shareTarget(['activity:clinic', 'terms'], ['terms'])).toBe(true)
  expect(shareTarget(targetsOf({ kind: 'remove-objective', place: 0 }), ['objective:3'])).toBe(true)
  expect(shareTarget(targetsOf({ kind: 'remove-objective', place: 0 }), ['supporting-resource:3'])).toBe(false)
})

test('one day of several that changes its times becomes an activity of its own, and the rest stays', () => {
  const moved = after(
    moveOccurrence(plan, { activityId: 'clinic', day: 'wed', toDay: 'thu', toStart: '14:00', toEnd: '18:00' }),
  )
  expect(timesOf(moved)).toEqual(['clinic: mon 09:00 13:00 1', 'clinic-2: thu 14:00 18:00 1'])
  expect(moved.activities?.map(({ id }) => id)).toEqual(['clinic', 'clinic-2', 'admin'])
  expect(moved.activities?.[1]?.note).toBe('Keep me')
  expect(evaluate(moved).perWeek).toEqual(evaluate(plan).perWeek)
})

test('one day of several that keeps its times stays in the activity', () => {
  const move = { activityId: 'clinic', day: 'wed', toStart: '09:00', toEnd: '13:00' } as const
  expect(timesOf(after(moveOccurrence(plan, { ...move, toDay: 'tue' })))).toEqual(['clinic: mon,tue 09:00 13:00 1'])
  expect(timesOf(after(moveOccurrence(plan, { ...move, toDay: 'mon' })))).toEqual([
    'clinic: mon 09:00 13:00 1',
    'clinic-2: mon 09:00 13:00 1',
  ])
})

test('an activity of one day moves and stretches whole', () => {
  const single = after(removeOccurrence(plan, 'clinic', 'wed'))
  const stretched = stretchOccurrence(single, { activityId: 'clinic', day: 'mon', toStart: '08:00', toEnd: '14:00' })
  expect(stretched && applyChange(single, stretched)).toMatchObject({
    plan: { activities: [{ id: 'clinic', schedule: { days: ['mon'], start: '08:00', end: '14:00' } }, {}] },
  })
})

test('what is not on that day cannot be moved', () => {
  const move = { activityId: 'clinic', day: 'fri', toDay: 'sat', toStart: '09:00', toEnd: '10:00' } as const
  expect(moveOccurrence(plan, move)).toBeUndefined()
  expect(moveOccurrence(plan, { ...move, activityId: 'admin' })).toBeUndefined()
})

test('copying and clearing a day', () => {
  expect(timesOf(after(copyDay(plan, 'wed', 'tue')))).toEqual(['clinic: mon,tue,wed 09:00 13:00 1'])
  expect(timesOf(after(copyDay(plan, 'mon', 'wed')))).toEqual(['clinic: mon,wed 09:00 13:00 1'])
  expect(timesOf(after(removeDay(plan, 'mon')))).toEqual(['clinic: wed 09:00 13:00 1'])
  expect(applyChange(after(removeDay(plan, 'mon')), removeDay(after(removeDay(plan, 'mon')), 'wed'))).toMatchObject({
    plan: { activities: [{ id: 'admin' }] },
  })
})

test('a new id is one that neither an activity nor a rota has', () => {
  expect(freeId(plan, 'new')).toBe('new')
  expect(freeId({ ...plan, onCall: [{ id: 'clinic-2', oneIn: 4 }] }, 'clinic')).toBe('clinic-3')
})
