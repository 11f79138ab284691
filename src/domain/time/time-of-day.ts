export const MINUTES_IN_HOUR = 60
export const MINUTES_IN_DAY = 1440
export const MINUTES_IN_WEEK = 10_080

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/

/** Whether the text is a time from `00:00` to `23:59`. */
export function isTimeOfDay(text: string): boolean {
  return TIME_OF_DAY.test(text)
}

/** Minutes since midnight of an `HH:MM` time. Asked many times in a plan's sums, so it reads digits and cuts no text. */
export function minutesOfDay(time: string): number {
  const digit = (place: number) => time.charCodeAt(place) - 48
  return (digit(0) * 10 + digit(1)) * MINUTES_IN_HOUR + digit(3) * 10 + digit(4)
}

/** The `HH:MM` time so many minutes after midnight; whole days are dropped. */
export function timeOfDay(minutes: number): string {
  const withinDay = ((minutes % MINUTES_IN_DAY) + MINUTES_IN_DAY) % MINUTES_IN_DAY
  const hour = Math.floor(withinDay / MINUTES_IN_HOUR)
  return `${String(hour).padStart(2, '0')}:${String(withinDay % MINUTES_IN_HOUR).padStart(2, '0')}`
}

/** Minutes from start to end. An end at or before the start is on the next day, so equal times are 24 hours. */
export function durationMinutes(start: string, end: string): number {
  const minutes = minutesOfDay(end) - minutesOfDay(start)
  return minutes > 0 ? minutes : minutes + MINUTES_IN_DAY
}

/** `"9:00am"`, `"12:30pm"`, `"midday"`, `"midnight"`, as the NHS style guide writes times. The week's picture says the same. */
export function sayTimeOfDay(time: string): string {
  if (time === '00:00') return 'midnight'
  if (time === '12:00') return 'midday'
  const hour = Number(time.slice(0, 2))
  return `${hour % 12 || 12}:${time.slice(3, 5)}${hour < 12 ? 'am' : 'pm'}`
}
