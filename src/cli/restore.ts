import { parseArgs } from 'node:util'
import { readConfig } from '../platform/settings/config.ts'
import { rowsIn } from '../upkeep/backup-format.ts'
import { readBackupKey } from '../upkeep/backup-key.ts'
import { Refusal } from '../upkeep/refusal.ts'
import { type Restored, restoreBackup } from '../upkeep/restore-backup.ts'
import { examineRecordsAt, sayCheck } from './doctor.ts'
import { saySeconds, sayUnrestored } from './upkeep-words.ts'
import { WrongWords } from './wrong-words.ts'

export const USE = `Use: concord restore FILE
  Restores a backup into the empty folder that CONCORD_DATA names, or the empty database of DATABASE_URL.`

/** Runs `concord restore`: a backup into an empty place, all of it or nothing. */
export async function run(words: string[]): Promise<number> {
  const path = readWords(words)
  const began = performance.now()
  const config = readConfig(process.env)
  const restored = await restoreBackup(config, path, readBackupKey(process.env)).catch((error) => {
    throw new Refusal(sayUnrestored(error))
  })
  const names = restored.header.organisations.map(({ odsCode, name }) => `${name} (${odsCode})`).join(', ')
  console.log(
    `Restored ${names || 'an installation without a trust'} as at ${restored.header.madeAt}: ${rowsIn(restored.end)} rows, in ${saySeconds(began)}.`,
  )
  const secret = saySecret(restored)
  if (secret) console.error(secret)
  console.log('Everybody signs in again. Mail that was waiting is not sent.')
  const checks = await examineRecordsAt(config)
  console.log(checks.map(sayCheck).join('\n'))
  return checks.some(({ state }) => state === 'wrong') ? 1 : 0
}

function readWords(words: string[]): string {
  const [path, ...more] = parseArgs({ args: words, allowPositionals: true, options: {} }).positionals
  if (!path || more.length > 0) throw new WrongWords('Say one backup to restore.')
  return path
}

function saySecret({ secret }: Restored): string | null {
  if (secret === 'differs')
    return 'CONCORD_SECRET is not the one of the backup: set it to that, or second factors must be set up again.'
  if (secret === 'none')
    return 'The backup holds no session secret. If you kept the old server’s, put it into CONCORD_DATA/session-secret; else second factors must be set up again.'
  return null
}
