import { comparePlans, type Difference } from '../../../domain/job-plan/compare.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { compare, roundForScreen, toFraction, ZERO } from '../../../domain/time/fraction.ts'

export type ChangeLine = { sign: '+' | '−' | ''; says: string; units: string }

/** More lines than this are for the history to show. */
const MOST_LINES = 10

/** What changed since the plan before, line by line; the rest is counted. The days of a plan always move, so they are left out. */
export function sinceLastPlan(
  before: JobPlanDocument,
  after: JobPlanDocument,
): { lines: ChangeLine[]; others: number } {
  const differences = comparePlans(before, after).filter(
    ({ part, field }) => !(part === 'plan' && (field === 'Starts' || field === 'Ends')),
  )
  return { lines: differences.slice(0, MOST_LINES).map(viewLine), others: Math.max(0, differences.length - MOST_LINES) }
}

function viewLine({ kind, title, field, before, after, unitsChange }: Difference): ChangeLine {
  const units = sayUnitsChange(unitsChange)
  if (kind === 'added') return { sign: '+', says: title, units }
  if (kind === 'removed') return { sign: '−', says: title, units }
  return { sign: '', says: `${title}, ${field.toLowerCase()}: ${before || 'nothing'} → ${after || 'nothing'}`, units }
}

function sayUnitsChange(exact: string): string {
  const change = toFraction(exact)
  const text = roundForScreen(change)
  if (compare(change, ZERO) === 0) return ''
  return text.startsWith('-') ? `−${text.slice(1)}` : `+${text}`
}
