/** The command as a person runs it: a process of its own, on a folder of its own. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOrganisation } from '../../tests/support/factories.ts'
import { assignmentRow, deltaName, feedBytes, smallTrust, snapshotName } from '../../tests/support/staff-feed.ts'
import { openDatabase } from '../db/open-database.ts'

const concord = fileURLToPath(new URL('../../bin/concord.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'concord-import-'))
const fileAt = (name: string) => join(folder, name)
const config = { databaseUrl: null, databaseOwnerUrl: null, dataFolder: fileAt('data') }

const run = (...words: string[]) => runIn(config.dataFolder, ...words)
const runIn = (dataFolder: string, ...words: string[]) =>
  new Promise<{ status: number; out: string; err: string }>((resolve) => {
    const env = { ...process.env, CONCORD_DATA: dataFolder, DATABASE_URL: '' }
    const child = execFile(process.execPath, [concord, ...words], { env }, (error, out, err) =>
      resolve({ status: error ? Number(error.code) : 0, out, err }),
    )
    child.stdin?.end()
  })

const countOf = async (table: 'person' | 'staff_import'): Promise<number> => {
  const database = await openDatabase(config)
  try {
    const { count } = await database.asOwner((tx) =>
      tx
        .selectFrom(table)
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
    )
    return count
  } finally {
    await database.close()
  }
}

beforeAll(async () => {
  writeFileSync(fileAt(snapshotName), feedBytes(snapshotName, smallTrust))
  const damaged = Buffer.from(feedBytes(deltaName(8), { assignments: [assignmentRow('A')] }))
  writeFileSync(fileAt('damaged.DAT'), damaged.subarray(0, damaged.length - 20))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('without a trust it says how to begin', async () => {
  const { status, err } = await run('import', 'esr', fileAt(snapshotName), '--yes')
  expect(status).toBe(1)
  expect(err).toContain('CONCORD_MODE=real npm start')
}, 60_000)

test('real staff do not go into the demonstration, whatever is asked', async () => {
  const place = { ...config, dataFolder: fileAt('demonstration') }
  const database = await openDatabase(place)
  await anOrganisation(database, 'ZND', 'Northmoor Invented Demonstration', true)
  await database.close()
  for (const asked of [[], ['--yes'], ['--yes', '--organisation', 'ZND']]) {
    const { status, err } = await runIn(place.dataFolder, 'import', 'esr', fileAt(snapshotName), ...asked)
    expect(status).toBe(1)
    expect(err).toContain('CONCORD_MODE=real CONCORD_DATA=./trust npm start')
    expect(err).toContain('Nothing was changed.')
  }
}, 60_000)

test('it shows what would change, asks, applies, and has nothing left to do', async () => {
  const database = await openDatabase(config)
  await anOrganisation(database, 'ZNM', 'Northmoor Invented Trust', false)
  await database.close()

  const asked = await run('import', 'esr', fileAt(snapshotName))
  expect(asked.status).toBe(0)
  expect(asked.out).toMatch(/people +4 +0 +0/)
  expect(asked.out).toContain('2000A, Sam Invented-A')
  expect(asked.out).not.toContain('northmoor.example')
  expect(asked.out).not.toContain('whose file this is')
  expect(asked.out).toContain('Nothing was changed.')
  expect(await countOf('person')).toBe(0)

  const applied = await run('import', 'esr', fileAt(snapshotName), '--yes')
  expect(applied).toMatchObject({ status: 0, err: '' })
  expect(await countOf('person')).toBe(4)

  const again = await run('import', 'esr', fileAt(snapshotName), '--yes')
  expect(again.out).toContain('there is nothing to change')
  expect(await countOf('staff_import')).toBe(1)
}, 120_000)

test('a damaged file is refused with its line, and the good files beside it too', async () => {
  const before = await countOf('staff_import')
  const refused = await run('import', 'esr', fileAt(snapshotName), fileAt('damaged.DAT'), '--yes')
  expect(refused.status).toBe(1)
  expect(refused.err).toMatch(/damaged\.DAT, line \d+: /)
  expect(refused.err).toContain('Nothing was changed.')
  expect(await countOf('staff_import')).toBe(before)
}, 60_000)

test('a folder is read in the order of the files’ numbers, and one out of turn is pointed at', async () => {
  mkdirSync(fileAt('inbox'))
  for (const [name, supervisor] of [
    [deltaName(10), 'H'],
    [deltaName(9), 'B'],
    [deltaName(6), 'L'],
  ] as const)
    writeFileSync(
      fileAt(`inbox/${name}`),
      feedBytes(name, { assignments: [assignmentRow('A', { supervisorPersonId: supervisor })] }),
    )
  const { out, status } = await run('import', 'esr', fileAt('inbox'), '--yes')
  expect(status).toBe(0)
  expect(out).toContain(`${deltaName(6)} does not come after ${snapshotName}`)
  expect(out.indexOf(`${deltaName(9)}: changes`)).toBeLessThan(out.indexOf(`${deltaName(10)}: changes`))
  const database = await openDatabase(config)
  const supervisor = await database.asOwner((tx) =>
    tx
      .selectFrom('assignment')
      .innerJoin('person', 'person.person_id', 'assignment.supervisor_person_id')
      .select('person.esr_id')
      .where('assignment.esr_id', '=', 'A1')
      .executeTakeFirst(),
  )
  await database.close()
  expect(supervisor).toEqual({ esr_id: 'H' })
}, 60_000)

test('while another Concord has the folder open it says so', async () => {
  const database = await openDatabase(config)
  const { status, err } = await run('import', 'esr', fileAt(snapshotName), '--yes')
  await database.close()
  expect(status).toBe(1)
  expect(err).toContain('Another Concord is using the folder')
}, 60_000)
