import { expect, test } from 'vitest'
import { DAYS } from '../time/week-cycle.ts'
import { parseJobPlan } from './job-plan.schema.ts'
import { JSON_LIMITS, PLAN_LIMITS } from './limits.ts'
import { MOST_PROBLEMS } from './problem.ts'
import { readJson } from './read-json.ts'

const many = (count: number, of: (place: number) => unknown) => Array.from({ length: count }, (_, place) => of(place))
const object = (count: number, name = 'n') => Object.fromEntries(many(count, (at) => [`${name}${at}`, 1]) as [])
const says = (text: string) => {
  const read = readJson(text)
  return read.ok ? 'taken' : read.errors.map(({ path, message }) => `${path} ${message}`).join('; ')
}

test('the largest plan is read, with every field and every list as long as it may be', () => {
  const largest = {
    format: 'concord.job-plan/1',
    contract: 'consultant-wales-2003',
    organisation: 'RT9',
    person: { name: 'A', assignmentNumber: '1', postTitle: 'B', band: '6', professionalGroup: null, specialty: 'C' },
    period: { from: '2026-04-01', to: '2027-03-31' },
    contracted: { core: '10', additional: '0' },
    workingWeeks: '42',
    cycleWeeks: PLAN_LIMITS.cycleWeeks,
    activities: many(PLAN_LIMITS.activities, (place) => ({
      id: `a${place}`,
      title: 'A',
      category: 'dcc',
      classification: null,
      schedule: {
        kind: 'timetabled',
        days: DAYS,
        start: '09:00',
        end: '09:01',
        weeks: many(PLAN_LIMITS.cycleWeeks, (week) => String(Number(week) + 1)),
        unpaidBreakMinutes: null,
        units: '1',
      },
      tier: '1',
      location: { setting: null, site: 'Here' },
      specialty: 'C',
      output: { measure: 'Seen', perOccurrence: '8' },
      note: 'N',
    })),
    onCall: many(PLAN_LIMITS.onCall, (place) => ({
      id: `r${place}`,
      title: 'R',
      oneIn: '8',
      category: 'A',
      prospectiveCover: true,
      predictable: { minutes: '1', premiumMinutes: '0' },
      unpredictable: { minutes: '1', premiumMinutes: '0' },
    })),
    objectives: many(PLAN_LIMITS.objectives, () => ({
      scope: 'personal',
      text: 'T',
      measure: 'M',
      dueOn: '2026-12-01',
      support: many(20, () => 'S'),
      barriers: many(20, () => 'B'),
    })),
    supportingResources: many(PLAN_LIMITS.supportingResources, () => ({ kind: 'staff', text: 'T' })),
  }
  const read = readJson(JSON.stringify(largest))
  expect(read.ok && parseJobPlan(read.json)).toMatchObject({ ok: true })
})

test.each([
  [
    'names in one object',
    `${JSON.stringify(object(JSON_LIMITS.names))}`,
    JSON.stringify(object(JSON_LIMITS.names + 1)),
  ],
  [
    'things in one list',
    JSON.stringify(many(JSON_LIMITS.listed, () => 1)),
    JSON.stringify(many(JSON_LIMITS.listed + 1, () => 1)),
  ],
  [
    'name that is too long',
    JSON.stringify({ ['n'.repeat(JSON_LIMITS.nameLetters)]: 1 }),
    JSON.stringify({ ['n'.repeat(JSON_LIMITS.nameLetters + 1)]: 1 }),
  ],
  ['too deep', '['.repeat(JSON_LIMITS.deep) + ']'.repeat(JSON_LIMITS.deep), '['.repeat(JSON_LIMITS.deep + 1)],
  [
    'too long',
    JSON.stringify(many(100, () => many(400, () => 'x'))),
    JSON.stringify(many(100, () => many(800, () => 'x'))),
  ],
])('%s: as many as there may be are taken, and one more is refused', (said, taken, refused) => {
  expect(says(taken)).toBe('taken')
  expect(says(refused)).toContain(said)
})

test('what is too much is refused before it is parsed', () => {
  // None of these is JSON to its end: a parser would say that first.
  expect(says(`{${many(100_000, (at) => `"n${at}":1`)}`)).toContain('names in one object')
  expect(says(`{"activities":[${'{},'.repeat(500_000)}`)).toContain('things in one list')
  expect(says('{"a":['.repeat(100_000))).toContain('too deep')
})

test('a string that never ends is looked at once', () => {
  expect(says(`"${'\\"'.repeat(500_000)}`)).toContain('is not JSON')
  expect(says(`"${'\\"'.repeat(500_000)}\\`)).toContain('is not JSON')
})

test('of many problems the first are told, and how many more there are', () => {
  const unknown = parseJobPlan({ activities: many(100, () => ({ id: 'x', ...object(30) })) })
  const twice = readJson(`[${many(100, () => '{"a":1,"a":2}')}]`)
  for (const read of [unknown, twice]) {
    expect(!read.ok && read.errors).toHaveLength(MOST_PROBLEMS + 1)
    expect(!read.ok && read.errors.at(-1)).toEqual({
      path: 'document',
      message: expect.stringMatching(/^has \d+ more problems$/),
    })
  }
})
