/** The database could not be asked, or did not answer in time: nobody's mistake, and worth another try in a moment. */

/** `unknown`: the connection went while the work was being kept, so that it may be kept or not. */
type Outcome = 'nothing-done' | 'unknown'

export class Unavailable extends Error {
  readonly outcome: Outcome
  constructor(outcome: Outcome, cause: unknown) {
    super(`The database cannot be used just now: ${reasonOf(cause)}`, { cause })
    this.outcome = outcome
  }
}

/** PostgreSQL's own words may quote what was typed; its codes and the driver's do not. */
function reasonOf(cause: unknown): string {
  const { code, message } = (cause ?? {}) as { code?: string; message?: string }
  return code ?? message ?? 'no reason was given'
}

/** The error as the rest of the product should see it: what says that the database is away, full or slow is `Unavailable`. */
export function asUnavailable(error: unknown, outcome: Outcome): unknown {
  return isAway(error) ? new Unavailable(outcome, error) : error
}

/** What was thrown because the database is away, also where it is the cause of something else. */
export function findUnavailable(error: unknown): Unavailable | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth += 1)
    if (at instanceof Unavailable) return at
  return null
}

/**
 * By class or code of PostgreSQL: the connection; a deadlock; no room, memory or connection left; the work was cancelled since
 * it took too long or waited for another; the server stops, crashed or starts; its disk fails.
 */
const AWAY = /^(08...|40...|53...|25P0[34]|55P03|57014|57P0.|58...)$/

/** The driver has words alone, and the system's codes (ECONNREFUSED, EPIPE, …). */
const AWAY_IN_WORDS =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect)|not queryable/

function isAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isAway)
  const { code, message = '' } = (error ?? {}) as { code?: unknown; message?: string }
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('EP')) return AWAY.test(code)
  return (typeof code === 'string' && /^E[A-Z]+$/.test(code)) || AWAY_IN_WORDS.test(message)
}
