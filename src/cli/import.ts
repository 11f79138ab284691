/**
 * `concord import esr`: reads every file first, shows what they would change, asks, and applies all of it or nothing.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import type { Database, Tx } from '../db/database.ts'
import { openDatabase } from '../db/open-database.ts'
import { scopeOfSystem } from '../db/scope.ts'
import { planImport } from '../domain/staff/compare-staff.ts'
import { systemClock, todayOf } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import { type FeedProblem, readFeed, type StaffFeed } from '../platform/esr-go2/read-feed.ts'
import {
  applyImport,
  type FileToImport,
  type ImportedFile,
  ImportedMeanwhile,
  listImportedFiles,
} from '../records/staff-import.ts'
import { loadCorrections, loadStaffRecord } from '../records/staff-record.ts'
import { sayImport, saySequence } from './import-summary.ts'

const USE = `Use: concord import esr PATH… [--yes] [--dry-run] [--organisation CODE]
  PATH            a file of the staff record, several, or a folder of them
  --yes           apply the changes without asking
  --dry-run       show what would change, and change nothing
  --organisation  the trust's code, where the database holds more than one`

/** Says what went wrong in one plain sentence; the command prints it and ends with status 1. */
class Refusal extends Error {}

type ReadFile = { digest: string; feed: StaffFeed }
type Plan = { files: FileToImport[]; imported: ImportedFile[] }

/** Runs `concord import`. Status 1: nothing was changed, and standard error says why. */
export async function run(words: string[]): Promise<number> {
  const asked = readWords(words)
  if (typeof asked === 'string') {
    console.error(`${asked}\n${USE}`)
    return 2
  }
  try {
    const files = readFiles(asked.paths)
    const database = await openDatabase(readConfig(process.env))
    try {
      return await importInto(database, files, asked)
    } finally {
      await database.close()
    }
  } catch (error) {
    if (error instanceof ImportedMeanwhile)
      console.error('Another import came in between. Nothing was changed: please run this again.')
    else console.error(`${error instanceof Error ? error.message : error}\nNothing was changed.`)
    return 1
  }
}

type Asked = { paths: string[]; yes: boolean; dryRun: boolean; organisation: string | undefined }

function readWords(words: string[]): Asked | string {
  try {
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
    if (source !== 'esr') return 'Say what to import: esr is the staff record.'
    if (paths.length === 0) return 'Say which file or folder to import.'
    return { paths, yes: values.yes, dryRun: values['dry-run'], organisation: values.organisation }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Every file, read whole and in the order of their numbers. One that cannot be read refuses them all. */
function readFiles(paths: readonly string[]): ReadFile[] {
  const problems: FeedProblem[] = []
  const files = paths.flatMap(filesAt).flatMap((path): ReadFile[] => {
    const bytes = readFileSync(path)
    const reading = readFeed(bytes, basename(path))
    if (reading.ok) return [{ digest: createHash('sha256').update(bytes).digest('hex'), feed: reading.feed }]
    problems.push(...reading.problems)
    return []
  })
  if (problems.length > 0)
    throw new Refusal(problems.map(({ file, line, reason }) => `${file}, line ${line}: ${reason}`).join('\n'))
  return files.sort((a, b) => sequenceOf(a.feed.fileName) - sequenceOf(b.feed.fileName))
}

function filesAt(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new Refusal(`There is no file or folder called ${path}.`)
  if (!found.isDirectory()) return [path]
  const files = readdirSync(path).filter((name) => /\.dat$/i.test(name))
  if (files.length === 0) throw new Refusal(`The folder ${path} holds no file whose name ends in .DAT.`)
  return files.map((name) => join(path, name))
}

/** The number that the staff record counts its files by, at the end of the name; 0 where there is none. */
const sequenceOf = (fileName: string): number => Number(/_(\d+)\.dat$/i.exec(fileName)?.[1] ?? 0)

async function importInto(database: Database, files: readonly ReadFile[], asked: Asked): Promise<number> {
  const organisationId = await findOrganisation(database, asked.organisation)
  const scope = scopeOfSystem(organisationId)
  const on = todayOf(systemClock)
  const { files: planned, imported } = await database.read(scope, (tx) => plan(tx, organisationId, files, on))

  const before = imported.find((file) => sequenceOf(file.fileName) > 0)
  for (const file of planned) {
    console.log(sayImport(file))
    if (before && before.digest !== file.digest) console.log(saySequence(file, before, sequenceOf))
  }
  const isNew = ({ digest, changes }: FileToImport) =>
    changes.changes.some(({ outcome }) => outcome !== 'missing') || !imported.some((file) => file.digest === digest)
  if (!planned.some(isNew)) {
    console.log('Imported before: there is nothing to change.')
    return 0
  }
  if (asked.dryRun || !(asked.yes || (await says('Apply these changes? (yes/no) ')))) {
    console.log('Nothing was changed.')
    return 0
  }
  const lastImportId = imported[0]?.importId ?? null
  await database.write(scope, (tx) =>
    applyImport(tx, { organisationId, importedBy: null, lastImportId, on, at: systemClock.now(), files: planned }),
  )
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

/** What each file changes once those before it have. */
async function plan(tx: Tx, organisationId: number, files: readonly ReadFile[], on: string): Promise<Plan> {
  const corrections = await loadCorrections(tx, organisationId, on)
  let record = await loadStaffRecord(tx, organisationId)
  const planned: FileToImport[] = []
  for (const { digest, feed } of files) {
    const changes = planImport(record, feed, on, corrections)
    planned.push({ fileName: feed.fileName, digest, kind: feed.kind, changes, passedOver: feed.passedOver })
    record = changes.next
  }
  return { files: planned, imported: await listImportedFiles(tx, organisationId) }
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
