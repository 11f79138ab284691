import { CompiledQuery, type Kysely } from 'kysely'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { log } from '../log.ts'
import type { IdentityTables } from './identity-tables.ts'

const windowSeconds = 15 * 60
const daySeconds = 24 * 60 * 60

/** Each door that can be guessed at, and how many tries it has in fifteen minutes. */
const most = { password: 10, code: 10, reset: 3 } as const

/** How many wrong ones in a day: enough for anybody's clumsy day, and a guess at one in a million is still hopeless. */
const mostInADay = { password: 100, code: 30 } as const

export type Door = keyof typeof most

/** Counts tries at a door, for each account or address. */
export type GuessLimit = {
  /** Counts a try before it is checked, so that many at once are not all the first; false when there were too many. */
  mayTry(whose: string): Promise<boolean>
  /** The try was right: what was counted is let go. */
  forget(whose: string): Promise<void>
}

/**
 * So many tries in fifteen minutes, then none for the rest of them, right or wrong. Counted in the database, for all
 * processes together; while it does not answer, in this process, so that no failure opens the door. The address a request
 * comes from is left out: behind a proxy it is a header that anybody can write. `digest` hides whose door it is.
 */
export function createGuessLimit(
  identity: Kysely<IdentityTables>,
  door: Door,
  digest: (text: string) => string,
): GuessLimit {
  const limiter = limiterOver(identity, { points: most[door], duration: windowSeconds, keyPrefix: door })
  return {
    mayTry: async (whose) => (await consume(limiter, digest(whose))) !== null,
    forget: async (whose) => {
      await limiter.delete(digest(whose))
    },
  }
}

/** Counts the wrong tries of a day, which those of fifteen minutes are let go from. */
export type DayLimit = {
  /** Counts a try before it is checked. `last`: if this one is wrong too, there is no other today. */
  mayTry(whose: string): Promise<'yes' | 'last' | 'no'>
  /** The try was right: it alone is not counted, so that whoever guesses gains nothing by somebody else's right one. */
  giveBack(whose: string): Promise<void>
  /** What was tried is no longer of use: there is another secret. */
  forget(whose: string): Promise<void>
}

/** So many wrong tries at a door in a day, kept and failing as `createGuessLimit` does. */
export function createDayLimit(
  identity: Kysely<IdentityTables>,
  door: keyof typeof mostInADay,
  digest: (text: string) => string,
): DayLimit {
  const points = mostInADay[door]
  const limiter = limiterOver(identity, { points, duration: daySeconds, keyPrefix: `${door}-day` })
  return {
    mayTry: async (whose) => {
      const counted = await consume(limiter, digest(whose))
      if (counted === null) return 'no'
      return counted === points ? 'last' : 'yes'
    },
    giveBack: async (whose) => {
      await limiter.reward(digest(whose))
    },
    forget: async (whose) => {
      await limiter.delete(digest(whose))
    },
  }
}

type Limit = { points: number; duration: number; keyPrefix: string }

const limiterOver = (identity: Kysely<IdentityTables>, limit: Limit) =>
  new RateLimiterPostgres({
    ...limit,
    storeClient: asClient(identity),
    storeType: 'client',
    schemaName: 'identity',
    tableName: 'rate_limit',
    tableCreated: true,
    clearExpiredByTimeout: false,
    insuranceLimiter: new RateLimiterMemory(limit),
  })

/** How many were counted with this one, or null when that is too many. */
async function consume(limiter: RateLimiterPostgres, key: string): Promise<number | null> {
  try {
    return (await limiter.consume(key)).consumedPoints
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return null
    throw refusal
  }
}

/** The database as the library asks it; what it says when it fails is logged by name alone. */
const asClient = (identity: Kysely<IdentityTables>) => ({
  query: async ({ text, values = [] }: { text: string; values?: unknown[] }) => {
    try {
      const { rows } = await identity.executeQuery(CompiledQuery.raw(text, values))
      return { rows, rowCount: rows.length }
    } catch (error) {
      log.error(
        { error: (error as Error).name },
        'tries are counted in this process alone: the database did not answer',
      )
      throw error
    }
  },
})
