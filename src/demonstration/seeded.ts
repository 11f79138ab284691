/** The same choices in the same order every time. */
export interface Chooser {
  /** A whole number from 0 to `below` less one. */
  readonly whole: (below: number) => number
  readonly pick: <T>(list: readonly T[]) => T
}

/** Mulberry32, by Tommy Ettinger (public domain): small, fast, and good enough for invented people. */
export function seeded(seed: number): Chooser {
  let state = seed >>> 0
  const whole = (below: number) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
  return { whole, pick: (list) => list[whole(list.length)] as (typeof list)[number] }
}
