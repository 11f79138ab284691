import { expect, test } from 'vitest'
import { codeAddress, codeAt, newCodeSecret, stepOf, stepOfCode, toBase32 } from './one-time-code.ts'

const secret = toBase32(Buffer.from('12345678901234567890'))

test('a secret is written as authenticator apps take it', () => {
  expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  expect(newCodeSecret()).toMatch(/^[A-Z2-7]{32}$/)
})

// RFC 6238, appendix B, the last six of its eight figures.
test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('at second %i the code is %s', (second, code) => {
  expect(codeAt(secret, stepOf(new Date(second * 1000)))).toBe(code)
})

test('a code counts in its step and in those beside it, and says which it is', () => {
  const at = new Date('2026-11-21T12:00:10Z')
  const step = stepOf(at)
  for (const near of [step - 1, step, step + 1]) expect(stepOfCode(secret, codeAt(secret, near), at)).toBe(near)
  for (const far of [step - 2, step + 2]) expect(stepOfCode(secret, codeAt(secret, far), at)).toBeNull()
})

test.each(['', '1', '12345', '1234567', 'abcdef', '１２３４５６'])('%s is no code', (code) => {
  expect(stepOfCode(secret, code, new Date('2026-11-21T12:00:10Z'))).toBeNull()
})

test('the address names the product and the account', () => {
  expect(codeAddress(secret, 'a b@trust.example')).toBe(
    `otpauth://totp/Concord%3Aa%20b%40trust.example?secret=${secret}&issuer=Concord&algorithm=SHA1&digits=6&period=30`,
  )
})
