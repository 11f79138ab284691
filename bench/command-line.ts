import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { planOfTwenty } from './evaluate.ts'
import type { Line } from './line.ts'

const FILES = 400
const concord = fileURLToPath(new URL('../bin/concord.js', import.meta.url))

/** How long `concord evaluate` takes for many files, as somebody at a keyboard waits for it, and beyond its start. */
export function measureCommandLine(folder: string): Line[] {
  const plans = `${folder}/plans`
  mkdirSync(plans)
  const files = Array.from({ length: FILES }, (_, place) => {
    const file = `${plans}/plan-${place}.json`
    writeFileSync(file, JSON.stringify({ ...planOfTwenty(), contracted: { core: 10 + (place % 3) } }))
    return file
  })
  secondsOf(files.slice(0, 1)) // the first start of a machine reads Node from its disk
  const start = Math.min(...[1, 2, 3].map(() => secondsOf(files.slice(0, 1))))
  const whole = Math.min(...[1, 2, 3].map(() => secondsOf(files)))
  return [
    { what: `concord evaluate of ${FILES} files, process start to end`, measured: whole, unit: 's' },
    { what: `concord evaluate of ${FILES} files, once started`, measured: whole - start, unit: 's', promised: 1 },
  ]
}

function secondsOf(files: string[]): number {
  const startedAt = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, [concord, 'evaluate', ...files], {
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  })
  const seconds = (performance.now() - startedAt) / 1000
  const evaluated = stdout.trim().split('\n').filter(Boolean).length
  if (status !== 0 || evaluated !== files.length)
    throw new Error(`${evaluated} of ${files.length} files were evaluated: ${stderr.slice(0, 500)}`)
  return seconds
}
