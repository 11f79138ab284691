import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { evaluate } from './evaluate.ts'
import type { JobPlanDocument } from './job-plan.ts'

const [example] = JSON.parse(readFileSync(new URL('./cases/examples.json', import.meta.url), 'utf8'))
const plan = example.plan as JobPlanDocument
const saysOf = (of: JobPlanDocument, figure: string) =>
  evaluate(of, { explain: true })
    .trace?.filter((step) => step.figure === figure)
    .map(({ says }) => says)

test('an on-call rota explains itself step by step', () => {
  expect(saysOf(plan, 'onCall.rota.unitsPerWeek')).toEqual([
    '6 hours of unpredictable work in an on-call week, all in premium time: 6 ÷ 3 = 2',
    'One week in 8: 2 ÷ 8 = 0.25',
    'Predictable and unpredictable: 0 + 0.25 = 0.25',
  ])
})

test('an annualised activity explains itself', () => {
  expect(saysOf(plan, 'activities.weekend.unitsPerWeek')).toEqual([
    '4 hours each time, all in premium time: 4 ÷ 3 = 4/3',
    '4/3 × 21 times a year ÷ 42 working weeks = 2/3 a week',
  ])
})

test('cover and the Welsh cap are steps of their own', () => {
  const covered: JobPlanDocument = {
    ...plan,
    contract: 'consultant-wales-2003',
    workingWeeks: undefined,
    onCall: [{ id: 'rota', oneIn: 1, prospectiveCover: true, unpredictable: { minutes: 225 } }],
  }
  expect(saysOf(covered, 'onCall.rota.unitsPerWeek')).toEqual([
    '3 hours 45 minutes of unpredictable work in an on-call week: 3.75 ÷ 3.75 = 1',
    'One week in 1, covering colleagues’ leave: 1 ÷ 1 × 52 ÷ 42 = 26/21',
    'Unpredictable work of all rotas together counts for at most 1 a week: 26/21 counts as 1',
    'Predictable and unpredictable: 0 + 1 = 1',
  ])
})

test('premium minutes mean nothing where the contract has no premium time', () => {
  const schedule = { kind: 'flexible', minutesPerWeek: 225, premiumMinutesPerWeek: 225 } as const
  const welsh: JobPlanDocument = {
    ...plan,
    contract: 'consultant-wales-2003',
    activities: [{ id: 'nights', title: 'Nights', category: 'dcc', schedule }],
  }
  expect(saysOf(welsh, 'activities.nights.unitsPerWeek')).toEqual(['3 hours 45 minutes a week: 3.75 ÷ 3.75 = 1'])
})

test('a value that nobody has checked says so, with its source', () => {
  const trace = evaluate(plan, { explain: true }).trace ?? []
  expect(trace.find(({ figure }) => figure === 'onCall.rota.supplement')).toMatchObject({
    value: '5',
    checked: false,
    source: expect.stringContaining('Schedule 16'),
  })
})

test('nothing is explained unless it is asked for', () => {
  expect(evaluate(plan).trace).toBeUndefined()
})
