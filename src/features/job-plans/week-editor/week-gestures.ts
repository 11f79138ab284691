/** What a pointer means on the week's picture, in days and minutes. No elements here: only sums. */

/** Work on one day as the editor handles it: minutes after that day's midnight. An end past 1440 is on the next day. */
export type Span = { day: number; startMinutes: number; endMinutes: number }

/** A spot in the week. Days count from 0, Monday. */
export type Spot = { day: number; minutes: number }

/** Where the picture lies on the screen, in pixels: the left edge of every day and the right edge of the last. */
export type Picture = {
  dayEdges: readonly number[]
  top: number
  bottom: number
  fromMinutes: number
  toMinutes: number
}

/** What is held: the whole block, or one of its edges. */
export type Grip = 'whole' | 'start' | 'end'

export const SNAP_MINUTES = 15
/** With Alt held down. */
export const FINE_MINUTES = 5

const DAY_MINUTES = 1440
const LAST_DAY = 6

/** The spot under a point of the screen; a point outside the picture counts as its nearest edge. */
export function spotAt({ dayEdges, top, bottom, fromMinutes, toMinutes }: Picture, x: number, y: number): Spot {
  const right = dayEdges.slice(1).findIndex((edge) => x < edge)
  const share = clamp((y - top) / (bottom - top), 0, 1)
  return { day: right === -1 ? dayEdges.length - 2 : right, minutes: fromMinutes + share * (toMinutes - fromMinutes) }
}

/** Which part of a block is held, from how many pixels the point lies below its top and how high it is. */
export function gripAt(pixelsDown: number, height: number): Grip {
  // A low block keeps its middle third, so that it can always be moved.
  const edge = Math.min(8, height / 3)
  if (pixelsDown < edge) return 'start'
  return pixelsDown > height - edge ? 'end' : 'whole'
}

/** The work drawn from one spot to another, up or down, on the day it was begun. */
export function drawn(from: Spot, to: Spot, step: number): Span {
  const [early, late] = [from.minutes, to.minutes].toSorted((a, b) => a - b) as [number, number]
  const startMinutes = clamp(Math.floor(early / step) * step, 0, DAY_MINUTES - step)
  const endMinutes = clamp(Math.ceil(late / step) * step, startMinutes + step, DAY_MINUTES)
  return { day: from.day, startMinutes, endMinutes }
}

/** The work as it would be if it were let go here: moved by its whole, or stretched by an edge. */
export function dragged(span: Span, grip: Grip, from: Spot, to: Spot, step: number): Span {
  const by = to.minutes - from.minutes
  if (grip === 'start') return withStart(span, nearest(span.startMinutes + by, step), step)
  if (grip === 'end') return withEnd(span, nearest(span.endMinutes + by, step), step)
  return shifted(span, span.day + to.day - from.day, nearest(span.startMinutes + by, step))
}

/** The work with another day and start, and as long as it was. It stays in the week, and within its day if it was so before. */
export function shifted(span: Span, day: number, startMinutes: number): Span {
  const minutes = span.endMinutes - span.startMinutes
  const latest = span.endMinutes > DAY_MINUTES ? DAY_MINUTES - FINE_MINUTES : DAY_MINUTES - minutes
  const start = clamp(startMinutes, 0, latest)
  return { day: clamp(day, 0, LAST_DAY), startMinutes: start, endMinutes: start + minutes }
}

/** The work with another start and the same end; never shorter than a step, nor longer than a day. */
export function withStart(span: Span, startMinutes: number, step: number): Span {
  const least = Math.max(0, span.endMinutes - DAY_MINUTES)
  return { ...span, startMinutes: clamp(startMinutes, least, Math.min(span.endMinutes, DAY_MINUTES) - step) }
}

/** The work with another end and the same start. Only work that already ran past midnight may still do so. */
export function withEnd(span: Span, endMinutes: number, step: number): Span {
  const most = span.endMinutes > DAY_MINUTES ? span.startMinutes + DAY_MINUTES : DAY_MINUTES
  return { ...span, endMinutes: clamp(endMinutes, span.startMinutes + step, most) }
}

export function sameSpan(a: Span, b: Span): boolean {
  return a.day === b.day && a.startMinutes === b.startMinutes && a.endMinutes === b.endMinutes
}

const nearest = (minutes: number, step: number): number => Math.round(minutes / step) * step

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most))
