import { readdirSync, rmSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../platform/settings/config.ts'
import { writeBackupFile } from '../upkeep/backup-file.ts'
import { rowsIn } from '../upkeep/backup-format.ts'
import { readBackupKey } from '../upkeep/backup-key.ts'
import { runErrand } from '../upkeep/errands.ts'
import { rememberBackup } from '../upkeep/last-backup.ts'
import { Refusal } from '../upkeep/refusal.ts'
import { sayRefusal } from '../upkeep/say-refusal.ts'
import { sayBytes, saySeconds } from './upkeep-words.ts'
import { WrongWords } from './wrong-words.ts'

export const USE = `Use: concord backup FILE|FOLDER [--keep NUMBER]
  FILE    a new file; one that is there is never written over
  FOLDER  a folder: the file in it is named for the time
  --keep  in a folder: keep so many of the newest backups and remove the older ones`

const NAMED_FOR_TIME = /^concord-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.backup(\.age)?$/

/** Runs `concord backup`: a copy of everything, made while Concord runs. */
export async function run(words: string[]): Promise<number> {
  const asked = readWords(words)
  const began = performance.now()
  const config = readConfig(process.env)
  const key = readBackupKey(process.env)
  const folder = statSync(asked.place, { throwIfNoEntry: false })?.isDirectory() ? asked.place : null
  if (asked.keep !== null && !folder) throw new Refusal(`--keep is for a folder, and ${asked.place} is none.`)
  const path = folder ? join(folder, nameNow(key !== null)) : asked.place
  const { header, end, bytes, isNameForced } = await writeBackupFile(path, key, await runErrand(config, 'backup'))
  // The backup is whole from here on, whatever becomes of the rest.
  console.log(`${path}: ${rowsIn(end)} rows, ${sayBytes(bytes)}, in ${saySeconds(began)}.`)
  if (!key)
    console.error(
      'It is not encrypted, and whoever reads it has the staff record, every plan and the password hashes: set CONCORD_BACKUP_KEY.',
    )
  if (!header.sessionSecret)
    console.error(
      'It holds no session secret, since there is none in CONCORD_DATA here: keep that of the server apart, or second factors must be set up again.',
    )
  if (!isNameForced)
    console.error('The disk did not promise to keep its name through a power cut: look for it there after one.')
  afterBackup('concord doctor will not know of it', () =>
    rememberBackup(config.dataFolder, { at: header.madeAt, path: resolve(path) }),
  )
  const { keep } = asked
  const isTidy = !folder || keep === null || afterBackup('older ones are still there', () => removeOldest(folder, keep))
  return isTidy ? 0 : 1
}

/** Does what comes after a whole backup; false, and a warning of what follows, where it fails. */
function afterBackup(what: string, work: () => void): boolean {
  try {
    work()
    return true
  } catch (error) {
    console.error(`The backup is whole, but ${what}. ${sayRefusal(error)}`)
    return false
  }
}

function readWords(words: string[]): { place: string; keep: number | null } {
  const { positionals, values } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { keep: { type: 'string' } },
  })
  const [place, ...more] = positionals
  if (!place || more.length > 0) throw new WrongWords('Say one file or folder to back up to.')
  if (values.keep !== undefined && !/^[1-9]\d{0,3}$/.test(values.keep))
    throw new WrongWords('--keep is a whole number from 1.')
  return { place, keep: values.keep === undefined ? null : Number(values.keep) }
}

const nameNow = (isEncrypted: boolean) =>
  `concord-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}Z.backup${isEncrypted ? '.age' : ''}`

/** Names sort by time. What a person named, and what is not whole, is not counted and not touched. */
function removeOldest(folder: string, keep: number): void {
  const whole = readdirSync(folder)
    .filter((name) => NAMED_FOR_TIME.test(name))
    .sort()
  for (const name of whole.slice(0, -keep)) {
    rmSync(join(folder, name))
    console.log(`Removed ${basename(name)}.`)
  }
}
