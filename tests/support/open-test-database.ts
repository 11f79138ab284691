import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Database, Observe } from '../../src/db/database.ts'
import { openEmbedded } from '../../src/db/embedded.ts'
import { openServer } from '../../src/db/server.ts'
import { asSuperuser } from './as-superuser.ts'
import { appLogin, snapshotFile, templateName, testServerUrl, withDatabase } from './migrated.ts'

/** An empty, migrated database of its own: PGlite, or one on the server that TEST_DATABASE_URL names. Close it at the end. */
export async function openTestDatabase(options: { observe?: Observe } = {}): Promise<Database> {
  if (testServerUrl) return openOnServer(testServerUrl, options)
  return openEmbedded({ loadFrom: new Blob([readFileSync(snapshotFile())]), ...options })
}

async function openOnServer(url: string, options: { observe?: Observe }): Promise<Database> {
  const name = `concord_test_${randomBytes(8).toString('hex')}`
  await asSuperuser(url, [`create database ${name} template ${templateName()}`])
  const database = openServer({
    url: withDatabase(url, name, appLogin),
    ownerUrl: withDatabase(url, name),
    connections: 4,
    ...options,
  })
  return {
    ...database,
    close: async () => {
      await database.close()
      await asSuperuser(url, [`drop database ${name} with (force)`])
    },
  }
}
