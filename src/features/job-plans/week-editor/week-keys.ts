/** What a key means on a block of the week's picture. */
import { FINE_MINUTES, SNAP_MINUTES, type Span, shifted, withEnd, withStart } from './week-gestures.ts'

/** The part of a keyboard event that matters. */
export type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>

export type KeyIntent =
  | { kind: 'move'; days: -1 | 0 | 1; later: -1 | 0 | 1; step: number }
  | { kind: 'stretch'; edge: 'start' | 'end'; later: -1 | 1; step: number }
  | { kind: 'remove' }
  | { kind: 'add' }

const ARROWS: Record<string, { days: -1 | 0 | 1; later: -1 | 0 | 1 }> = {
  ArrowUp: { days: 0, later: -1 },
  ArrowDown: { days: 0, later: 1 },
  ArrowLeft: { days: -1, later: 0 },
  ArrowRight: { days: 1, later: 0 },
}

/** What to do to the block that has the focus; undefined leaves the key to the browser. */
export function intentOf({ key, shiftKey, altKey, ctrlKey, metaKey }: Key): KeyIntent | undefined {
  if (ctrlKey || metaKey) return undefined
  const arrow = ARROWS[key]
  if (arrow) {
    // Alt with left or right is the browser's own way back and forward.
    if (altKey && arrow.days !== 0) return undefined
    const step = altKey ? FINE_MINUTES : SNAP_MINUTES
    if (!shiftKey) return { kind: 'move', ...arrow, step }
    if (arrow.later !== 0) return { kind: 'stretch', edge: 'end', later: arrow.later, step }
    return { kind: 'stretch', edge: 'start', later: arrow.days === 1 ? 1 : -1, step }
  }
  if (altKey) return undefined
  if (key === 'Delete' || key === 'Backspace') return { kind: 'remove' }
  return key === 'n' || key === 'N' ? { kind: 'add' } : undefined
}

/** Ctrl+Z and Ctrl+Shift+Z or Ctrl+Y; Command on a Mac. */
export function undoIntentOf({ key, shiftKey, altKey, ctrlKey, metaKey }: Key): 'undo' | 'redo' | undefined {
  if (!(ctrlKey || metaKey) || altKey) return undefined
  if (key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo'
  return key === 'y' && !shiftKey ? 'redo' : undefined
}

/** The work after an arrow key: it goes to the next step of the clock in that direction, or to the next day. */
export function afterKey(span: Span, intent: Extract<KeyIntent, { kind: 'move' | 'stretch' }>): Span {
  if (intent.kind === 'move')
    return shifted(span, span.day + intent.days, stepped(span.startMinutes, intent.later, intent.step))
  if (intent.edge === 'start')
    return withStart(span, stepped(span.startMinutes, intent.later, intent.step), intent.step)
  return withEnd(span, stepped(span.endMinutes, intent.later, intent.step), intent.step)
}

function stepped(minutes: number, later: -1 | 0 | 1, step: number): number {
  if (later === 0) return minutes
  return later === 1 ? Math.floor(minutes / step) * step + step : Math.ceil(minutes / step) * step - step
}
