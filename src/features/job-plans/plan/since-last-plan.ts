import { isCounted } from '../../../domain/job-plan/categories.ts'
import { comparePlans, type Difference } from '../../../domain/job-plan/compare.ts'
import type { SiteNames } from '../../../domain/job-plan/in-words.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { categoryOf } from '../../../domain/job-plan/sums.ts'
import { daysBetween } from '../../../domain/time/calendar-date.ts'
import { compare, roundForScreen, toFraction, ZERO } from '../../../domain/time/fraction.ts'

export type ChangeLine = { sign: '+' | '−' | ''; says: string; units: string }

/** So many lines stand beside the week; a link shows the rest. */
const MOST_LINES = 10

/** What changed since the plan before, line by line; those left out are counted. What only moved with the days is no change. */
export function sinceLastPlan(
  before: JobPlanDocument,
  after: JobPlanDocument,
  sites: SiteNames,
  showAll = false,
): { lines: ChangeLine[]; others: number } {
  const differences = comparePlans(before, after, sites).filter((one) => !movedWithTheDays(one, before, after))
  const shown = showAll ? differences : differences.slice(0, MOST_LINES)
  return {
    lines: shown.map((one) => viewLine(one, isInNoTotal(one, before, after))),
    others: differences.length - shown.length,
  }
}

/** The first and last day themselves, and a date for an objective that is as far from the start or the end as it was. */
function movedWithTheDays({ part, field, id }: Difference, before: JobPlanDocument, after: JobPlanDocument): boolean {
  if (part === 'plan') return field === 'Starts' || field === 'Ends'
  if (part !== 'objective' || field !== 'Due') return false
  const [was, is] = [before, after].map(({ objectives, period }) => {
    const dueOn = objectives?.[Number(id) - 1]?.dueOn
    return dueOn && { fromStart: daysBetween(period.from, dueOn), toEnd: daysBetween(dueOn, period.to) }
  })
  return Boolean(was && is && (was.fromStart === is.fromStart || was.toEnd === is.toEnd))
}

function isInNoTotal({ part, id }: Difference, before: JobPlanDocument, after: JobPlanDocument): boolean {
  const activity =
    part === 'activity' && [after, before].flatMap((plan) => plan.activities ?? []).find((one) => one.id === id)
  return activity ? !isCounted(categoryOf(activity)) : false
}

function viewLine(
  { kind, part, title, field, before, after, unitsChange }: Difference,
  isInNoTotal: boolean,
): ChangeLine {
  const name = part === 'objective' || part === 'supporting-resource' ? `“${title.replace(/\.$/, '')}”` : title
  const units = sayUnitsChange(unitsChange) || (isInNoTotal && kind !== 'changed' ? 'not counted' : '')
  if (kind === 'added') return { sign: '+', says: name, units }
  if (kind === 'removed') return { sign: '−', says: name, units }
  const what = part === 'plan' ? field : `${name}: ${field.toLowerCase()}`
  return { sign: '', says: `${what}, ${before || 'not given'} → ${after || 'not given'}`, units }
}

function sayUnitsChange(exact: string): string {
  const change = toFraction(exact)
  const text = roundForScreen(change)
  if (compare(change, ZERO) === 0) return ''
  return text.startsWith('-') ? `−${text.slice(1)}` : `+${text}`
}
