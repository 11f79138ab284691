import { expect, test } from 'vitest'
import { showsWhat } from './demonstration.words.ts'

const person = {
  postTitle: null,
  unitName: null,
  hasPlan: true,
  planState: null,
  agrees: 0,
  toSign: 0,
  toDiscuss: 0,
  roles: [],
}

test('says where one’s own plan stands', () => {
  expect(showsWhat({ ...person, planState: 'in-discussion' })).toEqual(['Has a plan in discussion'])
  expect(showsWhat(person)).toEqual(['Has no plan yet'])
  expect(showsWhat({ ...person, hasPlan: false })).toEqual(['Has no job plan here, and sees none'])
})

test('says whose plans one agrees, and what waits', () => {
  const agreer = { ...person, hasPlan: false, agrees: 3 }
  expect(showsWhat(agreer)).toEqual(['Agrees the plans of 3 people'])
  expect(showsWhat({ ...agreer, toSign: 1, toDiscuss: 2 })).toEqual([
    'Agrees the plans of 3 people: 1 waits for a signature, 2 in discussion',
  ])
  expect(showsWhat({ ...agreer, agrees: 1 })).toEqual(['Agrees the plan of 1 person'])
})

test('says what a role adds', () => {
  expect(showsWhat({ ...person, hasPlan: false, roles: ['administrator'] })).toEqual(['Runs the system. Sees no plans'])
})
