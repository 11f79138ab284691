import { expect, test } from 'vitest'
import { standing, withTime } from './session.ts'

const minutes = (count: number) => count * 60_000
const never = Number.POSITIVE_INFINITY

test.each([
  ['all is well', 600, 30, never, ''],
  ['it was not used for long', 600, 2, never, 'ask'],
  ['it was not used for long, by somebody who is at work in the page', 600, 2, 1.9, 'stay'],
  ['it was not used for long, by somebody who was', 600, 2, 2, 'ask'],
  ['it was not used for too long', 600, 0, never, 'over'],
  ['it was not used for too long, whatever is typed now', 600, 0, 0, 'over'],
  ['it ends for good in a while', 5.1, 30, never, ''],
  ['it ends for good soon', 5, 30, never, 'longSoon'],
  ['it ends for good soon, whatever is done', 5, 30, 0, 'longSoon'],
  ['it ends for good soon, and was not used for long: asking would not keep it', 5, 2, never, 'longSoon'],
  ['it ends for good soon, and sooner if nobody keeps it', 5, 2, 0, 'stay'],
  ['it has ended for good', 0, 30, 0, 'longOver'],
  ['it has ended either way', 0, 0, never, 'longOver'],
])('where %s', (_, left, idle, quiet, what) => {
  expect(standing(minutes(left), minutes(idle), minutes(quiet))).toBe(what)
})

test.each([
  [new Date(2026, 10, 30, 15, 14, 59), 'At 3:14pm you will be signed out.'],
  [new Date(2026, 10, 30, 12), 'At midday you will be signed out.'],
])('the words say when it ends, in the reader’s own time: %s', (at, words) => {
  expect(withTime('At {time} you will be signed out.', at.getTime())).toBe(words)
})
