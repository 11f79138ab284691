/** What we promise about speed, measured on this machine. Ends with status 1 when a promise is broken. */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureCommandLine } from './command-line.ts'
import { measureEvaluation } from './evaluate.ts'
import { isKept, type Line, tableOf } from './line.ts'
import { measurePages } from './pages.ts'
import { measureQueries } from './queries.ts'
import { startServer } from './server.ts'

const built = [process.execPath, 'dist/server/main.js'] as const

/** From the command to the first page, on a folder with nothing in it and on the same folder again; then every page. */
async function measureServer(folder: string): Promise<Line[]> {
  const fromSource = await startServer(['npm', 'start'], join(folder, 'from-source'))
  await fromSource.stop()
  const empty = await startServer(built, join(folder, 'trust'))
  await empty.stop()
  const again = await startServer(built, join(folder, 'trust'))
  try {
    return [
      {
        what: 'npm start on an empty folder, build included, to the first page',
        measured: fromSource.secondsToFirstPage,
        unit: 's',
        promised: 60,
      },
      { what: 'The built server on an empty folder, to the first page', measured: empty.secondsToFirstPage, unit: 's' },
      { what: 'The built server on the same folder again', measured: again.secondsToFirstPage, unit: 's' },
      ...(await measurePages(again.url)),
    ]
  } finally {
    await again.stop()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'concord-bench-'))
try {
  const [load = 0] = loadavg()
  console.log(`Node ${process.version}, ${cpus().length} processors, load ${load.toFixed(1)} at the start`)
  if (load > cpus().length / 2)
    console.log('The machine is busy with other work: every time is longer than it would be.')
  const lines = [
    ...measureEvaluation(),
    ...measureCommandLine(folder),
    ...(await measureServer(folder)),
    ...(await measureQueries()),
  ]
  console.log(tableOf(lines))
  const broken = lines.filter((line) => !isKept(line)).length
  console.log(broken === 0 ? '\nEvery promise is kept.' : `\nPromises broken: ${broken}.`)
  if (broken > 0) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
