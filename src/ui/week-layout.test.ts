import { describe, expect, it } from 'vitest'
import { sayTimeOfDay, timeOfDay } from '../domain/time/time-of-day.ts'
import { blockLanes, clockTime, hoursHolding, quarters } from './week-layout.ts'

const timed = (name: string, startMinutes: number, endMinutes: number) => ({ name, startMinutes, endMinutes })
const places = (blocks: ReturnType<typeof timed>[]) =>
  blockLanes(blocks).map(({ block, lane, lanes }) => `${block.name} ${lane}/${lanes}`)

describe('the lanes of a day', () => {
  it('give work that stands alone the whole width', () => {
    expect(places([timed('clinic', 540, 780), timed('letters', 780, 900)])).toEqual(['clinic 1/1', 'letters 1/1'])
  })

  it('share the width between two that overlap, and not with a third that does not', () => {
    expect(places([timed('lead', 720, 840), timed('clinic', 540, 780), timed('teaching', 960, 1080)])).toEqual([
      'clinic 1/2',
      'lead 2/2',
      'teaching 1/1',
    ])
  })

  it('give work that begins as the others end its whole width back', () => {
    expect(places([timed('a', 540, 660), timed('b', 600, 720), timed('c', 720, 780)])).toEqual([
      'a 1/2',
      'b 2/2',
      'c 1/1',
    ])
  })

  it('use a lane again as soon as it is free', () => {
    expect(places([timed('long', 480, 720), timed('first', 480, 600), timed('second', 600, 720)])).toEqual([
      'long 1/2',
      'first 2/2',
      'second 2/2',
    ])
  })

  it('take six shares for five at once, since twelve columns do not divide by five', () => {
    expect(places(['a', 'b', 'c', 'd', 'e'].map((name) => timed(name, 540, 600))).at(-1)).toBe('e 5/6')
  })
})

describe('the rows of a day', () => {
  it('are quarter hours, times between going to the nearest', () => {
    expect([540, 547, 548, 1439, 1500].map(quarters)).toEqual([36, 36, 37, 96, 96])
  })

  it('widen to hold every block, never past midnight', () => {
    expect(
      hoursHolding({ fromHour: 7, toHour: 21, blocks: [timed('early', 390, 480), timed('late', 1200, 1500)] }),
    ).toEqual({
      fromHour: 6,
      toHour: 24,
    })
    expect(hoursHolding({ fromHour: 7, toHour: 21, blocks: [timed('evening', 1200, 1270)] }).toHour).toBe(22)
    expect(hoursHolding({ fromHour: 7, toHour: 21, blocks: [] })).toEqual({ fromHour: 7, toHour: 21 })
  })
})

describe('a time of day', () => {
  it.each([
    [540, '9:00am'],
    [755, '12:35pm'],
    [20, '12:20am'],
    [0, 'midnight'],
    [720, 'midday'],
    [1440, 'midnight'],
    [1290, '9:30pm'],
  ])('%i minutes is %s', (minutes, words) => {
    expect(clockTime(minutes)).toBe(words)
  })

  it('is written in the picture as in every list of the plan', () => {
    const quarterHours = Array.from({ length: 96 }, (_, quarter) => quarter * 15)
    expect(quarterHours.map(clockTime)).toEqual(quarterHours.map((minutes) => sayTimeOfDay(timeOfDay(minutes))))
  })
})
