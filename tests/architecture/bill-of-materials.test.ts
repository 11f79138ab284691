/** The bill of materials names all that runs: every package that our own need, what those need, and the Node under them. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Names = Record<string, unknown>
type Locked = {
  version: string
  dependencies?: Names
  peerDependencies?: Names
  peerDependenciesMeta?: Record<string, { optional?: boolean }>
}
type Component = {
  'bom-ref': string
  name: string
  version: string
  hashes?: { content: string }[]
  licenses?: { license?: unknown; expression?: unknown }[]
}

const root = new URL('../..', import.meta.url)
const { packages } = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8')) as {
  packages: Record<string, Locked>
}

/** Where a package finds another that it needs: in its own folder, or in one above it. */
function placeOf(name: string, from: string): string {
  const place = `${from === '' ? '' : `${from}/`}node_modules/${name}`
  if (place in packages) return place
  if (from === '') throw new Error(`the lock file has no ${name}`)
  return placeOf(name, from.split('/node_modules/').slice(0, -1).join('/node_modules/'))
}

/** The places of all that a package needs, and of all that those need. */
function needsOf(from: string, found = new Set<string>()): Set<string> {
  const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = packages[from] ?? {}
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional)
  for (const place of [...Object.keys(dependencies), ...peers].map((name) => placeOf(name, from))) {
    if (found.has(place)) continue
    found.add(place)
    needsOf(place, found)
  }
  return found
}

test('it is CycloneDX, with every package that runs, its version and its licence', () => {
  const written = execFileSync(process.execPath, ['deploy/bill-of-materials.ts'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const { bomFormat, metadata, components } = JSON.parse(written) as {
    bomFormat: string
    metadata: { component: Component }
    components: Component[]
  }
  expect([bomFormat, metadata.component.name]).toEqual(['CycloneDX', 'concord'])
  const needed = [...needsOf('')].map((place) => `${place.split('node_modules/').at(-1)}@${packages[place]?.version}`)
  expect(needed).toEqual(expect.arrayContaining([expect.stringMatching(/^zod@/), expect.stringMatching(/^pg-types@/)]))
  // The lock file has the package that fetches Node, and not what it fetches.
  const node = `node-${process.platform}-${process.arch}@${packages['node_modules/node']?.version}`
  expect(components.map(({ name, version }) => `${name}@${version}`).sort()).toEqual([...needed, node].sort())
  const fetched = components.find(({ 'bom-ref': reference }) => reference === node)
  expect(fetched?.hashes?.[0]?.content).toMatch(/^[0-9a-f]{64}$/)
  const unlicensed = components.filter(
    ({ licenses = [] }) => !licenses.some(({ license, expression }) => license ?? expression),
  )
  expect(unlicensed.map(({ name }) => name)).toEqual([])
}, 60_000)
