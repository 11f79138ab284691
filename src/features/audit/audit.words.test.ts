import { expect, test } from 'vitest'
import { type Route, routes } from '../../routes.ts'
import { listEvents, sayEvent } from './audit.words.ts'

test('every event of a page has words of its own', () => {
  const events = (Object.values(routes) as Route[]).flatMap(({ audit }) => audit ?? [])
  const byName = (event: string) => event.replaceAll(/[.-]/g, ' ').toLowerCase()
  const plain = ['account.closed', 'invitation.accepted', 'password.changed', 'plan.signed', 'plan.started']
  const same = ['plan.withdrawn', 'role.ended', 'second-factor.changed']
  expect(new Set(events.filter((event) => sayEvent(event).toLowerCase() === byName(event)))).toEqual(
    new Set([...plain, ...same]),
  )
  expect(sayEvent('agreer.set')).toBe('Who agrees the plan was set')
  expect(sayEvent('some-thing.new')).toBe('Some thing new')
})

test('the events to choose from are in the order of their words', () => {
  const words = listEvents().map(({ text }) => text)
  expect(words.slice(0, 3)).toEqual(['A way to sign in connected', 'A way to sign in disconnected', 'Account closed'])
  expect(words.at(-1)).toBe('Who agrees the plan was set')
})
