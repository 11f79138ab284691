/** The elements of the week's picture, found by what `WeekGrid` writes on them. */
import type { Picture, Span } from './week-gestures.ts'

/** Which block: the same activity may stand on several days, and in several weeks one under another. */
export type BlockName = { activityId: string; day: number; startMinutes: number; week: string }

export function blockAt(target: EventTarget | null): HTMLAnchorElement | undefined {
  return (target instanceof Element && target.closest<HTMLAnchorElement>('a[data-activity]')) || undefined
}

export function nameOf(block: HTMLElement): BlockName {
  const { activity = '', day, start } = block.dataset
  return { activityId: activity, day: Number(day), startMinutes: Number(start), week: weekOf(block) }
}

/** The block of that name; a block that runs past midnight is found by the day it begins on. */
export function findBlock(root: HTMLElement, name: Omit<BlockName, 'startMinutes'>): HTMLAnchorElement | undefined {
  const blocks = [...root.querySelectorAll<HTMLAnchorElement>(`a[data-activity="${CSS.escape(name.activityId)}"]`)]
  const onDay = blocks.filter((block) => block.dataset.day === String(name.day))
  return onDay.find((block) => weekOf(block) === name.week) ?? onDay[0]
}

/** The button that adds on a day, in that week where it is shown. */
export function findAddButton(root: HTMLElement, day: number, week: string): HTMLElement | undefined {
  const buttons = [...root.querySelectorAll<HTMLElement>(`.week__day[data-day="${day}"] [data-add]`)]
  return buttons.find((button) => weekOf(button) === week) ?? buttons[0]
}

/** “Week 2”. */
export function weekOf(element: Element): string {
  return element.closest<HTMLElement>('[data-week]')?.dataset.week ?? ''
}

/** The day of the picture that an element lies in, from 0; undefined outside. */
export function dayAt(target: EventTarget | null): number | undefined {
  const day = target instanceof Element ? target.closest<HTMLElement>('.week__day')?.dataset.day : undefined
  return day === undefined ? undefined : Number(day)
}

/** The columns of days, where a block or an outline of one can be put. */
export function dayColumns(grid: Element): HTMLElement[] {
  return [...grid.querySelectorAll<HTMLElement>('.week__body')]
}

/** Where a week's picture lies on the screen. Undefined while it is drawn as a list, as on a phone. */
export function pictureOf(grid: HTMLElement): Picture | undefined {
  const boxes = dayColumns(grid).map((column) => column.getBoundingClientRect())
  const [first, second, last] = [boxes[0], boxes[1], boxes.at(-1)]
  if (!first || !second || !last || second.left < first.right - 1) return undefined
  return {
    dayEdges: [...boxes.map(({ left }) => left), last.right],
    top: first.top,
    bottom: first.bottom,
    fromMinutes: Number(grid.dataset.fromHour) * 60,
    toMinutes: Number(grid.dataset.toHour) * 60,
  }
}

/** An outline in place of the work while it is dragged. Its place is a class, as every block's is. */
export function outline(grid: HTMLElement, ghost: HTMLElement, { day, startMinutes, endMinutes }: Span): void {
  const from = Math.min(95, Math.round(startMinutes / 15))
  const to = Math.min(96, Math.max(from + 1, Math.round(endMinutes / 15)))
  ghost.className = `week__item week-ghost week-lane-1-of-1 week-s${from} week-e${to}`
  dayColumns(grid)[day]?.append(ghost)
}
