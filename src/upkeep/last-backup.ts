import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

/** When and where the last whole backup was made, kept beside the database for `concord doctor`. */
export type LastBackup = { at: string; path: string }

const pathIn = (dataFolder: string) => `${dataFolder}/last-backup.json`

export function rememberBackup(dataFolder: string, backup: LastBackup): void {
  mkdirSync(dataFolder, { recursive: true })
  writeFileSync(pathIn(dataFolder), `${JSON.stringify(backup)}\n`)
}

/** Null where none was made from here. */
export function findLastBackup(dataFolder: string): LastBackup | null {
  try {
    return JSON.parse(readFileSync(pathIn(dataFolder), 'utf8')) as LastBackup
  } catch {
    return null
  }
}
