import { describe, expect, it } from 'vitest'
import type { Span } from './week-gestures.ts'
import { afterKey, intentOf, type Key, undoIntentOf } from './week-keys.ts'

const key = (name: string, held: Partial<Key> = {}): Key => ({
  key: name,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...held,
})
const clinic: Span = { day: 0, startMinutes: 540, endMinutes: 780 }
const press = (name: string, held: Partial<Key> = {}, span = clinic): Span => {
  const intent = intentOf(key(name, held))
  if (intent?.kind !== 'move' && intent?.kind !== 'stretch') throw new Error(`${name} does not move`)
  return afterKey(span, intent)
}

describe('arrow keys', () => {
  it('move by a quarter of an hour or a day', () => {
    expect(press('ArrowDown')).toEqual({ day: 0, startMinutes: 555, endMinutes: 795 })
    expect(press('ArrowUp')).toEqual({ day: 0, startMinutes: 525, endMinutes: 765 })
    expect(press('ArrowRight')).toEqual({ ...clinic, day: 1 })
    expect(press('ArrowLeft')).toEqual(clinic)
  })
  it('stretch with Shift: up and down the end, left and right the start', () => {
    expect(press('ArrowDown', { shiftKey: true })).toEqual({ ...clinic, endMinutes: 795 })
    expect(press('ArrowLeft', { shiftKey: true })).toEqual({ ...clinic, startMinutes: 525 })
    expect(press('ArrowRight', { shiftKey: true })).toEqual({ ...clinic, startMinutes: 555 })
  })
  it('go by five minutes with Alt, which leaves left and right to the browser', () => {
    expect(press('ArrowDown', { altKey: true }).startMinutes).toBe(545)
    expect(intentOf(key('ArrowLeft', { altKey: true }))).toBeUndefined()
  })
  it('bring a time that is off the quarters to the next one', () => {
    const odd = { day: 0, startMinutes: 550, endMinutes: 610 }
    expect(press('ArrowDown', {}, odd).startMinutes).toBe(555)
    expect(press('ArrowUp', {}, odd).startMinutes).toBe(540)
  })
})

describe('other keys', () => {
  it('take away and add', () => {
    expect(intentOf(key('Delete'))).toEqual({ kind: 'remove' })
    expect(intentOf(key('n'))).toEqual({ kind: 'add' })
  })
  it('are left alone with Control, and so are Enter and Tab', () => {
    expect(intentOf(key('n', { ctrlKey: true }))).toBeUndefined()
    expect(intentOf(key('ArrowUp', { metaKey: true }))).toBeUndefined()
    expect([intentOf(key('Enter')), intentOf(key('Tab'))]).toEqual([undefined, undefined])
  })
  it('undo and do again', () => {
    expect(undoIntentOf(key('z', { ctrlKey: true }))).toBe('undo')
    expect(undoIntentOf(key('Z', { metaKey: true, shiftKey: true }))).toBe('redo')
    expect(undoIntentOf(key('y', { ctrlKey: true }))).toBe('redo')
    expect(undoIntentOf(key('z'))).toBeUndefined()
  })
})
