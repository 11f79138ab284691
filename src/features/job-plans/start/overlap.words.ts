import { planStates } from '../../../domain/agreement/moves.ts'
import { sayPeriod } from '../../../domain/job-plan/in-words.ts'
import type { Overlap } from '../../../records/plan-overlap.ts'

/** Why a plan cannot be on these days: which other one is. */
export const sayOverlap = ({ fromOn, toOn, state }: Overlap): string =>
  `This post has another plan for some of these days: ${sayPeriod({ from: fromOn, to: toOn })} (${planStates[state].label.toLowerCase()}).`
