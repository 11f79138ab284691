import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openEmbedded } from './embedded.ts'
import { listMigrations, migrate } from './migrate.ts'
import { beginFromSnapshot, writeSnapshot } from './snapshot.ts'

const folder = mkdtempSync(join(tmpdir(), 'concord-snapshot-'))
const snapshots = join(folder, 'snapshots')

beforeAll(() => writeSnapshot(snapshots), 120_000)
afterAll(() => rmSync(folder, { recursive: true }))

it('begins a data folder with every migration applied, whatever a killed start left beside it', async () => {
  const data = join(folder, 'data')
  mkdirSync(join(data, 'database.begun'), { recursive: true })
  writeFileSync(join(data, 'database.begun', 'PG_VERSION'), 'half a copy')
  const database = await openEmbedded({ folder: data, beginFrom: (place) => beginFromSnapshot(place, snapshots) })
  try {
    expect(await migrate(database)).toEqual([])
    expect(listMigrations()).not.toEqual([])
    expect(existsSync(join(data, 'database.begun'))).toBe(false)
  } finally {
    await database.close()
  }
})

it('leaves a database that is there as it is', () => {
  const data = join(folder, 'in-use')
  mkdirSync(join(data, 'database'), { recursive: true })
  writeFileSync(join(data, 'database', 'PG_VERSION'), 'somebody’s')
  beginFromSnapshot(data, snapshots)
  expect(readFileSync(join(data, 'database', 'PG_VERSION'), 'utf8')).toBe('somebody’s')
})

it('does nothing where there is no snapshot of this schema', () => {
  const data = join(folder, 'nothing')
  beginFromSnapshot(data, join(folder, 'no-snapshots'))
  expect(existsSync(join(data, 'database'))).toBe(false)
})

it('can be read by whoever runs the product, and written by nobody but who built it; the data folder by neither', async () => {
  const modes = readdirSync(snapshots, { recursive: true, withFileTypes: true }).map((entry) => {
    const mode = (statSync(join(entry.parentPath, entry.name)).mode & 0o777).toString(8)
    return `${entry.isDirectory() ? 'folder' : 'file'} ${mode}`
  })
  expect([...new Set(modes)].sort()).toEqual(['file 644', 'folder 755'])
  const data = join(folder, 'closed')
  const database = await openEmbedded({ folder: data, beginFrom: (place) => beginFromSnapshot(place, snapshots) })
  await database.close()
  expect((statSync(join(data, 'database')).mode & 0o777).toString(8)).toBe('700')
})
