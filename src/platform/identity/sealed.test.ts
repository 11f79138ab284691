import { expect, test } from 'vitest'
import { createSeal } from './sealed.ts'

const secret = 'a secret that is only for tests, long enough'
const seal = createSeal(secret, 'tests')

test('what was sealed opens for its owner, and is not readable', () => {
  const sealed = seal.seal('seven small boats', 'amara')
  expect(sealed).not.toContain('boats')
  expect(seal.open(sealed, 'amara')).toBe('seven small boats')
  expect(seal.seal('seven small boats', 'amara')).not.toBe(sealed)
})

test('it opens for nobody else, under no other secret or purpose, and not when it was changed', () => {
  const sealed = seal.seal('seven small boats', 'amara')
  expect(seal.open(sealed, 'sam')).toBeNull()
  expect(createSeal(`${secret}.`, 'tests').open(sealed, 'amara')).toBeNull()
  expect(createSeal(secret, 'other').open(sealed, 'amara')).toBeNull()
  const changed = Buffer.from(sealed, 'base64url')
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
  expect(seal.open(changed.toString('base64url'), 'amara')).toBeNull()
  for (const rubbish of ['', 'x', sealed.slice(0, 20)]) expect(seal.open(rubbish, 'amara')).toBeNull()
})

test('a digest is the same for the same text and key alone', () => {
  expect(seal.digest('code')).toBe(createSeal(secret, 'tests').digest('code'))
  expect(seal.digest('code')).not.toBe(createSeal(secret, 'other').digest('code'))
})
