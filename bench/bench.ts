/**
 * What we promise about speed, measured on this machine. Ends with status 1 when a promise is broken.
 * `--only name` measures one part; `--small` leaves out what needs PostgreSQL.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureCommandLine } from './command-line.ts'
import { measureEvaluation } from './evaluate.ts'
import { isKept, type Line, tableOf } from './line.ts'
import { measurePages } from './pages.ts'
import { measureQueries } from './queries.ts'
import { startServer } from './server.ts'
import { measureImport } from './staff-import.ts'
import { measureTrust } from './trust.ts'
import { KINDS } from './trust-people.ts'

const FIRST_START_S = 6
const LATER_START_S = 2

/** From the command to the sign-in page, on a folder with nothing in it and on the same folder again. */
async function measureStarts(folder: string): Promise<Line[]> {
  const lines: Line[] = []
  for (const mode of ['demonstration', 'real'] as const) {
    const place = join(folder, mode)
    const settings = { CONCORD_MODE: mode }
    const first = await startServer(place, settings)
    await first.stop()
    const again = await startServer(place, settings)
    await again.stop()
    const what = `The built server (${mode}) to the sign-in page`
    lines.push(
      { what: `${what}: empty folder`, measured: first.secondsToFirstPage, unit: 's', promised: FIRST_START_S },
      { what: `${what}: same folder again`, measured: again.secondsToFirstPage, unit: 's', promised: LATER_START_S },
    )
  }
  return lines
}

/** From a fresh checkout; every page of the small demonstration on the embedded database, one person at a time. */
async function measureEmbedded(folder: string): Promise<Line[]> {
  const fromSource = await startServer(join(folder, 'from-source'), {}, { command: ['npm', 'start'], isGroup: true })
  try {
    return [
      {
        what: 'npm start on an empty folder, build included, to the first page',
        measured: fromSource.secondsToFirstPage,
        unit: 's',
        promised: 60,
      },
      ...(await measurePages(fromSource.url)),
    ]
  } finally {
    await fromSource.stop()
  }
}

/** The parts, in order, by the name that `--only` takes. */
const parts: Record<string, { needsPostgres?: true; measure(folder: string): Line[] | Promise<Line[]> }> = {
  evaluate: { measure: measureEvaluation },
  'command-line': { measure: measureCommandLine },
  embedded: { measure: measureEmbedded },
  start: { measure: measureStarts },
  queries: { measure: measureQueries },
  import: { needsPostgres: true, measure: measureImport },
  ...Object.fromEntries(
    KINDS.map((kind) => [
      kind,
      { needsPostgres: true as const, measure: (folder: string) => measureTrust(folder, kind) },
    ]),
  ),
}

const { values: asked } = parseArgs({
  options: { only: { type: 'string' }, small: { type: 'boolean', default: false } },
})
if (asked.only !== undefined && !(asked.only in parts))
  throw new Error(`There is no part called ${asked.only}. There are: ${Object.keys(parts).join(', ')}.`)

// The app whose statements are heard runs in this process, and its log would stand between the lines. Read where it is loaded.
process.env.LOG_LEVEL ??= 'warn'
const folder = mkdtempSync(join(tmpdir(), 'concord-bench-'))
try {
  const [load = 0] = loadavg()
  console.log(`Node ${process.version}, ${cpus().length} processors, load ${load.toFixed(1)} at the start`)
  if (load > cpus().length / 2)
    console.log('The machine is busy with other work: every time is longer than it would be.')
  const lines: Line[] = []
  for (const [name, { needsPostgres, measure }] of Object.entries(parts)) {
    if (asked.only === undefined ? needsPostgres && asked.small : asked.only !== name) continue
    console.log(`Measuring: ${name}`)
    lines.push(...(await measure(folder)))
  }
  console.log(tableOf(lines))
  const broken = lines.filter((line) => !isKept(line)).length
  console.log(broken === 0 ? '\nEvery promise is kept.' : `\nPromises broken: ${broken}.`)
  if (broken > 0) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
