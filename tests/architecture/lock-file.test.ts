/** What is installed is what was locked: each package is held to a digest of its content, wherever it is fetched from. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Locked = { version?: string; integrity?: string; resolved?: string }

const lockFile = new URL('../../package-lock.json', import.meta.url)
const { packages } = JSON.parse(readFileSync(lockFile, 'utf8')) as { packages: Record<string, Locked> }
const installed = Object.entries(packages).filter(([path]) => path !== '')

test('every package of the lock file has the digest of its content', () => {
  expect(installed.length).toBeGreaterThan(200)
  const without = installed.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''))
  expect(without.map(([path, { version }]) => `${path} ${version}`)).toEqual([])
})

test('none says where it was fetched from, which may be a registry of somebody’s own', () => {
  expect(installed.filter(([, { resolved }]) => resolved).map(([path]) => path)).toEqual([])
})
