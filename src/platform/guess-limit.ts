import type { Clock } from './clock.ts'

const most = 10
const windowMinutes = 15

/** Counts wrong passwords for each e-mail address. */
export type GuessLimit = {
  isReached(email: string): boolean
  countWrong(email: string): void
  forget(email: string): void
}

/**
 * Ten wrong passwords for one e-mail address in fifteen minutes, then none for the rest of them, right or wrong. Kept in
 * this process. The address a request comes from is left out: behind a proxy it is a header that anybody can write.
 */
export function createGuessLimit(clock: Clock): GuessLimit {
  const counted = new Map<string, { wrong: number; endsAt: number }>()
  const live = (email: string) => {
    const found = counted.get(email)
    return found && found.endsAt > clock.now().getTime() ? found : undefined
  }
  return {
    isReached: (email) => (live(email)?.wrong ?? 0) >= most,
    countWrong: (email) => {
      const now = clock.now().getTime()
      for (const [other, { endsAt }] of counted) if (endsAt <= now) counted.delete(other)
      const found = live(email)
      counted.set(email, { wrong: (found?.wrong ?? 0) + 1, endsAt: found?.endsAt ?? now + windowMinutes * 60_000 })
    },
    forget: (email) => void counted.delete(email),
  }
}
