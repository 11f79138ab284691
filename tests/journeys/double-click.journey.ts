/** A button that is pressed fifty times, with a script and without, and a form that is sent again from its own page. */
import { eachWay, expect, test } from './journey.ts'
import { startsABlankPlan } from './plans.ts'

eachWay((way) => {
  test(`fifty presses of Save are one, ${way}`, async ({ signIn }) => {
    const josh = await signIn('Josh Bennington')
    const planId = await startsABlankPlan(josh, way === 'with JavaScript' ? 2076 : 2078)
    await josh.opens(`/plans/${planId}/objectives/new`)
    await josh.chooses('Team')
    await josh.fillsIn({ 'What is to be reached': 'Teach every new starter.', 'How you will know': 'Starters taught' })
    const form = josh.page.locator('main form').first()
    const fields = await form.evaluate((element) =>
      Object.fromEntries([...new FormData(element as HTMLFormElement)].map(([name, value]) => [name, String(value)])),
    )
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => josh.sends(`/plans/${planId}/objectives`, fields)),
    )
    expect(new Set(answers.map((answer) => answer.status()))).toEqual(new Set([303]))
    expect(new Set(answers.map((answer) => answer.headers().location))).toEqual(
      new Set([`/plans/${planId}/objectives`]),
    )

    // The page itself, pressed once more, finds that it is saved.
    await josh.presses('Save')
    await josh.isAt(/Job plan/)
    await expect(josh.page.getByText('Teach every new starter.')).toHaveCount(1)
    await josh.page.reload()
    await expect(josh.page.getByText('Teach every new starter.')).toHaveCount(1)
  })
})

test('a button that a mouse hits many times is pressed once', async ({ signIn }) => {
  const josh = await signIn('Josh Bennington')
  const planId = await startsABlankPlan(josh, 2080)
  await josh.opens(`/plans/${planId}/objectives/new`)
  await josh.chooses('Team')
  await josh.fillsIn({ 'What is to be reached': 'Answer the telephone.' })
  await josh.page.getByRole('button', { name: 'Save', exact: true }).click({ clickCount: 10 })
  await josh.sees(/Answer the telephone\./)
  const plan = await (await josh.page.request.get(`/plans/${planId}/job-plan.json`)).json()
  expect(plan.objectives).toHaveLength(1)
})
