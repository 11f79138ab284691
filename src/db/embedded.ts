import { mkdirSync } from 'node:fs'
import { PGlite, type Transaction } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { ltree } from '@electric-sql/pglite/contrib/ltree'
import { lock } from 'proper-lockfile'
import { kyselyOver, type RunStatement } from './connection.ts'
import type { Database, Observe } from './database.ts'
import { openingBatch, type Scope } from './scope.ts'
import { parseInstant, postgresTypes } from './types.ts'

const parsers = {
  [postgresTypes.date]: (text: string) => text,
  [postgresTypes.int8]: Number,
  [postgresTypes.timestamptz]: parseInstant,
}

/**
 * PGlite has no autovacuum: once so many rows have changed, we tidy up and gather statistics ourselves. Without them the
 * planner takes every table for a small one, and a list of three hundred people costs fifty times as much.
 */
const ROWS_BEFORE_UPKEEP = 1_000

/**
 * Opens the embedded database in a folder (none: in memory), or from a snapshot. One process at a time: PGlite has no lock
 * of its own, and two on one folder lose rows silently.
 */
export async function openEmbedded(options: {
  folder?: string
  loadFrom?: Blob
  observe?: Observe
}): Promise<Database> {
  const { folder, loadFrom, observe } = options
  const release = folder ? await lockFolder(folder) : async () => {}
  const pglite = await PGlite.create({
    ...(folder ? { dataDir: `${folder}/database` } : {}),
    ...(loadFrom ? { loadDataDir: loadFrom } : {}),
    extensions: { ltree, btree_gist },
    parsers,
  })

  let rowsChanged = 0
  const statementsOn =
    (tx: Transaction): RunStatement =>
    async (sql, parameters) => {
      observe?.(sql)
      const { rows, affectedRows = 0 } = await tx.query(sql, [...parameters])
      rowsChanged += affectedRows
      return { rows, affected: affectedRows }
    }
  const transaction = async <T>(batch: string, work: (run: RunStatement) => Promise<T>): Promise<T> => {
    const result = await pglite.transaction(async (tx) => {
      await tx.exec(batch)
      return work(statementsOn(tx))
    })
    if (rowsChanged >= ROWS_BEFORE_UPKEEP) {
      rowsChanged = 0
      await pglite.exec('vacuum analyze')
    }
    return result as T
  }
  const scoped =
    (access: 'read' | 'write'): Database['read'] =>
    (scope: Scope, work) =>
      transaction(openingBatch(scope, access), (run) => work(kyselyOver(run)))

  return {
    kind: 'embedded',
    read: scoped('read'),
    write: scoped('write'),
    identity: kyselyOver((sql, parameters) =>
      transaction('set local role concord_identity', (run) => run(sql, parameters)),
    ),
    asOwner: (work) => transaction('', (run) => work(kyselyOver(run))),
    script: async (sql) => {
      await pglite.transaction((tx) => tx.exec(sql))
    },
    snapshot: () => pglite.dumpDataDir('none'),
    close: async () => {
      await pglite.close()
      await release()
    },
  }
}

async function lockFolder(folder: string): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true })
  try {
    return await lock(folder, { lockfilePath: `${folder}/lock`, stale: 10_000 })
  } catch (error) {
    if ((error as { code?: string }).code !== 'ELOCKED') throw error
    throw new Error(
      `Another Concord is using the folder ${folder}. Stop it first, or set CONCORD_DATA to another folder. (If one was killed just now, wait ten seconds.)`,
    )
  }
}
