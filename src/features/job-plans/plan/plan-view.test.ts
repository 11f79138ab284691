import { describe, expect, test } from 'vitest'
import type { Activity, JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { linksOf } from './plan-links.ts'
import { viewPlan } from './plan-view.ts'
import { reckon } from './reckoned.ts'
import type { WeekChoice } from './week-view.ts'

const timetabled = (id: string, days: string[], start: string, end: string, more: object = {}): Activity => {
  const { weeks, ...rest } = more as { weeks?: number[] }
  return {
    id,
    title: `The ${id}`,
    category: 'dcc',
    schedule: { kind: 'timetabled', days: days as ['mon'], start, end, ...(weeks && { weeks }) },
    ...rest,
  }
}

const plan = (more: Partial<JobPlanDocument>): JobPlanDocument => ({
  format: 'concord.job-plan/1',
  contract: 'consultant-england-2003',
  person: { name: 'Dr Amara Osei' },
  period: { from: '2026-04-01', to: '2027-03-31' },
  contracted: { core: 10 },
  cycleWeeks: 4,
  ...more,
})

const view = (document: JobPlanDocument, week: WeekChoice = 1, canEdit = true) =>
  viewPlan({
    document,
    reckoned: reckon(document),
    week,
    links: linksOf(7, canEdit),
    canEdit,
    sites: { ZNM01: 'Northmoor General Hospital' },
  })

const blocksIn = (document: JobPlanDocument, week: WeekChoice) =>
  view(document, week).week.weeks.flatMap(({ blocks }) =>
    blocks.map(({ id, day, startMinutes, endMinutes, mark }) => [id, day, startMinutes, endMinutes, mark]),
  )

describe('the week', () => {
  test('shows what happens in that week of the cycle, by day and minute', () => {
    const document = plan({ activities: [timetabled('clinic', ['mon', 'fri'], '09:00', '13:00', { weeks: [1, 3] })] })
    expect(blocksIn(document, 1)).toEqual([
      ['clinic', 0, 540, 780, undefined],
      ['clinic', 4, 540, 780, undefined],
    ])
    expect(blocksIn(document, 2)).toEqual([])
    expect(view(document, 'all').week.weeks).toHaveLength(4)
    expect(blocksIn(document, 'all')).toHaveLength(4)
  })

  test('a night is cut at midnight, and the last one runs on into the first week', () => {
    const document = plan({ activities: [timetabled('night', ['sun'], '22:00', '02:00', { weeks: [4] })] })
    expect(blocksIn(document, 4)).toEqual([['night', 6, 1320, 1440, undefined]])
    expect(blocksIn(document, 1)).toEqual([['night', 0, 0, 120, undefined]])
  })

  test('says what clashes and what gives way, in that week alone', () => {
    const document = plan({
      activities: [
        timetabled('clinic', ['mon'], '09:00', '13:00'),
        timetabled('meeting', ['mon'], '12:00', '14:00', { weeks: [1] }),
        timetabled('hot', ['mon'], '08:00', '10:00', { weeks: [2], tier: 1 }),
      ],
    })
    expect(blocksIn(document, 1).map(([id, , , , mark]) => [id, mark])).toEqual([
      ['clinic', 'clash'],
      ['meeting', 'clash'],
    ])
    expect(blocksIn(document, 2).map(([id, , , , mark]) => [id, mark])).toEqual([
      ['clinic', 'displaced'],
      ['hot', undefined],
    ])
    expect(blocksIn(document, 3).map(([id, , , , mark]) => [id, mark])).toEqual([['clinic', undefined]])
  })

  test('links to the form where it may be changed, and to the list where it may not', () => {
    const document = plan({ activities: [timetabled('clinic', ['mon'], '09:00', '13:00')] })
    const hrefs = (canEdit: boolean) => view(document, 1, canEdit).week.weeks[0]?.blocks.map(({ href }) => href)
    expect(hrefs(true)).toEqual(['/plans/7/activities/clinic'])
    expect(hrefs(false)).toEqual(['/plans/7/activities#activity-clinic'])
  })

  test('has premium time only where the contract has', () => {
    expect(view(plan({})).week.premium).toBe('Premium time: 3 hours count as one PA')
    const without = view(plan({ contract: 'agenda-for-change' })).week
    expect([without.premium, without.weeks[0]?.premium]).toEqual([undefined, []])
  })
})

describe('the sum', () => {
  const document = plan({
    contracted: { core: 10, additional: 1 },
    activities: [
      timetabled('clinic', ['mon', 'tue', 'wed', 'thu'], '09:00', '17:00'),
      { ...timetabled('teaching', ['fri'], '09:00', '19:00'), category: 'spa' },
      { ...timetabled('rooms', ['sat'], '09:00', '13:00'), category: 'private-practice' },
    ],
  })

  test('stands against the usual split, the contract and the 48 hours', () => {
    const { headline, rows, split } = view(document).sum
    expect(headline).toEqual({ value: '10.5', of: 'of 11 programmed activities' })
    expect(rows.map(({ label, value, against }) => [label, value, against])).toEqual([
      ['Direct clinical care', '8', 'usual 8.5'],
      ['Supporting professional activities', '2.5', 'usual 2.5'],
      ['Total', '10.5', '0.5 short'],
      ['Hours a week, on average', '42 h', 'limit 48'],
      ['Over the year, 42 weeks', '441 PAs', undefined],
    ])
    expect(split.parts.map(({ size }) => size)).toEqual([8, 2.5])
  })

  test('explains on-call step by step, and says what nobody has checked', () => {
    const rota = {
      id: 'rota',
      oneIn: 8,
      category: 'A',
      prospectiveCover: true,
      unpredictable: { minutes: 360, premiumMinutes: 360 },
    } as const
    const { sum, unfixed } = view(plan({ onCall: [rota] }))
    expect(sum.worked[0]).toMatchObject({ summary: 'How we worked out 0.31 for on-call', unchecked: true })
    expect(sum.worked[0]?.steps[0]).toMatchObject({ sum: '6 ÷ 3 = 2' })
    expect(sum.worked[0]?.steps[1]?.sum).toMatch(/= 13\/42$/)
    expect(sum.worked[0]?.steps.at(-1)).toMatchObject({ sum: '0 + 13/42 = 13/42 = 0.31, rounded' })
    expect(sum.worked[1]?.source).toBe('How Concord adds up a job plan (format concord.job-plan/1)')
    expect(unfixed.rows).toMatchObject([
      {
        how: '1 in 8, covering each other’s leave',
        where: 'Category A · 5% supplement',
        aWeek: '56 min',
        units: '0.31',
        href: '/plans/7/on-call/rota',
      },
    ])
  })
})

test('what is missing is listed one by one, each linked to where it is filled in', () => {
  const document = plan({
    contract: 'agenda-for-change',
    person: { name: 'Priya Nair', postTitle: 'Physiotherapist' },
    contracted: { core: 4 },
    activities: [{ ...timetabled('clinic', ['mon'], '09:00', '13:00'), location: { setting: 'community' } }],
    cycleWeeks: 1,
  })
  expect(view(document).findings.map(({ severity, subject, says, href }) => [severity, subject, says, href])).toEqual([
    ['stop', 'The person', 'has no band yet.', '/plans/7/terms'],
    ['stop', 'The clinic', 'has no specialty yet.', '/plans/7/activities/clinic'],
  ])
  expect(view(document).week.weeks[0]?.blocks[0]?.markText).toBe('No specialty yet')
})

test('a place is its kind in the week, and its kind and name in the list', () => {
  const location = { setting: 'outpatient-clinic', site: 'ZNM01' } as const
  const document = plan({
    activities: [
      timetabled('clinic', ['mon'], '09:00', '13:00', { location }),
      { ...timetabled('admin', [], '', ''), location, schedule: { kind: 'flexible', minutesPerWeek: 60 } },
    ],
  })
  const { week, unfixed } = view(document)
  expect(week.weeks[0]?.blocks[0]?.lines).toEqual(['Outpatient clinic'])
  expect(unfixed.rows[0]?.where).toBe('Outpatient clinic, Northmoor General Hospital')
})
