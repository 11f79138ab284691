import type { Config } from '../platform/config.ts'
import type { Database, Observe } from './database.ts'
import { migrate } from './migrate.ts'

type Place = Pick<Config, 'databaseUrl' | 'databaseOwnerUrl' | 'dataFolder'>

/** Opens the database that the settings name, brought to today's schema. */
export async function openDatabase(place: Place, observe?: Observe): Promise<Database> {
  const database = await open(place, observe ? { observe } : {})
  try {
    await migrate(database)
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}

/** The driver that is not used is not loaded. */
async function open(
  { databaseUrl, databaseOwnerUrl, dataFolder }: Place,
  options: { observe?: Observe },
): Promise<Database> {
  if (!databaseUrl) return (await import('./embedded.ts')).openEmbedded({ folder: dataFolder, ...options })
  const { openServer } = await import('./server.ts')
  return openServer({ url: databaseUrl, ...(databaseOwnerUrl ? { ownerUrl: databaseOwnerUrl } : {}), ...options })
}
