import { expect, test } from './journey.ts'
import type { Person } from './person.ts'
import { addsUpTo, startsABlankPlan } from './plans.ts'
import { blockOf } from './week-picture.ts'

/** Goes on with the Tab key until the focus is there; fails where it never comes. */
async function tabsTo({ page }: Person, name: string | RegExp): Promise<void> {
  const wanted = page.getByRole('link', { name }).or(page.getByRole('button', { name })).first()
  await expect(wanted).toBeVisible()
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    if (await wanted.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`the Tab key does not come to ${name}`)
}

/** Whether what has the focus can be seen to have it. */
async function showsItsFocus({ page }: Person): Promise<void> {
  const look = await page.evaluate(() => {
    const { outlineStyle, boxShadow, backgroundColor } = getComputedStyle(document.activeElement ?? document.body)
    return { outlineStyle, boxShadow, backgroundColor }
  })
  expect(look.outlineStyle !== 'none' || look.boxShadow !== 'none').toBe(true)
}

test('somebody plans a week with the keyboard alone', async ({ signIn }) => {
  const josh = await signIn('Josh Bennington')
  const { page } = josh
  const { keyboard } = page
  const planId = await startsABlankPlan(josh, 2054)
  await josh.opens(`/plans/${planId}`)

  // Past the menu, straight to the page.
  await keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to main content' })).toBeFocused()
  await showsItsFocus(josh)
  await keyboard.press('Enter')

  // Adds on Tuesday. The question takes the focus, and Escape gives it back.
  await tabsTo(josh, 'Add on Tuesday')
  await showsItsFocus(josh)
  await keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Add on Tuesday' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByLabel('What is it?')).toBeFocused()
  await keyboard.type('Falls clinic')
  await keyboard.press('Enter')
  await addsUpTo(josh, '4 of 37.5 hours')
  const clinic = blockOf(josh, 'Falls clinic')
  await expect(clinic).toBeFocused()
  await showsItsFocus(josh)
  await expect(page.getByRole('status').filter({ hasText: 'Added Falls clinic' })).toContainText(
    'Total 4 of 37.5 hours',
  )

  // Moves it to Wednesday, a quarter of an hour later, half an hour longer.
  await keyboard.press('ArrowRight')
  await keyboard.press('ArrowDown')
  await keyboard.press('Shift+ArrowDown')
  await keyboard.press('Shift+ArrowDown')
  await expect(blockOf(josh, 'Falls clinic', 'Wednesday')).toBeFocused()
  await addsUpTo(josh, '4.5 of 37.5 hours')

  // Takes it away, and has it back.
  await keyboard.press('Delete')
  await addsUpTo(josh, '0 of 37.5 hours')
  await expect(page.getByRole('button', { name: 'Add on Wednesday' })).toBeFocused()
  await keyboard.press('Control+z')
  await addsUpTo(josh, '4.5 of 37.5 hours')

  // Opens an explanation, and the full form of the block.
  await tabsTo(josh, /Falls clinic/)
  await keyboard.press('Enter')
  await josh.isAt('Falls clinic')
  await tabsTo(josh, 'Save')
})
