import type { ChangedBy } from '../../../domain/job-plan/merge.ts'

/** What the two versions of one thing are called; the sides of an agreement are something else. */
export type Versions = {
  theirs: string
  yours: string
  theirColumn: string
  changedBy: string
  who: Record<ChangedBy, string>
  chooseOne: string
  allOfTheirs: string
  allOfYours: string
}

/** Somebody else's change beside one's own. */
const betweenTwo = (changedBy: string): Versions => ({
  theirs: 'Theirs',
  yours: 'Yours',
  theirColumn: `Theirs (${changedBy})`,
  changedBy: 'Changed by',
  who: { them: 'Them', you: 'You', both: 'Both of you: choose', 'both-alike': 'Both of you, alike' },
  chooseOne: 'Both of you changed this: choose one',
  allOfTheirs: 'All of theirs',
  allOfYours: 'All of mine',
})

/** Nobody is “they” where one person wrote both. */
const ofOnePerson: Versions = {
  theirs: 'In the other window',
  yours: 'Here',
  theirColumn: 'In the other window',
  changedBy: 'Changed',
  who: { them: 'In the other window', you: 'Here', both: 'In both: choose', 'both-alike': 'In both, alike' },
  chooseOne: 'You changed this in both windows: choose one',
  allOfTheirs: 'All of the other window',
  allOfYours: 'All of this one',
}

export const versionsOf = (isOwn: boolean, changedBy = 'somebody'): Versions =>
  isOwn ? ofOnePerson : betweenTwo(changedBy)
