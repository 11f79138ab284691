/** What the week editor keeps on this computer until the server has it: for one tab, one plan and one person. */
import type { Kept } from './plan-saver.ts'

type Whose = { planId: number; personId: number }

/** The beginning of every name that is kept: all of them go when somebody signs out. */
const nameOf = ({ planId, personId }: Whose) => `concord plan ${planId} of ${personId}`

/** What was kept of this person's changes to the plan, or null. */
export function keptPlan(whose: Whose): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(nameOf(whose)) ?? 'null')
  } catch {
    return null
  }
}

/** Keeps what is not saved yet; null when everything is. Where the browser keeps nothing, the page still does. */
export function keepPlan(whose: Whose, kept: Kept | null): void {
  try {
    if (kept) sessionStorage.setItem(nameOf(whose), JSON.stringify(kept))
    else sessionStorage.removeItem(nameOf(whose))
  } catch {}
}
