import { chmodSync, mkdirSync } from 'node:fs'
import { PGlite, type Transaction } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { ltree } from '@electric-sql/pglite/contrib/ltree'
import { log } from '../platform/log.ts'
import { kyselyOver, type RunStatement } from './connection.ts'
import type { Database, Observe } from './database.ts'
import { lockFolder } from './folder-lock.ts'
import { needRoom, needRoomToBegin } from './room-on-disk.ts'
import { openingBatch } from './scope.ts'
import { parseInstant, postgresTypes } from './types.ts'
import { asUnavailable } from './unavailable.ts'

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
 * PGlite makes its files readable and writable for everybody on the machine, whatever the umask. Nobody but our own user gets
 * past their folder, as PostgreSQL itself demands of one.
 */
function closeToOthers(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    chmodSync(folder, 0o700)
  } catch (error) {
    // Some disks know no owners; a folder that is not ours has one who decides.
    const { code } = error as { code?: string }
    log.warn(
      { code },
      'others on this machine may be able to read the database: its folder could not be closed to them',
    )
  }
}

/**
 * Opens the embedded database in a folder (none: in memory), or from a snapshot. One process at a time: PGlite has no lock
 * of its own, and two on one folder lose rows silently.
 */
export async function openEmbedded(options: {
  folder?: string
  loadFrom?: Blob
  /** Puts a database into the folder where there is none, once the folder is ours. */
  beginFrom?: (folder: string) => void
  observe?: Observe
}): Promise<Database> {
  const { folder, loadFrom, beginFrom, observe } = options
  const release = folder ? lockFolder(folder) : () => {}
  const open = async () => {
    if (folder) needRoomToBegin(folder)
    if (folder && beginFrom) beginFrom(folder)
    if (folder) closeToOthers(`${folder}/database`)
    return PGlite.create({
      ...(folder ? { dataDir: `${folder}/database` } : {}),
      ...(loadFrom ? { loadDataDir: loadFrom } : {}),
      extensions: { ltree, btree_gist },
      parsers,
    })
  }
  const pglite = await open().catch((error: unknown) => {
    release()
    throw error
  })

  let rowsChanged = 0
  const statementsOn =
    (tx: Transaction, onFailure: () => void): RunStatement =>
    async (sql, parameters) => {
      observe?.(sql, parameters)
      try {
        const { rows, affectedRows = 0 } = await tx.query(sql, [...parameters])
        rowsChanged += affectedRows
        return { rows, affected: affectedRows }
      } catch (error) {
        onFailure()
        throw error
      }
    }
  const transaction = async <T>(batch: string, work: (run: RunStatement) => Promise<T>): Promise<T> => {
    const result = await pglite
      .transaction(async (tx) => {
        let failed = false
        await tx.exec(batch)
        const result = await work(
          statementsOn(tx, () => {
            failed = true
          }),
        )
        // PGlite takes the commit of a failed transaction for a rollback, and says nothing.
        if (failed) throw new Error('a statement failed and the work went on: nothing was kept')
        return result
      })
      .catch((error: unknown) => {
        throw asUnavailable(error, 'nothing-done')
      })
    if (rowsChanged >= ROWS_BEFORE_UPKEEP) {
      rowsChanged = 0
      // What was asked for is kept by now, whatever becomes of this.
      await pglite.exec('vacuum analyze').catch(() => {})
    }
    return result as T
  }
  /** The same, where there is room for what it writes. */
  const writing: typeof transaction = async (batch, work) => {
    if (folder) needRoom(folder)
    return transaction(batch, work)
  }
  const asSignIn = 'set local role concord_identity'

  return {
    kind: 'embedded',
    read: (scope, work) => transaction(openingBatch(scope, 'read'), (run) => work(kyselyOver(run))),
    write: (scope, work) => writing(openingBatch(scope, 'write'), (run) => work(kyselyOver(run))),
    identity: kyselyOver((sql, parameters) =>
      (/^select\b/i.test(sql) ? transaction : writing)(asSignIn, (run) => run(sql, parameters)),
    ),
    signIn: (work) => writing(asSignIn, (run) => work(kyselyOver(run))),
    jobs: (sql, parameters = []) =>
      pglite.transaction(async (tx) => {
        await tx.exec('set local role concord_jobs')
        if (parameters.length > 0) return tx.query(sql, [...parameters])
        const results = await tx.exec(sql)
        return { rows: results.flatMap(({ rows }) => rows) }
      }),
    asOwner: (work) => transaction('', (run) => work(kyselyOver(run))),
    script: async (sql) => {
      await pglite.transaction((tx) => tx.exec(sql))
    },
    snapshot: () => pglite.dumpDataDir('none'),
    close: async () => {
      await pglite.close()
      release()
    },
  }
}
