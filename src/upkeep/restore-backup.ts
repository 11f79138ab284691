/** A backup into an empty database, and nothing left behind when that fails. */
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import type { Database } from '../db/database.ts'
import { lockFolder } from '../db/folder-lock.ts'
import { listMigrations, migrate } from '../db/migrate.ts'
import { openAsItIs } from '../db/open-database.ts'
import { Unavailable } from '../db/unavailable.ts'
import { keepSessionSecret } from '../platform/settings/secret.ts'
import type { CheckedBackup } from './backup-check.ts'
import { checkBackup } from './backup-file.ts'
import type { BackupKey } from './backup-key.ts'
import type { Place } from './errands.ts'
import { findMigrations } from './kept-tables.ts'
import { endWhatWasOnItsWay, IN_USE, isInUse, loadBackup } from './load-backup.ts'
import { Refusal, RestoreUnfinished } from './refusal.ts'

/** What was found in the backup, and what a person should know of the secret that second factors are encrypted with. */
export type Restored = CheckedBackup & { secret: 'kept' | 'as-set' | 'differs' | 'none' }

type File = { path: string; key: BackupKey | null; checked: CheckedBackup }

/** Restores a backup to where the settings point. The file is read to its end and checked before anything is made. */
export async function restoreBackup(place: Place, path: string, key: BackupKey | null): Promise<Restored> {
  const checked = await checkBackup(path, key)
  const unknown = checked.header.migrations.filter((name) => !listMigrations().includes(name))
  if (unknown.length > 0)
    throw new Refusal(
      `${path} was made by a newer Concord: this one does not know ${unknown.join(', ')}. Install that version and try again.`,
    )
  const file = { path, key, checked }
  const secret = await (place.databaseUrl ? restoreToServer(place, file) : restoreToFolder(place, file))
  return { ...checked, secret }
}

/** Made beside its place and moved there when it is whole; the folder is ours for all of that time. */
async function restoreToFolder(place: Place, file: File): Promise<Restored['secret']> {
  const home = `${place.dataFolder}/database`
  const refuseInUse = () => {
    if (existsSync(home) && readdirSync(home).length > 0)
      throw new Refusal(
        `There is a database in ${place.dataFolder} already, and restoring never writes over one. Set CONCORD_DATA to a new folder, or move the old one away.`,
      )
  }
  refuseInUse()
  const release = lockFolder(place.dataFolder)
  const unfinished = `${place.dataFolder}/restoring`
  try {
    // Another restore may have ended since.
    refuseInUse()
    rmSync(unfinished, { recursive: true, force: true })
    const database = await openFresh({ ...place, dataFolder: unfinished }, file.checked.header.migrations)
    try {
      await migrate(database, undefined, file.checked.header.migrations)
      await loadBackup(database, file)
      await bringToToday(database)
    } finally {
      await database.close()
    }
    return await withSecret(place, file, async () => renameSync(`${unfinished}/database`, home))
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
    release()
  }
}

/** A fresh folder begins at today's schema where a build has left a snapshot of it: a backup of an earlier one must not. */
async function openFresh(place: Place, migrations: readonly string[]): Promise<Database> {
  if (migrations.length === listMigrations().length) return openAsItIs(place)
  const { openEmbedded } = await import('../db/embedded.ts')
  return openEmbedded({ folder: place.dataFolder })
}

async function restoreToServer(place: Place, file: File): Promise<Restored['secret']> {
  const database = await openAsItIs(place)
  try {
    await refuseUnlessEmpty(database, file.checked.header.migrations)
    await migrate(database, undefined, file.checked.header.migrations)
    // The secret first: with it written, nothing that the rows need can be missing once they are kept.
    const secret = await withSecret(place, file, () =>
      loadBackup(database, file).catch((error: unknown) => {
        const isUnknown = error instanceof Unavailable && error.outcome === 'unknown'
        throw isUnknown ? new RestoreUnfinished('unknown', error) : error
      }),
    )
    try {
      await bringToToday(database)
      // The planner takes every table for a small one until somebody has counted.
      await database.script('analyze')
    } catch (error) {
      throw new RestoreUnfinished('kept', error)
    }
    return secret
  } finally {
    await database.close()
  }
}

async function bringToToday(database: Database): Promise<void> {
  await migrate(database)
  // A key of an earlier schema had run out until now; here it is taken away.
  await database.asOwner(endWhatWasOnItsWay)
}

/** Empty tables of no later schema than the backup's may be there: a restore that was cut short leaves those. */
async function refuseUnlessEmpty(database: Database, migrations: readonly string[]): Promise<void> {
  const found = await database.asOwner(async (tx) => {
    const applied = await findMigrations(tx)
    if (!applied?.length) return null
    return { applied, isUsed: await isInUse(tx) }
  })
  if (!found) return
  if (found.isUsed) throw new Refusal(IN_USE)
  if (found.applied.some((name) => !migrations.includes(name)))
    throw new Refusal(
      'This database has tables of a later version than the backup’s. Make a new, empty database and set DATABASE_URL to it.',
    )
}

/** Keeps the secret, then does the work, and puts the secret back as it was where the work left nothing. */
async function withSecret(place: Place, file: File, work: () => Promise<void>): Promise<Restored['secret']> {
  const secret = file.checked.header.sessionSecret
  const isKept = secret !== null && !place.secret
  const undo = isKept ? keepSessionSecret(place.dataFolder, secret) : () => {}
  try {
    await work()
  } catch (error) {
    if (!(error instanceof RestoreUnfinished)) undo()
    throw error
  }
  if (isKept) return 'kept'
  if (secret === null) return 'none'
  return place.secret === secret ? 'as-set' : 'differs'
}
