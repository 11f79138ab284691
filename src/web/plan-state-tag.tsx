import { type PlanState, planStates } from '../domain/agreement/moves.ts'
import { type Stage, StateTag } from '../ui/state-tag.tsx'

/** How each state of a plan looks; its words are the table's own. */
const STAGES: Record<PlanState, Stage> = {
  draft: 'idle',
  'in-discussion': 'active',
  offered: 'waiting',
  'signed-by-clinician': 'waiting',
  'signed-by-agreer': 'waiting',
  agreed: 'done',
  withdrawn: 'over',
  superseded: 'over',
}

/** A plan's state in words and colour. */
export const PlanStateTag = ({ state }: { state: PlanState }) => (
  <StateTag stage={STAGES[state]}>{planStates[state].label}</StateTag>
)
