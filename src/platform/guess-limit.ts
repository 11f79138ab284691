import type { Clock } from './clock.ts'

const most = 10
const windowMinutes = 15

/** Counts wrong passwords for each e-mail address. */
export type GuessLimit = {
  /** Counts a try before its password is checked, so that many at once are not all the first; false when there were too many. */
  mayTry(email: string): boolean
  /** The password was right: what was counted is let go. */
  forget(email: string): void
}

/**
 * Ten wrong passwords for one e-mail address in fifteen minutes, then none for the rest of them, right or wrong. Kept in
 * this process. The address a request comes from is left out: behind a proxy it is a header that anybody can write.
 */
export function createGuessLimit(clock: Clock): GuessLimit {
  const counted = new Map<string, { tries: number; endsAt: number }>()
  return {
    mayTry: (email) => {
      const now = clock.now().getTime()
      for (const [other, { endsAt }] of counted) if (endsAt <= now) counted.delete(other)
      const { tries, endsAt } = counted.get(email) ?? { tries: 0, endsAt: now + windowMinutes * 60_000 }
      if (tries >= most) return false
      counted.set(email, { tries: tries + 1, endsAt })
      return true
    },
    forget: (email) => void counted.delete(email),
  }
}
