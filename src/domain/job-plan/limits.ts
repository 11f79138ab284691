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
