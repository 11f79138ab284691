import { expect, test } from 'vitest'
import { localPath } from './sign-in.form.ts'

test.each([
  ['/people', '/people'],
  ['/people?search=jane+smith', '/people?search=jane+smith'],
  ['/audit?from=2026-11-21T09:30:00,2026-11-22', '/audit?from=2026-11-21T09:30:00,2026-11-22'],
  ["/people?search=O'Brien&unit=(a)!~*", '/people?search=O%27Brien&unit=(a)!~*'],
  ['/people?search=Zoë', '/people?search=Zo%C3%AB'],
  ['/people?search=%2B%2F%5C', '/people?search=%2B%2F%5C'],
  ['/people?back=https://evil.example', '/people?back=https://evil.example'],
  ['/people/@evil.example', '/people/@evil.example'],
  ['/people/../team', '/team'],
  ['/people#part', '/people'],
])('after signing in %s leads to %s', (next, where) => {
  expect(localPath(next, '/home')).toBe(where)
  // Where a browser at our address goes, whatever is worked out again.
  expect(new URL(where, 'https://concord.trust.example').href).toBe(`https://concord.trust.example${where}`)
})

test.each([
  undefined,
  '',
  'people',
  '?search=a',
  '@evil.example',
  'https://evil.example',
  'http://nowhere.invalid/people',
  '//evil.example',
  '//nowhere.invalid/people',
  '///evil.example',
  '/\\evil.example',
  '/people\\..\\..\\\\evil.example',
  '/people?search=\\',
  '/..//evil.example',
  '/.//evil.example',
  '/people/..//evil.example',
  '/%2e%2e//evil.example',
  '/a/%2E./%2e//evil.example',
  '/\t/evil.example',
  '/people\r\nSet-Cookie: a=b',
  '/people\0',
  '/people\u007f',
  '/people\u0085',
  ' /people',
])('after signing in %j leads home', (next) => {
  expect(localPath(next, '/home')).toBe('/home')
})
