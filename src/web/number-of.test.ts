import { expect, test } from 'vitest'
import { numberOf } from './number-of.ts'

test('a number is whole, above nought, written in one way only, and fits the database', () => {
  expect(['1', '999999999'].map(numberOf)).toEqual([1, 999_999_999])
  for (const other of ['', '0', '01', '-1', '1.5', '1e3', ' 1', '1000000000', undefined, null, 7])
    expect(numberOf(other)).toBeNull()
})
