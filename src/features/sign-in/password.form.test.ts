import { expect, test } from 'vitest'
import { passwordProblem } from './password.form.ts'

const about = ['Amara', 'Osei', 'amara.osei@northshire.example', 'Northshire NHS Foundation Trust']

test.each([
  ['short words', '12 or more'],
  ['a'.repeat(201), '200 characters or fewer'],
  ['aaaaaaaaaaaaaa', 'guessed soon'],
  ['Password1234!', 'guessed soon'],
  ['blue amara kettles', 'Leave “amara” out'],
  ['NORTHSHIRE kettles', 'Leave “northshire” out'],
  ['my osei boats sail', 'Leave “osei” out'],
])('%s is refused', (password, why) => {
  expect(passwordProblem(password, about)).toContain(why)
})

test.each(['seven small boats at dawn', 'trust no kettle here', 'correct-horse-battery'])(
  '%s is good enough',
  (password) => {
    expect(passwordProblem(password, about)).toBeNull()
  },
)
