/**
 * The fields of each part of a plan that people choose between when two changed it: how each is said, in the words of the
 * form that it was typed into, and where it stands.
 */
import { sayDate } from '../time/calendar-date.ts'
import { sayTimeOfDay } from '../time/time-of-day.ts'
import { DAY_LABELS } from '../time/week-cycle.ts'
import { CATEGORY_LABELS } from './categories.ts'
import { CLASSIFICATIONS } from './classifications.ts'
import { type SiteNames, sayHowOften, sayOnCallWork, sayOutput, sayPeriod, saySite } from './in-words.ts'
import type { Activity, JobPlanDocument, Objective, OnCallRota, SupportingResource } from './job-plan.ts'
import { sayDuration, sayList, sayNumber } from './say.ts'
import { saySchedule } from './say-schedule.ts'
import { RESOURCE_LABELS, SCOPE_LABELS, SETTING_LABELS } from './settings.ts'
import { saySpecialty } from './specialties.ts'
import { categoryOf } from './sums.ts'

export type Item = object
export type Words = { plan: JobPlanDocument; sites: SiteNames }
// biome-ignore lint/suspicious/noExplicitAny: a field is said only of an item of its own list, chosen by the target.
export type Field = { key: string; words: string; paths: string[][]; say: (item: any, words: Words) => string }

/** The part of a plan outside its lists, as one thing. */
export const termsOf = ({ period, contracted, workingWeeks, cycleWeeks, person }: JobPlanDocument) => ({
  period,
  contracted,
  workingWeeks,
  cycleWeeks,
  person: { postTitle: person.postTitle, band: person.band, specialty: person.specialty },
})

/** `activity:clinic` as `activity` and `clinic`. */
export const splitTarget = (target: string): [string, string] => {
  const colon = target.indexOf(':')
  return colon < 0 ? [target, ''] : [target.slice(0, colon), target.slice(colon + 1)]
}

/** What stands in an item at a path. */
export function at(item: Item, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], item)
}

const field = (key: string, words: string, paths: string[][], say: Field['say']): Field => ({ key, words, paths, say })
const text = (key: string, words: string, ...path: string[]): Field =>
  field(key, words, [path.length > 0 ? path : [key]], (item) => String(at(item, path.length > 0 ? path : [key]) ?? ''))
const count = (value: string | number | null | undefined) =>
  value === undefined || value === null ? '' : sayNumber(value)

/** The fields of a part, that both versions of it have in the same way. */
export function fieldsFor(target: string, theirs: Item, yours: Item): readonly Field[] {
  const [list] = splitTarget(target)
  if (list === 'on-call') return ROTA_FIELDS
  if (list === 'objective') return OBJECTIVE_FIELDS
  if (list === 'supporting-resource') return RESOURCE_FIELDS
  if (list === 'terms') return TERMS_FIELDS
  const isTimetabled = [theirs, yours].every((one) => (one as Activity).schedule.kind === 'timetabled')
  return [...WHAT_FIELDS, ...(isTimetabled ? TIMETABLED_FIELDS : WHEN_FIELDS), ...REST_FIELDS]
}

const WHAT_FIELDS: readonly Field[] = [
  text('title', 'What it is'),
  field('kind', 'Kind of work', [['category'], ['classification']], (one: Activity) =>
    one.classification ? CLASSIFICATIONS[one.classification].label : CATEGORY_LABELS[categoryOf(one)].long,
  ),
]

/** Of different kinds of time no part fits the other's: all of it is one choice. */
const WHEN_FIELDS: readonly Field[] = [
  field('when', 'When it happens', [['schedule']], ({ schedule }: Activity, { plan }) =>
    saySchedule(schedule, plan.cycleWeeks ?? 1),
  ),
]

type Timetabled = { schedule: Extract<Activity['schedule'], { kind: 'timetabled' }> }
const TIMETABLED_FIELDS: readonly Field[] = [
  field('days', 'Days', [['schedule', 'days']], ({ schedule }: Timetabled) =>
    sayList((schedule.days ?? []).map((day) => DAY_LABELS[day])),
  ),
  field(
    'times',
    'Times',
    [
      ['schedule', 'start'],
      ['schedule', 'end'],
    ],
    ({ schedule }: Timetabled) =>
      schedule.start ? `${sayTimeOfDay(schedule.start)} to ${sayTimeOfDay(schedule.end)}` : '',
  ),
  field('weeks', 'Weeks', [['schedule', 'weeks']], ({ schedule }: Timetabled) =>
    schedule.weeks ? sayList(schedule.weeks.map(String)) : 'Every week',
  ),
  field('break', 'Unpaid break', [['schedule', 'unpaidBreakMinutes']], ({ schedule }: Timetabled) =>
    schedule.unpaidBreakMinutes ? sayDuration(schedule.unpaidBreakMinutes) : 'None',
  ),
  field('units', 'Sessions each time', [['schedule', 'units']], ({ schedule }: Timetabled) => count(schedule.units)),
]

const sayTier = (tier: number) => ['It gives way', 'It goes first'][tier] ?? `It goes first, at level ${tier}`

const REST_FIELDS: readonly Field[] = [
  field('tier', 'If other work is at the same time', [['tier']], ({ tier = 0 }: Activity) => sayTier(tier)),
  field('where', 'Kind of place', [['location', 'setting']], ({ location }: Activity) =>
    location?.setting ? SETTING_LABELS[location.setting] : '',
  ),
  field('site', 'Place or site', [['location', 'site']], ({ location }: Activity, { sites }) =>
    saySite(location?.site, sites),
  ),
  field('specialty', 'Specialty', [['specialty']], ({ specialty }: Activity) => saySpecialty(specialty)),
  field('output', 'What comes of it each time', [['output']], (one: Activity) => sayOutput(one)),
  text('note', 'Note'),
]

const ROTA_FIELDS: readonly Field[] = [
  text('title', 'Name of the rota'),
  field('often', 'How often you are on call', [['oneIn'], ['prospectiveCover']], (one: OnCallRota) => sayHowOften(one)),
  text('category', 'Category'),
  field('predictable', 'Predictable work', [['predictable']], (one: OnCallRota) => sayOnCallWork(one.predictable)),
  field('unpredictable', 'Unpredictable work', [['unpredictable']], (one: OnCallRota) =>
    sayOnCallWork(one.unpredictable),
  ),
]

const OBJECTIVE_FIELDS: readonly Field[] = [
  text('text', 'What is to be reached'),
  field('scope', 'Whose objective it is', [['scope']], ({ scope }: Objective) => (scope ? SCOPE_LABELS[scope] : '')),
  text('measure', 'How you will know'),
  field('dueOn', 'By when', [['dueOn']], ({ dueOn }: Objective) => (dueOn ? sayDate(dueOn) : '')),
  field('support', 'Support needed', [['support']], ({ support }: Objective) => sayList(support ?? [])),
  field('barriers', 'What may stand in the way', [['barriers']], ({ barriers }: Objective) => sayList(barriers ?? [])),
]

const RESOURCE_FIELDS: readonly Field[] = [
  text('text', 'What is needed'),
  field('kind', 'What kind of thing it is', [['kind']], ({ kind }: SupportingResource) =>
    kind ? RESOURCE_LABELS[kind] : '',
  ),
]

type Terms = ReturnType<typeof termsOf>
const TERMS_FIELDS: readonly Field[] = [
  field('period', 'First and last day', [['period']], ({ period }: Terms) => sayPeriod(period)),
  field('core', 'Contracted a week', [['contracted', 'core']], ({ contracted }: Terms) => count(contracted.core)),
  field('additional', 'Agreed on top', [['contracted', 'additional']], ({ contracted }: Terms) =>
    count(contracted.additional),
  ),
  field('workingWeeks', 'Working weeks a year', [['workingWeeks']], ({ workingWeeks }: Terms) => count(workingWeeks)),
  field('cycleWeeks', 'The timetable repeats every so many weeks', [['cycleWeeks']], ({ cycleWeeks }: Terms) =>
    String(cycleWeeks ?? 1),
  ),
  text('postTitle', 'Post title', 'person', 'postTitle'),
  text('band', 'Band', 'person', 'band'),
  field('specialty', 'Specialty', [['person', 'specialty']], ({ person }: Terms) => saySpecialty(person.specialty)),
]
