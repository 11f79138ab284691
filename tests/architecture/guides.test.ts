/** Settings that a guide prints as a block are such that Concord starts with them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/platform/settings/config.ts'

const read = (name: string) => readFileSync(new URL(`../../docs/guides/${name}`, import.meta.url), 'utf8')

/** The blocks of a guide that hold settings and nothing else. */
const blocksOf = (guide: string) =>
  [...read(guide).matchAll(/```\n([^`]+)```/g)]
    .map(([, block = '']) => block.trim().split('\n'))
    .filter((lines) => lines.every((line) => /^\s*[A-Z_\d]+=\S/.test(line)))

test('single sign-on and mail start as they are printed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'concord-guides-'))
  try {
    const file = join(folder, 'secret')
    writeFileSync(file, 'invented')
    const blocks = [...blocksOf('connect-single-sign-on.md'), ...blocksOf('mail.md')]
    expect(blocks.length).toBeGreaterThan(3)
    for (const lines of blocks) {
      const settings = lines.map((line) => {
        const [, name = '', value = ''] = /^\s*(\w+)="?([^"]*)"?$/.exec(line) ?? []
        // What only the trust knows is left open.
        return [name, name.endsWith('_FILE') ? file : value === '…' ? 'https://login.trust.example' : value]
      })
      expect(() => readConfig(Object.fromEntries(settings)), lines.join('\n')).not.toThrow()
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})
