/** A session ends while somebody is typing: they are warned, and nothing that they typed is lost. */
import { eachWay, expect, test } from './journey.ts'
import { RealTrust } from './real-trust.ts'
import { beginTrust } from './second-factor.ts'

eachWay((title) => {
  test(`what was typed is saved after signing in again, ${title}`, async ({ visitor }) => {
    const trust = await RealTrust.found()
    try {
      const robin = await visitor({ baseURL: trust.url })
      const account = await beginTrust(robin, await trust.start())
      await trust.bringStaffIn()
      await robin.opens('/people?search=Rahmani')
      await robin.follows(/Nadia Rahmani/)
      await robin.follows(/Change.* band/)
      await robin.page.getByLabel('Band').selectOption('8a')
      await robin.page.context().clearCookies({ name: 'concord.session_token' })
      await robin.presses('Save')

      await robin.isAt('Sign in to Concord')
      await robin.fillsIn({ 'E-mail address': account.email, Password: account.password })
      await robin.presses('Sign in')
      await robin.fillsIn({ Code: account.code(1) })
      await robin.presses('Continue')
      await robin.isAt('Nothing you typed is lost')
      await robin.sees('A correction of somebody’s post', '8a')
      await robin.presses('Carry on saving')
      await robin.isAt('Nadia Rahmani')
      await robin.sees('8a')
    } finally {
      await trust.end()
    }
  })
})

test('two minutes before the end there is a warning, and staying is one press', async ({ visitor }) => {
  const trust = await RealTrust.found()
  try {
    const robin = await visitor({ baseURL: trust.url })
    await beginTrust(robin, await trust.start())
    const { page } = robin
    await page.clock.install()
    await robin.opens('/accounts')
    const warning = page.getByRole('dialog', { name: 'You will be signed out soon' })
    await expect(warning).toBeHidden()
    await page.clock.fastForward('28:10')
    await expect(warning).toBeVisible()
    await expect(warning).toHaveAccessibleDescription(/At (\d{1,2}:\d\d[ap]m|midday|midnight) you will be signed out/)
    await expect(warning.getByRole('button', { name: 'Stay signed in' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(warning).toBeHidden()

    // Another tab that is used keeps this one too.
    await page.clock.fastForward('20:00')
    const other = await page.context().newPage()
    await other.clock.install({ time: await page.evaluate(() => Date.now()) })
    await other.goto('/roles')
    await page.clock.fastForward('15:00')
    await expect(warning).toBeHidden()

    await page.clock.fastForward('14:00')
    await expect(warning).toBeVisible()
    await page.clock.fastForward('02:10')
    await expect(warning).toBeHidden()
    const over = page.getByRole('alert')
    await expect(over).toContainText('You have been signed out, since nothing was done here for a while')
    await expect(over.getByRole('link', { name: 'Sign in again' })).toBeVisible()
    await expect(over).not.toContainText('What you typed')
  } finally {
    await trust.end()
  }
})

test('whoever is at work for twelve hours is told five minutes before, and keeps what they typed', async ({
  visitor,
}) => {
  test.slow()
  const trust = await RealTrust.found()
  try {
    const robin = await visitor({ baseURL: trust.url })
    await beginTrust(robin, await trust.start())
    await trust.bringStaffIn()
    const { page } = robin
    await robin.opens('/people?search=Rahmani')
    await robin.follows(/Nadia Rahmani/)
    await page.clock.install()
    await robin.follows(/Change.* band/)
    await page.getByLabel('Band').selectOption('8a')
    const warning = page.getByRole('dialog', { name: 'You will be signed out soon' })
    const said = page.locator('#session-over')
    const sinceUse = () => page.evaluate(() => Date.now() - Number(localStorage.getItem('concord.session-used-at')))
    // All day long they are asked whether they are there, and stay: 11 hours and 44 minutes.
    for (let asked = 0; asked < 25; asked += 1) {
      await page.clock.fastForward('28:10')
      await expect(warning).toBeVisible()
      await page.keyboard.press('Escape')
      await expect.poll(sinceUse).toBeLessThan(20_000)
      await expect(warning).toBeHidden()
      await expect(said).toBeHidden()
    }
    await page.clock.fastForward('11:00')
    await expect(page.getByRole('alert')).toContainText('You have been signed in for nearly 12 hours')
    await expect(page.getByRole('alert')).toContainText(/At (\d{1,2}:\d\d[ap]m|midday|midnight) you need to sign in/)
    await expect(warning).toBeHidden()
    await page.clock.fastForward('05:00')
    await expect(page.getByRole('alert')).toContainText('What you typed is still here')
    await expect(page.getByRole('alert')).toContainText('signed in for 12 hours')
    await expect(page.getByLabel('Band')).toHaveValue('8a')
  } finally {
    await trust.end()
  }
})
