const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/
const MILLISECONDS_IN_DAY = 86_400_000

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** Whether the text is a real day of the calendar, as `YYYY-MM-DD`. */
export function isCalendarDate(text: string): boolean {
  if (!ISO_DATE.test(text)) return false
  const day = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(day) && isoDate(day) === text
}

function isoDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10)
}

/** The date so many days later (earlier when negative). */
export function addDays(dateOn: string, days: number): string {
  return isoDate(Date.parse(`${dateOn}T00:00:00Z`) + days * MILLISECONDS_IN_DAY)
}

/** The same day of the month so many months later (earlier when negative); the month's last day where it has no such day. */
export function addMonths(dateOn: string, months: number): string {
  const [year = 0, month = 1, day = 1] = dateOn.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return isoDate(Date.UTC(year, month - 1 + months, Math.min(day, lastDay)))
}

/** Days from one date to another; negative when the second is earlier. */
export function daysBetween(fromOn: string, toOn: string): number {
  return Math.round((Date.parse(`${toOn}T00:00:00Z`) - Date.parse(`${fromOn}T00:00:00Z`)) / MILLISECONDS_IN_DAY)
}

/** `"21 November 2026"`. */
export function sayDate(dateOn: string): string {
  const [year, month, day] = dateOn.split('-')
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`
}
