import { expect, test } from 'vitest'
import { Busy, createMinutely, createTurns } from './turns.ts'

test('so many run at once, the next wait their turn, and the rest are refused', async () => {
  const turns = createTurns({ atOnce: 2, waiting: 3 })
  let running = 0
  let most = 0
  const gate = Promise.withResolvers<void>()
  const work = async () => {
    running += 1
    most = Math.max(most, running)
    await gate.promise
    running -= 1
    return 'done'
  }
  const tries = Array.from({ length: 7 }, () => turns.take(work))
  const answers = Promise.allSettled(tries)
  gate.resolve()
  const settled = await answers
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
  for (const each of settled) if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(Busy)
  expect(most).toBe(2)
})

test('work that fails gives its turn back', async () => {
  const turns = createTurns({ atOnce: 1, waiting: 0 })
  await expect(turns.take(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await turns.take(async () => 'yes')).toBe('yes')
})

test('so many in a minute, then none until the next', () => {
  let at = 60_000
  const minutely = createMinutely(2, () => at)
  minutely.count()
  minutely.count()
  expect(() => minutely.count()).toThrow(Busy)
  at += 60_000
  minutely.count()
})
