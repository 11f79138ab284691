import { accessSync, constants, existsSync, mkdirSync, rmdirSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** What SQLite answers when another holds the file. */
const SQLITE_BUSY = 5

/** What is held: a file that nobody keeps is closed when it is swept from memory, and its lock would be gone. */
const held = new Set<DatabaseSync>()

/**
 * Takes a folder for this process, or throws with a plain sentence; returns how to give it back. The lock is the kernel's, on
 * an empty SQLite file that is open for as long as it is held: it ends with the process, however that ends, and never by time.
 * Nothing else may open `lock` in this process: closing it would let go.
 */
export function lockFolder(folder: string): () => void {
  needFolder(folder)
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
  held.add(file)
  return () => {
    file.close()
    held.delete(file)
  }
}

const refusal = (folder: string) =>
  `Another Concord is using the folder ${folder}: it runs there, or one of its commands does. Stop it or wait for its end, or set CONCORD_DATA to another folder.`

/** Makes the folder where there is none; throws a plain sentence where it, or the database in it, cannot be written to. */
function needFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    for (const path of [folder, `${folder}/database`]) if (existsSync(path)) accessSync(path, constants.W_OK)
  } catch (error) {
    const { code = '' } = error as { code?: string }
    if (code === 'EEXIST' || code === 'ENOTDIR')
      throw new Error(`${folder} cannot be a folder: there is a file in its way. Set CONCORD_DATA to a folder.`, {
        cause: error,
      })
    if (['EACCES', 'EPERM', 'EROFS'].includes(code))
      throw new Error(
        `The folder ${folder} may not be written to (${code}). Give it to the user that Concord runs as, or set CONCORD_DATA to another folder.`,
        { cause: error },
      )
    throw error
  }
}

/** The first version's lock was a folder of this name, touched every five seconds; one that a kill left behind is removed. */
function isHeldByVersionOne(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found?.isDirectory()) return false
  if (Date.now() - found.mtimeMs < 10_000) return true
  rmdirSync(path)
  return false
}
