/** How the verbs that look after an installation say sizes, times and what went wrong. */
import { RestoreUnfinished } from '../upkeep/refusal.ts'
import { sayRefusal } from '../upkeep/say-refusal.ts'

export const saySeconds = (began: number): string => `${((performance.now() - began) / 1000).toFixed(1)} seconds`

export const sayBytes = (bytes: number): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`

/** What went wrong, and what is there now: only where that is known is it said that nothing is. */
export function sayUnrestored(error: unknown): string {
  if (!(error instanceof RestoreUnfinished)) return `${sayRefusal(error)}\nNothing was restored.`
  const why = sayRefusal(error.cause)
  return error.rows === 'kept'
    ? `${why}\nEverything in the backup was restored, and then this failed. Mend it and start Concord, which brings the database to today’s version; concord doctor looks it over.`
    : `${why}\nThe connection went while the rows were being kept, so it is not known whether everything or nothing was restored. Run this again: it restores, or says that the database holds a trust already; then everything was.`
}
