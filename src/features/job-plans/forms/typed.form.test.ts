import { expect, test } from 'vitest'
import { hoursToType } from '../plan/figures.words.ts'
import { dateFromTyped, typeDate } from './typed.form.ts'
import { minutesFromHours, timeFromTyped } from './typed-amounts.ts'

test.each([
  ['4', 240],
  ['4.5', 270],
  ['4:30', 270],
  ['0:05', 5],
  ['4h 30m', 270],
  ['4 hours', 240],
  ['45 min', 45],
  ['0.01', '3/5'],
  ['20/9', '400/3'],
])('%s hours are %s minutes', (typed, minutes) => {
  expect(minutesFromHours(typed)).toBe(minutes)
})

test.each(['', 'four', '-1', '4:75', '4,5', '1/0'])('“%s” is not hours', (typed) => {
  expect(minutesFromHours(typed)).toBeUndefined()
})

test.each([0, 5, 240, 270, 100, '400/3', 6000])('%s minutes can be typed back exactly', (minutes) => {
  expect(minutesFromHours(hoursToType(minutes))).toBe(minutes)
})

test.each([
  ['9', '09:00'],
  ['9am', '09:00'],
  ['9:30', '09:30'],
  ['0930', '09:30'],
  ['5.30pm', '17:30'],
  ['12am', '00:00'],
  ['12pm', '12:00'],
  ['23:59', '23:59'],
  ['midday', '12:00'],
  ['Noon', '12:00'],
  ['midnight', '00:00'],
])('%s is the time %s', (typed, time) => {
  expect(timeFromTyped(typed)).toBe(time)
})

test.each(['', 'soon', '24:00', '9:60', '13pm', '0am'])('“%s” is not a time', (typed) => {
  expect(timeFromTyped(typed)).toBeUndefined()
})

test('a date is three fields: blank is missing, and no real day is wrong', () => {
  const on = (day: string, month: string, year: string) =>
    dateFromTyped({ 'on[day]': [day], 'on[month]': [month], 'on[year]': [year] }, 'on')
  expect(on('1', '4', '2026')).toBe('2026-04-01')
  expect(on('', '', '')).toBeUndefined()
  expect(on('30', '2', '2026')).toBeNull()
  expect(on('1', '', '2026')).toBeNull()
  expect(dateFromTyped(typeDate('on', '2026-04-01'), 'on')).toBe('2026-04-01')
})
