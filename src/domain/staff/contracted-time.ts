import { termsFor } from '../contracts/registry.ts'
import { compare, formatFraction, parseFraction, subtract, toFraction } from '../time/fraction.ts'
import type { ProposedContract } from './classification.ts'
import type { AssignmentRow } from './staff-record.ts'

/** What is contracted each week, in the contract's own unit, as exact text; `core` is null where it cannot be told. */
export interface ContractedTime {
  readonly core: string | null
  readonly additional: string
  readonly why: string
}

/** More than this a week is likely to be counted in something else: hours where sessions are expected, for one. */
const MOST_PER_WEEK = { 'programmed-activity': 20, session: 20, hour: 60 }

/** What the feed writes where the figure is for one week. */
const WEEKLY = ['w', 'week', 'weekly']

/**
 * Contracted time from Normal Hours / Sessions. Doctors' sessions are programmed activities in England; above a full-time
 * core they are additional. A figure that is not weekly, or is too large for its unit, is left for the office.
 * @param on the day whose terms say what full time is
 */
export function contractedTime(
  contract: ProposedContract,
  { contracted, frequency }: Pick<AssignmentRow, 'contracted' | 'frequency'>,
  on: string,
): ContractedTime {
  const unclear = (why: string): ContractedTime => ({ core: null, additional: '0', why })
  if (contract === 'unknown') return unclear('The contract is not known yet, nor so the unit.')
  const time = parseFraction(contracted ?? '')
  if (time === undefined || time.n <= 0n) return unclear('The staff record gives no hours or sessions.')
  if (frequency !== null && !WEEKLY.includes(frequency.toLowerCase())) {
    return unclear(`The staff record gives ${contracted} for each “${frequency}”, not for each week.`)
  }
  const terms = termsFor(contract, on)
  const most = MOST_PER_WEEK[terms.unit]
  if (compare(time, toFraction(most)) > 0)
    return unclear(`${contracted} a week is too many: it may be counted in another unit.`)
  const fullTime = toFraction(terms.core.value)
  // Overtime is not contracted time under Agenda for Change, so there a long week stays as it is.
  if (terms.unit === 'hour' || compare(time, fullTime) <= 0) {
    return { core: formatFraction(time), additional: '0', why: 'As the staff record has it.' }
  }
  return {
    core: formatFraction(fullTime),
    additional: formatFraction(subtract(time, fullTime)),
    why: 'Above full time is taken as additional.',
  }
}
