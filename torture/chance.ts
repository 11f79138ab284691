/** Chance that can be repeated: the same seed gives the same numbers (mulberry32). */
export type Chance = {
  /** At least 0, less than 1. */
  next(): number
  /** A whole number of at least `from` and at most `to`. */
  between(from: number, to: number): number
  oneOf<T>(of: readonly T[]): T
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    oneOf: (of) => of[Math.floor(next() * of.length)] as (typeof of)[number],
  }
}
