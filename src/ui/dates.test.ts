import { expect, it } from 'vitest'
import { formatDay, formatInstant, formatShortDay, formatTime, formatWhen } from './dates.ts'

it('says days as people do', () => {
  expect(formatDay('2026-11-01')).toBe('1 November 2026')
  expect(formatShortDay('2026-09-30')).toBe('30 Sep 2026')
})

it('shows an instant in UK time, in winter and in summer', () => {
  expect(formatInstant(new Date('2026-11-21T09:05:00Z'))).toBe('21 November 2026 at 9:05am')
  expect(formatInstant(new Date('2026-06-30T23:30:00Z'))).toBe('1 July 2026 at 12:30am')
})

it('says only the time of what happened on the day itself, and the day of what is older', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  expect(formatWhen(new Date('2026-11-21T00:05:00Z'), now)).toBe('at 12:05am')
  expect(formatWhen(new Date('2026-11-20T23:59:00Z'), now)).toBe('on 20 November 2026')
})

it('says times of day', () => {
  expect(['09:00', '13:30', '12:00', '00:00', '12:15', '00:30', '23:59'].map(formatTime)).toEqual([
    '9:00am',
    '1:30pm',
    'midday',
    'midnight',
    '12:15pm',
    '12:30am',
    '11:59pm',
  ])
})
