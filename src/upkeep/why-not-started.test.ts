import { expect, it } from 'vitest'
import { whyNotStarted } from './why-not-started.ts'

const refused = (code: string) => Object.assign(new Error('no schema has been selected to create in'), { code })

it.each(['3F000', '42501'])('a login that owns nothing is told which setting is missing or wrong (%s)', (code) => {
  expect(whyNotStarted(refused(code), false)).toContain('Set DATABASE_OWNER_URL')
  expect(whyNotStarted(refused(code), true)).toContain('The login of DATABASE_OWNER_URL may not')
})

it('any other reason is said as everywhere else', () => {
  expect(whyNotStarted(refused('28P01'), false)).toContain('does not let this login in')
  expect(whyNotStarted('nothing', false)).toBe('nothing')
})
