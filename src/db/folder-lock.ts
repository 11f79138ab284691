import { mkdirSync, rmdirSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** What SQLite answers when another holds the file. */
const SQLITE_BUSY = 5

/**
 * Takes a folder for this process, or throws with a plain sentence; returns how to give it back. The lock is the kernel's, on
 * an empty SQLite file that is open for as long as it is held: it ends with the process, however that ends, and never by time.
 * Nothing else may open `lock` in this process: closing it would let go.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  const path = `${folder}/lock`
  if (isHeldByVersionOne(path)) throw new Error(refusal(folder))
  const file = new DatabaseSync(path, { timeout: 0 })
  try {
    // Without a journal nothing is written, so that a full disk does not keep anybody from starting.
    file.exec('pragma journal_mode = off; begin exclusive')
  } catch (error) {
    file.close()
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error
    throw new Error(refusal(folder), { cause: error })
  }
  return () => file.close()
}

const refusal = (folder: string) =>
  `Another Concord is using the folder ${folder}. Stop it first, or set CONCORD_DATA to another folder.`

/** The first version's lock was a folder of this name, touched every five seconds; one that a kill left behind is removed. */
function isHeldByVersionOne(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found?.isDirectory()) return false
  if (Date.now() - found.mtimeMs < 10_000) return true
  rmdirSync(path)
  return false
}
