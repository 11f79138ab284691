// The week editor. The page works without it: every block is a link to its form, and every button a form or a link.
import type { Category } from '../../../domain/job-plan/categories.ts'
import type { SiteNames } from '../../../domain/job-plan/in-words.ts'
import type { JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import type { Day } from '../../../domain/time/week-cycle.ts'
import { newOnceKey } from '../../../ui/browser/once-key.ts'
import type { PlanLinks } from '../plan/plan-view.ts'
import type { WeekChoice } from '../plan/week-view.ts'
import { keepPlan, keptPlan } from './kept-plan.ts'
import { isSaved, type Made } from './plan-draft.ts'
import { sayActivity, sayPlaced, sayRemoved, saySpan } from './plan-editor.words.ts'
import { postChange } from './plan-post.ts'
import { createPlanSaver } from './plan-saver.ts'
import { createPlanScreen } from './plan-screen.ts'
import { type BlockName, blockAt, dayAt, nameOf, weekOf } from './week-blocks.ts'
import { ask, CopyDay, NewActivity } from './week-dialogs.tsx'
import {
  add,
  copyToDays,
  daysLeft,
  dayToHold,
  lastPut,
  occurrenceOf,
  place,
  proposedSpan,
  remove,
} from './week-edits.ts'
import { type Span, sameSpan } from './week-gestures.ts'
import { afterKey, intentOf, undoIntentOf } from './week-keys.ts'
import { watchPointer } from './week-pointer.ts'

/** What the server writes in the page for somebody who may change the plan. */
export type PlanEditor = {
  planId: number
  version: number
  week: WeekChoice
  document: JobPlanDocument
  sites: SiteNames
  pageHref: string
  copyDayHref: string
  saveHref: string
  mergeHref: string
  undoHref: string
  links: PlanLinks
  /** Whose browser this is: what is kept here is nobody else's. */
  personId: number
  canEdit: boolean
}

const written = document.getElementById('plan-editor')?.textContent
const root = document.getElementById('plan-week')
const editor: PlanEditor | undefined = written ? JSON.parse(written) : undefined
if (editor?.canEdit && root) startEditor(editor, root)

function startEditor(editor: PlanEditor, root: HTMLElement): void {
  const { version, week, document: plan, sites, links, saveHref, mergeHref } = editor
  /** Keys pressed in a row on one block are one burst, until they are sent. */
  let burst = { number: 0, activityId: '', day: -1, left: [] as number[] }
  let leaveFor: string | undefined

  const screen = createPlanScreen({ week, document: plan, links, sites }, root, () => stepBack('undo'))
  const kept = keptPlan(editor)
  // Back from the comparison, everything there was to choose is chosen.
  const isCompared = document.referrer === new URL(mergeHref, location.href).href
  const saver = createPlanSaver({ version, document: plan }, kept && isCompared ? { ...kept, held: [] } : kept, {
    async post(sent, key) {
      burst = { number: burst.number + 1, activityId: '', day: -1, left: [] }
      const answer = await postChange(saveHref, sent, key)
      if ('around' in answer) screen.putPanels(answer.around)
      return answer
    },
    newKey: () => newOnceKey(document),
    keep: (kept) => keepPlan(editor, kept),
    after(milliseconds, act) {
      const timer = setTimeout(act, milliseconds)
      return () => clearTimeout(timer)
    },
    now: () => new Date().toISOString(),
    changed(draft, status, message) {
      screen.draw(draft.shown)
      screen.showStatus(status, draft.undo.length > 0)
      screen.showHeld(saver.held(), mergeHref, message)
      if (message) screen.say(message)
      if (leaveFor && status.kind === 'saved') location.assign(leaveFor)
      if (status.kind !== 'saved' && status.kind !== 'saving') leaveFor = undefined
    },
  })
  screen.draw(saver.draft().shown)
  screen.showHeld(saver.held(), mergeHref, undefined)
  saver.saveNow()
  const shown = () => saver.draft().shown
  const told = (made: Made, words: string) => {
    if (made.ok) screen.sayWithTotal(words)
    else screen.say(made.problem)
    return made.ok
  }

  const placeBlock = (block: BlockName, to: Span, isKey: boolean) => {
    const occurrence = occurrenceOf(shown(), block)
    const edit = occurrence && !sameSpan(occurrence.span, to) ? place(shown(), occurrence, to) : undefined
    if (!occurrence || !edit) return
    const { activity, span } = occurrence
    const isSameBurst = burst.activityId === block.activityId && burst.day === span.day
    const split = edit.activityId === activity.id ? [] : daysLeft(activity, span.day)
    const left = isSameBurst && split.length === 0 ? burst.left : split
    burst = { number: burst.number + (isSameBurst ? 0 : 1), activityId: edit.activityId, day: edit.day, left }
    screen.focusNext({ activityId: edit.activityId, day: edit.day, week: block.week })
    told(
      saver.make(edit.change, isKey ? `keys ${burst.number}` : undefined),
      sayPlaced(activity.title, to, activity.schedule, left),
    )
  }

  const removeBlock = (block: BlockName) => {
    const occurrence = occurrenceOf(shown(), block)
    const change = occurrence && remove(shown(), occurrence)
    if (!occurrence || !change) return
    const { activity, span } = occurrence
    screen.focusNextDay(span.day, block.week)
    told(saver.make(change), sayRemoved(activity.title, span.day, daysLeft(activity, span.day)))
  }

  const askToAdd = async (span: Span, weekName: string) => {
    const cycleWeeks = shown().cycleWeeks ?? 1
    const answer = await ask(NewActivity({ span, week: Number(weekName.replaceAll(/\D/g, '')) || 1, cycleWeeks }))
    if (!answer) return
    const edit = add(shown(), span.day, {
      title: String(answer.fields.get('title')).trim(),
      category: answer.fields.get('category') as Category,
      start: String(answer.fields.get('start')),
      end: String(answer.fields.get('end')),
      week: Number(answer.fields.get('week')) || undefined,
    })
    screen.focusNext({ activityId: edit.activityId, day: edit.day, week: weekName })
    if (told(saver.make(edit.change), `Added ${edit.title}, ${saySpan(edit.span)}.`) && answer.then === 'form')
      leave(links.activity + encodeURIComponent(edit.activityId))
  }

  const askToCopy = async () => {
    const answer = await ask(CopyDay())
    if (!answer) return
    const { change, words } = copyToDays(shown(), answer.fields.get('from') as Day, answer.fields.getAll('to') as Day[])
    if (change) told(saver.make(change), words)
    else screen.say(words)
  }

  const stepBack = (kind: 'undo' | 'redo') => {
    const step = saver.draft()[kind].at(-1)
    const activity = step && lastPut(step.change)
    const held = document.activeElement
    if (activity && held && root.contains(held))
      screen.focusNext({ activityId: activity.id, day: dayToHold(activity, dayAt(held)), week: weekOf(held) })
    told(
      saver[kind](),
      `${kind === 'undo' ? 'Undone' : 'Done again'}: ${activity ? sayActivity(activity) : 'taken away'}.`,
    )
  }

  /** Goes to another page once everything is saved. */
  const leave = (href: string) => {
    leaveFor = href
    saver.saveNow()
    if (isSaved(saver.draft())) location.assign(href)
  }

  watchPointer(root, {
    spanOf: (block) => occurrenceOf(shown(), block)?.span,
    place: (block, to) => placeBlock(block, to, false),
    add: askToAdd,
  })

  root.addEventListener('keydown', (event) => {
    const day = dayAt(event.target)
    const intent = intentOf(event)
    if (!intent || day === undefined) return
    const block = blockAt(event.target)
    const week = weekOf(event.target as Element)
    if (intent.kind === 'add') askToAdd(proposedSpan(shown(), day), week)
    else if (!block) return
    else if (intent.kind === 'remove') removeBlock(nameOf(block))
    else {
      const name = nameOf(block)
      const occurrence = occurrenceOf(shown(), name)
      if (occurrence) placeBlock(name, afterKey(occurrence.span, intent), true)
    }
    event.preventDefault()
  })

  document.addEventListener('keydown', (event) => {
    const kind = undoIntentOf(event)
    if (!kind || (event.target instanceof Element && event.target.closest('input, textarea, select, dialog'))) return
    event.preventDefault()
    stepBack(kind)
  })

  document.addEventListener('submit', (event) => {
    const { pathname } = new URL((event.target as HTMLFormElement).action)
    // With nothing of this visit left to undo, the server undoes what was done before.
    if (pathname !== editor.undoHref || saver.draft().undo.length === 0) return
    event.preventDefault()
    stepBack('undo')
  })

  document.addEventListener('click', (event) => {
    const { target } = event
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (!(target instanceof Element)) return
    const addsOn = target.closest('button[data-add]') ? dayAt(target) : undefined
    if (addsOn !== undefined) return void askToAdd(proposedSpan(shown(), addsOn), weekOf(target))
    const link = target.closest('a')
    if (!link || link.target || link.origin !== location.origin) return
    if (link.pathname === editor.copyDayHref) askToCopy()
    else if (link.pathname === editor.pageHref && link.search && !link.hash) screen.chooseWeek(link)
    else if (link.hash && link.pathname === location.pathname) return
    else if (saver.status().kind === 'saving') leave(link.href)
    else return
    event.preventDefault()
  })

  window.addEventListener('online', () => saver.saveNow())
  window.addEventListener('beforeunload', (event) => {
    if (isSaved(saver.draft()) || leaveFor) return
    saver.saveNow()
    event.preventDefault()
  })
}
