import { expect, test } from 'vitest'
import { parseJobPlan } from './job-plan.schema.ts'
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

test('JSON numbers that a double cannot hold stay exact', () => {
  expect(readJson('\uFEFF{"a":0.12345678901234567890,"b":1e2,"c":9007199254740993,"d":0.1}')).toEqual({
    ok: true,
    json: { a: '1234567890123456789/10000000000000000000', b: 100, c: '9007199254740993', d: 0.1 },
  })
})

test('what is not JSON says so', () => {
  expect(readJson('{"a":}')).toMatchObject({
    ok: false,
    errors: [{ path: 'document', message: expect.stringContaining('is not JSON') }],
  })
})
