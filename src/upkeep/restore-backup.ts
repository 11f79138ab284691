/** A backup into an empty database, and nothing left behind when that fails. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { listMigrations, migrate } from '../db/migrate.ts'
import { openAsItIs } from '../db/open-database.ts'
import { keepSessionSecret } from '../platform/settings/secret.ts'
import type { CheckedBackup } from './backup-check.ts'
import { checkBackup } from './backup-file.ts'
import type { BackupKey } from './backup-key.ts'
import type { Place } from './errands.ts'
import { findMigrations } from './kept-tables.ts'
import { loadBackup } from './load-backup.ts'
import { Refusal } from './refusal.ts'

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

/** Made beside its place and moved there when it is whole. */
async function restoreToFolder(place: Place, file: File): Promise<Restored['secret']> {
  const home = `${place.dataFolder}/database`
  const refuseInUse = () => {
    if (existsSync(home) && readdirSync(home).length > 0)
      throw new Refusal(
        `There is a database in ${place.dataFolder} already, and restoring never writes over one. Set CONCORD_DATA to a new folder, or move the old one away.`,
      )
  }
  refuseInUse()
  const unfinished = `${place.dataFolder}/restoring`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(place.dataFolder, { recursive: true })
  try {
    const database = await openFresh({ ...place, dataFolder: unfinished }, file.checked.header.migrations)
    try {
      await migrate(database, undefined, file.checked.header.migrations)
      await loadBackup(database, file)
      await bringToToday(database)
    } finally {
      await database.close()
    }
    refuseInUse()
    const secret = keepSecret(place, file.checked.header.sessionSecret)
    renameSync(`${unfinished}/database`, home)
    return secret
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
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
    await loadBackup(database, file)
    await bringToToday(database)
    // The planner takes every table for a small one until somebody has counted.
    await database.script('analyze')
    return keepSecret(place, file.checked.header.sessionSecret)
  } finally {
    await database.close()
  }
}

/**
 * The queue is not in a backup: mail that waited in it may have gone since, and is not sent a second time. Invitations are,
 * and who they were for; the keys that were in their links open nothing any more, wherever the links have been since.
 */
async function bringToToday(database: Database): Promise<void> {
  await migrate(database)
  await database.asOwner(async (tx) => {
    await sql`update invitation_run set state = 'stopped', ended_at = now() where state = 'running'`.execute(tx)
    await sql`update invitation set mail = 'stopped' where mail = 'waiting'`.execute(tx)
    await sql`update invitation set token_digest = null, expires_at = least(expires_at, now()) where used_at is null`.execute(
      tx,
    )
  })
}

/** Empty tables of no later schema than the backup's may be there: a restore that was cut short leaves those. */
async function refuseUnlessEmpty(database: Database, migrations: readonly string[]): Promise<void> {
  const found = await database.asOwner(async (tx) => {
    const applied = await findMigrations(tx)
    if (!applied?.length) return null
    const { rows } = await sql<{ used: boolean }>`
      select exists (select from public.organisation) or exists (select from identity."user") as used`.execute(tx)
    return { applied, isUsed: rows[0]?.used ?? false }
  })
  if (!found) return
  if (found.isUsed)
    throw new Refusal(
      'This database holds a trust already, and restoring never writes over one. Make a new database and set DATABASE_URL to it.',
    )
  if (found.applied.some((name) => !migrations.includes(name)))
    throw new Refusal(
      'This database has tables of a later version than the backup’s. Make a new, empty database and set DATABASE_URL to it.',
    )
}

function keepSecret(place: Place, secret: string | null): Restored['secret'] {
  if (secret === null) return 'none'
  if (place.secret) return place.secret === secret ? 'as-set' : 'differs'
  keepSessionSecret(place.dataFolder, secret)
  return 'kept'
}
