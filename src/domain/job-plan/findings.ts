import type { ActivityContent, LimitMeasure, PersonContent, Severity } from '../contracts/contract-terms.ts'
import {
  add,
  compare,
  divide,
  type Fraction,
  formatFraction,
  fraction,
  isZero,
  multiply,
  roundForScreen,
  subtract,
  toFraction,
  ZERO,
} from '../time/fraction.ts'
import type { Finding } from './evaluation.ts'
import type { Activity } from './job-plan.ts'
import { sayHours, sayList, sayUnits } from './say.ts'
import { FORMAT_SOURCE } from './source-words.ts'
import type { PlanSums } from './sums.ts'

const SEVERITY_ORDER: Record<Severity, number> = { breach: 0, warning: 1, note: 2 }

/** Every check of a plan's sums. Each gives its findings in the plan's order. */
const CHECKS: readonly ((sums: PlanSums) => Finding[])[] = [
  timeAccountedFor,
  limitsPassed,
  clashes,
  displacements,
  sessionLengths,
  usualSplit,
  minimumContent,
]

/** What the rules find, by severity, then rule name, then the plan's order of the activities. */
export function findIn(sums: PlanSums): Finding[] {
  return CHECKS.flatMap((check) => check(sums)).sort(
    (a, b) =>
      SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
  )
}

function timeAccountedFor({ balance, contracted, terms }: PlanSums): Finding[] {
  const side = compare(balance, ZERO)
  if (side === 0) return []
  const gap = side < 0 ? subtract(ZERO, balance) : balance
  const amount = formatFraction(gap)
  const [says, hired] = [sayUnits(gap, terms.unit), sayUnits(contracted, terms.unit)]
  return [
    side < 0
      ? {
          rule: 'time.not-all-accounted-for',
          severity: 'breach',
          amount,
          activities: [],
          message: `${says} a week of the ${hired} in the contract are not in the plan yet.`,
          source: terms.core.source,
        }
      : {
          rule: 'time.over-contract',
          severity: 'warning',
          amount,
          activities: [],
          message: `The plan has ${says} a week more than the ${hired} in the contract.`,
          source: terms.core.source,
        },
  ]
}

const MEASURES: Record<LimitMeasure, (sums: PlanSums) => Fraction> = {
  units: ({ total }) => total.units,
  minutes: ({ total }) => total.minutes,
  'premium-units': ({ total }) => total.premiumUnits,
  'premium-percent': ({ total }) =>
    isZero(total.units) ? ZERO : multiply(fraction(100), divide(total.premiumUnits, total.units)),
  'unpredictable-on-call-units': ({ unpredictableUnits }) => unpredictableUnits,
}

function limitsPassed(sums: PlanSums): Finding[] {
  const { unit, limits } = sums.terms
  const sayMeasure = (measure: LimitMeasure, amount: Fraction) => {
    if (measure === 'minutes') return sayHours(amount)
    return measure === 'premium-percent' ? `${roundForScreen(amount)}%` : sayUnits(amount, unit)
  }
  return limits.flatMap(({ rule, severity, measure, value, says, source }) => {
    const figure = MEASURES[measure](sums)
    const limit = toFraction(value)
    if (compare(figure, limit) <= 0) return []
    const message = `${says} This plan has ${sayMeasure(measure, figure)}.`
    return [{ rule, severity, amount: formatFraction(subtract(figure, limit)), activities: [], message, source }]
  })
}

function clashes({ timetable }: PlanSums): Finding[] {
  return timetable.clashes.map(({ first, second, minutes }) => ({
    rule: 'activity.clash',
    severity: 'breach',
    amount: String(minutes),
    activities: [first.id, second.id],
    message: `“${first.title}” and “${second.title}” are at the same time for ${sayHours(fraction(minutes))} in the cycle. Move one, or say which comes first.`,
    source: FORMAT_SOURCE,
  }))
}

function displacements({ activities, timetable }: PlanSums): Finding[] {
  return activities.flatMap(({ activity }) => {
    const times = timetable.displaced.get(activity)
    if (times === undefined) return []
    return {
      rule: 'activity.displaced',
      severity: 'note',
      amount: String(times),
      activities: [activity.id],
      message: `“${activity.title}” gives way to something that comes first, ${times === 1 ? 'once' : `${times} times`} in the cycle.`,
      source: FORMAT_SOURCE,
    } satisfies Finding
  })
}

function sessionLengths({ activities, terms }: PlanSums): Finding[] {
  const range = terms.agreedUnitMinutes
  if (!range) return []
  const [least, most] = [fraction(range.value.least), fraction(range.value.most)]
  return activities.flatMap(({ activity, occurrenceMinutes }) => {
    const { units } = activity.schedule
    if (units === undefined) return []
    const length = divide(occurrenceMinutes, toFraction(units))
    const outside =
      compare(length, least) < 0 ? subtract(least, length) : compare(length, most) > 0 ? subtract(length, most) : ZERO
    if (isZero(outside)) return []
    return {
      rule: 'session.length-out-of-range',
      severity: 'breach',
      amount: formatFraction(outside),
      activities: [activity.id],
      message: `“${activity.title}” makes one session ${sayHours(length)} long. A session is ${sayHours(least)} to ${sayHours(most)}.`,
      source: range.source,
    } satisfies Finding
  })
}

function usualSplit({ byCategory, core, additional, terms }: PlanSums): Finding[] {
  const share = terms.usualDirectCareShare
  if (!share) return []
  const usual = add(multiply(core, toFraction(share.value)), additional)
  const difference = subtract(byCategory.dcc.units, usual)
  if (isZero(difference)) return []
  return [
    {
      rule: 'split.differs',
      severity: 'note',
      amount: formatFraction(difference),
      activities: [],
      message: `Direct clinical care is ${sayUnits(byCategory.dcc.units, terms.unit)} a week. The usual split would be ${sayUnits(usual, terms.unit)}.`,
      source: share.source,
    },
  ]
}

const PERSON_CONTENT_WORDS: Record<PersonContent, string> = {
  name: 'the person’s name',
  postTitle: 'the post title',
  band: 'the band',
}
const ACTIVITY_CONTENT: Record<ActivityContent, { words: string; of: (activity: Activity) => unknown }> = {
  setting: { words: 'where', of: (activity) => activity.location?.setting },
  specialty: { words: 'the specialty', of: (activity) => activity.specialty },
}

function minimumContent({ plan, activities, terms }: PlanSums): Finding[] {
  const least = terms.minimumContent
  if (!least) return []
  const missing = [
    ...least.value.person.filter((part) => isBlank(plan.person[part])).map((part) => PERSON_CONTENT_WORDS[part]),
    ...activities.flatMap(({ activity }) =>
      least.value.activity
        .filter((part) => isBlank(ACTIVITY_CONTENT[part].of(activity)))
        .map((part) => `${ACTIVITY_CONTENT[part].words} of “${activity.title}”`),
    ),
  ]
  if (missing.length === 0) return []
  return [
    {
      rule: 'content.missing',
      severity: 'breach',
      amount: String(missing.length),
      activities: [],
      message: `Still to fill in: ${sayList(missing)}.`,
      source: least.source,
    },
  ]
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || String(value).trim() === ''
}
