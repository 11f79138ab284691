/** On a plain server the service and every command run as one user, with the settings of one file. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/platform/settings/config.ts'

const root = new URL('../../', import.meta.url).pathname
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const unit = Object.fromEntries(
  [...read('deploy/concord.service').matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
)

test('the settings that are given begin a real trust, in the folder that the unit makes', () => {
  const given = [...read('deploy/settings').matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value]) => [name, value])
  const { mode, dataFolder } = readConfig(Object.fromEntries(given))
  expect([mode, dataFolder]).toEqual(['real', `/var/lib/${unit.StateDirectory}`])
  // What stands in the unit would be missing from commands.
  expect(read('deploy/concord.service')).not.toMatch(/^Environment=.*CONCORD_/m)
})

test('a command has the user, the folder and the settings of the service, and its own words whole', () => {
  const folder = mkdtempSync(join(tmpdir(), 'concord-command-'))
  try {
    const shown = '#!/bin/sh\nfor word in "$@"; do printf "%s\\n" "$word"; done\n'
    writeFileSync(join(folder, 'systemd-run'), shown, { mode: 0o755 })
    const words = execFileSync('sh', [join(root, 'deploy/concord-command'), 'import', 'esr', '/srv/a feed.DAT'], {
      env: { PATH: `${folder}:${process.env.PATH}` },
      encoding: 'utf8',
    })
    expect(words.trim().split('\n')).toEqual(
      expect.arrayContaining([
        `--uid=${unit.User}`,
        `--working-directory=${unit.WorkingDirectory}`,
        `--property=EnvironmentFile=${unit.EnvironmentFile}`,
        `--property=UMask=${unit.UMask}`,
      ]),
    )
    const program = `${unit.WorkingDirectory}/bin/concord.js`
    expect(words.trim().split('\n').slice(-4)).toEqual([program, 'import', 'esr', '/srv/a feed.DAT'])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
