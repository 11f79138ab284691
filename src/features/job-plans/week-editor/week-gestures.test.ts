import { describe, expect, it } from 'vitest'
import { dragged, drawn, gripAt, type Picture, type Span, shifted, spotAt, withEnd } from './week-gestures.ts'

const picture: Picture = {
  dayEdges: [100, 200, 300, 400, 500, 600, 700, 800],
  top: 50,
  bottom: 50 + 13 * 48,
  fromMinutes: 7 * 60,
  toMinutes: 20 * 60,
}
const clinic: Span = { day: 0, startMinutes: 540, endMinutes: 780 }
const night: Span = { day: 4, startMinutes: 1260, endMinutes: 1260 + 720 }

describe('where a point lies', () => {
  it('is a day and a time', () => {
    expect(spotAt(picture, 150, 50 + 2 * 48)).toEqual({ day: 0, minutes: 540 })
    expect(spotAt(picture, 799, 50)).toEqual({ day: 6, minutes: 420 })
  })
  it('is the nearest edge when it is outside', () => {
    expect(spotAt(picture, 10, 0)).toEqual({ day: 0, minutes: 420 })
    expect(spotAt(picture, 2000, 5000)).toEqual({ day: 6, minutes: 1200 })
  })
  it('is an edge of a block near its top and bottom, but never all of a low one', () => {
    expect([gripAt(3, 192), gripAt(100, 192), gripAt(188, 192)]).toEqual(['start', 'whole', 'end'])
    expect(gripAt(6, 12)).toBe('whole')
  })
})

describe('drawing', () => {
  it('covers every quarter that it touches, upwards too', () => {
    const up = drawn({ day: 2, minutes: 611 }, { day: 2, minutes: 544 }, 15)
    expect(up).toEqual({ day: 2, startMinutes: 540, endMinutes: 615 })
  })
  it('stays on the day it was begun on', () => {
    expect(drawn({ day: 2, minutes: 540 }, { day: 5, minutes: 600 }, 15).day).toBe(2)
  })
  it('goes by five minutes with Alt', () => {
    const fine = drawn({ day: 0, minutes: 544 }, { day: 0, minutes: 611 }, 5)
    expect(fine).toEqual({ day: 0, startMinutes: 540, endMinutes: 615 })
    expect(drawn({ day: 0, minutes: 546 }, { day: 0, minutes: 609 }, 5)).toMatchObject({
      startMinutes: 545,
      endMinutes: 610,
    })
  })
  it('gives at least a step, at the day’s very end too', () => {
    const last = drawn({ day: 0, minutes: 1440 }, { day: 0, minutes: 1440 }, 15)
    expect(last).toEqual({ day: 0, startMinutes: 1425, endMinutes: 1440 })
  })
})

describe('dragging', () => {
  const from = { day: 0, minutes: 600 }
  it('moves to another day and keeps the length', () => {
    const moved = dragged(clinic, 'whole', from, { day: 3, minutes: 632 }, 15)
    expect(moved).toEqual({ day: 3, startMinutes: 570, endMinutes: 810 })
  })
  it('stretches an edge and never past the other', () => {
    expect(dragged(clinic, 'end', from, { day: 0, minutes: 660 }, 15)).toEqual({ ...clinic, endMinutes: 840 })
    expect(dragged(clinic, 'end', from, { day: 0, minutes: 0 }, 15)).toEqual({ ...clinic, endMinutes: 555 })
    expect(dragged(clinic, 'start', from, { day: 0, minutes: 1200 }, 15)).toEqual({ ...clinic, startMinutes: 765 })
  })
  it('keeps a day’s work within its day, and the week within the week', () => {
    expect(shifted(clinic, 9, 1400)).toEqual({ day: 6, startMinutes: 1200, endMinutes: 1440 })
    expect(withEnd(clinic, 1500, 15).endMinutes).toBe(1440)
  })
  it('lets work that runs past midnight go on doing so', () => {
    expect(shifted(night, 5, 1320)).toEqual({ day: 5, startMinutes: 1320, endMinutes: 2040 })
    expect(withEnd(night, 9999, 15).endMinutes).toBe(1260 + 1440)
  })
})
