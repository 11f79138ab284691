import { expect, it } from 'vitest'
import { moves } from './moves.ts'
import { movesInWords, sayAgreement } from './state-words.ts'

it('says every move, and what it needs', () => {
  const words = movesInWords()
  expect(words).toHaveLength(moves.length)
  expect(words.find(({ from, move }) => from === 'Signed by the clinician' && move.startsWith('Return'))).toEqual({
    from: 'Signed by the clinician',
    move: 'Return for discussion',
    who: 'The clinician or the manager who agrees it',
    to: 'In discussion',
    needs: 'A reason. The signature given no longer counts.',
  })
})

it('draws every move', () => {
  const arrows = sayAgreement()
    .split('\n')
    .filter((line) => line.includes('-->'))
  expect(arrows).toHaveLength(moves.length + 1)
  expect(arrows).toContain('  signed_by_agreer --> agreed: Sign')
})
