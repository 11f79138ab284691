import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findLastBackup, rememberBackup } from './last-backup.ts'

it('the note of the last backup stays where a new one cannot be written', () => {
  const folder = mkdtempSync(join(tmpdir(), 'concord-note-'))
  const first = { at: '2026-11-20T02:00:00Z', path: '/mnt/backups/first' }
  expect(findLastBackup(folder)).toBe(null)
  rememberBackup(folder, first)
  mkdirSync(join(folder, 'last-backup.json.new'))
  expect(() => rememberBackup(folder, { ...first, path: '/mnt/backups/second' })).toThrow()
  expect(findLastBackup(folder)).toEqual(first)
  rmSync(folder, { recursive: true })
})
