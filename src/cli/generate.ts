import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { demonstrationStaffFeed } from '../demonstration/staff-feed.ts'
import { systemClock, todayOf } from '../platform/clock.ts'
import { WrongWords } from './wrong-words.ts'

export const USE = 'Use: concord generate esr PATH [--people 300] [--month 2026-11]'

/** Runs `concord generate`: writes the invented trust's staff record to a file, to try an import with. */
export function run(words: string[]): number {
  const { positionals, values } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { people: { type: 'string', default: '300' }, month: { type: 'string' } },
  })
  const [source, path] = positionals
  if (source !== 'esr' || !path || !/^[1-9]\d{0,5}$/.test(values.people))
    throw new WrongWords('Say esr, a path, and how many people as a whole number.')
  const month = values.month ?? todayOf(systemClock).slice(0, 7)
  const { fileName, bytes } = demonstrationStaffFeed(`${month}-01`, { people: Number(values.people) })
  writeFileSync(path, bytes)
  console.log(`Wrote ${path}: ${fileName}, ${values.people} people, all invented.`)
  return 0
}
