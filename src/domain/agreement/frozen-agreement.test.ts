import { expect, it } from 'vitest'
import type { ContractId } from '../contracts/contract-terms.ts'
import { CONTRACTS } from '../contracts/registry.ts'
import { evaluate } from '../job-plan/evaluate.ts'
import type { JobPlanDocument } from '../job-plan/job-plan.ts'
import { agreementNow, freezeAgreement, readAgreement } from './frozen-agreement.ts'

const plan: JobPlanDocument = {
  format: 'concord.job-plan/1',
  contract: 'consultant-england-2003',
  person: { name: 'Dr Zoe\u0308 Quill', postTitle: null },
  period: { from: '2026-04-01', to: '2027-03-31' },
  contracted: { core: 10 },
  cycleWeeks: 4,
  activities: [
    {
      id: 'clinic',
      title: 'Clinic',
      category: 'dcc',
      tier: 2,
      schedule: { kind: 'timetabled', days: ['wed', 'mon'], start: '09:00', end: '13:00', weeks: [3, 1] },
    },
    { id: 'letters', title: 'Letters', category: 'dcc', schedule: { kind: 'flexible', minutesPerWeek: 90 } },
  ],
  onCall: [{ id: 'take', oneIn: 8, category: 'A', unpredictable: { minutes: 360, premiumMinutes: 360 } }],
}

it('freezes to text that reads back as the same agreement', () => {
  const text = freezeAgreement(agreementNow(plan))
  const read = readAgreement(text)
  expect(freezeAgreement(read)).toBe(text)
  expect(read.plan.cycleWeeks).toBe(4)
  expect(read.plan.activities?.[0]).toMatchObject({ tier: 2, schedule: { days: ['mon', 'wed'], weeks: [1, 3] } })
  expect(read.evaluation.perWeek.total.units).toBe(agreementNow(plan).evaluation.perWeek.total.units)
})

it('is text in one form: composed letters, no numbers, no nulls in the plan, no trace', () => {
  const text = freezeAgreement(agreementNow(plan))
  expect(text).toContain('Dr Zoë Quill'.normalize('NFC'))
  JSON.parse(text, (_, value) => expect(typeof value).not.toBe('number'))
  expect(text).not.toContain('postTitle')
  expect(text).not.toContain('trace')
  expect(text.startsWith('{"evaluation":')).toBe(true)
})

it('changes whenever what is agreed changes', () => {
  const other = { ...plan, contracted: { core: '10.5' } }
  expect(freezeAgreement(agreementNow(other))).not.toBe(freezeAgreement(agreementNow(plan)))
})

it.each(Object.keys(CONTRACTS) as ContractId[])('the kept terms of %s reckon as they did', (contract) => {
  const kept = agreementNow({ ...plan, contract })
  const { terms } = readAgreement(freezeAgreement(kept))
  expect(evaluate(kept.plan, { terms: terms.values, explain: true })).toEqual(evaluate(kept.plan, { explain: true }))
  expect(terms.values.premium?.value).toEqual(kept.terms.values.premium?.value)
  expect(terms.values.supplements?.value).toEqual(kept.terms.values.supplements?.value)
})
