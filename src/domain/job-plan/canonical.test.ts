import canonicalize from 'canonicalize'
import { expect, test } from 'vitest'
import { termsFor } from '../contracts/registry.ts'
import { buildAgreement, canonicalPlan, canonicalText } from './canonical.ts'
import { evaluate } from './evaluate.ts'
import type { JobPlanDocument } from './job-plan.ts'
import { beforeSigning } from './readiness.ts'

const plan: JobPlanDocument = {
  format: 'concord.job-plan/1',
  contract: 'agenda-for-change',
  person: { name: 'Zoe\u0308 Osei', band: null },
  period: { from: '2026-04-01', to: '2027-03-31' },
  contracted: { core: 37.5 },
  cycleWeeks: 2,
  activities: [
    {
      id: 'visits',
      title: 'Visits',
      classification: 'individual.direct',
      schedule: { kind: 'timetabled', days: ['wed', 'mon'], start: '09:00', end: '13:00', unpaidBreakMinutes: '30/4' },
    },
  ],
}

test('defaults are filled in, numbers are lowest-term text, text is NFC, nulls are gone', () => {
  expect(canonicalPlan(plan)).toEqual({
    format: 'concord.job-plan/1',
    contract: 'agenda-for-change',
    person: { name: 'Zo\u00EB Osei' },
    period: { from: '2026-04-01', to: '2027-03-31' },
    contracted: { core: '75/2', additional: '0' },
    workingWeeks: '44',
    cycleWeeks: '2',
    activities: [
      {
        id: 'visits',
        title: 'Visits',
        category: 'dcc',
        classification: 'individual.direct',
        tier: '0',
        schedule: {
          kind: 'timetabled',
          days: ['mon', 'wed'],
          start: '09:00',
          end: '13:00',
          weeks: ['1', '2'],
          unpaidBreakMinutes: '15/2',
        },
      },
    ],
    onCall: [],
    objectives: [],
    supportingResources: [],
  })
})

test('the text is that of RFC 8785', () => {
  const value = { b: ['\u20ac', '"\\\n\u0007', { z: true, '\u{1F600}': null, '\uFB33': false }], a: '\u00f6' }
  expect(canonicalText(value)).toBe(canonicalize(value))
  expect(canonicalText(canonicalPlan(plan))).toBe(canonicalize(canonicalPlan(plan)))
})

test('an agreement holds the plan, all its terms and its evaluation, and not the trace', () => {
  const terms = termsFor(plan.contract, plan.period.from)
  const agreement = buildAgreement(plan, evaluate(plan, { explain: true }), { terms, policyVersion: '3' })
  expect(agreement).toMatchObject({
    format: 'concord.agreement/1',
    terms: {
      contract: 'agenda-for-change',
      version: '2004-12-01',
      policyVersion: '3',
      values: { core: { value: '75/2' } },
    },
    evaluation: { format: 'concord.evaluation/1', perWeek: { total: { units: '31/4' } } },
  })
  expect(canonicalText(agreement)).not.toContain('trace')
})

test('a plan evaluated under kept terms does not follow the contract', () => {
  const kept = {
    ...termsFor(plan.contract, plan.period.from),
    minutesInUnit: { value: 30, source: 'Kept', checked: true, from: '2004-12-01' },
  }
  expect(evaluate(plan, { terms: kept }).perWeek.total.units).toBe('31/2')
})

test('breaches stand before signing; warnings and notes do not', () => {
  const evaluation = evaluate({ ...plan, contracted: { core: 1 } })
  expect(evaluation.findings.map(({ rule }) => rule)).toEqual(['content.missing', 'time.over-contract'])
  expect(beforeSigning(evaluation).map(({ rule }) => rule)).toEqual(['content.missing'])
})
