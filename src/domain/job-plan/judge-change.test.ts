import { describe, expect, it } from 'vitest'
import type { PlanChange } from './change.ts'
import type { JobPlanDocument } from './job-plan.ts'
import { judgeChange } from './judge-change.ts'

const timetabled = { kind: 'timetabled', days: ['mon'], start: '09:00', end: '13:00' }
const clinic = { id: 'clinic', title: 'Clinic', category: 'dcc', schedule: timetabled }
const ward = { ...clinic, id: 'ward', title: 'Ward' }
const plan = {
  format: 'concord.job-plan/1',
  contract: 'consultant-england-2003',
  person: { name: 'Amara Osei (invented)', postTitle: 'Consultant' },
  period: { from: '2026-04-01', to: '2027-03-31' },
  contracted: { core: 10 },
  activities: [clinic, ward],
  objectives: [{ text: 'First' }],
} as JobPlanDocument
const rota = { id: 'rota', oneIn: 8, category: 'A' }

/** As it comes: any JSON. */
const judge = (change: object) => judgeChange(plan, change as PlanChange)
const problemsOf = (change: object) => {
  const judged = judge(change)
  return judged.ok ? [] : judged.errors.map(({ path }) => path)
}

describe('what could stand in no plan is named', () => {
  it.each([
    ['activities[1].category', { kind: 'put-activity', activity: { ...ward, category: 'x' } }],
    ['activities[1].category', { kind: 'put-activity', activity: { ...ward, category: null } }],
    ['activities[1].classification', { kind: 'put-activity', activity: { ...ward, classification: 'toString' } }],
    ['activities[2].title', { kind: 'put-activity', activity: { ...ward, id: 'new', title: 1 } }],
    ['activities[1].schedule', { kind: 'put-activity', activity: { ...ward, schedule: undefined } }],
    ['activities[1].schedule.kind', { kind: 'put-activity', activity: { ...ward, schedule: { kind: 'x' } } }],
    [
      'activities[1].schedule.days[0]',
      { kind: 'put-activity', activity: { ...ward, schedule: { ...timetabled, days: ['x'] } } },
    ],
    [
      'activities[1].schedule.start',
      { kind: 'put-activity', activity: { ...ward, schedule: { ...timetabled, start: '25:00' } } },
    ],
    [
      'activities[1].output.perOccurrence',
      { kind: 'put-activity', activity: { ...ward, output: { perOccurrence: 'x' } } },
    ],
    ['activities[1].organisation_id', { kind: 'put-activity', activity: { ...ward, organisation_id: 2 } }],
    ['onCall[0].oneIn', { kind: 'put-on-call', rota: { ...rota, oneIn: 'x' } }],
    ['onCall[0].predictable', { kind: 'put-on-call', rota: { ...rota, predictable: 'x' } }],
    ['objectives[0].dueOn', { kind: 'put-objective', place: 0, objective: { dueOn: 'x' } }],
    ['objectives[1].scope', { kind: 'put-objective', place: 9, objective: { scope: 'x' } }],
    ['objectives[0].support', { kind: 'insert-objective', place: 0, objective: { support: 'x' } }],
    ['supportingResources[0].kind', { kind: 'put-supporting-resource', place: 4, resource: { kind: 'x' } }],
    ['contracted.core', { kind: 'set-terms', terms: { contracted: { core: 'x' } } }],
    ['workingWeeks', { kind: 'set-terms', terms: { workingWeeks: 'x' } }],
    ['cycleWeeks', { kind: 'set-terms', terms: { cycleWeeks: -1 } }],
    [
      'activities[1].tier',
      {
        kind: 'batch',
        changes: [
          { kind: 'put-activity', activity: { ...ward, tier: 'x' } },
          { kind: 'batch', changes: [] },
        ],
      },
    ],
  ])('%s', (path, change) => {
    expect(problemsOf(change)).toEqual([path])
  })
})

it('what is null is as left out, and takes away only what stands in the terms', () => {
  const activity = { ...ward, note: null, output: { measure: 'patients', perOccurrence: null } }
  const terms = { kind: 'set-terms', terms: { workingWeeks: null } }
  expect(judge({ kind: 'batch', changes: [{ kind: 'put-activity', activity }, terms] })).toEqual({
    ok: true,
    change: {
      kind: 'batch',
      changes: [{ kind: 'put-activity', activity: { ...ward, output: { measure: 'patients' } } }, terms],
    },
  })
})

it('what goes together with the plan no longer is none of it: people choose first', () => {
  const activity = { ...ward, schedule: { ...timetabled, weeks: [3] } }
  expect(problemsOf({ kind: 'put-activity', activity })).toEqual([])
  for (const change of [
    { kind: 'remove-activity', id: 'gone' },
    { kind: 'remove-objective', place: 7 },
    { kind: 'put-objective', place: 7, objective: { text: 'Mine' } },
  ])
    expect(problemsOf(change)).toEqual([])
})
