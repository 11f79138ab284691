/**
 * An empty embedded database of today's schema, made when the product is built: a first start copies it, and does not make the
 * database and run every migration while somebody waits.
 */
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { listMigrations, migrate, migrationsFolder } from './migrate.ts'

// Found from the source and from the built server alike: both lie two folders below the root.
const snapshots = fileURLToPath(new URL('../../dist/snapshot/', import.meta.url))

/** Changes with every migration and with PGlite: a snapshot of another is not used. */
function version(): string {
  const hash = createHash('sha256')
  for (const name of listMigrations()) hash.update(name).update(readFileSync(new URL(name, migrationsFolder)))
  const pglite = new URL('../../node_modules/@electric-sql/pglite/package.json', import.meta.url)
  return hash.update(readFileSync(pglite)).digest('hex').slice(0, 16)
}

/** Makes today's snapshot where there is none, and removes those of other days. */
export async function writeSnapshot(folder: string = snapshots): Promise<void> {
  const name = version()
  if (existsSync(`${folder}/${name}`)) return
  rmSync(folder, { recursive: true, force: true })
  const draft = `${folder}/draft`
  const { openEmbedded } = await import('./embedded.ts')
  const database = await openEmbedded({ folder: draft })
  await migrate(database).finally(() => database.close())
  readableForAll(`${draft}/database`)
  renameSync(`${draft}/database`, `${folder}/${name}`)
  rmSync(draft, { recursive: true })
}

/** Nobody's data is in it: whoever runs what somebody else has built copies it, and only who built it may write to it. */
function readableForAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    chmodSync(`${entry.parentPath}/${entry.name}`, entry.isDirectory() ? 0o755 : 0o644)
}

/**
 * Puts the snapshot into a data folder that has no database yet; where there is none of today's schema it does nothing. Copied
 * beside and renamed: whoever is killed in between leaves nothing that looks like a database.
 */
export function beginFromSnapshot(dataFolder: string, folder: string = snapshots): void {
  const database = `${dataFolder}/database`
  if (existsSync(database) && readdirSync(database).length > 0) return
  const snapshot = `${folder}/${version()}`
  if (!existsSync(snapshot)) return
  const draft = `${dataFolder}/database.begun`
  mkdirSync(dataFolder, { recursive: true })
  rmSync(draft, { recursive: true, force: true })
  cpSync(snapshot, draft, { recursive: true })
  rmSync(database, { recursive: true, force: true })
  renameSync(draft, database)
}
