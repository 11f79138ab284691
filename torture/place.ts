/** Where a torture keeps its records: a folder of the embedded database, or a database on a cluster of its own. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../src/db/database.ts'
import { openEmbedded } from '../src/db/embedded.ts'
import { openServer } from '../src/db/server.ts'
import { becomeOld, oldSchemas } from '../tests/migrations/old-schema.ts'
import { type Cluster, makeCluster } from './cluster.ts'

export type Place = {
  /** What tells the product where it is. */
  settings: Record<string, string>
  /** Opens it as it is, to make something there or to look; on the embedded database only while nothing runs. */
  open(): Promise<Database>
  remove(): Promise<void>
}

export type Kind = {
  name: 'embedded' | 'postgresql'
  cluster: Cluster | null
  /** A new place with nothing in it, or as the oldest release left it, with data. */
  make(from: 'empty' | 'old'): Promise<Place>
  close(): Promise<void>
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'concord-torture-'))
const [oldest = ''] = oldSchemas()

/** The embedded database in this folder, which goes with it. */
export const inFolder = (folder: string): Place => ({
  settings: { CONCORD_DATA: folder },
  open: () => openEmbedded({ folder }),
  remove: async () => rmSync(folder, { recursive: true, force: true }),
})

export async function embeddedKind(): Promise<Kind> {
  const old = newFolder()
  await openFor(inFolder(old), (database) => becomeOld(database, oldest))
  return {
    name: 'embedded',
    cluster: null,
    make: async (from) => {
      const folder = newFolder()
      if (from === 'old') cpSync(old, folder, { recursive: true })
      return inFolder(folder)
    },
    close: async () => rmSync(old, { recursive: true, force: true }),
  }
}

/** Does this with the place's database as it is, and lets go of it. */
export async function openFor<T>(place: Place, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await place.open()
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** The product’s login owns nothing; the schema belongs to one that is no superuser. */
const LOGIN = 'concord_login'
const OWNER = 'concord_owner'

/** On a cluster of its own; in `folder`, where that is to be on some other disk. */
export async function serverKind(folder?: string): Promise<Kind> {
  const cluster = await makeCluster(folder === undefined ? {} : { folder })
  await prepareRoles(cluster)
  let made = 0
  const make = async (template: string | null): Promise<Place> => {
    made += 1
    const name = `trust_${made}`
    await cluster.asSuperuser(
      'postgres',
      `create database ${name} owner ${OWNER} ${template ? `template ${template}` : ''}`,
    )
    const [url, ownerUrl] = [cluster.url(name, LOGIN), cluster.url(name, OWNER)]
    // The session secret is given by a setting, but a folder is needed all the same.
    const folder = newFolder()
    return {
      settings: { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl, CONCORD_DATA: folder },
      open: async () => openServer({ url, ownerUrl, connections: 2 }),
      remove: async () => {
        await cluster.asSuperuser('postgres', `drop database ${name} with (force)`)
        rmSync(folder, { recursive: true, force: true })
      },
    }
  }
  await make(null).then(async (place) => {
    await openFor(place, (database) => becomeOld(database, oldest))
    await cluster.asSuperuser('postgres', 'alter database trust_1 rename to trust_old')
    rmSync(place.settings.CONCORD_DATA as string, { recursive: true, force: true })
  })
  return {
    name: 'postgresql',
    cluster,
    make: (from) => make(from === 'old' ? 'trust_old' : null),
    close: () => cluster.remove(),
  }
}

/** As docs/guides/run.md says: the owner may create roles, and the login is a member of those that requests run as. */
export async function prepareRoles(cluster: Cluster): Promise<void> {
  const roles = ['concord_app', 'concord_identity', 'concord_jobs']
  await cluster.asSuperuser(
    'postgres',
    `create role ${OWNER} login createrole`,
    `create role ${LOGIN} login noinherit`,
    ...roles.map((role) => `create role ${role} nologin`),
    `grant ${roles.join(', ')} to ${OWNER} with admin option`,
    `grant ${roles.join(', ')} to ${LOGIN}`,
  )
}
