import { eachWay, expect, test } from './journey.ts'
import { startsAWholePlan } from './plans.ts'

eachWay((way) => {
  test(`two people change the same thing: both versions are shown and nothing typed is lost, ${way}`, async ({
    signIn,
  }) => {
    const josh = await signIn('Josh Bennington')
    const nadia = await signIn('Nadia Rahmani')
    const planId = await startsAWholePlan(josh, way === 'with JavaScript' ? 2044 : 2046)

    // Both have the same objective open.
    await josh.opens(`/plans/${planId}/objectives/1`)
    await nadia.opens(`/plans/${planId}/objectives/1`)
    await josh.fillsIn({ 'What is to be reached': 'See new patients within two days.' })
    await josh.presses('Save')
    await josh.sees('1. See new patients within two days.')
    await nadia.fillsIn({ 'What is to be reached': 'See new patients within three days.' })
    await nadia.presses('Save')

    // She is told who was first, sees both beside what it was, and chooses.
    await nadia.isAt('Somebody else has changed this')
    await nadia.sees(/Josh Bennington changed this/, /two days/, /three days/, 'Both of you: choose')
    await nadia.chooses('All of mine')
    await nadia.presses('Save')
    await nadia.sees('1. See new patients within three days.')

    // Different things meet without a word.
    await josh.opens(`/plans/${planId}/objectives/new`)
    await nadia.opens(`/plans/${planId}/terms`)
    await nadia.fillsIn({ 'Post title': 'Senior physiotherapist' })
    await nadia.presses('Save')
    await josh.chooses('Team')
    await josh.fillsIn({ 'What is to be reached': 'Teach every new starter.', 'How you will know': 'Starters taught' })
    await josh.presses('Save')
    await josh.sees(/Teach every new starter\./)
    const plan = await (await josh.page.request.get(`/plans/${planId}/job-plan.json`)).json()
    expect(plan.person.postTitle).toBe('Senior physiotherapist')
  })
})
