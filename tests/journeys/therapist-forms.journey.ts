import { expect, test } from './journey.ts'
import { addsUpTo, startsABlankPlan } from './plans.ts'

test.use({ javaScriptEnabled: false })

test('a therapist plans 37.5 hours by forms alone, with JavaScript switched off', async ({ signIn }) => {
  const josh = await signIn('Josh Bennington')
  const { page } = josh
  await startsABlankPlan(josh, 2033)
  await addsUpTo(josh, '0 of 37.5 hours')

  // A form that is not filled in says so, and keeps what was typed.
  await josh.follows('Add an activity')
  await josh.fillsIn({ 'What it is': 'Ward physiotherapy' })
  await josh.presses('Add to the plan')
  await josh.sees('There is a problem')
  await expect(page.getByLabel('What it is')).toHaveValue('Ward physiotherapy')
  await josh.fillsIn({ 'Class of work in the guide for allied health professions': 'Individual patients: direct' })
  await josh.chooses('At a fixed time in the week')
  await josh.chooses('Monday', 'Days')
  await josh.fillsIn({
    Starts: '8:30am',
    Ends: '4:30pm',
    'Unpaid break, in minutes': '30',
    'Kind of place': 'Inpatients',
    Specialty: 'Physiotherapy',
    'How many': '9',
    'Of what': 'patients seen',
  })
  await josh.presses('Add to the plan')
  await addsUpTo(josh, '7.5 of 37.5 hours')

  // The same day again on the others, and the last of them taken back.
  await josh.follows('Copy a day')
  await josh.chooses('Monday', 'Copy from')
  for (const day of ['Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']) await josh.chooses(day, 'To')
  await josh.presses('Copy')
  await addsUpTo(josh, '45 of 37.5 hours')
  await josh.presses('Undo')
  await addsUpTo(josh, '7.5 of 37.5 hours')
  await josh.follows('Copy a day')
  await josh.chooses('Monday', 'Copy from')
  for (const day of ['Tuesday', 'Wednesday', 'Thursday', 'Friday']) await josh.chooses(day, 'To')
  await josh.presses('Copy')
  await addsUpTo(josh, '37.5 of 37.5 hours')
  await josh.sees('as contracted', 'Nothing stands in the way.')

  // An objective with how it will be known.
  await josh.follows(/^Objectives/)
  await josh.follows('Add an objective')
  await josh.chooses('Personal')
  await josh.fillsIn({
    'What is to be reached': 'See every new stroke patient within a day.',
    'How you will know': 'Hours from admission to the first session',
  })
  await josh.presses('Save')
  await josh.sees('1. See every new stroke patient within a day.', 'Hours from admission to the first session')

  // Every figure of the plan says how it came about.
  await josh.follows('Week')
  const explanations = page.locator('#plan-sum details')
  await expect(explanations).not.toHaveCount(0)
  for (const explanation of await explanations.all()) {
    await explanation.locator('summary').click()
    await expect(explanation.locator('td').first()).toBeVisible()
  }
  await josh.follows('How it adds up')
  await josh.sees(/7\.5/, /37\.5/)
})
