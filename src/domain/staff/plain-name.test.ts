import { expect, it } from 'vitest'
import { plainName } from './plain-name.ts'

it.each([
  ['Siân Llŷr-Gruffydd', 'sian llyr-gruffydd'],
  ['ZOË', 'zoe'],
  ['Søren Łukasz Đorđević', 'soren lukasz dordevic'],
  ["O'Brien", "o'brien"],
  // Composed or not, it is one name.
  ['Sia\u0302n', 'sian'],
  ['李', '李'],
])('%s is found as %s', (name, plain) => {
  expect(plainName(name)).toBe(plain)
})
