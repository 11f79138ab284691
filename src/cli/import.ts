/**
 * `concord import esr`: reads every file first, shows what they would change, asks, and applies all of it or nothing.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import type { Database } from '../db/database.ts'
import { openDatabase } from '../db/open-database.ts'
import { scopeOfSystem } from '../db/scope.ts'
import { systemClock, todayOf } from '../platform/clock.ts'
import { readConfig } from '../platform/settings/config.ts'
import {
  isAnythingNew,
  otherTrust,
  outOfTurn,
  planStaffFiles,
  readStaffFiles,
  type StaffFile,
} from '../records/staff-files.ts'
import { applyImport, ImportedMeanwhile } from '../records/staff-import.ts'
import { Refusal } from '../upkeep/refusal.ts'
import { sayImport, sayOtherTrust, saySequence, saySessionsEnded } from './import-summary.ts'
import { WrongWords } from './wrong-words.ts'

export const USE = `Use: concord import esr PATH… [--yes] [--dry-run] [--organisation CODE]
  PATH            a file of the staff record, several, or a folder of them
  --yes           apply the changes without asking
  --dry-run       show what would change, and change nothing
  --organisation  the trust's code, where the database holds more than one`

/** Runs `concord import`. Status 1: nothing was changed, and standard error says why. */
export async function run(words: string[]): Promise<number> {
  const asked = readWords(words)
  const files = readFiles(asked.paths)
  const database = await openDatabase(readConfig(process.env))
  try {
    return await importInto(database, files, asked)
  } catch (error) {
    throw error instanceof ImportedMeanwhile
      ? new Refusal('Another import came in between: please run this again.')
      : error
  } finally {
    await database.close()
  }
}

type Asked = { paths: string[]; yes: boolean; dryRun: boolean; organisation: string | undefined }

function readWords(words: string[]): Asked {
  const { positionals, values } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      yes: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      organisation: { type: 'string' },
    },
  })
  const [source, ...paths] = positionals
  if (source !== 'esr') throw new WrongWords('Say what to import: esr is the staff record.')
  if (paths.length === 0) throw new WrongWords('Say which file or folder to import.')
  return { paths, yes: values.yes, dryRun: values['dry-run'], organisation: values.organisation }
}

/** Every file, read whole and in the order of their numbers. One that cannot be read refuses them all. */
function readFiles(paths: readonly string[]): StaffFile[] {
  const found = paths.flatMap(filesAt).map((path) => ({ name: basename(path), bytes: readFileSync(path) }))
  const reading = readStaffFiles(found)
  if (reading.ok) return reading.files
  throw new Refusal(reading.problems.map(({ file, line, reason }) => `${file}, line ${line}: ${reason}`).join('\n'))
}

function filesAt(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new Refusal(`There is no file or folder called ${path}.`)
  if (!found.isDirectory()) return [path]
  const files = readdirSync(path).filter((name) => /\.dat$/i.test(name))
  if (files.length === 0) throw new Refusal(`The folder ${path} holds no file whose name ends in .DAT.`)
  return files.map((name) => join(path, name))
}

async function importInto(database: Database, files: readonly StaffFile[], asked: Asked): Promise<number> {
  const organisationId = await findOrganisation(database, asked.organisation)
  const scope = scopeOfSystem(organisationId)
  const on = todayOf(systemClock)
  const plan = await database.read(scope, (tx) => planStaffFiles(tx, organisationId, files, on))

  for (const file of plan.files) {
    console.log(sayImport(file))
    const last = outOfTurn(file, plan.imported)
    if (last) console.log(saySequence(file, last))
    const other = otherTrust(file, plan.odsCode)
    if (other) console.log(sayOtherTrust(file, other))
  }
  if (!isAnythingNew(plan)) {
    console.log('Imported before: there is nothing to change.')
    return 0
  }
  if (asked.dryRun || !(asked.yes || (await says('Apply these changes? (yes/no) ')))) {
    console.log('Nothing was changed.')
    return 0
  }
  const lastImportId = plan.imported[0]?.importId ?? null
  const { sessionsEnded } = await database.write(scope, (tx) =>
    applyImport(tx, { organisationId, importedBy: null, lastImportId, on, at: systemClock.now(), files: plan.files }),
  )
  if (sessionsEnded > 0) console.log(saySessionsEnded(sessionsEnded))
  console.log('Done. The changes count from the next page that anybody opens.')
  return 0
}

/** The trust that the staff record is for. Never the demonstration: everybody in it is open to everybody. */
async function findOrganisation(database: Database, code: string | undefined): Promise<number> {
  const here = await database.asOwner((tx) =>
    tx
      .selectFrom('organisation')
      .select(['organisation_id', 'ods_code', 'name', 'is_demonstration'])
      .orderBy('ods_code')
      .execute(),
  )
  if (here.some(({ is_demonstration }) => is_demonstration))
    throw new Refusal(
      'This database holds the demonstration, where anybody can be anyone: no staff record goes into it. Start a real trust in a place of its own (CONCORD_MODE=real CONCORD_DATA=./trust npm start), open the link it shows, and name your trust there. Then stop it and import with CONCORD_DATA=./trust.',
    )
  if (here.length === 0)
    throw new Refusal(
      'There is no trust in this database yet. Start Concord once (CONCORD_MODE=real npm start), open the link it shows, and name your trust there. Then stop it and import.',
    )
  const chosen = code === undefined && here.length === 1 ? here[0] : here.find(({ ods_code }) => ods_code === code)
  if (!chosen) {
    const known = here.map(({ ods_code, name }) => `${ods_code} (${name})`).join(', ')
    throw new Refusal(
      `${code ? `There is no trust with the code ${code} here` : 'Say which trust'}: --organisation is one of ${known}.`,
    )
  }
  return chosen.organisation_id
}

async function says(question: string): Promise<boolean> {
  const prompt = createInterface({ input: process.stdin, output: process.stdout })
  try {
    // The end of the input counts as no.
    const answer = await Promise.race([
      prompt.question(question),
      new Promise<string>((resolve) => prompt.once('close', () => resolve('no'))),
    ])
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    prompt.close()
  }
}
