/** No connection for ten minutes: work goes on, nothing is lost on a reload, and all of it arrives once. */
import { expect, test } from './journey.ts'
import type { Person } from './person.ts'
import { startsAWholePlan } from './plans.ts'

const status = ({ page }: Person) => page.locator('#plan-saved')

test('the week is changed for ten minutes without a connection, and all of it arrives once', async ({ signIn }) => {
  const josh = await signIn('Josh Bennington')
  const planId = await startsAWholePlan(josh, 2060)
  const { page } = josh
  const version = async () =>
    JSON.parse(
      (await (await page.request.get(`/plans/${planId}`)).text()).match(/id="plan-editor"[^>]*>([^<]+)/)?.[1] ?? '',
    ).version
  await page.clock.install()
  await josh.opens(`/plans/${planId}`)
  const before = await version()
  const first = page.locator('#plan-week a[data-activity]').first()
  const name = (await first.getAttribute('data-activity')) ?? ''
  const start = () =>
    page.request
      .get(`/plans/${planId}/job-plan.json`)
      .then((answer) => answer.json())
      .then((plan) => plan.activities.find(({ id }: { id: string }) => id === name).schedule.start)
  const startBefore = await start()

  const posts: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/changes')) posts.push(request.headers()['idempotency-key'] ?? '')
  })
  // Half a minute at a time: that a try has failed is told in its own time, and only then does the clock bring the next.
  const halfMinutesUntil = (isSo: () => Promise<void>) =>
    expect(async () => {
      await page.clock.runFor(30_000)
      await isSo()
    }).toPass()
  const isTriedAgain = () => {
    const tries = posts.length
    return halfMinutesUntil(async () => expect(posts.length).toBeGreaterThan(tries))
  }
  await page.context().setOffline(true)
  await first.focus()
  for (let press = 0; press < 3; press++) {
    await page.keyboard.press('ArrowDown')
    for (let halfMinute = 0; halfMinute < 7; halfMinute++) await isTriedAgain()
  }
  await expect(status(josh)).toHaveText(/^Not saved: no connection\. Kept on this computer since \d+:\d\d[ap]m$/)
  // Every try of the first change was under one key.
  expect(new Set(posts).size).toBe(1)

  await page.context().setOffline(false)
  await halfMinutesUntil(() => expect(status(josh)).toHaveText(/^Saved /, { timeout: 1_000 }))
  expect(await start()).not.toBe(startBefore)
  expect(await version()).toBe(before + 2)
})

test('what is not saved outlives a reload, and is nobody else’s', async ({ signIn }) => {
  const josh = await signIn('Josh Bennington')
  const planId = await startsAWholePlan(josh, 2062)
  const { page } = josh
  await josh.opens(`/plans/${planId}`)
  await page.route('**/changes', (route) => route.abort())
  const first = page.locator('#plan-week a[data-activity]').first()
  const name = (await first.getAttribute('data-activity')) ?? ''
  const start = async () => {
    const plan = await (await page.request.get(`/plans/${planId}/job-plan.json`)).json()
    return plan.activities.find(({ id }: { id: string }) => id === name).schedule.start
  }
  const before = await start()
  await first.focus()
  await page.keyboard.press('ArrowDown')
  await expect(status(josh)).toHaveText(/^Not saved: no connection/)
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    dialog.accept()
  })
  await page.reload()
  expect(asked).toEqual(['beforeunload'])
  await expect(status(josh)).toHaveText(/^Not saved: no connection/)
  expect(await start()).toBe(before)

  await page.unroute('**/changes')
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect(status(josh)).toHaveText(/^Saved /)
  expect(await start()).not.toBe(before)
  expect(
    await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('concord plan'))),
  ).toEqual([])
})

test('a form is not sent into nowhere: its words stay, and it says when it can be sent', async ({ signIn }) => {
  const josh = await signIn('Josh Bennington')
  const planId = await startsAWholePlan(josh, 2064)
  const { page } = josh
  await josh.opens(`/plans/${planId}/objectives/new`)
  await josh.chooses('Team')
  await josh.fillsIn({ 'What is to be reached': 'Answer the telephone.' })
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await josh.sees('Not sent: no connection. What you wrote is still here. Press again when you are connected.')
  await expect(page.getByLabel('What is to be reached')).toHaveValue('Answer the telephone.')
  await page.context().setOffline(false)
  await josh.sees('You are connected again. Press the button to send what you wrote.')
  await josh.presses('Save')
  await josh.sees(/Answer the telephone\./)
})

test('after ten minutes apart, several stale changes are compared in one list', async ({ signIn }) => {
  const josh = await signIn('Josh Bennington')
  const nadia = await signIn('Nadia Rahmani')
  const planId = await startsAWholePlan(josh, 2066)
  await josh.opens(`/plans/${planId}`)
  const names = await josh.page
    .locator('#plan-week a[data-activity]')
    .evaluateAll((blocks) => [...new Set(blocks.map((one) => one.getAttribute('data-activity') ?? ''))].slice(0, 2))
  expect(names).toHaveLength(2)
  const move = async (person: Person, key: string) => {
    for (const name of names) {
      await person.page.locator(`#plan-week a[data-activity="${name}"]`).first().focus()
      await person.page.keyboard.press(key)
    }
  }
  await josh.page.context().setOffline(true)
  await move(josh, 'ArrowDown')
  await expect(status(josh)).toHaveText(/^Not saved: no connection/)
  await nadia.opens(`/plans/${planId}`)
  await move(nadia, 'ArrowUp')
  await expect(status(nadia)).toHaveText(/^Saved /)

  await josh.page.context().setOffline(false)
  await josh.sees(/Nadia Rahmani changed the same thing/)
  await expect(status(josh)).toHaveText(/^Saved /)
  await josh.presses('Compare and choose')
  await josh.isAt('Somebody else has changed this')
  await expect(josh.page.getByRole('group', { name: 'What stays?' })).toHaveCount(2)
  for (const group of await josh.page.getByRole('group', { name: 'What stays?' }).all())
    await group.getByLabel('All of mine').check()
  await josh.presses('Save')
  await josh.isAt(/Job plan/)
  await expect(josh.page.locator('#plan-contest')).toBeEmpty()
})
