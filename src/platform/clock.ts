/** Time comes from outside, so that tests can fix it. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still, for tests and the demonstration's own dates. */
export const fixedClock = (iso: string): Clock => ({ now: () => new Date(iso) })

const londonDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** Today's date where the trusts are, `YYYY-MM-DD`. */
export const todayOf = (clock: Clock): string => londonDay.format(clock.now())
