import type { Config } from '../platform/settings/config.ts'
import type { Database, Observe } from './database.ts'
import { migrate } from './migrate.ts'
import { beginFromSnapshot } from './snapshot.ts'

type Place = Pick<Config, 'databaseUrl' | 'databaseOwnerUrl' | 'dataFolder'>

/** Opens the database that the settings name, brought to today's schema. */
export async function openDatabase(place: Place, observe?: Observe): Promise<Database> {
  const database = await openAsItIs(place, observe ? { observe } : {})
  try {
    await migrate(database)
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}

/** Opens the database and leaves its schema as it is: to look after it, not to serve from it. */
export async function openAsItIs(
  { databaseUrl, databaseOwnerUrl, dataFolder }: Place,
  options: { observe?: Observe } = {},
): Promise<Database> {
  // The driver that is not used is not loaded.
  if (!databaseUrl) {
    const { openEmbedded } = await import('./embedded.ts')
    return openEmbedded({ folder: dataFolder, beginFrom: beginFromSnapshot, ...options })
  }
  const { openServer } = await import('./server.ts')
  return openServer({ url: databaseUrl, ...(databaseOwnerUrl ? { ownerUrl: databaseOwnerUrl } : {}), ...options })
}
