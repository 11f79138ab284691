import { expect, it } from 'vitest'
import { sayHowOften, sayKindOfPlace, sayOnCallWork, sayOutput, sayPeriod, sayPlace, sayRota } from './in-words.ts'

const sites = { ZNM01: 'Northmoor General Hospital' }

it('says periods, places and what is expected', () => {
  expect(sayPeriod({ from: '2026-04-01', to: '2027-03-31' })).toBe('1 April 2026 to 31 March 2027')
  expect(sayPlace({ location: { setting: 'outpatient-clinic', site: 'Moor Street' } }, sites)).toBe(
    'Outpatient clinic, Moor Street',
  )
  expect(sayPlace({ location: { site: 'Ward 14' } }, sites)).toBe('Ward 14')
  expect(sayPlace({}, sites)).toBe('')
  expect(sayOutput({ output: { measure: 'patients', perOccurrence: '12' } })).toBe('12 patients')
  expect(sayOutput({ output: { measure: 'patients' } })).toBe('patients')
})

it('says a site by its name, and a code that nobody has named as it is', () => {
  const at = (site: string) => ({ location: { setting: 'office', site } }) as const
  expect(sayPlace(at('ZNM01'), sites)).toBe('Office, Northmoor General Hospital')
  expect(sayPlace(at('ZNM09'), sites)).toBe('Office, ZNM09')
  expect(sayKindOfPlace(at('ZNM01'), sites)).toBe('Office')
  expect(sayKindOfPlace({ location: { site: 'ZNM01' } }, sites)).toBe('Northmoor General Hospital')
  expect(sayKindOfPlace({}, sites)).toBe('')
})

it('says on-call', () => {
  expect(sayRota({ category: 'A' })).toBe('On-call, category A')
  expect(sayRota({ title: 'Medical take' })).toBe('Medical take')
  expect(sayHowOften({ oneIn: 8, prospectiveCover: true })).toBe('1 in 8, covering each other’s leave')
  expect(sayHowOften({ oneIn: '15/2' })).toBe('1 in 7.5')
  expect(sayOnCallWork({ minutes: 360, premiumMinutes: 240 })).toBe('6 hours, of which 4 hours in premium time')
  expect(sayOnCallWork({ minutes: 60 })).toBe('1 hour')
  expect(sayOnCallWork(undefined)).toBe('None')
})
