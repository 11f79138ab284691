/**
 * Writes the bill of materials (CycloneDX) of what Concord runs with, by the lock file. npm makes it; but with `--omit dev` it also
 * leaves out what runs and a tool of development needs too, such as zod, so it is given a lock file in which nothing else is.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Locked = { dev?: boolean; optional?: boolean; devOptional?: boolean; devDependencies?: unknown }

const read = (name: string) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'))
const { devDependencies: _, ...ours } = read('package.json')
const lock: { packages: Record<string, Locked> } = read('package-lock.json')
const runs = Object.entries(lock.packages).filter(
  ([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional,
)

const folder = mkdtempSync(join(tmpdir(), 'concord-materials-'))
try {
  // npm calls the whole what its folder is called.
  const whole = join(folder, 'concord')
  mkdirSync(whole)
  writeFileSync(join(whole, 'package.json'), JSON.stringify(ours))
  writeFileSync(
    join(whole, 'package-lock.json'),
    JSON.stringify({ ...lock, packages: { '': ours, ...Object.fromEntries(runs) } }),
  )
  const words = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only']
  const { status } = spawnSync('npm', words, { cwd: whole, stdio: ['ignore', 'inherit', 'inherit'] })
  process.exitCode = status ?? 1
} finally {
  rmSync(folder, { recursive: true })
}
