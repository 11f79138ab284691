/** Saves a draft in the background, one change at a time and in order, and never gives one up until the server has it. */
import type { PlanChange } from '../../../domain/job-plan/change.ts'
import {
  type Draft,
  type Held,
  hold,
  isSaved,
  type KeptDraft,
  type Made,
  make,
  type Newest,
  received,
  redo,
  refused,
  resumeDraft,
  send,
  startDraft,
  undo,
} from './plan-draft.ts'

export type SaveStatus =
  | { kind: 'untouched' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  /** Kept on this computer until there is a connection. */
  | { kind: 'unreachable'; since: string }
  | { kind: 'signed-out'; href: string }
  /** The plan may no longer be changed. */
  | { kind: 'closed' }

/** What became of a change that was sent. */
export type SaveAnswer =
  | ({ kind: 'saved'; at: string } & Newest & Around)
  | ({ kind: 'conflict'; message: string } & Newest & Around)
  | { kind: 'refused'; message: string }
  | { kind: 'unreachable' }
  | { kind: 'signed-out'; href: string }
  | ({ kind: 'closed' } & Around)

/** What stands around the week since, as HTML by the ids of its elements. */
type Around = { around?: Record<string, string> }

/** What is kept on this computer: what has not reached the server, under which key it was sent, and what to compare. */
export type Kept = { draft: KeptDraft; key: string | undefined; since: string | undefined; held: readonly Held[] }

export type SaverParts = {
  /** Sends a change; under the same key it is made once, however often it is sent. */
  post(sent: { version: number; change: PlanChange }, key: string): Promise<SaveAnswer>
  newKey(): string
  /** Does something so many milliseconds later; gives the function that calls it off. */
  after(milliseconds: number, act: () => void): () => void
  /** This instant, ISO. */
  now(): string
  /** Keeps what is not saved yet, so that it outlives the page; null when there is nothing. */
  keep(kept: Kept | null): void
  /** Told of every new draft and status; `message` is the server's own, for the person to read. */
  changed(draft: Draft, status: SaveStatus, message?: string): void
}

export type PlanSaver = {
  draft(): Draft
  status(): SaveStatus
  /** Changes that somebody else's newer ones stand in the way of: for the person to compare. */
  held(): readonly Held[]
  /** Forgets them: they are compared elsewhere. */
  letGo(): void
  /** Makes a change and saves it; those of the same `burst` in quick succession are sent and undone as one. */
  make(change: PlanChange, burst?: string): Made
  undo(): Made
  redo(): Made
  saveNow(): void
}

/** How long to wait for the next key of a burst. */
export const GATHER_MILLISECONDS = 400

/** Before each new try, in seconds; the last one goes on. */
const TRY_AGAIN_SECONDS = [1, 2, 5, 10, 30]

/** Begins with the plan as the server has it, or with what was kept when the page was left. */
export function createPlanSaver(start: Newest, kept: Kept | null, parts: SaverParts): PlanSaver {
  const { post, newKey, after, now, keep, changed } = parts
  const isPending = !!kept && (!!kept.draft.sending || kept.draft.waiting.length > 0)
  let draft = isPending ? resumeDraft(kept.draft) : startDraft(start)
  let held: readonly Held[] = kept?.held ?? []
  /** The key of what is on its way: every try has the same, so that it is made once. */
  let key = kept?.key
  let since = kept?.since
  let status: SaveStatus = { kind: 'untouched' }
  let isOnItsWay = false
  let tries = 0
  let callOff = () => {}

  const become = (nextDraft: Draft, nextStatus: SaveStatus, message?: string) => {
    draft = nextDraft
    status = nextStatus
    since = isSaved(draft) ? undefined : (since ?? now())
    const { version, saved, sending, waiting } = draft
    const isAllThere = isSaved(draft) && held.length === 0
    keep(isAllThere ? null : { draft: { version, saved, sending, waiting }, key, since, held })
    changed(draft, status, message)
  }

  const saveIn = (milliseconds: number) => {
    callOff()
    callOff = after(milliseconds, saveNow)
  }

  function saveNow() {
    callOff()
    if (isOnItsWay || isSaved(draft) || status.kind === 'closed') return
    if (!draft.sending) {
      key = newKey()
      become(send(draft), status)
    }
    const { version, sending } = draft
    if (!sending) return
    isOnItsWay = true
    post({ version, change: sending }, key ?? newKey()).then(settle)
  }

  function settle(answer: SaveAnswer) {
    isOnItsWay = false
    if (answer.kind === 'unreachable' || answer.kind === 'signed-out') {
      become(draft, answer.kind === 'unreachable' ? { kind: 'unreachable', since: since ?? now() } : answer)
      saveIn((TRY_AGAIN_SECONDS[tries] ?? TRY_AGAIN_SECONDS.at(-1) ?? 30) * 1000)
      tries++
      return
    }
    tries = 0
    if (answer.kind === 'closed') return become(draft, answer)
    since = undefined
    if (answer.kind === 'refused') return goOn(refused(draft), now(), answer.message)
    if (answer.kind === 'saved') return goOn(received(draft, answer), answer.at)
    // A conflict with nothing newer would come back for ever.
    if (answer.version <= draft.version) return become(draft, { kind: 'closed' })
    const parted = hold(draft, answer)
    held = [...held, parted.held]
    goOn(parted.draft, now(), answer.message)
  }

  const goOn = (next: Draft, at: string, message?: string) => {
    become(next, isSaved(next) ? { kind: 'saved', at } : { kind: 'saving' }, message)
    saveNow()
  }

  const take = (made: Made, burst?: string): Made => {
    if (made.ok) {
      const isStuck = status.kind !== 'untouched' && status.kind !== 'saved'
      become(made.draft, isStuck ? status : { kind: 'saving' })
      if (tries === 0) saveIn(burst === undefined ? 0 : GATHER_MILLISECONDS)
    }
    return made
  }

  return {
    draft: () => draft,
    status: () => status,
    held: () => held,
    letGo() {
      held = []
      become(draft, status)
    },
    make: (change, burst) => take(make(draft, change, burst), burst),
    undo: () => take(undo(draft)),
    redo: () => take(redo(draft)),
    saveNow,
  }
}
