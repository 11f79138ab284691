/** The week is changed where it stands: by keys and by mouse, with a bad line, and while somebody else changes it too. */
import type { Locator } from '@playwright/test'
import { expect, test } from './journey.ts'
import { lookOver } from './look-over.ts'
import type { Person } from './person.ts'

const block = ({ page }: Person, name: RegExp): Locator =>
  page.locator('#plan-week').getByRole('link', { name }).first()

/** The line under the week says what was done, the one above it whether that is safe. */
const hears = ({ page }: Person, words: string | RegExp) => expect(page.locator('#plan-said')).toContainText(words)
const isSaved = ({ page }: Person) => expect(page.locator('#plan-saved')).toHaveText(/^Saved /)

async function opensPlan(person: Person): Promise<void> {
  await person.follows(/^Your plan/)
  await expect(person.page.locator('.week--editable')).toBeVisible()
}

async function undoesAll({ page }: Person): Promise<void> {
  const undo = page.locator('.plan-undo')
  while (await undo.isVisible()) await undo.click()
}

test('a clinician moves a clinic with the arrow keys, and takes it back', async ({ signIn }) => {
  const amara = await signIn('Dr Amara Osei')
  await opensPlan(amara)
  const { keyboard } = amara.page
  await block(amara, /^Diabetes clinic 9:00am to 1:00pm/).focus()
  for (const key of ['ArrowUp', 'ArrowUp', 'Shift+ArrowDown']) await keyboard.press(key)
  await hears(amara, 'Diabetes clinic, Monday 8:30am to 12:45pm. Total 10.75 of 10 PAs.')
  await expect(amara.page.locator('#plan-sum')).toContainText('10.75')
  await expect(block(amara, /^Diabetes clinic 8:30am to 12:45pm/)).toBeFocused()
  await isSaved(amara)
  await amara.page.reload()
  await block(amara, /^Diabetes clinic 8:30am to 12:45pm/).focus()
  await keyboard.press('Shift+ArrowUp')
  await isSaved(amara)
  await keyboard.press('Control+z')
  await hears(amara, 'Undone: Diabetes clinic, Monday, 8:30am to 12:45pm.')
  for (const key of ['ArrowDown', 'ArrowDown', 'Shift+ArrowUp']) await keyboard.press(key)
  await hears(amara, 'Diabetes clinic, Monday 9:00am to 1:00pm.')
  await isSaved(amara)
})

test('a clinician draws a new activity, moves it with the mouse and takes it away', async ({ signIn }) => {
  const amara = await signIn('Dr Amara Osei')
  await opensPlan(amara)
  const { page } = amara
  const tab = page
    .getByRole('navigation', { name: 'Parts of this plan' })
    .getByRole('link', { name: /^All activities/ })
  const countBefore = (await tab.textContent()) ?? ''
  const saturday = await page.locator('.week__day[data-day="5"] .week__body').boundingBox()
  const sunday = await page.locator('.week__day[data-day="6"] .week__body').boundingBox()
  if (!saturday || !sunday) throw new Error('the week has no days')
  const quarter = saturday.height / (13 * 4)
  const drag = async (from: [number, number], to: [number, number]) => {
    await page.mouse.move(...from)
    await page.mouse.down()
    await page.mouse.move(...to, { steps: 4 })
    await page.mouse.up()
  }
  const saturdayMiddle = saturday.x + saturday.width / 2
  await drag([saturdayMiddle, saturday.y + 8.5 * quarter], [saturdayMiddle, saturday.y + 15.5 * quarter])
  await expect(page.getByRole('dialog', { name: 'Add on Saturday' })).toBeVisible()
  await lookOver(page)
  await page.getByLabel('What is it?').fill('Extra list')
  await page.getByLabel('Ends').fill('09:00')
  await page.keyboard.press('Enter')
  await expect(page.locator('#new-end:invalid')).toBeVisible()
  await page.getByLabel('Ends').fill('11:00')
  await page.keyboard.press('Enter')
  await hears(amara, 'Added Extra list, Saturday 9:00am to 11:00am.')
  // What stands around the week is true again once it is saved, without a new page.
  await expect(page.locator('#since')).toContainText('+ Extra list')
  await expect(tab).not.toHaveText(countBefore)
  const sundayMiddle = sunday.x + sunday.width / 2
  await drag([saturdayMiddle, saturday.y + 12 * quarter], [sundayMiddle, sunday.y + 20 * quarter])
  await hears(amara, 'Extra list, Sunday 11:00am to 1:00pm.')
  await page.keyboard.press('Delete')
  await hears(amara, 'Took away Extra list, Sunday.')
  await expect(page.locator('#since')).not.toContainText('Extra list')
  await expect(tab).toHaveText(countBefore)
  await isSaved(amara)
  await page.reload()
  await expect(block(amara, /^Extra list/)).toHaveCount(0)
})

test('nothing is lost without a line, and two who change the same thing choose', async ({ signIn, baseURL }) => {
  const amara = await signIn('Dr Amara Osei')
  await opensPlan(amara)
  await amara.page.context().setOffline(true)
  await block(amara, /^Teaching/).focus()
  await amara.page.keyboard.press('ArrowDown')
  await expect(amara.page.locator('#plan-saved')).toHaveText(/^Not saved: no connection\. Kept on this computer since /)
  await amara.page.context().setOffline(false)
  await isSaved(amara)

  const lee = await signIn('Dr Lee Morgan')
  await lee.opens(new URL(amara.page.url(), baseURL).pathname)
  await block(lee, /^Teaching/).focus()
  await lee.page.keyboard.press('ArrowRight')
  await isSaved(lee)
  await block(amara, /^Teaching/).focus()
  await amara.page.keyboard.press('ArrowDown')
  await amara.sees(/Dr Lee Morgan changed the same thing/)
  await amara.presses('Compare and choose')
  await amara.isAt('Somebody else has changed this')
  await amara.sees('Tuesday', '4:15pm to 6:15pm')
  await amara.chooses('All of theirs')
  await amara.presses('Save')
  await expect(amara.page.locator('#plan-contest')).toBeEmpty()
  await expect(amara.page.locator('.week__day[data-day="1"]').getByRole('link', { name: /^Teaching/ })).toBeVisible()
  await undoesAll(lee)
  await isSaved(lee)
  await block(lee, /^Teaching 4:15pm/).focus()
  await lee.page.keyboard.press('ArrowUp')
  await hears(lee, 'Teaching, Monday 4:00pm to 6:00pm.')
  await isSaved(lee)
})
