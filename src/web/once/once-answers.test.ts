import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { Env } from '../request.ts'
import { createKeptAnswers } from './once-answers.ts'

/** A server whose every answer is a page of so many letters, and how often it has really made one. */
function aServer() {
  let at = 0
  let made = 0
  const answers = createKeptAnswers(() => at)
  const app = new Hono<Env>()
  app.get('/:person/:key/:letters', (c) => {
    const { person, key, letters } = c.req.param()
    const asked = {
      key: { organisationId: 1, personId: Number(person), keyDigest: key },
      sentDigest: letters,
    }
    return answers.join(c, asked, {
      first: async () => {
        made += 1
        return c.html('x'.repeat(Number(letters)))
      },
      otherwise: () => c.text('something else', 409),
    })
  })
  /** Asks, and says whether it was really done. */
  const asks = async (person: number, key: string | number, letters = 10) => {
    const before = made
    const answer = await app.request(`/${person}/${key}/${letters}`)
    expect([answer.status, (await answer.text()).length]).toEqual([200, letters])
    return made > before
  }
  return { asks, wait: (milliseconds: number) => (at += milliseconds) }
}

test('a second press has the answer of the first, for half a minute', async () => {
  const { asks, wait } = aServer()
  expect([await asks(1, 'a'), await asks(1, 'a'), await asks(2, 'a')]).toEqual([true, false, true])
  wait(29_999)
  expect([await asks(1, 'a'), await asks(1, 'b')]).toEqual([false, true])
  wait(1)
  expect([await asks(1, 'a'), await asks(1, 'b'), await asks(2, 'a')]).toEqual([true, false, true])
})

test('what is too old is let go also while others ask', async () => {
  const { asks, wait } = aServer()
  await asks(1, 'a')
  wait(20_000)
  expect([await asks(2, 'a'), await asks(1, 'b')]).toEqual([true, true])
  wait(10_000)
  expect([await asks(1, 'a'), await asks(1, 'b')]).toEqual([true, false])
})

test('forty of each person’s are kept, the last ones, and nobody’s make room for somebody else’s', async () => {
  const { asks } = aServer()
  await asks(2, 'theirs')
  for (let key = 0; key < 41; key += 1) await asks(1, key)
  expect(await asks(2, 'theirs')).toBe(false)
  expect([await asks(1, 40), await asks(1, 1)]).toEqual([false, false])
  expect(await asks(1, 0)).toBe(true)
})

test('a million bytes of each person’s are kept, the last ones', async () => {
  const { asks } = aServer()
  await asks(2, 'theirs', 900_000)
  for (const key of ['a', 'b', 'c']) await asks(1, key, 400_000)
  expect([await asks(1, 'b', 400_000), await asks(1, 'c', 400_000)]).toEqual([false, false])
  expect(await asks(1, 'a', 400_000)).toBe(true)
  expect([await asks(1, 'long', 1_000_001), await asks(1, 'long', 1_000_001)]).toEqual([true, true])
  expect(await asks(2, 'theirs', 900_000)).toBe(false)
})
