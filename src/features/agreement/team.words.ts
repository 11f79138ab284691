import { UNIT_WORDS } from '../../domain/contracts/contract-terms.ts'
import { sayCount } from '../../domain/job-plan/say.ts'
import { compare, roundForScreen, toFraction } from '../../domain/time/fraction.ts'
import type { Standing, StandingList, StandingView } from '../../records/plan-standing.ts'

/** What each list is called, over the plans the viewer agrees and over those of everyone in line. */
export const LIST_WORDS: Record<StandingList, Record<StandingView, string>> = {
  sign: { direct: 'Needs your signature', 'in-turn': 'Needs the manager’s signature' },
  'in-discussion': { direct: 'In discussion', 'in-turn': 'In discussion' },
  'no-plan': { direct: 'No plan', 'in-turn': 'No plan' },
  agreed: { direct: 'Agreed', 'in-turn': 'Agreed' },
  ending: { direct: 'Ends within 60 days', 'in-turn': 'Ends within 60 days' },
  draft: { direct: 'Draft', 'in-turn': 'Draft' },
  clinician: { direct: 'Needs the clinician’s signature', 'in-turn': 'Needs the clinician’s signature' },
}

/** Whose move it is, as the person who agrees the plan reads it. */
export function sayMove({ nextSide, state }: Standing, view: StandingView): string {
  if (state === null || nextSide === null) return ''
  const manager = view === 'direct' ? 'You' : 'Their manager'
  if (nextSide === 'agreer') return manager
  if (nextSide === 'clinician') return 'The clinician'
  return state === 'offered' ? `${manager} and the clinician` : `${manager} or the clinician`
}

/** `"today"`, `"1 day"`, `"9 days"`; empty where nobody waits. */
export function sayWaiting({ daysWaiting, nextSide }: Standing): string {
  if (daysWaiting === null || nextSide === null) return ''
  return daysWaiting < 1 ? 'today' : sayCount(daysWaiting, 'day', 'days')
}

/** `"10.69 of 10 PAs"`: the plan's total against the contract. */
export function sayTotal({ totalUnits, contractedUnits, unit }: Standing): string {
  if (totalUnits === null || contractedUnits === null || unit === null) return ''
  const [total, contracted] = [toFraction(totalUnits), toFraction(contractedUnits)]
  const words = UNIT_WORDS[unit].many
  return compare(total, contracted) === 0
    ? `${roundForScreen(total)} ${words}, as contracted`
    : `${roundForScreen(total)} of ${roundForScreen(contracted)} ${words}`
}
