/**
 * Who may use each route, written down a second time and by hand: the walks of every route take what they expect from the very
 * row that they walk, so a row that opens what was shut would be green. Whoever changes who may changes it here too.
 */
import { expect, test } from 'vitest'
import { generalActions, objectActions } from '../../src/domain/access/access.ts'
import { type Route, routes } from '../../src/routes.ts'
import whoMay from './who-may.json' with { type: 'json' }

function whoMayUse({ may }: Route): string {
  if (may === 'anybody') return may
  const allowed: string | readonly string[] =
    may in generalActions
      ? generalActions[may as keyof typeof generalActions]
      : objectActions[may as keyof typeof objectActions]
  return [allowed].flat().join(' ')
}

test('what has a number in the trust is never open to everybody who is signed in', () => {
  const numbered = Object.entries(routes).filter(([, { path }]) => /:\w+Id\b/.test(path))
  expect(numbered.length).toBeGreaterThan(50)
  expect(numbered.filter(([, route]) => ['anybody', 'anyone'].includes(whoMayUse(route)))).toEqual([])
})

test('each route is open to those whom the list names, and to nobody else', () => {
  const found = Object.entries(routes).map(([name, route]) => [name, whoMayUse(route)])
  expect(Object.fromEntries(found)).toEqual(whoMay)
})
