import type { Config } from '../platform/config.ts'
import type { Database, Observe } from './database.ts'
import { migrate } from './migrate.ts'

/** Opens the database that the settings name, brought to today's schema. The driver that is not used is not loaded. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  observe?: Observe,
): Promise<Database> {
  const database = config.databaseUrl
    ? (await import('./server.ts')).openServer({ url: config.databaseUrl, ...(observe ? { observe } : {}) })
    : await (await import('./embedded.ts')).openEmbedded({ folder: config.dataFolder, ...(observe ? { observe } : {}) })
  try {
    await migrate(database)
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}
