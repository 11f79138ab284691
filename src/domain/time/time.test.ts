import { describe, expect, test } from 'vitest'
import { addDays, addMonths, daysBetween, isCalendarDate, sayDate } from './calendar-date.ts'
import {
  add,
  compare,
  divide,
  formatFraction,
  fraction,
  multiply,
  parseFraction,
  roundForScreen,
  subtract,
  toFraction,
} from './fraction.ts'
import { premiumMinutesBetween } from './premium-time.ts'
import { durationMinutes, isTimeOfDay, minutesOfDay, sayTimeOfDay, timeOfDay } from './time-of-day.ts'
import { overlaps, startOfDay } from './week-cycle.ts'

describe('fractions', () => {
  test.each([
    [4, '4'],
    [0.1, '1/10'],
    [37.5, '75/2'],
    [1e-7, '1/10000000'],
    [1.5e21, '1500000000000000000000'],
    ['4/3', '4/3'],
    ['8/6', '4/3'],
    ['-6/4', '-3/2'],
    ['0/9', '0'],
    ['007.50', '15/2'],
  ])('%s is exactly %s', (value, text) => {
    expect(formatFraction(toFraction(value))).toBe(text)
  })

  test.each(['', '1/0', 'x', '1/2/3', ' 1', '1.', '.5', '1/-2', 'Infinity', '0x10'])('“%s” is not a number', (text) => {
    expect(parseFraction(text)).toBeUndefined()
  })

  test('stay in lowest terms with the sign on top', () => {
    expect(fraction(6, -4)).toEqual({ n: -3n, d: 2n })
    expect(formatFraction(add(fraction(1, 6), fraction(1, 3)))).toBe('1/2')
    expect(formatFraction(subtract(fraction(1, 6), fraction(1, 3)))).toBe('-1/6')
    expect(formatFraction(multiply(fraction(2, 3), fraction(3, 2)))).toBe('1')
    expect(formatFraction(divide(fraction(2, 3), fraction(-4, 3)))).toBe('-1/2')
  })

  test('stay exact past what a double holds', () => {
    const large = 10n ** 40n
    expect(fraction(large * 6n, large * 4n)).toEqual({ n: 3n, d: 2n })
    expect(compare(fraction(large + 1n, large), fraction(1))).toBeGreaterThan(0)
  })

  test('refuse to divide by zero', () => {
    expect(() => fraction(1, 0)).toThrow(RangeError)
    expect(() => divide(fraction(0), fraction(0))).toThrow(RangeError)
  })

  test.each([
    ['29/12', '2.42'],
    ['-29/12', '-2.42'],
    ['15/2', '7.5'],
    ['1/8', '0.13'],
    ['-1/1000', '0'],
    ['1/1000', '0'],
    ['100', '100'],
  ])('%s shows as %s', (value, shown) => {
    expect(roundForScreen(toFraction(value))).toBe(shown)
  })
})

describe('times of day', () => {
  test('are 00:00 to 23:59', () => {
    expect(['00:00', '23:59', '24:00', '9:00', '12:60', '12:3'].map(isTimeOfDay)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ])
  })

  test('turn into minutes and back', () => {
    expect(minutesOfDay('13:05')).toBe(785)
    expect([785, 0, 1440, -1].map(timeOfDay)).toEqual(['13:05', '00:00', '00:00', '23:59'])
  })

  test('that end at or before they start end the next day', () => {
    expect(durationMinutes('09:00', '13:00')).toBe(240)
    expect(durationMinutes('22:00', '02:00')).toBe(240)
    expect(durationMinutes('09:00', '09:00')).toBe(1440)
    expect(durationMinutes('00:00', '00:00')).toBe(1440)
  })

  test('are said as the NHS says them', () => {
    expect(['00:05', '09:00', '12:30', '23:59'].map(sayTimeOfDay)).toEqual(['12:05am', '9:00am', '12:30pm', '11:59pm'])
    expect(['00:00', '12:00'].map(sayTimeOfDay)).toEqual(['midnight', 'midday'])
  })
})

describe('dates', () => {
  test('are real days', () => {
    expect(['2028-02-29', '2026-02-29', '2026-13-01', '2026-1-01', 'soon'].map(isCalendarDate)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
  })

  test('count across months, years and clock changes', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2026-03-29', 1)).toBe('2026-03-30')
    expect(daysBetween('2026-04-01', '2027-03-31')).toBe(364)
    expect(daysBetween('2026-04-02', '2026-04-01')).toBe(-1)
  })

  test('move by months to the same day, or the month’s last', () => {
    expect(addMonths('2026-04-15', 3)).toBe('2026-07-15')
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28')
    expect(addMonths('2026-01-15', -1)).toBe('2025-12-15')
  })

  test('are said in full', () => {
    expect(sayDate('2026-11-01')).toBe('1 November 2026')
  })
})

describe('premium time', () => {
  test('of any whole week is all of it but the plain hours', () => {
    const week = 7 * 24 * 60
    expect(premiumMinutesBetween(0, week, { from: '07:00', to: '19:00' })).toBe(week - 5 * 12 * 60)
    expect(premiumMinutesBetween(week, 3 * week, { from: '07:00', to: '21:00' })).toBe(2 * (week - 5 * 14 * 60))
  })
})

describe('overlaps', () => {
  const at = (start: number, end: number) => ({ start, end })
  const CYCLE = startOfDay(2, 'mon')
  const minutesShared = (intervals: ReturnType<typeof at>[]) =>
    [...overlaps(intervals, CYCLE)].map(({ minutes }) => minutes)

  test('are found whatever the order', () => {
    expect(minutesShared([at(100, 200), at(0, 150)])).toEqual([50])
  })

  test('go round the end of the cycle', () => {
    expect(minutesShared([at(CYCLE - 60, CYCLE + 60), at(30, 90)])).toEqual([30])
    expect(minutesShared([at(CYCLE - 60, CYCLE + 60), at(60, 90)])).toEqual([])
  })
  test('come one at a time, so that they need no room', () => {
    const everything = Array.from({ length: 100_000 }, () => at(0, 60))
    expect(overlaps(everything, CYCLE).next().value).toMatchObject({ minutes: 60 })
  })
})
