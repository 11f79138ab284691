/** The table of moves in words and as a picture: for the rule book page and docs/domain/agreement.md. */
import { type MoveName, moves, type PlanState, planStates, type Side } from './moves.ts'

export const SIDE_LABELS: Record<Side, string> = {
  clinician: 'The clinician',
  agreer: 'The manager who agrees it',
  office: 'The job-planning office',
  rules: 'Nobody by hand',
}

/** Each move as what somebody does, and as what was done. */
export const MOVE_WORDS: Record<MoveName, { does: string; done: string }> = {
  offer: { does: 'Offer for signature', done: 'Offered for signature' },
  sign: { does: 'Sign', done: 'Signed' },
  return: { does: 'Return for discussion', done: 'Returned for discussion' },
  withdraw: { does: 'Withdraw', done: 'Withdrawn' },
  supersede: { does: 'A newer plan takes its place', done: 'Replaced by a newer plan' },
}

export type MoveInWords = { from: string; move: string; who: string; to: string; needs: string }

/** Every move, one line each: from where, what, by whom, to where, and what it needs or undoes. */
export function movesInWords(): MoveInWords[] {
  return moves.map(({ from, move, to, who, needsReason, freezes, voidsSignatures }) => ({
    from: planStates[from].label,
    move: MOVE_WORDS[move].does,
    who: sayWho(who),
    to: planStates[to].label,
    needs: [
      needsReason ? 'A reason.' : '',
      freezes ? 'Nothing left that must be put right. The plan is kept as it is.' : '',
      move === 'sign' ? 'To have read the plan that is kept.' : '',
      voidsSignatures && from.startsWith('signed') ? 'The signature given no longer counts.' : '',
    ]
      .filter(Boolean)
      .join(' '),
  }))
}

/** `"The clinician, the manager who agrees it or the job-planning office"`. */
function sayWho(who: readonly Side[]): string {
  const said = who.map((side, place) => (place === 0 ? SIDE_LABELS[side] : lowerFirst(SIDE_LABELS[side])))
  return said.length < 2 ? said.join('') : `${said.slice(0, -1).join(', ')} or ${said.at(-1)}`
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** docs/domain/agreement.md: the state diagram and the table. */
export function sayAgreement(): string {
  return [
    '# How a plan is agreed',
    '',
    'Written from `src/domain/agreement/moves.ts` by `npx concord docs`; do not edit it here.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...Object.entries(planStates).map(([state, { label }]) => `  state "${label}" as ${nodeOf(state as PlanState)}`),
    `  [*] --> ${nodeOf('draft')}: Start`,
    ...moves.map(({ from, move, to }) => `  ${nodeOf(from)} --> ${nodeOf(to)}: ${MOVE_WORDS[move].does}`),
    '```',
    '',
    '| From | Move | Who may | To | Needs |',
    '| --- | --- | --- | --- | --- |',
    ...movesInWords().map(({ from, move, who, to, needs }) => `| ${from} | ${move} | ${who} | ${to} | ${needs} |`),
    '',
  ].join('\n')
}

/** Mermaid takes no hyphens in a name. */
const nodeOf = (state: PlanState) => state.replaceAll('-', '_')
