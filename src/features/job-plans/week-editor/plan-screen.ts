/** The page as the week editor sees it: draws the panels again in place, keeps the focus, and says what happened. */
import type { Evaluation } from '../../../domain/job-plan/evaluation.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import type { Held } from './plan-draft.ts'
import { drawPanels, type ToDraw } from './plan-draw.tsx'
import { dayName, KEYS_HINT, sayStatus, sayTotal } from './plan-editor.words.ts'
import type { SaveStatus } from './plan-saver.ts'
import { type BlockName, blockAt, dayAt, findAddButton, findBlock, nameOf, weekOf } from './week-blocks.ts'
import { Contested, toElement } from './week-dialogs.tsx'

export type PlanScreen = {
  /** Draws the plan, unless it is what stands there already. */
  draw(document: JobPlanDocument): void
  /** Puts there what the server has drawn around the week. */
  putPanels(panels?: Record<string, string>): void
  /** Which block has the focus once the plan is drawn again. */
  focusNext(block: Omit<BlockName, 'startMinutes'>): void
  /** The same for a day that has lost its block. */
  focusNextDay(day: number, week: string): void
  showStatus(status: SaveStatus, canUndo: boolean): void
  /** Offers to compare what somebody else changed too; takes the offer back when there is nothing. */
  showHeld(held: readonly Held[], action: string, message: string | undefined): void
  say(words: string): void
  sayWithTotal(words: string): void
  /** Shows another week, at the address that the link leads to. */
  chooseWeek(link: HTMLAnchorElement): void
}

export function createPlanScreen(first: ToDraw, root: HTMLElement, stepBack: () => void): PlanScreen {
  let { document: plan, week } = first
  let evaluation: Evaluation
  let focus: (() => HTMLElement | null | undefined) | undefined

  const statusLine = document.getElementById('plan-saved') ?? beside(root, 'before', 'p', 'plan-saved')
  const hint = beside(root, 'after', 'p', 'plan-keys')
  hint.textContent = KEYS_HINT
  const said = beside(root, 'after', 'p', 'plan-said')
  said.setAttribute('role', 'status')
  const undo = document.createElement('button')
  undo.type = 'button'
  undo.className = 'plan-undo'
  undo.textContent = 'Undo'
  undo.hidden = true
  undo.addEventListener('click', stepBack)
  said.after(undo)
  const contest = beside(root, 'before', 'div', 'plan-contest')
  contest.setAttribute('role', 'alert')

  const drawNow = () => {
    keepFocus()
    const drawn = drawPanels({ ...first, document: plan, week })
    evaluation = drawn.evaluation
    putPanels(drawn.panels)
    equip(root)
    focus?.()?.focus({ preventScroll: true })
    focus = undefined
  }

  /** Whatever has the focus in the week gets it back, unless something else was asked for. */
  const keepFocus = () => {
    const held = document.activeElement
    if (focus || !held || !root.contains(held)) return
    const block = blockAt(held)
    const name = block && nameOf(block)
    const [day, week] = [dayAt(held), weekOf(held)]
    focus = () => (name && findBlock(root, name)) || (day === undefined ? undefined : findAddButton(root, day, week))
  }

  drawNow()
  return {
    putPanels,
    draw(document) {
      if (document === plan) return
      plan = document
      drawNow()
    },
    focusNext(block) {
      focus = () => findBlock(root, block)
    },
    focusNextDay(day, week) {
      focus = () => findAddButton(root, day, week)
    },
    showStatus(status, canUndo) {
      undo.hidden = !canUndo
      if (status.kind === 'untouched') return
      statusLine.textContent = sayStatus(status)
      statusLine.classList.toggle('plan-saved--not', !['saved', 'saving', 'untouched'].includes(status.kind))
      if (status.kind === 'signed-out') statusLine.append(' ', signInLink(status.href))
    },
    showHeld(held, action, message = 'Somebody else changed the same thing.') {
      const changes = JSON.stringify(held)
      if (contest.dataset.changes === changes) return
      contest.dataset.changes = changes
      contest.replaceChildren(...(held.length > 0 ? [toElement(Contested({ message, action, changes }))] : []))
    },
    say(words) {
      said.textContent = words
    },
    sayWithTotal(words) {
      said.textContent = `${words} ${sayTotal(evaluation)}`
    },
    chooseWeek(link) {
      const wanted = new URL(link.href).searchParams.get('week')
      week = wanted === 'all' ? 'all' : Number(wanted) || 1
      history.replaceState(history.state, '', link.href)
      for (const other of document.querySelectorAll<HTMLAnchorElement>('a[aria-current]'))
        if (other.pathname === link.pathname && other.search) other.removeAttribute('aria-current')
      link.setAttribute('aria-current', 'true')
      drawNow()
    },
  }
}

/** Puts new content in panels, by their ids. Explanations that were open stay open, and a link that has the focus keeps it. */
function putPanels(panels: Record<string, string> = {}): void {
  for (const [id, html] of Object.entries(panels)) {
    const panel = document.getElementById(id)
    if (!panel || panel.innerHTML === html) continue
    const open = [...panel.querySelectorAll<HTMLDetailsElement>('details[open][id]')].map(({ id }) => id)
    const held = panel.contains(document.activeElement) && nameOfControl(document.activeElement)
    panel.innerHTML = html
    for (const details of panel.querySelectorAll('details')) if (open.includes(details.id)) details.open = true
    if (!held) continue
    const again = [...panel.querySelectorAll<HTMLElement>('a, summary')].find((one) => nameOfControl(one) === held)
    again?.focus({ preventScroll: true })
  }
}

const nameOfControl = (control: Element | null) => control?.getAttribute('href') ?? control?.closest('details')?.id

/** What only the editor needs on the picture: a way to add on each day, and where the keys are explained. */
function equip(root: HTMLElement): void {
  for (const block of root.querySelectorAll('a[data-activity]')) block.setAttribute('aria-describedby', 'plan-keys')
  for (const grid of root.querySelectorAll('[data-week]')) {
    grid.classList.add('week--editable')
    for (const day of grid.querySelectorAll<HTMLElement>('.week__day')) {
      const add = document.createElement('button')
      add.type = 'button'
      add.className = 'week__add'
      add.dataset.add = ''
      add.textContent = '+'
      add.setAttribute('aria-label', `Add on ${dayName(Number(day.dataset.day))}`)
      day.querySelector('.week__day-name')?.after(add)
    }
  }
}

function beside(root: HTMLElement, where: 'before' | 'after', tag: string, id: string): HTMLElement {
  const element = document.createElement(tag)
  element.id = id
  element.className = id
  root[where](element)
  return element
}

function signInLink(href: string): HTMLAnchorElement {
  const link = document.createElement('a')
  link.href = href
  link.target = '_blank'
  link.textContent = 'Sign in again in a new tab, then come back here.'
  return link
}
