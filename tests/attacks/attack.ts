/** A named attempt to do what nobody may: it is refused, it leaves every table as it was, and it is counted. */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import type { Database } from '../../src/db/database.ts'
import { changedTables, digestEveryTable } from './table-digests.ts'

export type Attempts = {
  /** Notes one attempt, once it has been refused. */
  refused(): void
}

/** One kind of attack, by what is tried. The work fails the test where an attempt is not refused. */
export function attack(name: string, work: (attempts: Attempts) => Promise<void>, timeout?: number): void {
  test(
    name,
    async () => {
      let tried = 0
      let isRefused = false
      try {
        await work({ refused: () => void tried++ })
        expect(tried, 'an attack that tries nothing proves nothing').toBeGreaterThan(0)
        isRefused = true
      } finally {
        const line = JSON.stringify({ name, tried: Math.max(tried, 1), isRefused })
        appendFileSync(join(inject('attackTally'), `${process.pid}.jsonl`), `${line}\n`)
      }
    },
    timeout,
  )
}

/** Runs attempts and holds that no table of the database is other than before. */
export async function leavesAllAsItWas(database: Database, attempts: () => Promise<void>): Promise<void> {
  const before = await digestEveryTable(database)
  await attempts()
  expect(changedTables(before, await digestEveryTable(database)), 'tables that an attack changed').toEqual([])
}
