/** Counts what was tried and refused over all files of the suite, and says so once at the end of the run. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    attackTally: string
  }
}

let folder = ''

export function setup(project: TestProject): void {
  folder = mkdtempSync(join(tmpdir(), 'concord-attacks-'))
  project.provide('attackTally', folder)
}

export function teardown(): void {
  const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
  rmSync(folder, { recursive: true })
  if (lines.length === 0) return
  const tallies = lines.map((line) => JSON.parse(line) as { name: string; tried: number; isRefused: boolean })
  const sum = (ones: typeof tallies) => ones.reduce((total, { tried }) => total + tried, 0)
  const broken = tallies.filter(({ isRefused }) => !isRefused)
  const kinds = new Set(tallies.map(({ name }) => name)).size
  process.stdout.write(
    `\nAttacks: ${kinds} named kinds, ${sum(tallies)} attempts tried, ${sum(tallies) - sum(broken)} refused` +
      `${broken.length > 0 ? `; NOT refused: ${broken.map(({ name }) => name).join('; ')}` : ''}\n`,
  )
}
