import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findSessionSecret, putWhereNoneIs, sessionSecret } from './secret.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'concord-secret-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const place = () => ({ secret: null, dataFolder: join(folder, 'data') })

test('a secret is made at the first use, for its owner alone, and found at the next', () => {
  expect(findSessionSecret(place())).toBeNull()
  const made = sessionSecret(place())
  expect(made).toMatch(/^[0-9a-f]{64}$/)
  expect([sessionSecret(place()), findSessionSecret(place())]).toEqual([made, made])
  expect(readdirSync(place().dataFolder)).toEqual(['session-secret'])
  expect(statSync(join(place().dataFolder, 'session-secret')).mode & 0o777).toBe(0o600)
})

test('who is second to make one goes on with the first', () => {
  const { dataFolder } = place()
  const first = sessionSecret(place())
  // As it is for a process that had looked before the first was there.
  const draft = join(dataFolder, 'draft')
  writeFileSync(draft, 'another')
  putWhereNoneIs(draft, join(dataFolder, 'session-secret'))
  expect([readFileSync(join(dataFolder, 'session-secret'), 'utf8'), readdirSync(dataFolder)]).toEqual([
    first,
    ['session-secret'],
  ])
})

test('a file that was left empty does not stand in the way', () => {
  const { dataFolder } = place()
  sessionSecret(place())
  writeFileSync(join(dataFolder, 'session-secret'), '')
  expect(findSessionSecret(place())).toBeNull()
  const made = sessionSecret(place())
  expect(readFileSync(join(dataFolder, 'session-secret'), 'utf8')).toBe(made)
})
