/** What the holder of a post does next about their own plans, worked out from where the plans stand on a day. */
import { addDays, daysBetween } from '../../domain/time/calendar-date.ts'
import type { OwnPost } from './home.query.ts'

export type NextStep = {
  assignmentId: number
  postTitle: string
  /** Days, as `YYYY-MM-DD`, for the page to say. */
  about:
    | { kind: 'no-plan' }
    | { kind: 'ended'; lastOn: string }
    | { kind: 'ending'; lastOn: string; daysLeft: number }
    | { kind: 'next-not-agreed'; lastOn: string; daysLeft: number; planId: number }
    | { kind: 'overdue'; lastOn: string | null; planId: number }
    | { kind: 'gap'; fromOn: string; toOn: string }
    | { kind: 'settled'; lastOn: string }
}

/** A plan that ends so soon has its successor begun. */
const SOON_DAYS = 90

/** One step for each post, in the order of the posts. Each row is a post with one of its plans. */
export function nextSteps(rows: readonly OwnPost[], todayOn: string): NextStep[] {
  const posts = Map.groupBy(rows, ({ assignmentId }) => assignmentId)
  return [...posts.values()].flatMap((plans) => {
    const [post] = plans
    return post
      ? [{ assignmentId: post.assignmentId, postTitle: post.postTitle, about: stepOf(post, plans, todayOn) }]
      : []
  })
}

type Held = { planId: number; isAgreed: boolean; fromOn: string; toOn: string }

function stepOf({ lastEndedOn }: OwnPost, plans: readonly OwnPost[], todayOn: string): NextStep['about'] {
  const held = plans
    .flatMap(({ planId, state, fromOn, toOn }): Held[] =>
      planId && fromOn && toOn ? [{ planId, isAgreed: state === 'agreed', fromOn, toOn }] : [],
    )
    .toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : 1))
  const lastOn = lastAgreedDay(held, todayOn)
  const [next] = held.filter(({ fromOn, isAgreed }) => fromOn > (lastOn ?? todayOn) || (!lastOn && !isAgreed))
  if (!lastOn) {
    if (!next) return lastEndedOn ? { kind: 'ended', lastOn: lastEndedOn } : { kind: 'no-plan' }
    if (!next.isAgreed) return { kind: 'overdue', lastOn: lastEndedOn, planId: next.planId }
    return { kind: 'gap', fromOn: todayOn, toOn: addDays(next.fromOn, -1) }
  }
  const daysLeft = daysBetween(todayOn, lastOn)
  if (next && next.fromOn > addDays(lastOn, 1))
    return { kind: 'gap', fromOn: addDays(lastOn, 1), toOn: addDays(next.fromOn, -1) }
  if (daysLeft > SOON_DAYS) return { kind: 'settled', lastOn }
  return next
    ? { kind: 'next-not-agreed', lastOn, daysLeft, planId: next.planId }
    : { kind: 'ending', lastOn, daysLeft }
}

/** The last day up to which agreed plans follow one another from today; undefined where none holds today. */
function lastAgreedDay(held: readonly Held[], todayOn: string): string | undefined {
  let lastOn: string | undefined
  for (const { isAgreed, fromOn, toOn } of held)
    if (isAgreed && fromOn <= (lastOn ? addDays(lastOn, 1) : todayOn) && toOn >= (lastOn ?? todayOn)) lastOn = toOn
  return lastOn
}
