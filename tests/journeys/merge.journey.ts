/** Some of theirs and some of mine: an activity that two changed is merged field by field, also while it changes again. */
import { eachWay, expect, test } from './journey.ts'
import type { Person } from './person.ts'
import { startsAWholePlan } from './plans.ts'

const inPlan = async ({ page }: Person, planId: string, id: string) => {
  const plan = await (await page.request.get(`/plans/${planId}/job-plan.json`)).json()
  return plan.activities.find((activity: { id: string }) => activity.id === id)
}

eachWay((way) => {
  test(`an activity that two changed is merged field by field, ${way}`, async ({ signIn }) => {
    const josh = await signIn('Josh Bennington')
    const nadia = await signIn('Nadia Rahmani')
    const planId = await startsAWholePlan(josh, way === 'with JavaScript' ? 2070 : 2072)
    const plan = await (await josh.page.request.get(`/plans/${planId}/job-plan.json`)).json()
    const { id, title } = plan.activities[0]
    const form = `/plans/${planId}/activities/${id}`

    await josh.opens(form)
    await nadia.opens(form)
    await josh.fillsIn({ 'What it is': 'Clinic of Josh', Note: 'Room 4' })
    await josh.presses('Save')
    await nadia.fillsIn({ 'What it is': 'Clinic of Nadia' })
    await nadia.presses('Save')
    await nadia.isAt('Somebody else has changed this')
    await nadia.sees('Both of you: choose', 'Them', 'Room 4')

    // What both changed wants a choice; what only one did is preset.
    await nadia.presses('Save')
    await nadia.sees(/Choose what stays: Clinic of Nadia, What it is/)

    // Meanwhile it changes once more: the choice is kept and the newest shown.
    await nadia.chooses('Yours: Clinic of Nadia')
    await josh.opens(form)
    await josh.fillsIn({ Note: 'Room 5' })
    await josh.presses('Save')
    await nadia.presses('Save')
    await nadia.sees('It was changed again while you were choosing. Look at it once more.', 'Room 5')
    await expect(nadia.page.getByLabel('Yours: Clinic of Nadia')).toBeChecked()
    await nadia.presses('Save')
    await nadia.isAt(/Job plan/)
    expect(await inPlan(nadia, planId, id)).toMatchObject({ title: 'Clinic of Nadia', note: 'Room 5' })
    expect(title).not.toBe('Clinic of Nadia')
  })
})

test('one’s own second window is compared like anybody else’s', async ({ signIn }) => {
  const josh = await signIn('Josh Bennington')
  const planId = await startsAWholePlan(josh, 2074)
  await josh.opens(`/plans/${planId}/terms`)
  const other = await josh.page.context().newPage()
  await other.goto(`/plans/${planId}/terms`)
  await other.getByLabel('Post title').fill('Other window')
  await other.getByRole('button', { name: 'Save', exact: true }).click()
  await other.waitForURL(`**/plans/${planId}`)
  await josh.fillsIn({ 'Post title': 'This window' })
  await josh.presses('Save')
  await josh.isAt('You have changed this in another window')
  await josh.sees('Other window', 'This window')
  await josh.follows('Leave the plan as it is now')
  await josh.sees('Other window')
})
