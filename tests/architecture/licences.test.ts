/** What Concord runs with may be used and passed on: every package of the lock file that is not for development alone. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import allowed from './licences.json' with { type: 'json' }

type Locked = { license?: unknown; dev?: boolean; version?: string }

const lockFile = new URL('../../package-lock.json', import.meta.url)
const { packages } = JSON.parse(readFileSync(lockFile, 'utf8')) as { packages: Record<string, Locked> }

/** `MIT`, or a choice of which one is allowed: `(MIT OR GPL-3.0)`. Where several hold at once, all must be. */
function isAllowed(licence: unknown): boolean {
  if (typeof licence !== 'string') return false
  const choices = licence.replace(/^\((.*)\)$/, '$1').split(' OR ')
  return choices.some((choice) => choice.split(' AND ').every((name) => allowed.includes(name)))
}

test('the licence of every package that runs is one of licences.json', () => {
  const running = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev)
  expect(running.length).toBeGreaterThan(20)
  const others = running.filter(([, { license }]) => !isAllowed(license))
  expect(others.map(([path, { version, license }]) => `${path} ${version}: ${license ?? 'no licence'}`)).toEqual([])
})

test('a licence that is none of them is not let through', () => {
  for (const licence of [
    'GPL-3.0',
    'AGPL-3.0-only',
    'UNLICENSED',
    'SEE LICENSE IN x',
    '(MIT AND GPL-2.0)',
    '',
    undefined,
  ])
    expect([licence, isAllowed(licence)]).toEqual([licence, false])
  for (const licence of ['MIT', '(MIT OR GPL-3.0)', '(MIT AND ISC)'])
    expect([licence, isAllowed(licence)]).toEqual([licence, true])
})
