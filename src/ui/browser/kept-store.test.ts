import { expect, test } from 'vitest'
import { forgetOthers, isKeptField, keepsWords, NOBODY } from './kept-store.ts'

/** As a browser's: what is kept are its own properties. */
function storageOf(kept: Record<string, string>): Storage {
  const methods = {
    getItem: (name: string) => kept[name] ?? null,
    setItem: (name: string, value: string) => {
      kept[name] = value
    },
    removeItem: (name: string) => {
      delete kept[name]
    },
  }
  return new Proxy(kept, { get: (_, name) => methods[name as keyof typeof methods] }) as unknown as Storage
}

const ofAmara = () => ({
  'concord person': '1.7',
  'concord words /plans/3 /plans/3/objectives': 'typed',
  'concord plan 3 of 7': 'moved',
  'of another product': 'stays',
})

test.each([
  ['the same person', '1.7', ofAmara()],
  ['a page between a time-out and signing in', undefined, ofAmara()],
  ['another person', '1.8', { 'concord person': '1.8', 'of another product': 'stays' }],
  ['the same number in another trust', '2.7', { 'concord person': '2.7', 'of another product': 'stays' }],
  ['nobody, after signing out', NOBODY, { 'of another product': 'stays' }],
])('%s finds what is theirs and nothing else', (_, person, left) => {
  const kept: Record<string, string> = ofAmara()
  forgetOthers(storageOf(kept), person)
  expect(kept).toEqual(left)
})

test.each([
  ['text', 'text', '', true],
  ['read', 'checkbox', '', true],
  ['once', 'hidden', '', true],
  ['version', 'hidden', '', true],
  ['digest', 'hidden', '', false],
  ['invitation', 'hidden', '', false],
  ['password', 'password', '', false],
  ['password', 'text', '', false],
  ['newPassword', 'text', '', false],
  ['code', 'text', '', false],
  ['number', 'text', 'one-time-code', false],
  ['feed', 'file', '', false],
  ['', 'text', '', false],
])('a field %s of type %s %s is kept: %s', (name, type, autocomplete, isKept) => {
  expect(isKeptField({ name, type, autocomplete })).toBe(isKept)
})

test.each([
  ['/plans/3/objectives/new', '1.7', true],
  ['/plans/3/objectives/new', '', false],
  ['/sign-in', NOBODY, false],
  ['/invitations/key', '1.7', false],
  ['/first-run/key', '1.7', false],
  ['/reset-password/key', '1.7', false],
  ['/account/password', '1.7', false],
  ['/accounts/9', '1.7', false],
  ['/roles', '1.7', false],
])('words on %s of %s are kept: %s', (path, person, are) => {
  expect(keepsWords(path, person)).toBe(are)
})
