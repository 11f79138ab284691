import { expect, test } from 'vitest'
import { routes } from '../routes.ts'
import { eventOf } from './note-audit.ts'
import type { Request } from './request.ts'

test('an event comes from the row of the route, and nothing is written without one', () => {
  const asked = (name: 'signIn' | 'signOut') => ({ var: { route: routes[name] } }) as Request
  expect(eventOf(asked('signIn'))).toBe('account.signed-in')
  expect(eventOf(asked('signOut'), routes.acceptInvitation)).toBe('invitation.accepted')
  expect(() => eventOf(asked('signOut'))).toThrow('/sign-out')
})
