/** Back after a save: the words are there; sent again they are saved once, and sent otherwise they are compared. */
import { expect, test } from './journey.ts'
import { startsABlankPlan } from './plans.ts'

const WORDS = { 'What is to be reached': 'See new patients within two days.', 'How you will know': 'Days waited' }

test('back to a form that was saved: the same words are saved already, other words are a change of their own', async ({
  signIn,
}) => {
  const josh = await signIn('Josh Bennington')
  const planId = await startsABlankPlan(josh, 2056)
  const objectives = async () =>
    (await (await josh.page.request.get(`/plans/${planId}/job-plan.json`)).json()).objectives?.map(
      ({ text }: { text: string }) => text,
    )
  await josh.opens(`/plans/${planId}/objectives/new`)
  await josh.chooses('Team')
  await josh.fillsIn(WORDS)
  await josh.presses('Save')
  await josh.sees(/within two days/)

  await josh.page.goBack()
  await expect(josh.page.getByLabel('What is to be reached')).toHaveValue(WORDS['What is to be reached'])
  await expect(josh.page.getByLabel('Team', { exact: true })).toBeChecked()
  await josh.presses('Save')
  await josh.sees(/within two days/)
  expect(await objectives()).toEqual(['See new patients within two days.'])

  await josh.page.goBack()
  await josh.fillsIn({ 'What is to be reached': 'Answer every letter.' })
  await josh.presses('Save')
  await josh.sees(/Answer every letter/)
  expect(await objectives()).toEqual(['See new patients within two days.', 'Answer every letter.'])

  // A stale form of something that was saved since is shown beside it.
  await josh.opens(`/plans/${planId}/objectives/1`)
  await josh.fillsIn({ 'What is to be reached': 'See new patients within three days.' })
  await josh.presses('Save')
  await josh.page.goBack()
  await josh.fillsIn({ 'What is to be reached': 'See new patients within four days.' })
  await josh.presses('Save')
  await josh.isAt('You have changed this in another window')
  await josh.sees(/three days/, /four days/)
  await josh.chooses('All of this one')
  await josh.presses('Save')
  expect(await objectives()).toEqual(['See new patients within four days.', 'Answer every letter.'])
})

test('words that were sent are gone as soon as somebody else is here', async ({ signIn }) => {
  const josh = await signIn('Josh Bennington')
  const planId = await startsABlankPlan(josh, 2082)
  await josh.opens(`/plans/${planId}/objectives/new`)
  await josh.chooses('Team')
  await josh.fillsIn(WORDS)
  await josh.presses('Save')
  const kept = () => josh.page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))
  expect(await kept()).toContain('within two days')
  await josh.opens('/demonstration')
  await josh.presses(/^Be Dr Amara/)
  expect(await kept()).not.toContain('within two days')
})

test('words that were sent are gone once somebody has signed out', async ({ signIn }) => {
  const josh = await signIn('Josh Bennington')
  const planId = await startsABlankPlan(josh, 2058)
  await josh.opens(`/plans/${planId}/objectives/new`)
  await josh.chooses('Team')
  await josh.fillsIn(WORDS)
  await josh.presses('Save')
  await josh.presses('Sign out')
  expect(await josh.page.evaluate(() => sessionStorage.length)).toBe(0)
})
