import { expect, test } from './journey.ts'
import { startsAWholePlan } from './plans.ts'

test('each sees what is theirs to see, and no more', async ({ signIn }) => {
  const josh = await signIn('Josh Bennington')
  const planId = await startsAWholePlan(josh, 2052)
  const plan = `/plans/${planId}`

  // A doctor of another line: the plan is not there.
  const amara = await signIn('Dr Amara Osei')
  expect((await amara.opens(plan)).status()).toBe(404)
  expect((await amara.page.request.get(`${plan}/job-plan.json`)).status()).toBe(404)
  expect((await amara.sends(`${plan}/sign`, { digest: '', read: 'yes' })).status()).toBe(404)
  await amara.opens('/people?search=Bennington')
  await amara.doesNotSee('Josh Bennington')

  // The system administrator runs the system and sees no plans.
  const dev = await signIn('Dev Patelson')
  expect((await dev.opens(plan)).status()).toBe(404)
  expect((await dev.opens('/system')).status()).toBe(200)
  await dev.opens('/people')
  await dev.doesNotSee('Josh Bennington', 'Dr Amara Osei')
  expect((await dev.opens('/audit')).status()).toBe(403)

  // The auditor sees all of it and changes nothing.
  const judith = await signIn('Judith Goldhawk')
  expect((await judith.opens(plan)).status()).toBe(200)
  for (const button of ['Add an activity', 'Copy a day', 'Offer for signature', 'Withdraw'])
    await expect(judith.page.getByText(button, { exact: true })).toHaveCount(0)
  expect((await judith.opens(`${plan}/activities/new`)).status()).toBe(403)
  expect((await judith.sends(`${plan}/withdraw`, { reason: 'No.' })).status()).toBe(403)
  expect((await judith.opens('/audit')).status()).toBe(200)
  expect((await judith.opens('/accounts')).status()).toBe(403)

  // The chief AHP sees his own professions; nobody signed in sees nothing but the door.
  const gareth = await signIn('Gareth Llewellyn')
  expect((await gareth.opens(plan)).status()).toBe(200)
  await josh.presses('Sign out')
  await josh.opens(plan)
  await josh.isAt('Sign in')
})
