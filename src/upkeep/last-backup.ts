import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

/** When and where the last whole backup was made, kept beside the database for `concord doctor`. */
export type LastBackup = { at: string; path: string }

const pathIn = (dataFolder: string) => `${dataFolder}/last-backup.json`

export function rememberBackup(dataFolder: string, backup: LastBackup): void {
  mkdirSync(dataFolder, { recursive: true })
  // Beside its place first: on a full disk the note of the one before stays.
  const draft = `${pathIn(dataFolder)}.new`
  writeFileSync(draft, `${JSON.stringify(backup)}\n`)
  renameSync(draft, pathIn(dataFolder))
}

/** Null where none was made from here. */
export function findLastBackup(dataFolder: string): LastBackup | null {
  try {
    return JSON.parse(readFileSync(pathIn(dataFolder), 'utf8')) as LastBackup
  } catch {
    return null
  }
}
