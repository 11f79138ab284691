import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryPlan } from '../../../tests/support/arbitrary-plan.ts'
import { isValidUnder } from '../../../tests/support/json-schema.ts'
import { parseJobPlan } from './job-plan.schema.ts'

const published = JSON.parse(
  readFileSync(new URL('../../../docs/formats/concord.job-plan-1.schema.json', import.meta.url), 'utf8'),
)
const isPublished = (plan: unknown) => isValidUnder(published, plan)
const isParsed = (plan: unknown) => parseJobPlan(plan).ok

const FOLDER = new URL('./cases/', import.meta.url)
const cases = readdirSync(FOLDER).flatMap(
  (file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as { why: string; plan: unknown }[],
)

const plan = {
  format: 'concord.job-plan/1',
  contract: 'agenda-for-change',
  person: { name: 'Invented Person' },
  period: { from: '2026-04-01', to: '2027-03-31' },
  contracted: { core: 37.5 },
}

test('whatever the parser takes, the published schema takes', () => {
  expect(cases.filter((of) => isParsed(of.plan) && !isPublished(of.plan)).map(({ why }) => why)).toEqual([])
  fc.assert(fc.property(arbitraryPlan(), isPublished))
})

test('what the published schema cannot refuse is just what it says it cannot', () => {
  expect(cases.filter((of) => !isParsed(of.plan) && isPublished(of.plan)).map(({ why }) => why)).toEqual([
    'A week past the end of the cycle.',
    'More premium minutes than minutes, flexible.',
    'More premium minutes than minutes, annualised.',
    'More premium minutes than minutes, on-call, compared exactly.',
    'More premium minutes than minutes, where there is no premium time.',
    'Two activities with one id.',
    'An activity and a rota with one id.',
    'A break longer than the work.',
    'A rota of one in less than one.',
    'A period that ends before it starts.',
  ])
})

const written = fc.oneof(
  fc.integer({ min: -2, max: 60 }),
  fc.integer({ min: -200, max: 6000 }).map((hundredths) => hundredths / 100),
  fc.integer({ min: -2, max: 60 }).map(String),
  fc.tuple(fc.integer({ min: -2, max: 60 }), fc.constantFrom('.0', '.5', '.00')).map((parts) => parts.join('')),
  fc.constantFrom('-0', '-0.0', '-0.1', '007', '00.50', '1e2', '', '.5', '5.', '1000000', '1000001'),
)
const ratio = fc
  .tuple(fc.constantFrom('-0', '-1', '0', '1', '24', '60'), fc.integer({ min: -1, max: 30 }))
  .map((parts) => parts.join('/'))

test.each([
  ['contracted', (value: unknown) => ({ contracted: { core: value } })],
  ['oneIn', (value: unknown) => ({ onCall: [{ id: 'rota', oneIn: value }] })],
  ['cycleWeeks', (value: unknown) => ({ cycleWeeks: value })],
  ['tier', (value: unknown) => ({ activities: [{ ...timetabled, tier: value }] })],
])('the parser and the published schema agree on %s, but for the range of fractions', (_, put) => {
  fc.assert(
    fc.property(written, (value) => {
      const changed = { ...plan, ...put(value) }
      expect([value, isPublished(changed)]).toEqual([value, isParsed(changed)])
    }),
    { numRuns: 500 },
  )
  fc.assert(
    fc.property(ratio, (value) => {
      const changed = { ...plan, ...put(value) }
      expect(isParsed(changed) && !isPublished(changed)).toBe(false)
    }),
  )
})

const timetabled = {
  id: 'a',
  title: 'A',
  category: 'dcc',
  schedule: { kind: 'timetabled', days: ['mon'], start: '09:00', end: '17:00' },
}
