import { expect, it } from 'vitest'
import { SPECIALTIES, saySpecialty, specialtyFromWords } from './specialties.ts'

it('says a code by its name, and leaves what it does not know as it is', () => {
  expect(saySpecialty('307')).toBe('Diabetes (307)')
  expect(saySpecialty('650')).toBe('Physiotherapy (650)')
  expect(saySpecialty('999')).toBe('999')
  expect(saySpecialty('Hand therapy')).toBe('Hand therapy')
  expect([saySpecialty(null), saySpecialty(undefined)]).toEqual(['', ''])
})

it('reads back what it says, and a name alone', () => {
  for (const [code, name] of Object.entries(SPECIALTIES)) {
    expect(specialtyFromWords(saySpecialty(code))).toBe(code)
    expect(specialtyFromWords(name)).toBe(code)
  }
  expect(specialtyFromWords(' PHYSIOTHERAPY ')).toBe('650')
  expect(specialtyFromWords('307')).toBe('307')
  expect(specialtyFromWords('Hand therapy ')).toBe('Hand therapy')
})

it('has every allied health profession that has a treatment function', () => {
  for (let code = 650; code <= 663; code++) expect(SPECIALTIES).toHaveProperty(String(code))
})
