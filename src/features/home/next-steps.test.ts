import { expect, test } from 'vitest'
import type { OwnPost } from './home.query.ts'
import { nextSteps } from './next-steps.ts'

const todayOn = '2026-11-21'
const post: OwnPost = {
  assignmentId: 1,
  postTitle: 'Physiotherapist',
  unitName: 'Physiotherapy',
  agreerName: null,
  planId: null,
  state: null,
  fromOn: null,
  toOn: null,
  lastEndedOn: null,
}
const plan = (planId: number, state: OwnPost['state'], fromOn: string, toOn: string): OwnPost => ({
  ...post,
  planId,
  state,
  fromOn,
  toOn,
})
const step = (...rows: OwnPost[]) => nextSteps(rows, todayOn)[0]?.about
const thisYear = plan(1, 'agreed', '2025-12-01', '2026-11-30')

test('a post without a plan begins one, and one whose plan has ended begins the next', () => {
  expect(step(post)).toEqual({ kind: 'no-plan' })
  expect(step({ ...post, lastEndedOn: '2026-10-31' })).toEqual({ kind: 'ended', lastOn: '2026-10-31' })
})

test('a plan that ends soon wants a next one, until that is agreed', () => {
  expect(step(thisYear)).toEqual({ kind: 'ending', lastOn: '2026-11-30', daysLeft: 9 })
  const next = plan(2, 'in-discussion', '2026-12-01', '2027-11-30')
  expect(step(next, thisYear)).toEqual({ kind: 'next-not-agreed', lastOn: '2026-11-30', daysLeft: 9, planId: 2 })
  expect(step(thisYear, { ...next, state: 'agreed' })).toEqual({ kind: 'settled', lastOn: '2027-11-30' })
})

test('a plan with time left asks for nothing, nor does a change to it', () => {
  const long = plan(1, 'agreed', '2026-08-01', '2027-07-31')
  expect(step(long, plan(2, 'draft', '2027-01-01', '2027-07-31'))).toEqual({ kind: 'settled', lastOn: '2027-07-31' })
})

test('days between plans are told as a gap', () => {
  const april = plan(2, 'agreed', '2027-04-01', '2028-03-31')
  expect(step(thisYear, april)).toEqual({ kind: 'gap', fromOn: '2026-12-01', toOn: '2027-03-31' })
  expect(step(april)).toEqual({ kind: 'gap', fromOn: todayOn, toOn: '2027-03-31' })
})

test('days that only a plan in the making covers are overdue', () => {
  const draft = plan(3, 'draft', '2026-11-01', '2027-10-31')
  expect(step({ ...draft, lastEndedOn: '2026-10-31' })).toEqual({ kind: 'overdue', lastOn: '2026-10-31', planId: 3 })
})

test('each post has its own step', () => {
  const other = { ...post, assignmentId: 2, postTitle: 'Lecturer' }
  expect(nextSteps([thisYear, other], todayOn).map(({ postTitle, about }) => [postTitle, about.kind])).toEqual([
    ['Physiotherapist', 'ending'],
    ['Lecturer', 'no-plan'],
  ])
})
