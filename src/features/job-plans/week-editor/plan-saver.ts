/** Saves a draft in the background, one change at a time and in order, and never gives one up until the server has it. */
import type { PlanChange } from '../../../domain/job-plan/change.ts'
import type { Activity } from '../../../domain/job-plan/job-plan.ts'
import {
  contestedActivities,
  type Draft,
  isAlreadyMade,
  isContested,
  isSaved,
  keepMine,
  keepTheirs,
  type Made,
  make,
  type Newest,
  notSent,
  received,
  redo,
  refused,
  send,
  undo,
} from './plan-draft.ts'

export type SaveStatus =
  | { kind: 'untouched' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  | { kind: 'unreachable' }
  | { kind: 'signed-out'; href: string }
  /** Somebody else changed the same thing; the person chooses. */
  | { kind: 'contested'; message: string; newest: Newest; mine: Activity | undefined; theirs: Activity | undefined }
  /** The plan may no longer be changed. */
  | { kind: 'closed' }

/** What became of a change that was sent. */
export type SaveAnswer =
  | ({ kind: 'saved'; at: string } & Newest)
  | ({ kind: 'conflict'; message: string } & Newest)
  | { kind: 'refused'; message: string }
  | { kind: 'unreachable' }
  | { kind: 'signed-out'; href: string }
  | { kind: 'closed' }

export type SaverParts = {
  post(sent: { version: number; change: PlanChange }): Promise<SaveAnswer>
  /** Does something so many milliseconds later; gives the function that calls it off. */
  after(milliseconds: number, act: () => void): () => void
  /** This instant, ISO. */
  now(): string
  /** Told of every new draft and status; `message` is the server's own, for the person to read. */
  changed(draft: Draft, status: SaveStatus, message?: string): void
}

export type PlanSaver = {
  draft(): Draft
  status(): SaveStatus
  /** Makes a change and saves it; those of the same `burst` in quick succession are sent and undone as one. */
  make(change: PlanChange, burst?: string): Made
  undo(): Made
  redo(): Made
  saveNow(): void
  keepMine(): void
  keepTheirs(): void
}

/** How long to wait for the next key of a burst. */
export const GATHER_MILLISECONDS = 400

/** Before each new try, in seconds; the last one goes on. */
const TRY_AGAIN_SECONDS = [1, 2, 5, 10, 30]

export function createPlanSaver(start: Draft, { post, after, now, changed }: SaverParts): PlanSaver {
  let draft = start
  let status: SaveStatus = { kind: 'untouched' }
  let tries = 0
  let callOff = () => {}

  const become = (nextDraft: Draft, nextStatus: SaveStatus, message?: string) => {
    draft = nextDraft
    status = nextStatus
    changed(draft, status, message)
  }

  const saveIn = (milliseconds: number) => {
    callOff()
    callOff = after(milliseconds, saveNow)
  }

  function saveNow() {
    callOff()
    if (draft.sending || draft.waiting.length === 0 || status.kind === 'closed') return
    draft = send(draft)
    const { version, sending } = draft
    if (sending) post({ version, change: sending }).then(settle)
  }

  function settle(answer: SaveAnswer) {
    if (answer.kind === 'unreachable' || answer.kind === 'signed-out') {
      become(notSent(draft), answer)
      saveIn((TRY_AGAIN_SECONDS[tries] ?? TRY_AGAIN_SECONDS.at(-1) ?? 30) * 1000)
      tries++
      return
    }
    tries = 0
    if (answer.kind === 'closed') return become(notSent(draft), answer)
    if (answer.kind === 'refused') return goOn(refused(draft), now(), answer.message)
    if (answer.kind === 'saved') return goOn(received(draft, answer), answer.at)
    // Our own change, whose answer was lost on the way, looks like somebody else's.
    if (isAlreadyMade(draft, answer)) return goOn(received(draft, answer), now())
    // A conflict with nothing newer would come back for ever.
    if (answer.version <= draft.version) return become(notSent(draft), { kind: 'closed' })
    if (!isContested(draft, answer)) return goOn(keepMine(draft, answer), now(), answer.message)
    become(draft, { kind: 'contested', message: answer.message, newest: answer, ...contestedActivities(draft, answer) })
  }

  const goOn = (next: Draft, at: string, message?: string) => {
    become(next, isSaved(next) ? { kind: 'saved', at } : { kind: 'saving' }, message)
    saveNow()
  }

  const take = (made: Made, burst?: string): Made => {
    if (made.ok) {
      const isStuck = status.kind !== 'untouched' && status.kind !== 'saved'
      become(made.draft, isStuck ? status : { kind: 'saving' })
      saveIn(burst === undefined ? 0 : GATHER_MILLISECONDS)
    }
    return made
  }

  return {
    draft: () => draft,
    status: () => status,
    make: (change, burst) => take(make(draft, change, burst), burst),
    undo: () => take(undo(draft)),
    redo: () => take(redo(draft)),
    saveNow,
    keepMine() {
      if (status.kind === 'contested') goOn(keepMine(draft, status.newest), now())
    },
    keepTheirs() {
      if (status.kind === 'contested') goOn(keepTheirs(draft, status.newest), now())
    },
  }
}
