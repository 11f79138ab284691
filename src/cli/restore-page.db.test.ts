/** The page on restoring is true: its commands, as they stand, bring a trust back on an empty machine. */
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { beginProduct } from '../../tests/support/built-product.ts'
import { type EmptyPlace, emptyFolder, emptyServerDatabase } from '../../tests/support/empty-place.ts'
import { aTrust } from '../../tests/support/factories.ts'
import { testServerUrl } from '../../tests/support/migrated.ts'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import { pushInto } from '../platform/push.ts'
import { writeBackupFile } from '../upkeep/backup-file.ts'
import { writeBackup } from '../upkeep/write-backup.ts'

const root = new URL('../../', import.meta.url).pathname
const page = readFileSync(join(root, 'docs/guides/restore.md'), 'utf8')
const passphrase = 'an invented passphrase for a test'
const machine = mkdtempSync(join(tmpdir(), 'concord-machine-'))
const places: EmptyPlace[] = []

/** The tree as a clone has it, with the libraries that `npm ci` would put there. */
beforeAll(async () => {
  for (const name of ['bin', 'src', 'package.json', 'tsconfig.json', 'vite.config.ts'])
    cpSync(join(root, name), join(machine, 'concord', name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(machine, 'concord', 'node_modules'))
  mkdirSync(join(machine, 'backups'))
  writeFileSync(join(machine, 'key'), `${passphrase}\n`)
  const database = await openTestDatabase()
  await aTrust(database)
  const lines = new PassThrough()
  const writing = writeBackup(database, { madeAt: new Date(), sessionSecret: 's'.repeat(40) }, pushInto(lines))
  writing.finally(() => lines.end()).catch(() => {})
  await writeBackupFile(join(machine, 'backups', 'one.age'), { kind: 'passphrase', text: passphrase }, lines)
  await writing
  await database.close()
}, 60_000)
afterAll(async () => {
  rmSync(machine, { recursive: true })
  for (const place of places) await place.remove()
})

/** The commands of the page for a folder or a server, with the machine's own paths in place of the page's. */
function commandsFor(kind: 'folder' | 'server', place: EmptyPlace): string[] {
  const other = kind === 'folder' ? 'server' : 'folder'
  const blocks = [...page.matchAll(/```sh( \w+)?\n([^`]*)```/g)].filter(([, word]) => word?.trim() !== other)
  let text = blocks.map(([, , commands]) => commands).join('')
  const paths: [string, string | null][] = [
    ['/var/lib/concord', place.dataFolder],
    ['/root/concord-backup-key', join(machine, 'key')],
    ['/mnt/backups/concord-2026-11-21T02-00-00Z.backup.age', join(machine, 'backups', 'one.age')],
    ['/mnt/backups', join(machine, 'backups')],
    ['postgres://concord_owner:password@server/concord', place.databaseOwnerUrl],
  ]
  for (const [onPage, here] of paths)
    if (here !== null) {
      expect(text).toContain(onPage)
      text = text.replaceAll(onPage, here)
    }
  return text.trim().split('\n')
}

const { DATABASE_URL: _url, ...environment } = process.env
const settings = { ...environment, PORT: '0', LOG_LEVEL: 'warn' }

function runAll(commands: string[]): Promise<{ status: number; said: string }> {
  return new Promise((resolve) => {
    const options = { cwd: join(machine, 'concord'), env: settings }
    execFile('sh', ['-ec', commands.join('\n')], options, (error, out, err) =>
      resolve({ status: error ? Number(error.code) : 0, said: `${out}${err}` }),
    )
  })
}

/** Starts Concord in a group of its own, with what `npm start` starts; answers what it said until it was ready, and ends all of it. */
async function startAndStop(commands: string[]): Promise<string> {
  const product = beginProduct({
    environment: settings,
    root: join(machine, 'concord'),
    command: ['sh', '-ec', commands.join('\n')],
    isGroup: true,
  })
  await product.isReady
  await product.stop()
  return product.output()
}

const kinds = testServerUrl ? (['folder', 'server'] as const) : (['folder'] as const)
for (const kind of kinds)
  it(`brings a trust back: ${kind}`, async () => {
    const place = kind === 'server' && testServerUrl ? await emptyServerDatabase(testServerUrl) : emptyFolder()
    places.push(place)
    const commands = commandsFor(kind, place)
    expect(commands.at(-1)).toBe('npm start')
    const before = readdirSync(join(machine, 'backups')).length
    const { status, said } = await runAll(commands.slice(0, -1))
    expect(said).toContain('Restored Invented Trust (RT1), Second Invented Trust (RT2) as at')
    expect(said).not.toContain('✗')
    expect(status, said).toBe(0)
    expect(readdirSync(join(machine, 'backups'))).toHaveLength(before + 1)
    const exportsAndStart = commands.filter((command) => command.startsWith('export ') || command === 'npm start')
    const started = await startAndStop(exportsAndStart)
    expect(started).toContain('Concord is at')
    expect(started).not.toContain('Nobody has an account yet')
  }, 400_000)
