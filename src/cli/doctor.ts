import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../platform/settings/config.ts'
import { type Check, well, wrong } from '../upkeep/doctor-check.ts'
import { readErrand } from '../upkeep/errands.ts'
import { examinePlace } from '../upkeep/examine-place.ts'
import { sayRefusal } from '../upkeep/say-refusal.ts'

export const USE = 'Use: concord doctor [--json]'

/** Runs `concord doctor`: a tick, or a sentence that says what to do, for each thing that must be so. Status 1 for a fault. */
export async function run(words: string[]): Promise<number> {
  const { json: isJson } = parseArgs({ args: words, options: { json: { type: 'boolean', default: false } } }).values
  const checks = await examineAll()
  console.log(isJson ? JSON.stringify(checks, null, 2) : checks.map(sayCheck).join('\n'))
  return checks.some(({ state }) => state === 'wrong') ? 1 : 0
}

async function examineAll(): Promise<Check[]> {
  let config: Config
  try {
    config = readConfig(process.env)
  } catch (error) {
    return [wrong('settings', (error as Error).message)]
  }
  return [
    well('settings', 'The settings can be used.'),
    ...(await examineRecordsAt(config)),
    ...(await Array.fromAsync(examinePlace(config, new Date()))),
  ]
}

/** What the database says of itself, or why it cannot be asked. */
export async function examineRecordsAt(config: Config): Promise<Check[]> {
  try {
    return await readErrand<Check>(config, 'doctor', new URLSearchParams({ mode: config.mode }))
  } catch (error) {
    return [wrong('database', sayRefusal(error))]
  }
}

const MARKS = { well: '✓', advice: '!', wrong: '✗' } as const

/** A check as a line of text. */
export const sayCheck = ({ name, state, sentence }: Check): string => `${MARKS[state]} ${name}: ${sentence}`
