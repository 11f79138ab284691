/**
 * Writes the bill of materials (CycloneDX) of what Concord runs with, by the lock file. npm makes it; but with `--omit dev` it also
 * leaves out what runs and a tool of development needs too, such as zod, so it is given a lock file in which nothing else is.
 * The Node that Concord runs on is in no lock file: the package `node` fetches the program of its version as it is installed. So
 * what is installed here is asked, and put beside the rest with its digest.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Locked = { dev?: boolean; optional?: boolean; devOptional?: boolean; devDependencies?: unknown }

const read = (name: string) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'))
const { devDependencies: _, ...ours } = read('package.json')
const lock: { packages: Record<string, Locked> } = read('package-lock.json')
const runs = Object.entries(lock.packages).filter(
  ([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional,
)

/** The program that Concord runs on, by the package of this machine's kind from which `node` took it. */
function nodeItself() {
  const { resolve } = createRequire(import.meta.url)
  const { version } = JSON.parse(readFileSync(resolve('node/package.json'), 'utf8'))
  const name = `node-${process.platform}-${process.arch}`
  const content = createHash('sha256')
    .update(readFileSync(resolve('node/bin/node')))
    .digest('hex')
  return {
    'bom-ref': `${name}@${version}`,
    type: 'application',
    name,
    version,
    description: 'Node.js, the program that Concord runs on',
    cpe: `cpe:2.3:a:nodejs:node.js:${version}:*:*:*:*:*:*:*`,
    purl: `pkg:npm/${name}@${version}`,
    hashes: [{ alg: 'SHA-256', content }],
    licenses: [{ license: { id: 'MIT' } }],
  }
}

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
  const { status, stdout } = spawnSync('npm', words, {
    cwd: whole,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  })
  process.exitCode = status ?? 1
  if (status === 0) {
    const { components, ...bill } = JSON.parse(stdout)
    process.stdout.write(`${JSON.stringify({ ...bill, components: [...components, nodeItself()] }, null, 2)}\n`)
  }
} finally {
  rmSync(folder, { recursive: true })
}
