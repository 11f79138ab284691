import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { demonstrationStaffFeed } from '../src/demonstration/staff-feed.ts'
import type { Line } from './line.ts'
import { emptyTrust, PEOPLE } from './trust-database.ts'

const concord = fileURLToPath(new URL('../bin/concord.js', import.meta.url))
const IMPORT_S = 60

/** `concord import` of a whole trust's staff record into an empty one, and of the next month's over it. */
export async function measureImport(folder: string): Promise<Line[]> {
  const trust = await emptyTrust()
  try {
    const secondsOf = (firstOfMonth: string) => {
      const { fileName, bytes } = demonstrationStaffFeed(firstOfMonth, { people: PEOPLE })
      const file = join(folder, fileName)
      writeFileSync(file, bytes)
      const startedAt = performance.now()
      const { status, stderr } = spawnSync(process.execPath, [concord, 'import', 'esr', file, '--yes'], {
        encoding: 'utf8',
        maxBuffer: 100_000_000,
        env: { ...process.env, CONCORD_MODE: 'real', DATABASE_URL: trust.url, DATABASE_OWNER_URL: trust.ownerUrl },
      })
      if (status !== 0) throw new Error(`the import was refused: ${stderr.slice(0, 500)}`)
      return (performance.now() - startedAt) / 1000
    }
    const what = `concord import of ${PEOPLE} staff`
    return [
      { what: `${what} into an empty trust`, measured: secondsOf('2026-10-01'), unit: 's', promised: IMPORT_S },
      { what: `${what}, the next month's over it`, measured: secondsOf('2026-11-01'), unit: 's', promised: IMPORT_S },
    ]
  } finally {
    await trust.drop()
  }
}
