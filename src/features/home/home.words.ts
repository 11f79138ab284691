import { sayCount, sayList } from '../../domain/job-plan/say.ts'
import { pathTo } from '../../routes.ts'
import { formatDay } from '../../ui/dates.ts'
import type { OfficeCounts } from './home.query.ts'
import type { NextStep } from './next-steps.ts'

/** What stands about a post’s plans, and the words of the button that mends it; none where nothing is to be done. */
export function sayStep(about: NextStep['about']): { says: string; does?: string } {
  switch (about.kind) {
    case 'no-plan':
      return { says: 'You have no job plan yet.', does: 'Start your plan' }
    case 'ended':
      return { says: `Your plan ended on ${formatDay(about.lastOn)}.`, does: 'Start your next plan' }
    case 'ending':
      return {
        says: `Your plan ends on ${formatDay(about.lastOn)}, ${sayDaysLeft(about.daysLeft)}.`,
        does: 'Start next year’s plan',
      }
    case 'next-not-agreed':
      return {
        says: `Your plan ends on ${formatDay(about.lastOn)}, ${sayDaysLeft(about.daysLeft)}. The next one is not agreed yet.`,
        does: 'Go to the next plan',
      }
    case 'overdue':
      return {
        says: about.lastOn
          ? `Your last plan ended on ${formatDay(about.lastOn)}. The next one is not agreed yet.`
          : 'Your plan is not agreed yet.',
        does: 'Go to the plan',
      }
    case 'gap':
      return {
        says: `No agreed plan covers ${formatDay(about.fromOn)} to ${formatDay(about.toOn)}.`,
        does: 'Start a plan for these days',
      }
    case 'settled':
      return { says: `Your plan is agreed until ${formatDay(about.lastOn)}.` }
  }
}

const sayDaysLeft = (days: number) => (days === 0 ? 'today' : `in ${sayCount(days, 'day', 'days')}`)

/** The first line of the office's page: what is to be put right. */
export function sayToMend({ all, noAgreer, unknownContract, noPlan }: OfficeCounts): string {
  if (all === 0) return 'Nobody with a job plan is here yet. These are the first steps.'
  const parts = [
    { posts: noAgreer, without: 'nobody to agree the plan' },
    { posts: unknownContract, without: 'no known contract' },
    { posts: noPlan, without: 'no plan' },
  ]
    .filter(({ posts }) => posts > 0)
    .map(({ posts, without }, place) => `${place === 0 ? sayCount(posts, 'post', 'posts') : posts} with ${without}`)
  return parts.length === 0
    ? 'Everyone has a contract, a plan and somebody to agree it.'
    : `To put right: ${sayList(parts)}.`
}

/** The first line of the page: how much waits for the reader. */
export const sayWaiting = (plans: number): string =>
  plans === 0 ? 'Nothing waits for you.' : `${plans === 1 ? 'One plan waits' : `${plans} plans wait`} for you.`

export type StepsDone = { hasStaff: boolean; hasMail: boolean; hasSingleSignOn: boolean }

/** The steps of a trust in which nobody has a post with a job plan yet, or nobody was asked in. */
export function sayFirstSteps({ hasStaff, hasMail, hasSingleSignOn }: StepsDone) {
  const isSet = (done: boolean, notYet = 'Not set up') => ({
    status: done ? ('done' as const) : ('to-do' as const),
    statusText: done ? 'Done' : notYet,
  })
  return [
    {
      heading: 'Bring in the staff record',
      hint: 'You see what would come in, and nothing changes until you approve it.',
      href: hasStaff ? pathTo('imports') : pathTo('newImportPage'),
      ...isSet(hasStaff, 'To do'),
    },
    {
      heading: 'Set up mail',
      hint: 'So that invitations are sent. Ask whoever runs Concord: it is one of its settings. Without mail you hand links over.',
      ...isSet(hasMail),
    },
    {
      heading: 'Set up single sign-on',
      hint: 'So that people use the account they have. Ask whoever runs Concord. Without it people choose a password.',
      ...isSet(hasSingleSignOn),
    },
    {
      heading: 'Invite people',
      hint: 'When the staff record is in: many at once, or one by one on the page of accounts.',
      ...(hasStaff
        ? { href: pathTo('inviteManyPage'), status: 'to-do' as const, statusText: 'To do' }
        : { status: 'not-yet' as const }),
    },
  ]
}
