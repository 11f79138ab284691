import { expect, it } from 'vitest'
import { formatDay, formatInstant, formatShortDay, formatTime } from './dates.ts'

it('says days as people do', () => {
  expect(formatDay('2026-11-01')).toBe('1 November 2026')
  expect(formatShortDay('2026-09-30')).toBe('30 Sep 2026')
})

it('shows an instant in UK time, in winter and in summer', () => {
  expect(formatInstant(new Date('2026-11-21T09:05:00Z'))).toBe('21 November 2026 at 9:05am')
  expect(formatInstant(new Date('2026-06-30T23:30:00Z'))).toBe('1 July 2026 at 12:30am')
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
