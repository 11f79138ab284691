import { describe, expect, it } from 'vitest'
import { applyChange, type PlanChange } from './change.ts'
import type { Activity, JobPlanDocument, Objective } from './job-plan.ts'
import { type Choice, contestsOf, openFields, settle } from './merge.ts'

const clinic = (given: Partial<Activity> = {}): Activity => ({
  id: 'clinic',
  title: 'Clinic',
  category: 'dcc',
  schedule: { kind: 'timetabled', days: ['mon'], start: '09:00', end: '13:00' },
  ...given,
})
const at = (start: string, end: string): Pick<Activity, 'schedule'> => ({
  schedule: { kind: 'timetabled', days: ['mon'], start, end },
})
const planOf = (given: Partial<JobPlanDocument> = {}): JobPlanDocument => ({
  format: 'concord.job-plan/1',
  contract: 'consultant-england-2003',
  person: { name: 'Amara Osei (invented)', postTitle: 'Consultant' },
  period: { from: '2026-04-01', to: '2027-03-31' },
  contracted: { core: 10 },
  activities: [clinic(), clinic({ id: 'ward', title: 'Ward' })],
  objectives: [{ text: 'First' }, { text: 'Second' }, { text: 'Third' }],
  ...given,
})
const put = (activity: Activity): PlanChange => ({ kind: 'put-activity', activity })
const made = (plan: JobPlanDocument, change: PlanChange): JobPlanDocument => {
  const applied = applyChange(plan, change)
  if (!applied.ok) throw new Error(applied.problem)
  return applied.plan
}
/** What the plan says once the stale change is settled as chosen. */
const settled = (
  change: PlanChange,
  now: JobPlanDocument,
  choices: Record<string, Choice> = {},
  before = planOf(),
): JobPlanDocument => {
  const rest = settle({ before, change }, now, choices)
  return rest ? made(now, rest) : now
}

describe('what both changed', () => {
  const before = planOf()
  it('is told field by field, by who changed it', () => {
    const now = made(before, put(clinic({ ...at('10:00', '14:00'), note: 'Theirs' })))
    const change = put(clinic({ ...at('08:00', '12:00'), title: 'Diabetes clinic' }))
    const [contest] = contestsOf({ before, change }, now)
    expect(contest?.fields).toEqual([
      {
        key: 'title',
        words: 'What it is',
        was: 'Clinic',
        theirs: 'Clinic',
        yours: 'Diabetes clinic',
        changedBy: 'you',
      },
      {
        key: 'times',
        words: 'Times',
        was: '9:00am to 1:00pm',
        theirs: '10:00am to 2:00pm',
        yours: '8:00am to midday',
        changedBy: 'both',
      },
      { key: 'note', words: 'Note', was: '', theirs: 'Theirs', yours: '', changedBy: 'them' },
    ])
    expect(contest && openFields(contest).map(({ key }) => key)).toEqual(['times'])
  })
  it('is nothing to choose of where both say the same, though one wrote a number and one its text', () => {
    const now = made(before, { kind: 'set-terms', terms: { contracted: { core: 11 } } })
    expect(contestsOf({ before, change: { kind: 'set-terms', terms: { contracted: { core: '11' } } } }, now)).toEqual(
      [],
    )
  })
  it('is one choice where the kinds of time differ', () => {
    const now = made(before, put(clinic({ schedule: { kind: 'flexible', minutesPerWeek: 240 } })))
    const [contest] = contestsOf({ before, change: put(clinic(at('08:00', '12:00'))) }, now)
    expect(contest?.fields.map(({ key, changedBy }) => [key, changedBy])).toEqual([['when', 'both']])
  })
  it('has no fields where one took it out', () => {
    const now = made(before, { kind: 'remove-activity', id: 'clinic' })
    const [contest] = contestsOf({ before, change: put(clinic({ title: 'Mine' })) }, now)
    expect(contest).toMatchObject({ title: 'Mine', theirsIsGone: true, yoursIsGone: false, fields: [] })
  })
  it('leaves out what only one of them changed', () => {
    const now = made(before, put(clinic({ id: 'ward', title: 'Other ward' })))
    const change: PlanChange = { kind: 'batch', changes: [put(clinic({ title: 'Mine' }))] }
    expect(contestsOf({ before, change }, now)).toEqual([])
  })
})

describe('what comes of choosing', () => {
  const before = planOf()
  const theirs = clinic({ ...at('10:00', '14:00'), note: 'Theirs' })
  const mine = clinic({ ...at('08:00', '12:00'), title: 'Diabetes clinic' })
  const now = made(before, put(theirs))
  const clinicIn = (plan: JobPlanDocument) => plan.activities?.find(({ id }) => id === 'clinic')

  it('is theirs, mine, or some of each', () => {
    const chosen = (choice: Choice) => clinicIn(settled(put(mine), now, { 'activity:clinic': choice }))
    expect(chosen('theirs')).toEqual(theirs)
    expect(chosen('yours')).toEqual(mine)
    expect(chosen({ times: 'theirs' })).toEqual({ ...theirs, title: 'Diabetes clinic' })
    expect(chosen({ times: 'yours', title: 'theirs' })).toEqual({ ...theirs, ...at('08:00', '12:00') })
    expect(chosen({ times: 'yours', note: 'yours' })).toEqual(mine)
  })
  it('is no change at all where theirs is taken', () => {
    expect(settle({ before, change: put(mine) }, now, { 'activity:clinic': 'theirs' })).toBeNull()
  })
  it('takes out or puts back whole what one took out', () => {
    const without = made(before, { kind: 'remove-activity', id: 'clinic' })
    expect(clinicIn(settled(put(mine), without, { 'activity:clinic': 'yours' }))).toEqual(mine)
    expect(clinicIn(settled(put(mine), without, { 'activity:clinic': 'theirs' }))).toBeUndefined()
    const remove: PlanChange = { kind: 'remove-activity', id: 'clinic' }
    expect(clinicIn(settled(remove, now, { 'activity:clinic': 'yours' }))).toBeUndefined()
    expect(clinicIn(settled(remove, now, { 'activity:clinic': 'theirs' }))).toEqual(theirs)
  })
  it('keeps what nobody else touched, and the last of several changes to one thing', () => {
    const ward = clinic({ id: 'ward', title: 'Late ward' })
    const change: PlanChange = { kind: 'batch', changes: [put(clinic({ title: 'First' })), put(ward), put(mine)] }
    const after = settled(change, now, { 'activity:clinic': 'theirs' })
    expect(after.activities).toEqual([theirs, ward])
  })
})

describe('objectives, known by their place', () => {
  const before = planOf()
  const reword = (place: number, text: string): PlanChange => ({ kind: 'put-objective', place, objective: { text } })
  const texts = ({ objectives }: JobPlanDocument) => objectives?.map(({ text }: Objective) => text)
  it('are found where they moved to', () => {
    const now = made(before, { kind: 'remove-objective', place: 0 })
    expect(contestsOf({ before, change: reword(1, 'Mine') }, now)).toEqual([])
    expect(texts(settled(reword(1, 'Mine'), now))).toEqual(['Mine', 'Third'])
    expect(texts(settled({ kind: 'remove-objective', place: 2 }, now))).toEqual(['Second'])
  })
  it('are contested in their place', () => {
    const now = made(before, reword(1, 'Theirs'))
    const [contest] = contestsOf({ before, change: reword(1, 'Mine') }, now)
    expect(contest).toMatchObject({ target: 'objective:1', title: 'Objective 2' })
    expect(texts(settled(reword(1, 'Mine'), now, { 'objective:1': 'yours' }))).toEqual(['First', 'Mine', 'Third'])
  })
  it('are put at the end again where somebody took them out', () => {
    const now = made(before, { kind: 'remove-objective', place: 1 })
    expect(contestsOf({ before, change: reword(1, 'Mine') }, now)).toMatchObject([{ theirsIsGone: true }])
    expect(texts(settled(reword(1, 'Mine'), now, { 'objective:1': 'yours' }))).toEqual(['First', 'Third', 'Mine'])
  })
  it('are added beside those that others add', () => {
    const now = made(before, { kind: 'put-objective', objective: { text: 'Theirs' } })
    const add: PlanChange = { kind: 'put-objective', objective: { text: 'Mine' } }
    expect(texts(settled(add, now))).toEqual(['First', 'Second', 'Third', 'Theirs', 'Mine'])
  })
})

it('terms are merged by their fields', () => {
  const before = planOf()
  const now = made(before, { kind: 'set-terms', terms: { workingWeeks: 41, person: { postTitle: 'Theirs' } } })
  const change: PlanChange = { kind: 'set-terms', terms: { workingWeeks: '42', person: { postTitle: 'Mine' } } }
  const after = settled(change, now, { terms: { workingWeeks: 'theirs', postTitle: 'yours' } })
  expect([after.workingWeeks, after.person]).toEqual([41, { name: 'Amara Osei (invented)', postTitle: 'Mine' }])
})
