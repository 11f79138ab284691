/** Thrown where too many wait already. */
export class Busy extends Error {}

/** Counts what is cheap to ask and costs others something: so many in a minute by everybody together, then `Busy`. */
export function createMinutely(most: number, now: () => number = Date.now): { count(): void } {
  let minute = 0
  let counted = 0
  return {
    count: () => {
      const thisMinute = Math.floor(now() / 60_000)
      if (thisMinute !== minute) counted = 0
      minute = thisMinute
      counted += 1
      if (counted > most) throw new Busy('too much of this in a minute')
    },
  }
}

/** Lets so much costly work run at once, so much more wait its turn, and refuses the rest. */
export function createTurns({ atOnce, waiting }: { atOnce: number; waiting: number }): {
  take<T>(work: () => Promise<T>): Promise<T>
} {
  let running = 0
  const queue: (() => void)[] = []
  return {
    take: async (work) => {
      if (running >= atOnce) {
        if (queue.length >= waiting) throw new Busy('too much of this is under way')
        // Whoever ends hands their place on, so that nobody slips in between.
        await new Promise<void>((resolve) => queue.push(resolve))
      } else running += 1
      try {
        return await work()
      } finally {
        const next = queue.shift()
        if (next) next()
        else running -= 1
      }
    },
  }
}
