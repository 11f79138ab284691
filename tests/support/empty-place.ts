/** Empty places to restore to: a folder, or a database on the server that TEST_DATABASE_URL names. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asSuperuser } from './as-superuser.ts'
import { appLogin, ownerLogin, withDatabase } from './migrated.ts'

export type EmptyPlace = {
  databaseUrl: string | null
  databaseOwnerUrl: string | null
  dataFolder: string
  secret: null
  remove(): Promise<void>
}

/** A data folder that does not exist yet, for an embedded database. */
export function emptyFolder(): EmptyPlace {
  const parent = mkdtempSync(join(tmpdir(), 'concord-place-'))
  return {
    databaseUrl: null,
    databaseOwnerUrl: null,
    dataFolder: join(parent, 'data'),
    secret: null,
    remove: async () => rmSync(parent, { recursive: true, force: true }),
  }
}

/** An empty database whose owner makes no roles and is no superuser, as deploy/roles.sql has it, and a login that owns nothing. */
export async function emptyServerDatabase(url: string): Promise<EmptyPlace> {
  const name = `concord_test_${randomBytes(8).toString('hex')}`
  const folder = emptyFolder()
  await asSuperuser(url, [`create database ${name} owner ${ownerLogin.user}`])
  return {
    ...folder,
    databaseUrl: withDatabase(url, name, appLogin),
    databaseOwnerUrl: withDatabase(url, name, ownerLogin),
    remove: async () => {
      await folder.remove()
      await asSuperuser(url, [`drop database ${name} with (force)`])
    },
  }
}
