import { expect, test } from 'vitest'
import { parseJobPlan } from './job-plan.schema.ts'
import { LongNumber } from './limits.ts'
import { readJson } from './read-json.ts'

const plan = {
  format: 'concord.job-plan/1',
  contract: 'consultant-england-2003',
  person: { name: 'Invented Person' },
  period: { from: '2026-04-01', to: '2027-03-31' },
  contracted: { core: 10 },
}
const saysOf = (json: unknown) => {
  const parsed = parseJobPlan(json)
  return parsed.ok ? [] : parsed.errors.map(({ path, message }) => `${path}: ${message}`)
}

test('what is missing is called missing, and a list is given where there is one', () => {
  expect(saysOf({ ...plan, format: undefined, person: {} })).toEqual([
    'format: is missing; it must be "concord.job-plan/1"',
    'person.name: is missing',
  ])
  expect(saysOf({ ...plan, objectives: [{ scope: 'all' }] })).toEqual([
    'objectives[0].scope: must be one of: personal, team, organisation',
  ])
})

test('an unknown field is named, and so are the known ones', () => {
  expect(saysOf({ ...plan, period: { ...plan.period, until: '' } })).toEqual([
    'period.until: is not a field here. The fields are: from, to',
  ])
})

test('a field of JavaScript’s own is no field of ours', () => {
  expect(saysOf(JSON.parse(JSON.stringify(plan).replace('{', '{"__proto__":{"x":1},')))).toHaveLength(1)
})

test('numbers say what would be right', () => {
  expect(saysOf({ ...plan, contracted: { core: 'ten', additional: -1 }, workingWeeks: [], cycleWeeks: '27' })).toEqual([
    'contracted.core: must be a number such as 4, 37.5 or "4/3"',
    'contracted.additional: cannot be negative',
    'workingWeeks: must be a number such as 4, 37.5 or "4/3"',
    'cycleWeeks: must be a whole number from 1 to 26',
  ])
})

test('a field that is null is left out, and whole numbers may be text', () => {
  const parsed = parseJobPlan({
    ...plan,
    organisation: null,
    cycleWeeks: '4',
    person: { name: 'X', band: 6, specialty: null },
  })
  expect(parsed).toEqual({ ok: true, plan: { ...plan, cycleWeeks: 4, person: { name: 'X', band: '6' } } })
  expect(parsed.ok && Object.keys(parsed.plan)).not.toContain('organisation')
})

test('half a character is refused: it could not be signed', () => {
  expect(saysOf({ ...plan, person: { name: 'A\uD800' } })).toEqual([
    'person.name: has a broken character; type it again',
  ])
})

const TOO_LONG =
  'contracted.core: must be a number of at most 60 digits (as a fraction in lowest terms, 60 above the line and 60 below)'
const asJson = (core: string) => JSON.stringify(plan).replace('10', core)
const saysOfText = (text: string) => {
  const read = readJson(text)
  return read.ok ? saysOf(read.json) : read.errors.map(({ path, message }) => `${path}: ${message}`)
}

test.each([
  '9'.repeat(60),
  `0.${'0'.repeat(58)}1`,
  `${'9'.repeat(60)}.0000`,
  // As a machine writes a third, and twenty-two thirds.
  '0.3333333333333333',
  '7.333333333333333',
  '0.000000000001818989403545856475830078125',
  '0.50',
])('%s is short enough, as a number and as text', (core) => {
  expect(saysOfText(asJson(core))).toEqual([])
  expect(saysOfText(asJson(`"${core}"`))).toEqual([])
})

test.each([
  `1${'0'.repeat(60)}`,
  `0.${'0'.repeat(60)}1`,
  `0.${'123456789'.repeat(7)}`,
  `0.5${'0'.repeat(60)}1`,
  `0.${'3'.repeat(100_000)}`,
  `1${'0'.repeat(400)}`,
])('%s is too long, as a number and as text', (core) => {
  expect(saysOfText(asJson(core))).toEqual([TOO_LONG])
  expect(saysOfText(asJson(`"${core}"`))).toEqual([TOO_LONG])
})

test('a number may have an exponent, and a fraction is as long as its lowest terms', () => {
  for (const core of ['1e3', '5E-1', `"${'4'.repeat(20)}/${'8'.repeat(20)}"`])
    expect(saysOfText(asJson(core))).toEqual([])
  for (const core of [
    '1e60',
    '1e999',
    '1e-9999',
    `"1/1${'0'.repeat(60)}"`,
    `"${'1'.repeat(2000)}/${'3'.repeat(2000)}"`,
  ])
    expect(saysOfText(asJson(core))).toEqual([TOO_LONG])
})

test('a number that a double cannot hold stays exact', () => {
  expect(readJson('\uFEFF{"a":0.000000000001818989403545856475830078125,"b":1e2,"d":0.1}')).toEqual({
    ok: true,
    json: { a: new LongNumber('1/549755813888'), b: 100, d: 0.1 },
  })
})

test('a number is no text, however long', () => {
  const noted = JSON.stringify({ ...plan, organisation: 'N' }).replace('"N"', '0.1234567890123456789')
  expect(saysOfText(noted)).toEqual(['organisation: must be text, in quotes'])
})

test('whole numbers may be any exact text of one, and minus nothing is nothing', () => {
  const schedule = { kind: 'timetabled', days: ['mon'], start: '09:00', end: '10:00', weeks: ['2/1', '1.0'] }
  const activity = { id: 'a', title: 'A', category: 'dcc', tier: '-0', schedule }
  const parsed = parseJobPlan({ ...plan, contracted: { core: '-0' }, cycleWeeks: '4/2', activities: [activity] })
  expect(parsed).toMatchObject({
    ok: true,
    plan: { cycleWeeks: 2, activities: [{ tier: 0, schedule: { weeks: [2, 1] } }] },
  })
  expect(saysOf({ ...plan, cycleWeeks: '3/2' })).toEqual(['cycleWeeks: must be a whole number from 1 to 26'])
  expect(saysOf({ ...plan, contracted: { core: '-0.1' } })).toEqual(['contracted.core: cannot be negative'])
})

test('the lists of a plan have an end', () => {
  const many = <T>(count: number, of: (place: number) => T) => Array.from({ length: count }, (_, place) => of(place))
  const flexible = { kind: 'flexible', minutesPerWeek: 60 }
  const lists = (extra: number) => ({
    activities: many(200 + extra, (place) => ({ id: `a${place}`, title: 'A', category: 'dcc', schedule: flexible })),
    onCall: many(100 + extra, (place) => ({ id: `r${place}`, oneIn: 8 })),
    objectives: many(100 + extra, () => ({ text: 'X' })),
    supportingResources: many(100 + extra, () => ({ text: 'X' })),
  })
  expect(saysOf({ ...plan, ...lists(0) })).toEqual([])
  expect(saysOf({ ...plan, ...lists(1) })).toEqual([
    'activities: has too many: a plan has at most 200 of these',
    'onCall: has too many: a plan has at most 100 of these',
    'objectives: has too many: a plan has at most 100 of these',
    'supportingResources: has too many: a plan has at most 100 of these',
  ])
})

test('ids that look the same are the same', () => {
  const rotas = ['Zo\u00EB', 'Zoe\u0308', 'Zoe'].map((id) => ({ id, oneIn: 8 }))
  expect(saysOf({ ...plan, onCall: rotas })).toEqual([
    'onCall[1].id: "Zoe\u0308" is already the id at onCall[0].id; give it another',
  ])
})

test('what is said of a name or a value is on one line', () => {
  const odd = { 'a.b': 1, '': 1, 'x\n"y': 1, '\u2028\u0085': 1 }
  expect(saysOf({ ...plan, period: { ...plan.period, ...odd }, 'a b': 1 }).map((line) => line.split(': ')[0])).toEqual([
    'period["a.b"]',
    'period[""]',
    String.raw`period["x\n\"y"]`,
    String.raw`period["\u2028\u0085"]`,
    '["a b"]',
  ])
  const rotas = ['a\n\u2029', 'a\n\u2029'].map((id) => ({ id, oneIn: 8 }))
  expect(saysOf({ ...plan, onCall: rotas })).toEqual([
    String.raw`onCall[1].id: "a\n\u2029" is already the id at onCall[0].id; give it another`,
  ])
})

test('a name twice in one object is refused, wherever it is and however it is written', () => {
  expect(saysOfText('{"a":[{"b":"}{,"},{"b":1,"c":{"b":2},"\\u0062":3}],"d":"a","a" : 0}')).toEqual([
    'a[1].b: is there twice; keep one',
    'a: is there twice; keep one',
  ])
  expect(saysOfText('[{"a":"\\"a\\":","b":["a",["a"],{"a":1}]},{"a":2}]')).toEqual([
    'document: must be an object, in { }',
  ])
})

test('what is not JSON says so', () => {
  expect(readJson('{"a":}')).toMatchObject({
    ok: false,
    errors: [{ path: 'document', message: expect.stringContaining('is not JSON') }],
  })
})
