/** What each form of a plan makes of what was typed. */
import { describe, expect, test } from 'vitest'
import type { ContractId } from '../../../domain/contracts/contract-terms.ts'
import { termsFor } from '../../../domain/contracts/registry.ts'
import type { Activity, OnCallRota } from '../../../domain/job-plan/job-plan.ts'
import { readActivity, typeActivity } from './activity.form.ts'
import { readPostedChange } from './change.form.ts'
import { readObjective, typeObjective } from './objective.form.ts'
import { readRota, typeRota } from './on-call.form.ts'
import { readTerms } from './terms.form.ts'
import { typeDate } from './typed.form.ts'

const sites = { ZNM01: 'Northmoor General Hospital' }
const rules = (contract: ContractId, cycleWeeks = 4) => ({ terms: termsFor(contract, '2026-04-01'), cycleWeeks, sites })
const england = rules('consultant-england-2003')
const wales = rules('consultant-wales-2003')
const agendaForChange = rules('agenda-for-change')

describe('an activity', () => {
  const about: Omit<Activity, 'schedule'> = {
    id: 'a',
    title: 'Clinic',
    category: 'dcc',
    tier: 1,
    location: { setting: 'community', site: 'Moor Street' },
    specialty: '301',
    output: { measure: 'patients seen', perOccurrence: '25/2' },
    note: 'As before',
  }
  const timetabled = { kind: 'timetabled', days: ['mon', 'thu'], start: '22:00', end: '02:00', weeks: [1, 3] } as const

  test.each<[string, Activity['schedule'], ReturnType<typeof rules>]>([
    ['at a fixed time', { ...timetabled, days: [...timetabled.days], weeks: [1, 3] }, england],
    [
      'with a break',
      { kind: 'timetabled', days: ['tue'], start: '08:00', end: '16:00', unpaidBreakMinutes: 30 },
      agendaForChange,
    ],
    ['of agreed units', { kind: 'timetabled', days: ['tue'], start: '08:00', end: '11:00', units: 1 }, wales],
    ['when it suits', { kind: 'flexible', minutesPerWeek: 100, premiumMinutesPerWeek: 40 }, england],
    ['when it suits, of agreed units', { kind: 'flexible', minutesPerWeek: 225, units: '3/4' }, wales],
    [
      'so many times a year',
      { kind: 'annualised', occurrencesPerYear: '21/2', minutes: 240, premiumMinutes: 60 },
      england,
    ],
  ])('%s is read as it was typed', (_, schedule, under) => {
    // Tiers are asked of what has a fixed time alone.
    const { tier, ...rest } = about
    const activity: Activity = schedule.kind === 'timetabled' ? { ...rest, tier, schedule } : { ...rest, schedule }
    expect(readActivity(typeActivity(activity, sites), 'a', under)).toEqual({ ok: true, value: activity })
  })

  test('every week ticked is every week', () => {
    const typed = { ...typeActivity({ ...about, schedule: { ...timetabled, days: ['mon'], weeks: [1] } }, sites) }
    const read = readActivity({ ...typed, weeks: ['1', '2', '3', '4'] }, 'a', england)
    expect(read.ok && read.value.schedule).not.toHaveProperty('weeks')
  })

  test('the same time twice is asked about, and kept as 24 hours where that is meant', () => {
    const schedule = { kind: 'timetabled', days: ['mon'], start: '09:00', end: '09:00' } as const
    const activity: Activity = { ...about, schedule: { ...schedule, days: ['mon'] } }
    const typed = typeActivity(activity, sites)
    expect(readActivity({ ...typed, end: ['9am'], wholeDay: [] }, 'a', england)).toEqual({
      ok: false,
      errors: { end: 'Ends: this is the time that it starts. Change one of them, or tick that it lasts 24 hours' },
    })
    expect(readActivity(typed, 'a', england)).toEqual({ ok: true, value: activity })
  })

  test('a site and a specialty are typed by name and kept by code', () => {
    const activity: Activity = {
      ...about,
      location: { site: 'ZNM01' },
      schedule: { kind: 'flexible', minutesPerWeek: 60 },
    }
    const typed = typeActivity(activity, sites)
    expect([typed.site, typed.specialty]).toEqual([['Northmoor General Hospital'], ['Gastroenterology (301)']])
    const read = readActivity({ ...typed, site: ['northmoor general hospital'], specialty: ['diabetes'] }, 'a', england)
    expect(read).toMatchObject({ ok: true, value: { location: { site: 'ZNM01' }, specialty: '307' } })
  })

  test('what the contract does not have is left out', () => {
    const typed = typeActivity(
      {
        ...about,
        schedule: { kind: 'flexible', minutesPerWeek: 60, premiumMinutesPerWeek: 60, units: 1 },
      },
      sites,
    )
    const read = readActivity(typed, 'a', agendaForChange)
    expect(read.ok && read.value.schedule).toEqual({ kind: 'flexible', minutesPerWeek: 60 })
  })

  test('every problem is told at once, each by its field', () => {
    expect(readActivity({ when: ['timetabled'], start: ['soon'], setting: ['moon'] }, 'a', england)).toEqual({
      ok: false,
      errors: {
        title: 'Say what it is',
        setting: 'Choose a place from the list',
        category: 'Say what kind of work it is',
        days: 'Choose at least one day',
        start: 'Starts: write a time such as 9:00am or 13:30',
        end: 'Say when it ends',
      },
    })
    expect(readActivity({ when: ['timetabled'], start: ['25:00'], end: ['26:00'] }, 'a', england)).toMatchObject({
      errors: {
        start: 'Starts: write a time such as 9:00am or 13:30',
        end: 'Ends: write a time such as 9:00am or 13:30',
      },
    })
    expect(readActivity({ title: ['x'], category: ['spa'] }, 'a', england)).toEqual({
      ok: false,
      errors: { when: 'Say when it happens' },
    })
  })

  test('a class of work alone says what kind it is', () => {
    const read = readActivity(
      { title: ['Group'], classification: ['group.travel'], when: ['flexible'], hoursPerWeek: ['2'] },
      'a',
      agendaForChange,
    )
    expect(read.ok && read.value).toMatchObject({ classification: 'group.travel' })
  })
})

describe('on-call', () => {
  const rota: OnCallRota = {
    id: 'r',
    title: 'Medical',
    oneIn: '15/2',
    category: 'A',
    prospectiveCover: true,
    predictable: { minutes: 240, premiumMinutes: 60 },
    unpredictable: { minutes: 360, premiumMinutes: 360 },
  }

  test('is read as it was typed', () => {
    expect(readRota(typeRota(rota), 'r', england)).toEqual({ ok: true, value: rota })
  })

  test('asks for a category only where the contract has them', () => {
    const { category: _, ...without } = rota
    expect(readRota(typeRota(without), 'r', england)).toEqual({
      ok: false,
      errors: { category: 'Say which category it is' },
    })
    expect(readRota(typeRota(rota), 'r', rules('sas-england-2021'))).toEqual({ ok: true, value: without })
  })

  test('without premium time has none', () => {
    const read = readRota(typeRota(rota), 'r', wales)
    expect(read.ok && read.value.unpredictable).toEqual({ minutes: 360 })
  })

  test('says what is missing', () => {
    expect(readRota({}, 'r', england)).toEqual({
      ok: false,
      errors: {
        oneIn: 'Say how often you are on call',
        prospectiveCover: 'Say whether you cover each other’s leave',
      },
    })
  })
})

test('an objective is read as it was typed, one support a line', () => {
  const objective = {
    scope: 'team',
    text: 'Shorter waits',
    measure: 'Weeks',
    dueOn: '2027-03-31',
    support: ['A nurse', 'A room'],
    barriers: ['Time'],
  } as const
  const typed = typeObjective({ ...objective, support: [...objective.support], barriers: [...objective.barriers] })
  expect(readObjective(typed)).toEqual({ ok: true, value: objective })
  expect(readObjective({ ...typed, text: [''], 'dueOn[day]': ['32'] })).toEqual({
    ok: false,
    errors: { text: 'Say what is to be reached', dueOn: 'Write a real date, such as 31 3 2027' },
  })
})

test('terms left blank are taken away, and the last day comes after the first', () => {
  const typed = { ...typeDate('from', '2026-04-01'), ...typeDate('to', '2027-03-31'), core: ['10'], cycleWeeks: ['1'] }
  expect(readTerms(typed)).toEqual({
    ok: true,
    value: {
      period: { from: '2026-04-01', to: '2027-03-31' },
      contracted: { core: 10 },
      workingWeeks: null,
      cycleWeeks: 1,
      person: { postTitle: null, band: null, specialty: null },
    },
  })
  expect(readTerms({ ...typed, ...typeDate('to', '2026-03-31'), cycleWeeks: ['27'] })).toEqual({
    ok: false,
    errors: {
      to: 'The last day must be on or after the first day',
      cycleWeeks: 'Write a whole number from 1 to 26',
    },
  })
})

test.each([
  ['not JSON', '{'],
  ['no version', '{"change":{"kind":"remove-activity","id":"a"}}'],
  ['an unknown change', '{"version":1,"change":{"kind":"explode"}}'],
  ['no activity', '{"version":1,"change":{"kind":"put-activity"}}'],
  ['another contract', '{"version":1,"change":{"kind":"set-terms","terms":{"contract":"agenda-for-change"}}}'],
  [
    'another contract within several changes',
    '{"version":1,"change":{"kind":"batch","changes":[{"kind":"set-terms","terms":{"contract":"agenda-for-change"}}]}}',
  ],
])('a posted change with %s is refused', (_, text) => {
  expect(readPostedChange(text).ok).toBe(false)
})

test('a posted change of several is read', () => {
  const change = { kind: 'batch', changes: [{ kind: 'remove-activity', id: 'a' }] }
  expect(readPostedChange(JSON.stringify({ version: 3, change }))).toEqual({ ok: true, version: 3, change })
})
