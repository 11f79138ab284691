import { CONTRACT_LABELS } from '../contracts/contract-terms.ts'
import { sayDate } from '../time/calendar-date.ts'
import { formatFraction, subtract, toFraction } from '../time/fraction.ts'
import { CATEGORY_LABELS, isCounted } from './categories.ts'
import { CLASSIFICATIONS } from './classifications.ts'
import { evaluate } from './evaluate.ts'
import { type SiteNames, saySite } from './in-words.ts'
import type { Activity, JobPlanDocument, Objective, OnCallRota, SupportingResource } from './job-plan.ts'
import { PROFESSIONAL_GROUP_LABELS } from './professional-groups.ts'
import { sayDuration, sayList, sayNumber } from './say.ts'
import { saySchedule } from './say-schedule.ts'
import { RESOURCE_LABELS, SCOPE_LABELS, SETTING_LABELS } from './settings.ts'
import { saySpecialty } from './specialties.ts'
import { categoryOf } from './sums.ts'

/** One line of a plan's changes: something added, taken out, or one field of it changed. Words are for people. */
export type Difference = {
  kind: 'added' | 'removed' | 'changed'
  part: 'plan' | 'activity' | 'on-call' | 'objective' | 'supporting-resource'
  /** The activity's or rota's id; the number of an objective or resource, from 1; empty for the plan itself. */
  id: string
  title: string
  /** What changed, in words; empty when the whole is added or removed. */
  field: string
  before: string
  after: string
  /** Units a week more (or, below zero, fewer), exact; `"0"` where no time is touched that counts. */
  unitsChange: string
}

type Field<T> = { words: string; say: (one: T, plan: JobPlanDocument, sites: SiteNames) => string }

/** What changed from one plan to the other, line by line: the plan itself, then activities, on-call, objectives, resources. */
export function comparePlans(before: JobPlanDocument, after: JobPlanDocument, sites: SiteNames = {}): Difference[] {
  const plans = { before, after, sites }
  const units = { before: countedUnitsOf(before), after: countedUnitsOf(after) }
  return [
    ...compareList('plan', [asItem(before)], [asItem(after)], PLAN_FIELDS, plans),
    ...compareList('activity', before.activities ?? [], after.activities ?? [], ACTIVITY_FIELDS, plans, units),
    ...compareList('on-call', before.onCall ?? [], after.onCall ?? [], ROTA_FIELDS, plans, units),
    ...compareList('objective', numbered(before.objectives), numbered(after.objectives), OBJECTIVE_FIELDS, plans),
    ...compareList(
      'supporting-resource',
      numbered(before.supportingResources),
      numbered(after.supportingResources),
      RESOURCE_FIELDS,
      plans,
    ),
  ]
}

type Plans = { before: JobPlanDocument; after: JobPlanDocument; sites: SiteNames }
type Units = { before: Map<string, string>; after: Map<string, string> }

/** Units a week by the id of the activity or rota. What is in no total counts as none. */
function countedUnitsOf(plan: JobPlanDocument): Map<string, string> {
  const { activities, onCall } = evaluate(plan)
  const counted = activities.filter((_, place) => {
    const activity = plan.activities?.[place]
    return activity && isCounted(categoryOf(activity))
  })
  return new Map([...counted, ...onCall].map(({ id, unitsPerWeek }) => [id, unitsPerWeek]))
}

function compareList<T extends { id: string }>(
  part: Difference['part'],
  before: readonly T[],
  after: readonly T[],
  fields: readonly Field<T>[],
  plans: Plans,
  units: Units = { before: new Map(), after: new Map() },
): Difference[] {
  const old = new Map(before.map((one) => [one.id, one]))
  const kept = new Set(after.map(({ id }) => id))
  const changeOf = (id: string) =>
    formatFraction(subtract(toFraction(units.after.get(id) ?? 0), toFraction(units.before.get(id) ?? 0)))
  const whole = (kind: 'added' | 'removed', one: T): Difference => ({
    kind,
    part,
    id: one.id,
    title: titleOf(one),
    field: '',
    before: '',
    after: '',
    unitsChange: changeOf(one.id),
  })
  return [
    ...before.filter(({ id }) => !kept.has(id)).map((one) => whole('removed', one)),
    ...after.flatMap((one): Difference[] => {
      const was = old.get(one.id)
      if (!was) return [whole('added', one)]
      const changed = fields.flatMap(({ words, say }) => {
        const [from, to] = [say(was, plans.before, plans.sites), say(one, plans.after, plans.sites)]
        return from === to ? [] : [{ field: words, before: from, after: to }]
      })
      // The change in units is the whole line's, so it is said once: with the first field that changed.
      return changed.map((field, place) => ({
        kind: 'changed',
        part,
        id: one.id,
        title: titleOf(one),
        ...field,
        unitsChange: place === 0 ? changeOf(one.id) : '0',
      }))
    }),
  ]
}

function titleOf(one: { id: string; title?: string | undefined; text?: string | undefined }): string {
  return one.title ?? one.text ?? one.id
}

function asItem(plan: JobPlanDocument) {
  return { id: '', title: plan.person.name, plan }
}

function numbered<T>(list: readonly T[] | undefined): (T & { id: string })[] {
  return (list ?? []).map((one, place) => ({ ...one, id: String(place + 1) }))
}

const sayOr = (value: string | number | null | undefined) =>
  value === null || value === undefined ? '' : String(value)
const sayOut = <K extends string>(labels: Record<K, string>, key: K | null | undefined) => (key ? labels[key] : '')
const sayExact = (value: string | number | undefined) => (value === undefined ? '' : sayNumber(value))

const PLAN_FIELDS: readonly Field<ReturnType<typeof asItem>>[] = [
  { words: 'Contract', say: ({ plan }) => CONTRACT_LABELS[plan.contract] },
  { words: 'Organisation', say: ({ plan }) => sayOr(plan.organisation) },
  { words: 'Name', say: ({ plan }) => plan.person.name },
  { words: 'Assignment number', say: ({ plan }) => sayOr(plan.person.assignmentNumber) },
  { words: 'Post', say: ({ plan }) => sayOr(plan.person.postTitle) },
  { words: 'Band', say: ({ plan }) => sayOr(plan.person.band) },
  { words: 'Profession', say: ({ plan }) => sayOut(PROFESSIONAL_GROUP_LABELS, plan.person.professionalGroup) },
  { words: 'Specialty', say: ({ plan }) => saySpecialty(plan.person.specialty) },
  { words: 'Starts', say: ({ plan }) => sayDate(plan.period.from) },
  { words: 'Ends', say: ({ plan }) => sayDate(plan.period.to) },
  { words: 'Core time in the contract', say: ({ plan }) => sayNumber(plan.contracted.core) },
  { words: 'Additional time in the contract', say: ({ plan }) => sayNumber(plan.contracted.additional ?? 0) },
  { words: 'Working weeks', say: ({ plan }) => sayExact(plan.workingWeeks) },
  { words: 'Weeks in the cycle', say: ({ plan }) => String(plan.cycleWeeks ?? 1) },
]

const ACTIVITY_FIELDS: readonly Field<Activity>[] = [
  { words: 'Title', say: ({ title }) => title },
  { words: 'Kind of work', say: (activity) => CATEGORY_LABELS[categoryOf(activity)].long },
  {
    words: 'Class of work',
    say: ({ classification }) => (classification ? CLASSIFICATIONS[classification].label : ''),
  },
  { words: 'When', say: ({ schedule }, plan) => saySchedule(schedule, plan.cycleWeeks ?? 1) },
  {
    words: 'Unpaid break, minutes',
    say: ({ schedule }) => (schedule.kind === 'timetabled' ? sayExact(schedule.unpaidBreakMinutes) : ''),
  },
  { words: 'Time in premium hours', say: sayGivenPremium },
  { words: 'Sessions each time', say: ({ schedule }) => sayExact(schedule.units) },
  { words: 'Which comes first', say: ({ tier }) => String(tier ?? 0) },
  { words: 'Where', say: ({ location }) => sayOut(SETTING_LABELS, location?.setting) },
  { words: 'Site', say: ({ location }, _, sites) => saySite(location?.site, sites) },
  { words: 'Specialty', say: ({ specialty }) => saySpecialty(specialty) },
  {
    words: 'Expected each time',
    say: ({ output }) => [sayExact(output?.perOccurrence), sayOr(output?.measure)].filter(Boolean).join(' '),
  },
  { words: 'Note', say: ({ note }) => sayOr(note) },
]

function sayGivenPremium({ schedule }: Activity): string {
  if (schedule.kind === 'timetabled') return ''
  const minutes = schedule.kind === 'flexible' ? schedule.premiumMinutesPerWeek : schedule.premiumMinutes
  return sayDuration(minutes ?? 0)
}

const sayWork = (minutes: string | number | undefined) => sayDuration(minutes ?? 0)

const ROTA_FIELDS: readonly Field<OnCallRota>[] = [
  { words: 'Title', say: ({ title }) => sayOr(title) },
  { words: 'How often', say: ({ oneIn }) => `1 in ${sayNumber(oneIn)}` },
  { words: 'Category', say: ({ category }) => sayOr(category) },
  { words: 'Covers leave', say: ({ prospectiveCover }) => (prospectiveCover ? 'Yes' : 'No') },
  { words: 'Predictable work', say: ({ predictable }) => sayWork(predictable?.minutes) },
  { words: 'Predictable work in premium hours', say: ({ predictable }) => sayWork(predictable?.premiumMinutes) },
  { words: 'Unpredictable work', say: ({ unpredictable }) => sayWork(unpredictable?.minutes) },
  { words: 'Unpredictable work in premium hours', say: ({ unpredictable }) => sayWork(unpredictable?.premiumMinutes) },
]

const OBJECTIVE_FIELDS: readonly Field<Objective & { id: string }>[] = [
  { words: 'Objective', say: ({ text }) => sayOr(text) },
  { words: 'Whose', say: ({ scope }) => sayOut(SCOPE_LABELS, scope) },
  { words: 'Measure', say: ({ measure }) => sayOr(measure) },
  { words: 'Due', say: ({ dueOn }) => (dueOn ? sayDate(dueOn) : '') },
  { words: 'Support', say: ({ support }) => sayList(support ?? []) },
  { words: 'Barriers', say: ({ barriers }) => sayList(barriers ?? []) },
]

const RESOURCE_FIELDS: readonly Field<SupportingResource & { id: string }>[] = [
  { words: 'What is needed', say: ({ text }) => sayOr(text) },
  { words: 'Kind', say: ({ kind }) => sayOut(RESOURCE_LABELS, kind) },
]
