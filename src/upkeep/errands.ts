/** What only the holder of the database can do, for the command line: asked of the server that runs, else done here. */
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { PassThrough, type Readable } from 'node:stream'
import type { Database } from '../db/database.ts'
import { openAsItIs } from '../db/open-database.ts'
import { type Answer, AnswerRefused, askControl } from '../platform/control-socket.ts'
import { type Push, pushInto } from '../platform/push.ts'
import type { Config } from '../platform/settings/config.ts'
import { findSessionSecret } from '../platform/settings/secret.ts'
import { type AuditHead, verifyAudit } from '../records/audit-chain.ts'
import { examineDatabase } from './examine-database.ts'
import { Refusal } from './refusal.ts'
import { writeBackup } from './write-backup.ts'

/** Where an installation keeps its records and its secret, as the settings say. */
export type Place = Pick<Config, 'databaseUrl' | 'databaseOwnerUrl' | 'dataFolder' | 'secret'>

type Errand = (parts: { database: Database; place: Place }, asked: URLSearchParams, push: Push) => Promise<void>

const errands = {
  backup: ({ database, place }, _asked, push) =>
    writeBackup(database, { madeAt: new Date(), sessionSecret: findSessionSecret(place) }, push),
  'verify-audit': async ({ database }, asked, push) => {
    const heads = new Map(asked.getAll('head').map(readHead))
    for await (const report of verifyAudit(database, heads)) await push(`${JSON.stringify(report)}\n`)
  },
  doctor: async ({ database }, asked, push) => {
    for await (const check of examineDatabase(database, asked.get('mode') === 'real' ? 'real' : 'demonstration'))
      await push(`${JSON.stringify(check)}\n`)
  },
} satisfies Record<string, Errand>

/** `RT1:57:digest`, as the command line has checked it. */
function readHead(text: string): [string, AuditHead] {
  const [code = '', number, digest = ''] = text.split(':')
  return [code, { number: Number(number), digest }]
}

/** What a running server answers at its control socket. */
export const errandsOf = (database: Database, place: Place): Record<keyof typeof errands, Answer> =>
  Object.fromEntries(
    Object.entries(errands).map(([name, errand]) => [
      name,
      (asked: URLSearchParams, push: Push) => errand({ database, place }, asked, push),
    ]),
  ) as Record<keyof typeof errands, Answer>

/** Runs an errand whose answer is one line of JSON for each thing it found. */
export async function readErrand<T>(...asked: Parameters<typeof runErrand>): Promise<T[]> {
  const lines = createInterface({ input: await runErrand(...asked), crlfDelay: Number.POSITIVE_INFINITY })
  const found: T[] = []
  for await (const line of lines) found.push(JSON.parse(line) as T)
  return found
}

/** Runs an errand where the settings point, and returns the lines of its answer. */
export async function runErrand(
  place: Place,
  name: keyof typeof errands,
  asked = new URLSearchParams(),
): Promise<Readable> {
  if (!place.databaseUrl) {
    const answer = await askControl(place.dataFolder, name, asked).catch((error: Error) => {
      throw error instanceof AnswerRefused ? new Refusal(error.message) : error
    })
    if (answer) return answer
    if (!existsSync(`${place.dataFolder}/database`))
      throw new Refusal(
        `There is no database in ${place.dataFolder}. Set CONCORD_DATA to its folder, or DATABASE_URL to its server.`,
      )
  }
  const database = await openAsItIs(place)
  const lines = new PassThrough()
  const work = errands[name]({ database, place }, asked, pushInto(lines))
  work
    .then(
      () => void lines.end(),
      (error: Error) => void lines.destroy(error),
    )
    .finally(() => database.close())
  return lines
}
