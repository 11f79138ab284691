/** The commands that look after an installation, as processes of their own beside one that runs. */
import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aTrust, type Trust } from '../../tests/support/factories.ts'
import type { Database } from '../db/database.ts'
import { openDatabase } from '../db/open-database.ts'
import { scopeOfSystem } from '../db/scope.ts'
import { pushInto } from '../platform/push.ts'
import { appendAudit } from '../records/audit.ts'
import { beginUpkeep } from '../upkeep/begin-upkeep.ts'

const concord = fileURLToPath(new URL('../../bin/concord.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'concord-upkeep-'))
const place = { databaseUrl: null, databaseOwnerUrl: null, dataFolder: join(folder, 'data'), secret: null }
const backups = join(folder, 'backups')
let database: Database
let trust: Trust
let upkeep: Awaited<ReturnType<typeof beginUpkeep>>

const settings = {
  CONCORD_DATA: place.dataFolder,
  DATABASE_URL: '',
  DATABASE_OWNER_URL: '',
  CONCORD_MODE: 'demonstration',
}
const run = (words: string[], more: Record<string, string> = {}) =>
  new Promise<{ status: number; out: string; err: string }>((resolve) => {
    execFile(
      process.execPath,
      [concord, ...words],
      { env: { ...process.env, ...settings, ...more } },
      (error, out, err) => resolve({ status: error ? Number(error.code) : 0, out, err }),
    )
  })

beforeAll(async () => {
  mkdirSync(backups)
  database = await openDatabase(place)
  trust = await aTrust(database)
  await database.write(scopeOfSystem(trust.organisationId), (tx) =>
    appendAudit(tx, {
      organisationId: trust.organisationId,
      personId: null,
      event: 'role.granted',
      object: 'role 1',
      at: new Date(),
    }),
  )
  // As a server that was killed leaves it.
  writeFileSync(join(place.dataFolder, 'control'), '')
  upkeep = await beginUpkeep(database, { ...place, idleMinutes: 30 })
}, 120_000)
afterAll(async () => {
  await upkeep.stop()
  await database.close()
  rmSync(folder, { recursive: true })
})

it('the socket is open to its owner alone', () => {
  expect(statSync(join(place.dataFolder, 'control')).mode & 0o777).toBe(0o600)
})

it('backs up beside the server that holds the folder, says what it did, and keeps the newest', async () => {
  for (const day of [19, 20]) writeFileSync(join(backups, `concord-2026-11-${day}T02-00-00Z.backup`), 'older')
  writeFileSync(join(backups, 'my own.backup'), 'mine')
  const made = await run(['backup', backups, '--keep', '2'])
  expect(made).toMatchObject({ status: 0, err: expect.stringContaining('not encrypted') })
  expect(made.out).toMatch(
    /concord-\S+Z\.backup: \d+ rows, \d+ KB, in [\d.]+ seconds\.\nRemoved concord-2026-11-19T02-00-00Z\.backup\./,
  )
  const kept = readdirSync(backups).sort()
  expect(kept).toHaveLength(3)
  expect(kept[0]).toBe('concord-2026-11-20T02-00-00Z.backup')
  const newest = join(backups, kept[1] ?? '')
  expect(statSync(newest).mode & 0o777).toBe(0o600)
  expect(gunzipSync(readFileSync(newest)).toString()).toContain('Second Invented Trust')
}, 120_000)

it('a whole backup is said to be one, and older ones go, also where no note can be made of it', async () => {
  const folder = join(backups, 'without-note')
  const note = join(place.dataFolder, 'last-backup.json')
  rmSync(note, { force: true })
  mkdirSync(join(note, 'in-the-way'), { recursive: true })
  mkdirSync(folder)
  writeFileSync(join(folder, 'concord-2026-11-20T02-00-00Z.backup'), 'older')
  const { status, out, err } = await run(['backup', folder, '--keep', '1'])
  rmSync(note, { recursive: true })
  rmSync(`${note}.new`, { force: true })
  expect(out).toMatch(/rows, .*\nRemoved concord-2026-11-20/)
  expect(err).toContain('The backup is whole, but concord doctor will not know of it.')
  expect(err).not.toContain('No backup was made')
  expect([status, readdirSync(folder).length]).toEqual([0, 1])
  rmSync(folder, { recursive: true })
}, 120_000)

it('writes over nothing, and says what cannot be', async () => {
  writeFileSync(join(folder, 'there'), 'mine')
  expect(await run(['backup', join(folder, 'there')])).toMatchObject({
    status: 1,
    err: expect.stringContaining('already'),
  })
  expect(readFileSync(join(folder, 'there'), 'utf8')).toBe('mine')
  expect(await run(['backup'])).toMatchObject({ status: 2, err: expect.stringContaining('Use: concord backup') })
  const nothing = { CONCORD_DATA: join(folder, 'nothing') }
  expect(await run(['backup', join(folder, 'x')], nothing)).toMatchObject({
    status: 1,
    err: expect.stringContaining('There is no database in'),
  })
  expect(readdirSync(folder)).not.toContain('nothing')
}, 120_000)

it('looks over the installation that runs, and finds what is wrong', async () => {
  const real = { CONCORD_MODE: 'real', CONCORD_URL: 'https://plans.trust.example' }
  expect(await run(['backup', join(folder, 'before-the-doctor')])).toMatchObject({ status: 0 })
  const { status, out } = await run(['doctor'], real)
  expect(out).toContain('✓ mode: The database is for CONCORD_MODE=real.')
  expect(out).toContain('✓ audit record: The audit record is whole (1 rows).')
  expect(out).not.toContain('✗')
  expect(status).toBe(0)
  const asDemonstration = await run(['doctor'])
  expect(asDemonstration).toMatchObject({
    status: 1,
    out: expect.stringContaining('✗ mode: This database holds a real'),
  })
  await database.script('alter table person disable row level security')
  const found = await run(['doctor', '--json'], real)
  await database.script('alter table person enable row level security')
  expect(found.status).toBe(1)
  expect(JSON.parse(found.out)).toContainEqual({
    name: 'row security',
    state: 'wrong',
    sentence: 'Row security is off for person. Turn it on again.',
  })
}, 120_000)

it('checks the audit record, and a head that was published', async () => {
  const whole = await run(['verify-audit'])
  expect(whole).toMatchObject({ status: 0, out: expect.stringMatching(/RT1: whole\. 1 row\. Head RT1:1:[0-9a-f]{64}/) })
  const later = `RT1:2:${'0'.repeat(64)}`
  const cut = await run(['verify-audit', '--head', later])
  expect(cut).toMatchObject({ status: 1, out: expect.stringContaining('Row 2 was published as the head') })
  expect(await run(['verify-audit', '--head', 'RT1'])).toMatchObject({ status: 2 })
}, 120_000)

it('a backup that is killed leaves the database free, and no file that looks whole', async () => {
  // Much to write, so that it is killed in the middle.
  await database.script(`update organisation set name = name || ' ' ||
    (select string_agg(md5(number::text), '') from generate_series(1, 500000) number) where ods_code = 'RT1'`)
  const place = join(folder, 'killed')
  const child = spawn(process.execPath, [concord, 'backup', place], {
    env: { ...process.env, ...settings },
    stdio: 'ignore',
    detached: true,
  })
  const closed = new Promise((resolve) => child.once('close', (_status, signal) => resolve(signal)))
  while (!existsSync(`${place}.partial`) && child.exitCode === null && child.signalCode === null) await setTimeout(5)
  // With what it started: the command runs in a process of its own.
  process.kill(-(child.pid ?? 0), 'SIGKILL')
  expect([await closed, existsSync(place)]).toEqual(['SIGKILL', false])
  await database.script("update organisation set name = left(name, position(' ' in name) - 1) where ods_code = 'RT1'")
  const rows = await database.asOwner((tx) => tx.selectFrom('organisation').selectAll().execute())
  expect(rows).toHaveLength(2)
}, 120_000)

it('a reader that goes away ends the pushing', async () => {
  const stream = new PassThrough({ highWaterMark: 1 })
  const push = pushInto(stream)
  const waiting = push('more than there is room for')
  stream.destroy()
  await expect(waiting).rejects.toThrow('nobody reads any more')
  await expect(push('again')).rejects.toThrow('nobody reads any more')
})
