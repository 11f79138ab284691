import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { ltree } from '@electric-sql/pglite/contrib/ltree'
import { log } from '../platform/log.ts'
import { kyselyOver, type RunStatement } from './connection.ts'
import type { Database, Observe } from './database.ts'
import { lockFolder } from './folder-lock.ts'
import { diskFull, type FreeMegabytes, freeMegabytes, isRoom, needRoomToBegin } from './room-on-disk.ts'
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
 * PostgreSQL's own 128 MB would be filled with zeros at every start, and kept. What does not fit in these is in the machine's
 * cache of files.
 */
const BUFFERS = '32MB'

/** PostgreSQL's code for a statement that writes in a transaction that may only read. */
const READ_ONLY = '25006'

/** Runs several statements without parameters. */
type RunSeveral = (sql: string) => Promise<{ rows: unknown[] }>

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

/** PGlite says no more than that it failed. */
const doesNotOpen = (folder: string, cause: unknown) =>
  new Error(
    `The database in the folder ${folder} does not open. See that everything in it belongs to the user that Concord runs as. If it does, the database is broken, as after a power cut: move the folder away and restore the last backup.`,
    { cause },
  )

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
  /** How the room on the disk is found out: as the disk says, unless a test fills it. */
  free?: FreeMegabytes
}): Promise<Database> {
  const { folder, loadFrom, beginFrom, observe, free = freeMegabytes } = options
  const release = folder ? lockFolder(folder) : () => {}
  const open = async () => {
    if (folder) needRoomToBegin(folder, free(folder))
    if (folder && beginFrom) beginFrom(folder)
    if (folder) closeToOthers(`${folder}/database`)
    // PostgreSQL's own lock, of no use here: left behind empty, by a kill between its making and its writing, nothing opens.
    if (folder) rmSync(`${folder}/database/postmaster.pid`, { force: true })
    return PGlite.create({
      ...(folder ? { dataDir: `${folder}/database` } : {}),
      ...(loadFrom ? { loadDataDir: loadFrom } : {}),
      extensions: { ltree, btree_gist },
      parsers,
      startParams: [...PGlite.defaultStartParams, '-c', `shared_buffers=${BUFFERS}`],
    }).catch((error: unknown) => {
      throw folder ? doesNotOpen(folder, error) : error
    })
  }
  const pglite = await open().catch((error: unknown) => {
    release()
    throw error
  })

  const hasRoom = () => !folder || isRoom(free(folder))
  let rowsChanged = 0
  const transaction = async <T>(
    batch: string,
    work: (run: RunStatement, runSeveral: RunSeveral) => Promise<T>,
  ): Promise<T> => {
    const result = await pglite
      .transaction(async (tx) => {
        let failed = false
        const counted = async <R>(sql: string, parameters: readonly unknown[], run: () => Promise<R>): Promise<R> => {
          observe?.(sql, parameters)
          try {
            return await run()
          } catch (error) {
            failed = true
            throw error
          }
        }
        await tx.exec(batch)
        const result = await work(
          async (sql, parameters) => {
            const { rows, affectedRows = 0 } = await counted(sql, parameters, () => tx.query(sql, [...parameters]))
            rowsChanged += affectedRows
            return { rows, affected: affectedRows }
          },
          async (sql) => {
            const results = await counted(sql, [], () => tx.exec(sql))
            return { rows: results.flatMap(({ rows }) => rows) }
          },
        )
        // PGlite takes the commit of a failed transaction for a rollback, and says nothing.
        if (failed) throw new Error('a statement failed and the work went on: nothing was kept')
        return result
      })
      .catch((error: unknown) => {
        throw asUnavailable(error, 'nothing-done')
      })
    if (rowsChanged >= ROWS_BEFORE_UPKEEP && hasRoom()) {
      rowsChanged = 0
      // What was asked for is kept by now, whatever becomes of this.
      await pglite.exec('vacuum analyze').catch(() => {})
    }
    return result as T
  }
  /** The same, where there is room for what it writes. */
  const writing: typeof transaction = async (batch, work) => {
    if (!hasRoom()) throw diskFull()
    return transaction(batch, work)
  }
  /**
   * For what may write or only read: on a full disk it reads and no more, so that a backup can still be made. What writes is
   * the database's to say: a statement says it neither by its first word nor by its functions.
   */
  const whatThereIsRoomFor: typeof transaction = async (batch, work) => {
    if (hasRoom()) return transaction(batch, work)
    return transaction(`set transaction read only; ${batch}`, work).catch((error: unknown) => {
      throw (error as { code?: unknown }).code === READ_ONLY ? diskFull() : error
    })
  }
  const signInRole = 'set local role concord_identity'

  return {
    kind: 'embedded',
    read: (scope, work) => transaction(openingBatch(scope, 'read'), (run) => work(kyselyOver(run))),
    write: (scope, work) => writing(openingBatch(scope, 'write'), (run) => work(kyselyOver(run))),
    identity: kyselyOver((sql, parameters) => whatThereIsRoomFor(signInRole, (run) => run(sql, parameters))),
    asSignIn: (work) => writing(signInRole, (run) => work(kyselyOver(run))),
    jobs: (sql, parameters = []) =>
      whatThereIsRoomFor('set local role concord_jobs', (run, runSeveral) =>
        parameters.length > 0 ? run(sql, parameters) : runSeveral(sql),
      ),
    asOwner: (work) => whatThereIsRoomFor('', (run) => work(kyselyOver(run))),
    script: (sql) => writing('', async (_run, runSeveral) => void (await runSeveral(sql))),
    snapshot: () => pglite.dumpDataDir('none'),
    close: async () => {
      await pglite.close()
      release()
    },
  }
}
