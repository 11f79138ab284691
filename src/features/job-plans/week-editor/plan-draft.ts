/**
 * A plan as one person edits it: what the server has, what is on its way there, what waits, and how to take it back.
 * Always: `shown` is `saved` with `sending` and then `waiting` made. Every function gives a new draft.
 */
import { applyChange, type PlanChange, shareTarget, targetsOf } from '../../../domain/job-plan/change.ts'
import type { Activity, JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { sameJson } from '../../../domain/job-plan/same-json.ts'

export type Draft = {
  version: number
  saved: JobPlanDocument
  shown: JobPlanDocument
  sending: PlanChange | undefined
  waiting: readonly PlanChange[]
  undo: readonly Step[]
  redo: readonly Step[]
}

/** A change that undoes or does again. Steps of one `burst`, such as a held arrow key, go together. */
type Step = { change: PlanChange; burst: string | undefined }

/** The document as the server has it. */
export type Newest = { version: number; document: JobPlanDocument }

export type Made = { ok: true; draft: Draft } | { ok: false; problem: string }

/** More steps than anybody takes back. */
const MOST_STEPS = 200

export function startDraft({ version, document }: Newest): Draft {
  return { version, saved: document, shown: document, sending: undefined, waiting: [], undo: [], redo: [] }
}

/** What of a draft outlives its page: what the server had, and what has not reached it. */
export type KeptDraft = Pick<Draft, 'version' | 'saved' | 'waiting'> & { sending?: PlanChange | undefined }

/** A draft that was kept, as it was but for its steps back. */
export function resumeDraft({ version, saved, sending, waiting }: KeptDraft): Draft {
  const { plan } = madeOn(saved, sending ? [sending, ...waiting] : waiting)
  return { version, saved, shown: plan, sending, waiting, undo: [], redo: [] }
}

export function isSaved(draft: Draft): boolean {
  return !draft.sending && draft.waiting.length === 0
}

/** The draft with a change made, or why it cannot be. Changes of the same `burst` in a row are undone as one. */
export function make(draft: Draft, change: PlanChange, burst?: string): Made {
  const applied = applyChange(draft.shown, change)
  if (!applied.ok) return applied
  return {
    ok: true,
    draft: {
      ...draft,
      shown: applied.plan,
      waiting: [...draft.waiting, change],
      undo: pushed(draft.undo, { change: applied.inverse, burst }),
      redo: [],
    },
  }
}

/** Takes the last change back by its inverse, which is saved like any other. */
export function undo(draft: Draft): Made {
  return stepBack(draft, 'undo', 'There is nothing to undo.')
}

export function redo(draft: Draft): Made {
  return stepBack(draft, 'redo', 'There is nothing to do again.')
}

function stepBack(draft: Draft, from: 'undo' | 'redo', nothing: string): Made {
  const step = draft[from].at(-1)
  if (!step) return { ok: false, problem: nothing }
  const rest = { ...draft, [from]: draft[from].slice(0, -1) }
  const applied = applyChange(draft.shown, step.change)
  if (!applied.ok) return applied
  const to = from === 'undo' ? 'redo' : 'undo'
  return {
    ok: true,
    draft: {
      ...rest,
      shown: applied.plan,
      waiting: [...draft.waiting, step.change],
      [to]: [...draft[to], { change: applied.inverse, burst: undefined }],
    },
  }
}

function pushed(steps: readonly Step[], step: Step): readonly Step[] {
  const last = steps.at(-1)
  if (!last || step.burst === undefined || last.burst !== step.burst) return [...steps.slice(1 - MOST_STEPS), step]
  const together: PlanChange = { kind: 'batch', changes: [step.change, last.change] }
  return [...steps.slice(0, -1), { change: together, burst: step.burst }]
}

/** All that waits goes on its way as one change. */
export function send(draft: Draft): Draft {
  if (draft.sending || draft.waiting.length === 0) return draft
  return { ...draft, sending: gather(draft.waiting), waiting: [] }
}

/** The server has it. Its document may hold what others changed meanwhile. */
export function received(draft: Draft, newest: Newest): Draft {
  const expected = draft.sending ? madeOn(draft.saved, [draft.sending]).plan : draft.saved
  return onto({ ...draft, sending: undefined }, newest, expected)
}

/** The server refuses it: it is taken out, with what else was done to the same thing. */
export function refused(draft: Draft): Draft {
  const targets = draft.sending ? targetsOf(draft.sending) : []
  const waiting = draft.waiting.filter((change) => !shareTarget(targets, targetsOf(change)))
  const rest = without({ ...draft, sending: undefined, waiting }, targets)
  return onto(rest, { version: draft.version, document: draft.saved }, draft.saved)
}

/** A stale change that somebody else's newer one stands in the way of, and the version that it was made on. */
export type Held = { version: number; change: PlanChange }

/**
 * Somebody else changed some of what was on its way: that is held back, with all that was done to the same things, for the
 * person to compare; the rest waits again, on the newest plan.
 */
export function hold(draft: Draft, newest: Newest): { draft: Draft; held: Held } {
  const { version, saved, waiting } = draft
  const sending = draft.sending ? parts(draft.sending) : []
  const touched = sending.filter((change) => !isUntouched(saved, newest.document, change))
  const contested = touched.length > 0 ? touched : sending
  const targets = contested.flatMap(targetsOf)
  const isOfThem = (change: PlanChange) => shareTarget(targets, targetsOf(change))
  const all = [...sending, ...waiting.flatMap(parts)]
  const change = gather(all.filter(isOfThem))
  const rest = { ...draft, sending: undefined, waiting: all.filter((one) => !isOfThem(one)) }
  return { draft: onto(without(rest, targets), newest, saved), held: { version, change } }
}

/**
 * Several changes as one: they are made one after another, but of those that put the same activity in a row only the
 * last counts.
 */
export function gather(changes: readonly PlanChange[]): PlanChange {
  const flat: PlanChange[] = []
  for (const change of changes.flatMap(parts)) {
    const same =
      change.kind === 'put-activity'
        ? flat.findLastIndex((earlier) => shareTarget(targetsOf(earlier), targetsOf(change)))
        : -1
    const earlier = flat[same]
    // The first put decides the place in the list: later ones find it there.
    if (change.kind === 'put-activity' && earlier?.kind === 'put-activity')
      flat[same] = { ...change, place: earlier.place }
    else flat.push(change)
  }
  const [only] = flat
  return flat.length === 1 && only ? only : { kind: 'batch', changes: flat }
}

function parts(change: PlanChange): PlanChange[] {
  return change.kind === 'batch' ? change.changes.flatMap(parts) : [change]
}

/** The draft on another document from the server. Steps back to what somebody else has changed since are forgotten. */
function onto(draft: Draft, { version, document }: Newest, expected: JobPlanDocument): Draft {
  const { plan, made } = madeOn(document, draft.waiting)
  const stillOurs = ({ change }: Step) => isUntouched(expected, document, change)
  return {
    version,
    saved: document,
    shown: plan,
    sending: undefined,
    waiting: made,
    undo: draft.undo.filter(stillOurs),
    redo: draft.redo.filter(stillOurs),
  }
}

/** Without the steps that touch some things. */
function without(draft: Draft, targets: readonly string[]): Draft {
  const isApart = ({ change }: Step) => !shareTarget(targets, targetsOf(change))
  return { ...draft, undo: draft.undo.filter(isApart), redo: draft.redo.filter(isApart) }
}

/** The plan with those of the changes made that still can be. */
function madeOn(plan: JobPlanDocument, changes: readonly PlanChange[]): { plan: JobPlanDocument; made: PlanChange[] } {
  const made: PlanChange[] = []
  let current = plan
  for (const change of changes) {
    const applied = applyChange(current, change)
    if (!applied.ok) continue
    current = applied.plan
    made.push(change)
  }
  return { plan: current, made }
}

/** Whether every activity that the change touches is the same in both; anything else it may touch counts as changed. */
function isUntouched(before: JobPlanDocument, after: JobPlanDocument, change: PlanChange): boolean {
  return targetsOf(change).every(
    (target) => target.startsWith('activity:') && sameJson(activityIn(before, target), activityIn(after, target)),
  )
}

function activityIn(plan: JobPlanDocument, target: string): Activity | undefined {
  return plan.activities?.find(({ id }) => `activity:${id}` === target)
}
