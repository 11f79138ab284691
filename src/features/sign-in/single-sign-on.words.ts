/** What is said when signing in with a provider does not work: plain words, and what to do next. */
export const problems = {
  cancelled: {
    heading: 'You came back without signing in',
    text: 'Nothing was changed. Try again when you are ready.',
  },
  refused: {
    heading: 'Signing in did not work',
    text: 'The answer we had about you did not pass our checks, so nobody was signed in. Try again. If it happens again, tell the job-planning office.',
  },
  over: {
    heading: 'This sign-in is over',
    text: 'It was finished before, took longer than ten minutes, or was begun in another browser. Begin again.',
  },
  unreachable: {
    heading: 'Your sign-in service does not answer',
    text: 'We cannot reach it just now. Nothing was changed. Wait a minute and try again.',
  },
  away: {
    heading: 'Please try again in a moment',
    text: 'Concord could not reach its database just as you came back. Your sign-in service did nothing wrong. Wait a minute and try again.',
  },
  ours: {
    heading: 'Something went wrong',
    text: 'The mistake is ours, not yours and not your sign-in service’s. Try again. If it happens again, tell the job-planning office.',
  },
  'not-set-up': {
    heading: 'This way to sign in is not set up',
    text: 'Your trust may have changed how people sign in. Go to the sign-in page to see which ways there are.',
  },
  stranger: {
    heading: 'Concord does not know you yet',
    text: 'You signed in, but your e-mail address there leads to no one person in the staff record here. Ask the job-planning office of your trust for a link to join.',
  },
  known: {
    heading: 'You have an account here already',
    text: 'Sign in the way you did before. Then go to “Your account” and connect this way of signing in. If you cannot sign in, ask the job-planning office.',
  },
  taken: {
    heading: 'This way of signing in is in use',
    text: 'It signs somebody in here already, or you have connected another account of the same kind. Sign in there with your own account and try again, or ask the job-planning office.',
  },
  invitation: {
    heading: 'This link to join does not work',
    text: 'It may have been used already, or be too old. The job-planning office can make you a new one.',
  },
  'somebody-else': {
    heading: 'That was a different account',
    text: 'Sign in again with the account that you signed in to Concord with. Nothing was changed.',
  },
  'signed-out': {
    heading: 'You are no longer signed in',
    text: 'Your session ended while you were away. Sign in and try again.',
  },
  'only-way-in': {
    heading: 'This is your only way in',
    text: 'Connect another account or set a password first. Then you can disconnect this one.',
  },
} as const

export type Problem = keyof typeof problems

/** What an address says went wrong; anything that is not one of ours is the plainest. */
export const problemFrom = (text: string | undefined): Problem =>
  text !== undefined && Object.hasOwn(problems, text) ? (text as Problem) : 'refused'
