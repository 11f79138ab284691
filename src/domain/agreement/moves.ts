/**
 * Agreement as one table: from · move · to · who · reason required · freezes. The decision, the buttons, the words of a
 * refusal, the state diagram in docs/domain and the walk of every state × move × side all come from it.
 *
 * A plan is agreed by two sides: the clinician whose plan it is, and the agreer who agrees it for the organisation
 * (guidance: job planning is "fully agreed and not imposed", AHP job planning guide 2017, principles). Nobody is
 * "rejected": a plan goes back for discussion, with a reason.
 */

export type PlanState =
  | 'draft'
  | 'offered'
  | 'signed-by-clinician'
  | 'signed-by-agreer'
  | 'agreed'
  | 'in-discussion'
  | 'withdrawn'
  | 'superseded'

export type MoveName = 'offer' | 'sign' | 'return' | 'withdraw' | 'supersede'

/** The capacity in which somebody moves a plan. `rules` is the product itself, as a consequence of another move. */
export type Side = 'clinician' | 'agreer' | 'office' | 'rules'

export type Move = {
  from: PlanState
  move: MoveName
  to: PlanState
  who: readonly Side[]
  /** The mover must say why. */
  needsReason: boolean
  /** The document is frozen as `concord.agreement/1` by this move. */
  freezes: boolean
  /** The signatures given so far no longer count after this move. */
  voidsSignatures: boolean
}

const bothSides = ['clinician', 'agreer'] as const

const row = (from: PlanState, move: MoveName, to: PlanState, who: readonly Side[]): Move => ({
  from,
  move,
  to,
  who,
  needsReason: move === 'return' || move === 'withdraw',
  freezes: move === 'offer',
  voidsSignatures: move === 'return' || (move === 'withdraw' && from !== 'agreed'),
})

export const moves: readonly Move[] = [
  row('draft', 'offer', 'offered', bothSides),
  row('draft', 'withdraw', 'withdrawn', [...bothSides, 'office']),
  row('in-discussion', 'offer', 'offered', bothSides),
  row('in-discussion', 'withdraw', 'withdrawn', [...bothSides, 'office']),
  row('offered', 'sign', 'signed-by-clinician', ['clinician']),
  row('offered', 'sign', 'signed-by-agreer', ['agreer']),
  row('offered', 'return', 'in-discussion', bothSides),
  row('offered', 'withdraw', 'withdrawn', [...bothSides, 'office']),
  row('signed-by-clinician', 'sign', 'agreed', ['agreer']),
  row('signed-by-clinician', 'return', 'in-discussion', bothSides),
  row('signed-by-clinician', 'withdraw', 'withdrawn', [...bothSides, 'office']),
  row('signed-by-agreer', 'sign', 'agreed', ['clinician']),
  row('signed-by-agreer', 'return', 'in-discussion', bothSides),
  row('signed-by-agreer', 'withdraw', 'withdrawn', [...bothSides, 'office']),
  // A change to what is agreed starts a new draft; once that is agreed from the old plan's first day, the old one ends.
  row('agreed', 'supersede', 'superseded', ['rules']),
]

/** What each state is called on screen, whether the document can still change, and whose move it is. */
export const planStates: Record<
  PlanState,
  { label: string; isOpen: boolean; isEditable: boolean; next: 'either' | Side | null }
> = {
  draft: { label: 'Draft', isOpen: true, isEditable: true, next: 'either' },
  'in-discussion': { label: 'In discussion', isOpen: true, isEditable: true, next: 'either' },
  offered: { label: 'Offered for signature', isOpen: true, isEditable: false, next: 'either' },
  'signed-by-clinician': { label: 'Signed by the clinician', isOpen: true, isEditable: false, next: 'agreer' },
  'signed-by-agreer': { label: 'Signed by the manager', isOpen: true, isEditable: false, next: 'clinician' },
  agreed: { label: 'Agreed', isOpen: false, isEditable: false, next: null },
  withdrawn: { label: 'Withdrawn', isOpen: false, isEditable: false, next: null },
  superseded: { label: 'Replaced by a newer plan', isOpen: false, isEditable: false, next: null },
}
