import { z } from 'zod'
import { type ContractTerms, UNIT_WORDS } from '../../../domain/contracts/contract-terms.ts'
import { CATEGORY_LABELS } from '../../../domain/job-plan/categories.ts'
import { CLASSIFICATIONS } from '../../../domain/job-plan/classifications.ts'
import { type SiteNames, saySite } from '../../../domain/job-plan/in-words.ts'
import type { Activity, Schedule } from '../../../domain/job-plan/job-plan.ts'
import { SETTING_LABELS } from '../../../domain/job-plan/settings.ts'
import { saySpecialty, specialtyFromWords } from '../../../domain/job-plan/specialties.ts'
import { DAYS } from '../../../domain/time/week-cycle.ts'
import { hoursToType } from '../plan/figures.words.ts'
import {
  amount,
  answer,
  hours,
  oneOf,
  optionalText,
  type Read,
  readBoth,
  readFields,
  type Typed,
  text,
  timeOfDay,
  whole,
} from './typed.form.ts'
import { timeFromTyped } from './typed-amounts.ts'

const LISTS = ['days', 'weeks']
const MOST_TIERS = 1_000_000

const about = z.object({
  title: text('Say what it is'),
  category: oneOf(CATEGORY_LABELS, 'Say what kind of work it is').optional(),
  classification: oneOf(CLASSIFICATIONS, 'Choose a class from the list').optional(),
  setting: oneOf(SETTING_LABELS, 'Choose a place from the list').optional(),
  site: optionalText(200),
  specialty: optionalText(200),
  outputMeasure: optionalText(200),
  outputAmount: amount('Write how many', '12').optional(),
  note: optionalText(),
})

/** A class of work says what kind it is too. */
const readKind = (typed: Typed): Read<object> =>
  answer(typed, 'category') || answer(typed, 'classification')
    ? { ok: true, value: {} }
    : { ok: false, errors: { category: 'Say what kind of work it is' } }

const units = amount('Write the sessions', '1').optional()

const schedules = {
  timetabled: z.object({
    days: z.array(z.enum(DAYS), 'Choose at least one day').min(1, 'Choose at least one day'),
    start: timeOfDay('Say when it starts', 'Starts'),
    end: timeOfDay('Say when it ends', 'Ends'),
    wholeDay: z.literal('yes').optional(),
    weeks: z.array(z.coerce.number().int().positive()).optional(),
    unpaidBreakMinutes: amount('Write the minutes', '30').optional(),
    tier: whole('Say what happens', 0, MOST_TIERS).optional(),
    timetabledUnits: units,
  }),
  flexible: z.object({
    hoursPerWeek: hours('Say how many hours a week'),
    premiumHoursPerWeek: hours('Say how many hours').optional(),
    flexibleUnits: units,
  }),
  annualised: z.object({
    timesPerYear: amount('Say how many times a year', '12'),
    hoursEach: hours('Say how long each one is'),
    premiumHoursEach: hours('Say how many hours').optional(),
    annualisedUnits: units,
  }),
} satisfies Record<Schedule['kind'], z.ZodType>

/** What the contract lets an activity say. */
export type ActivityRules = {
  terms: Pick<ContractTerms, 'premium' | 'agreedUnitMinutes' | 'hasUnpaidBreaks'>
  cycleWeeks: number
  sites: SiteNames
}

/** Reads an activity as it was typed. `id` is its own, or the one that it will have. */
export function readActivity(typed: Typed, id: string, rules: ActivityRules): Read<Activity> {
  const both = readBoth(readBoth(readFields(about, typed), readKind(typed)), readSchedule(typed, rules))
  if (!both.ok) return both
  const { title, category, classification, setting, site, specialty, note, schedule, tier } = both.value
  const { outputAmount, outputMeasure } = both.value
  return {
    ok: true,
    value: {
      id,
      title,
      ...(category && { category }),
      ...(classification && { classification }),
      schedule,
      ...(tier && { tier }),
      ...((setting || site) && {
        location: { ...(setting && { setting }), ...(site && { site: siteFromWords(site, rules.sites) }) },
      }),
      ...(specialty && { specialty: specialtyFromWords(specialty) }),
      ...((outputMeasure || outputAmount !== undefined) && {
        output: {
          ...(outputMeasure && { measure: outputMeasure }),
          ...(outputAmount !== undefined && { perOccurrence: outputAmount }),
        },
      }),
      ...(note && { note }),
    },
  }
}

/** The code of a site that was typed or chosen by its name; else what was typed. */
function siteFromWords(typed: string, sites: SiteNames): string {
  const wanted = typed.toLowerCase()
  return Object.entries(sites).find(([, name]) => name.toLowerCase() === wanted)?.[0] ?? typed
}

const SAME_TIME = 'Ends: this is the time that it starts. Change one of them, or tick that it lasts 24 hours'

/** Whether it is to be asked if it lasts 24 hours. */
export function endsWhenItStarts(typed: Typed): boolean {
  const start = timeFromTyped(answer(typed, 'start'))
  return start !== undefined && start === timeFromTyped(answer(typed, 'end'))
}

type ReadSchedule = Read<{ schedule: Schedule; tier?: number | undefined }>

function readSchedule(typed: Typed, { terms, cycleWeeks }: ActivityRules): ReadSchedule {
  const agreed = (units: string | number | undefined) => terms.agreedUnitMinutes && units !== undefined && { units }
  switch (answer(typed, 'when')) {
    case 'timetabled': {
      const read = readFields(schedules.timetabled, typed, LISTS)
      if (!read.ok) return read
      const { days, start, end, wholeDay, weeks = [], unpaidBreakMinutes, timetabledUnits, tier } = read.value
      // To the format equal times are 24 hours; typed, they are more often a slip.
      if (start === end && !wholeDay) return { ok: false, errors: { end: SAME_TIME } }
      const everyWeek = weeks.length === 0 || weeks.length >= cycleWeeks
      const schedule: Schedule = {
        kind: 'timetabled',
        days: DAYS.filter((day) => days.includes(day)),
        start,
        end,
        ...(!everyWeek && { weeks }),
        ...(terms.hasUnpaidBreaks && unpaidBreakMinutes && { unpaidBreakMinutes }),
        ...agreed(timetabledUnits),
      }
      return { ok: true, value: { schedule, tier } }
    }
    case 'flexible': {
      const read = readFields(schedules.flexible, typed)
      if (!read.ok) return read
      const { hoursPerWeek: minutesPerWeek, premiumHoursPerWeek, flexibleUnits } = read.value
      const premium = terms.premium && premiumHoursPerWeek && { premiumMinutesPerWeek: premiumHoursPerWeek }
      return {
        ok: true,
        value: { schedule: { kind: 'flexible', minutesPerWeek, ...premium, ...agreed(flexibleUnits) } },
      }
    }
    case 'annualised': {
      const read = readFields(schedules.annualised, typed)
      if (!read.ok) return read
      const { timesPerYear: occurrencesPerYear, hoursEach: minutes, premiumHoursEach, annualisedUnits } = read.value
      const premium = terms.premium && premiumHoursEach && { premiumMinutes: premiumHoursEach }
      return {
        ok: true,
        value: {
          schedule: { kind: 'annualised', occurrencesPerYear, minutes, ...premium, ...agreed(annualisedUnits) },
        },
      }
    }
    default:
      return { ok: false, errors: { when: 'Say when it happens' } }
  }
}

/** An activity as it would be typed. */
export function typeActivity(activity: Activity, sites: SiteNames): Typed {
  const { schedule, location, output } = activity
  const common = {
    title: [activity.title],
    category: [activity.category ?? ''],
    classification: [activity.classification ?? ''],
    when: [schedule.kind],
    tier: [String(activity.tier ?? 0)],
    setting: [location?.setting ?? ''],
    site: [saySite(location?.site, sites)],
    specialty: [saySpecialty(activity.specialty)],
    outputMeasure: [output?.measure ?? ''],
    outputAmount: [output?.perOccurrence === undefined ? '' : String(output.perOccurrence)],
    note: [activity.note ?? ''],
  }
  const units = schedule.units === undefined ? '' : String(schedule.units)
  switch (schedule.kind) {
    case 'timetabled':
      return {
        ...common,
        days: schedule.days,
        start: [schedule.start],
        end: [schedule.end],
        wholeDay: [schedule.start === schedule.end ? 'yes' : ''],
        weeks: (schedule.weeks ?? []).map(String),
        unpaidBreakMinutes: [schedule.unpaidBreakMinutes === undefined ? '' : String(schedule.unpaidBreakMinutes)],
        timetabledUnits: [units],
      }
    case 'flexible':
      return {
        ...common,
        hoursPerWeek: [hoursToType(schedule.minutesPerWeek)],
        premiumHoursPerWeek: [typeOptionalHours(schedule.premiumMinutesPerWeek)],
        flexibleUnits: [units],
      }
    case 'annualised':
      return {
        ...common,
        timesPerYear: [String(schedule.occurrencesPerYear)],
        hoursEach: [hoursToType(schedule.minutes)],
        premiumHoursEach: [typeOptionalHours(schedule.premiumMinutes)],
        annualisedUnits: [units],
      }
  }
}

const typeOptionalHours = (minutes: string | number | undefined) => (minutes === undefined ? '' : hoursToType(minutes))

/** The field that a problem of an activity in the document belongs to. */
export const ACTIVITY_FIELDS: Record<string, string> = {
  title: 'title',
  category: 'category',
  classification: 'classification',
  'schedule.days': 'days',
  'schedule.start': 'start',
  'schedule.end': 'end',
  'schedule.weeks': 'weeks',
  'schedule.unpaidBreakMinutes': 'unpaidBreakMinutes',
  'schedule.minutesPerWeek': 'hoursPerWeek',
  'schedule.premiumMinutesPerWeek': 'premiumHoursPerWeek',
  'schedule.occurrencesPerYear': 'timesPerYear',
  'schedule.minutes': 'hoursEach',
  'schedule.premiumMinutes': 'premiumHoursEach',
  'schedule.units': 'timetabledUnits',
  tier: 'tier',
  'location.setting': 'setting',
  'location.site': 'site',
  specialty: 'specialty',
  'output.measure': 'outputMeasure',
  'output.perOccurrence': 'outputAmount',
  note: 'note',
}

/** How the agreed value of an occurrence is asked for, where the contract has it. */
export const unitsLabel = ({ unit }: Pick<ContractTerms, 'unit'>) =>
  `How many ${UNIT_WORDS[unit].many} it counts as, if you have agreed that`
