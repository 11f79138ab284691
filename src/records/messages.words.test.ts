import { expect, test } from 'vitest'
import { MAIL_WORDS } from './messages.words.ts'

const facts = { organisation: 'Invented Trust', link: 'https://concord.example/x' }

test('where people sign in elsewhere alone, an invitation asks nobody to choose a password', () => {
  const words = (hasPasswords: boolean) => JSON.stringify(MAIL_WORDS.invitation({ ...facts, hasPasswords }))
  expect([words(true).includes('password'), words(false).includes('password')]).toEqual([true, false])
})
