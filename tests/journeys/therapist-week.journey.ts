import { expect, test } from './journey.ts'
import { addsUpTo, startsABlankPlan } from './plans.ts'
import { blockOf, dragsBy, drawsOn } from './week-picture.ts'

test('a therapist plans 37.5 hours with mouse and keys, and every change is saved', async ({ signIn }) => {
  const josh = await signIn('Josh Bennington')
  const { page } = josh
  await startsABlankPlan(josh, 2031)
  await addsUpTo(josh, '0 of 37.5 hours')
  const saved = page.locator('#plan-saved')
  const dialog = page.getByRole('dialog')

  // By mouse: draws Monday morning.
  await drawsOn(josh, 'Monday', 8, 12)
  await dialog.getByLabel('What is it?').fill('Ward physiotherapy')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await addsUpTo(josh, '4 of 37.5 hours')
  await expect(saved).toHaveText(/^Saved/)
  await expect(blockOf(josh, 'Ward physiotherapy')).toContainText('8:00am to midday')

  // By keys: adds Monday afternoon, from the plus sign of the day.
  await page.getByRole('button', { name: 'Add on Monday' }).focus()
  await page.keyboard.press('Enter')
  await dialog.getByLabel('What is it?').fill('Outpatient clinic')
  await dialog.getByLabel('Starts').fill('12:30')
  await dialog.getByLabel('Ends').fill('16:00')
  await dialog.getByRole('button', { name: 'Add', exact: true }).press('Enter')
  await addsUpTo(josh, '7.5 of 37.5 hours')

  await expect(saved).toHaveText(/^Saved/)

  // Moves the clinic an hour down by mouse, and back up by keys; the sum stays.
  await dragsBy(josh, blockOf(josh, 'Outpatient clinic'), 1)
  await expect(blockOf(josh, 'Outpatient clinic')).toContainText('1:30pm to 5:00pm')
  await blockOf(josh, 'Outpatient clinic').focus()
  for (const _ of [1, 2, 3, 4]) await page.keyboard.press('ArrowUp')
  await expect(blockOf(josh, 'Outpatient clinic')).toContainText('12:30pm to 4:00pm')
  await expect(blockOf(josh, 'Outpatient clinic')).toBeFocused()
  await page.keyboard.press('Shift+ArrowDown')
  await addsUpTo(josh, '7.75 of 37.5 hours')
  await page.keyboard.press('Control+z')
  await addsUpTo(josh, '7.5 of 37.5 hours')

  // Copies Monday to the other days, takes it back, does it again.
  await page.getByRole('button', { name: 'Copy a day' }).click()
  for (const day of ['Tuesday', 'Wednesday', 'Thursday', 'Friday']) await dialog.getByLabel(day).check()
  await dialog.getByRole('button', { name: 'Copy' }).click()
  await addsUpTo(josh, '37.5 of 37.5 hours')
  await page.keyboard.press('Control+z')
  await addsUpTo(josh, '7.5 of 37.5 hours')
  await page.keyboard.press('Control+y')
  await addsUpTo(josh, '37.5 of 37.5 hours')
  await expect(saved).toHaveText(/^Saved/)

  // What is saved is what a new page shows.
  await page.reload()
  await addsUpTo(josh, '37.5 of 37.5 hours')
  await expect(blockOf(josh, 'Ward physiotherapy')).toHaveCount(5)

  // Each finding is mended where its link leads.
  const findings = page.locator('#plan-findings')
  for (const [title, place] of [
    ['Ward physiotherapy', 'Inpatients'],
    ['Outpatient clinic', 'Outpatient clinic'],
  ] as const) {
    await expect(findings).toContainText(`${title} has no place and specialty yet.`)
    await josh.follows(title, findings)
    await josh.fillsIn({
      'Class of work in the guide for allied health professions': 'Individual patients: direct',
      'Kind of place': place,
      Specialty: 'Physiotherapy',
    })
    await josh.presses('Save')
    await expect(findings).not.toContainText(`${title} has no`)
  }
  await expect(findings).toContainText('Nothing stands in the way.')
})
