import type { Fraction } from '../time/fraction.ts'

/** What a plan holds at most. Why these: docs/decisions/0010-limits-of-a-plan.md. */
export const PLAN_LIMITS = {
  activities: 200,
  onCall: 100,
  objectives: 100,
  supportingResources: 100,
  cycleWeeks: 26,
  /** No year has more weeks, whole or part. */
  workingWeeks: 53,
  tier: 1_000_000,
  /** Of a number in lowest terms, above the line and again below it. */
  digits: 60,
} as const

/**
 * What JSON of ours comes to at most, before any of it is judged: above the largest plan and the longest list of changes, and
 * below what takes a reader long. A list that is a little too long is still told of by its own name.
 */
export const JSON_LIMITS = {
  /** Objects and lists within one another: a plan has four, a list of changes with a plan's part in it seven. */
  deep: 32,
  /** In one list: five times what a plan holds of anything. */
  listed: 1000,
  /** In one object: the longest of ours has thirteen. */
  names: 50,
  /** Letters of a name: a name that is not ours is said again. */
  nameLetters: 200,
  /** Strings, names, and what opens, shuts or parts anything: the largest plan has about 40,000. */
  tokens: 100_000,
} as const

const TOO_LARGE = 10n ** BigInt(PLAN_LIMITS.digits)

/** Whether a number, of either sign, has no more digits than a plan's numbers may have. */
export function isShortNumber({ n, d }: Fraction): boolean {
  return n < TOO_LARGE && -n < TOO_LARGE && d < TOO_LARGE
}

/** A JSON number that a double cannot hold, as its exact text: a number still, and no field that wants words takes it. */
export class LongNumber {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}
