import { expect, it } from 'vitest'
import { asUnavailable, findUnavailable, Unavailable } from './unavailable.ts'

const withCode = (code: string) => Object.assign(new Error('words that may quote what was typed'), { code })
const isAway = (error: unknown) => asUnavailable(error, 'nothing-done') instanceof Unavailable

it.each([
  '08006',
  '53100',
  '53300',
  '57014',
  '57P01',
  '57P03',
  '25P03',
  '40P01',
  '58030',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
])('takes %s for a database that is away, full or slow', (code) => expect(isAway(withCode(code))).toBe(true))

it.each([
  'Connection terminated unexpectedly',
  'Query read timeout',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error and is not queryable',
])('takes “%s” for it too', (message) => expect(isAway(new Error(message))).toBe(true))

it('takes several addresses that all refuse for it', () => {
  expect(isAway(new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]))).toBe(true)
})

it.each(['23505', '23P01', '23514', '42501', '22P02', '25P02', '28P01', '3D000', 'P0001', 'XX000'])(
  'leaves %s as it is: a mistake, or a refusal',
  (code) => expect(isAway(withCode(code))).toBe(false),
)

it('leaves our own errors as they are', () => {
  const error = new TypeError('x is not a function')
  expect(asUnavailable(error, 'unknown')).toBe(error)
  expect(asUnavailable(null, 'unknown')).toBe(null)
})

it('is found again as the cause of something else, and says no more than the code', () => {
  const away = asUnavailable(withCode('57P01'), 'unknown')
  const wrapped = new Error('sign-in failed', { cause: new Error('no answer', { cause: away }) })
  expect(findUnavailable(wrapped)).toBe(away)
  expect(findUnavailable(new Error('other'))).toBe(null)
  expect((away as Unavailable).message).toBe('The database cannot be used just now: 57P01')
})
