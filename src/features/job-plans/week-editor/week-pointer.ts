/** Mouse, pen and finger on the week's picture: draw, move, stretch. A finger holds for a moment first, so that it can scroll. */
import { sayTimes } from './plan-editor.words.ts'
import { type BlockName, blockAt, nameOf, outline, pictureOf, weekOf } from './week-blocks.ts'
import { dragged, drawn, FINE_MINUTES, type Grip, gripAt, SNAP_MINUTES, type Span, spotAt } from './week-gestures.ts'

export type PointerActs = {
  /** The work that a block stands for; undefined leaves the block alone. */
  spanOf(block: BlockName): Span | undefined
  place(block: BlockName, to: Span): void
  add(span: Span, week: string): void
}

/** Pixels that a press may tremble. */
const TREMBLE = 4
const HOLD_MILLISECONDS = 350
/** A press on an empty place without drawing asks for this much. */
const PRESSED_MINUTES = 60

type Press = {
  grid: HTMLElement
  x: number
  y: number
  block: BlockName | undefined
  title: string
  spanAt(x: number, y: number, fine: boolean): Span
  ghost: HTMLElement
  /** A finger is not yet dragging until it has been held. */
  isReady: boolean
  isDragging: boolean
  forgetHold(): void
}

export function watchPointer(root: HTMLElement, acts: PointerActs): void {
  let press: Press | undefined
  let swallowClick = false

  root.addEventListener('pointerdown', (event) => {
    swallowClick = false
    if (event.button !== 0 || press) return
    press = begin(event, acts)
    if (!press || press.isReady) return
    const begun = press
    const hold = setTimeout(() => {
      begun.isReady = true
      show(begun, begun.x, begun.y, false)
    }, HOLD_MILLISECONDS)
    begun.forgetHold = () => clearTimeout(hold)
  })

  window.addEventListener('pointermove', ({ clientX, clientY, altKey }) => {
    if (!press) return
    const hasMoved = Math.hypot(clientX - press.x, clientY - press.y) > TREMBLE
    if (!press.isReady) {
      if (hasMoved) end()
      return
    }
    if (hasMoved || press.isDragging) show(press, clientX, clientY, altKey)
  })

  window.addEventListener('pointerup', ({ clientX, clientY, altKey }) => {
    if (!press) return
    const { isDragging, block, spanAt, grid } = press
    const span = spanAt(clientX, clientY, altKey)
    end()
    if (isDragging) {
      swallowClick = true
      if (block) acts.place(block, span)
      else acts.add(span, weekOf(grid))
    } else if (!block) {
      const startMinutes = Math.min(span.startMinutes, 1440 - PRESSED_MINUTES)
      acts.add({ ...span, startMinutes, endMinutes: startMinutes + PRESSED_MINUTES }, weekOf(grid))
    }
  })

  window.addEventListener('pointercancel', end)
  window.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && press?.isDragging) {
      swallowClick = true
      end()
    }
  })
  // The browser would drag a link's address away, open its menu under a held finger, or scroll.
  root.addEventListener('dragstart', (event) => event.preventDefault())
  root.addEventListener('contextmenu', (event) => {
    if (press?.isDragging) event.preventDefault()
  })
  root.addEventListener(
    'touchmove',
    (event) => {
      if (press?.isDragging) event.preventDefault()
    },
    { passive: false },
  )
  root.addEventListener(
    'click',
    (event) => {
      // A key also clicks, with a detail of 0; it never follows a drag.
      if (!swallowClick || event.detail === 0) return
      swallowClick = false
      event.preventDefault()
      event.stopPropagation()
    },
    true,
  )

  function end() {
    press?.forgetHold()
    press?.ghost.remove()
    press?.grid.classList.remove('week--dragging')
    press = undefined
  }
}

function show(press: Press, x: number, y: number, fine: boolean): void {
  const span = press.spanAt(x, y, fine)
  press.isDragging = true
  press.grid.classList.add('week--dragging')
  press.ghost.textContent = [press.title, sayTimes(span)].filter(Boolean).join(' ')
  outline(press.grid, press.ghost, span)
}

/** What a press would do from here; undefined where there is nothing to press, or the week is a list. */
function begin({ target, clientX, clientY, pointerType }: PointerEvent, acts: PointerActs): Press | undefined {
  const grid = target instanceof Element ? target.closest<HTMLElement>('[data-week]') : null
  const picture = grid && pictureOf(grid)
  if (!picture) return undefined
  const from = spotAt(picture, clientX, clientY)
  const stepOf = (fine: boolean) => (fine ? FINE_MINUTES : SNAP_MINUTES)
  const pressed = {
    grid,
    x: clientX,
    y: clientY,
    ghost: document.createElement('div'),
    isReady: pointerType !== 'touch',
    isDragging: false,
    forgetHold() {},
  }
  const element = blockAt(target)
  if (element) {
    const block = nameOf(element)
    const span = acts.spanOf(block)
    if (!span) return undefined
    const grip = heldGrip(element, clientY, span)
    const spanAt = (x: number, y: number, fine: boolean) =>
      dragged(span, grip, from, spotAt(picture, x, y), stepOf(fine))
    const title = element.querySelector('.week-block__title')?.textContent ?? ''
    return { ...pressed, block, title, spanAt }
  }
  if (!(target as Element).closest('.week__body')) return undefined
  const spanAt = (x: number, y: number, fine: boolean) => drawn(from, spotAt(picture, x, y), stepOf(fine))
  return { ...pressed, block: undefined, title: '', spanAt }
}

/** Work past midnight is drawn as two blocks: only its true edges stretch it. */
function heldGrip(block: HTMLElement, y: number, span: Span): Grip {
  const { top, height } = block.getBoundingClientRect()
  const grip = gripAt(y - top, height)
  if (span.endMinutes <= 1440) return grip
  const isFirst = Number(block.dataset.start) === span.startMinutes
  return grip === (isFirst ? 'start' : 'end') ? grip : 'whole'
}
