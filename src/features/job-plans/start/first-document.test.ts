import { expect, it } from 'vitest'
import { proposePeriod } from './first-document.ts'

it('proposes a year from the day after the last plan', () => {
  expect(proposePeriod('2026-11-21', '2026-11-30')).toEqual({ from: '2026-12-01', to: '2027-11-30' })
})

it('proposes a year from today where no plan has days left', () => {
  expect(proposePeriod('2026-11-21', '2026-11-20')).toEqual({ from: '2026-11-21', to: '2027-11-20' })
  expect(proposePeriod('2026-11-21', undefined)).toEqual({ from: '2026-11-21', to: '2027-11-20' })
})

it('counts the last plan’s own last day as taken', () => {
  expect(proposePeriod('2026-11-21', '2026-11-21')).toEqual({ from: '2026-11-22', to: '2027-11-21' })
})
