import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { forgetFirstRunLink, tellFirstRun } from './first-run-link.ts'

const folder = mkdtempSync(join(tmpdir(), 'concord-first-run-'))
afterAll(() => rmSync(folder, { recursive: true }))
const dataFolder = join(folder, 'data')
const path = join(dataFolder, 'first-run-link')
const link = 'https://plans.trust.example/first-run/a-key'

test('a terminal is told the link, and nothing is kept', () => {
  expect(tellFirstRun(link, { dataFolder, isTerminal: true })).toContain(link)
  expect(existsSync(dataFolder)).toBe(false)
})

test('a log is told where the link is, in a file for its owner alone, which goes with the next', () => {
  for (const newer of [`${link}-1`, `${link}-2`]) {
    const said = tellFirstRun(newer, { dataFolder, isTerminal: false })
    expect(said).toContain(path)
    expect(said).not.toContain('a-key')
    expect(readFileSync(path, 'utf8')).toBe(`${newer}\n`)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  }
  tellFirstRun(link, { dataFolder, isTerminal: true })
  expect(existsSync(path)).toBe(false)
  forgetFirstRunLink(dataFolder)
})
