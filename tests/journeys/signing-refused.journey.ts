import { expect, test } from './journey.ts'
import { offers, planIdOf, signs, startsABlankPlan, startsAWholePlan } from './plans.ts'

test('nobody signs for another, nor what was not shown, nor twice', async ({ signIn }) => {
  const josh = await signIn('Josh Bennington')
  const nadia = await signIn('Nadia Rahmani')
  const martin = await signIn('Martin Adeyemi-Cole')
  const planId = await startsAWholePlan(josh, 2040)
  await offers(josh, planId)

  // The office sees the plan and can sign for neither side, whatever it sends.
  await josh.opens(`/plans/${planId}/sign`)
  const digest = await josh.page.locator('input[name=digest]').inputValue()
  expect((await martin.opens(`/plans/${planId}`)).status()).toBe(200)
  expect((await martin.opens(`/plans/${planId}/sign`)).status()).toBe(403)
  expect((await martin.sends(`/plans/${planId}/sign`, { digest, read: 'yes' })).status()).toBe(403)

  // Returning it needs a reason.
  await nadia.opens(`/plans/${planId}/sign`)
  await josh.opens(`/plans/${planId}`)
  await josh.follows('Return for discussion')
  await josh.presses('Return for discussion')
  await josh.sees('There is a problem')
  await josh.fillsIn({ 'Why are you returning this plan for discussion?': 'Fridays have changed.' })
  await josh.presses('Return for discussion')
  await josh.sees('In discussion')

  // It changes and is offered again. The page that the agreer still has open signs nothing.
  await josh.follows(/^Objectives/)
  await josh.follows('Add an objective')
  await josh.chooses('Team')
  await josh.fillsIn({
    'What is to be reached': 'Run the falls clinic on Fridays.',
    'How you will know': 'Clinics held',
  })
  await josh.presses('Save')
  await offers(josh, planId)
  await nadia.chooses('I have read this plan')
  await nadia.presses('Sign this plan')
  await nadia.sees('There is a problem', /changed/)
  await nadia.sees('Run the falls clinic on Fridays.')
  await nadia.doesNotSee(/Signed by Nadia/)

  // What she sees now she can sign, once.
  await nadia.chooses('I have read this plan')
  await nadia.presses('Sign this plan')
  await nadia.sees('It is Josh Bennington’s move')
  const again = await nadia.opens(`/plans/${planId}/sign`)
  expect(again.status()).toBe(409)
  await nadia.isAt('This cannot be done now')

  // Agreed, it stays as it was signed.
  await signs(josh, planId)
  await josh.sees(/This plan was agreed on 21 November 2026/)
  await expect(josh.page.getByRole('button', { name: 'Add an activity' })).toHaveCount(0)
  const before = await (await josh.page.request.get(`/plans/${planId}/job-plan.json`)).json()
  const change = await josh.page.request.post(`/plans/${planId}/changes`, {
    data: { version: 99, change: { kind: 'remove-objective', place: 0 } },
    headers: { origin: new URL(josh.page.url()).origin },
  })
  expect(change.status()).toBe(409)
  expect((await change.json()).message).toContain('can no longer be changed')
  expect(await (await josh.page.request.get(`/plans/${planId}/job-plan.json`)).json()).toEqual(before)
})

test('a plan with something to put right is not offered', async ({ signIn }) => {
  const josh = await signIn('Josh Bennington')
  await startsABlankPlan(josh, 2042)
  const planId = planIdOf(josh)
  await expect(josh.page.getByRole('link', { name: 'Offer for signature' })).toHaveCount(0)
  await josh.opens(`/plans/${planId}/offer`)
  await josh.sees('Put this right first')
  await expect(josh.page.getByRole('button', { name: /Offer/ })).toHaveCount(0)
  expect((await josh.sends(`/plans/${planId}/offer`, { version: '1' })).status()).toBeGreaterThanOrEqual(400)
  await josh.opens(`/plans/${planId}`)
  await josh.sees('Draft')
})
