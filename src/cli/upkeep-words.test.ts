import { expect, it } from 'vitest'
import { Refusal, RestoreUnfinished } from '../upkeep/refusal.ts'
import { sayUnrestored } from './upkeep-words.ts'

it('says that nothing was restored only where that is known', () => {
  const why = new Error('Something failed.')
  const nothing = /^Something failed\.\nNothing was restored\.$/
  expect(sayUnrestored(new Refusal('Something failed.'))).toMatch(nothing)
  const kept = sayUnrestored(new RestoreUnfinished('kept', why))
  expect(kept).toMatch(/^Something failed\.\nEverything in the backup was restored, and then this failed\./)
  const unknown = sayUnrestored(new RestoreUnfinished('unknown', why))
  expect(unknown).toMatch(/^Something failed\.\n.* it is not known whether everything or nothing was restored\./)
})
