import { eachWay, expect, test } from './journey.ts'
import { fillsInTheYear, goesToStartAPlan, startsABlankPlan, yearFrom } from './plans.ts'

eachWay((way) => {
  const year = way === 'with JavaScript' ? 2048 : 2050

  test(`a second plan for the same days is refused, with a link to the first, ${way}`, async ({ signIn }) => {
    const josh = await signIn('Josh Bennington')
    const planId = await startsABlankPlan(josh, year)
    await goesToStartAPlan(josh)
    await josh.chooses('From an empty week')
    await fillsInTheYear(josh, year)
    await josh.presses('Start the plan')
    await josh.sees('There is a problem')
    await expect(josh.page.getByRole('group', { name: 'First day' }).getByLabel('Year')).toHaveValue(String(year))
    await josh.follows('See the plan that is in the way')
    expect(new URL(josh.page.url()).pathname).toBe(`/plans/${planId}`)
  })

  test(`a document with mistakes lists each with its place in it, ${way}`, async ({ signIn }) => {
    const josh = await signIn('Josh Bennington')
    await goesToStartAPlan(josh)
    await josh.chooses('From a job plan document')
    await josh.fillsIn({
      'Or paste it here': JSON.stringify({
        format: 'concord.job-plan/1',
        contract: 'agenda-for-change',
        person: { name: 'Josh Bennington' },
        period: { ...yearFrom(year + 10), to: '31 March' },
        contracted: { core: '37.5' },
        activities: [{ id: 'ward', title: 'Ward', category: 'ward-work', schedule: { kind: 'flexible' } }],
      }),
    })
    await josh.presses('Start the plan')
    await josh.sees('There is a problem', /things are wrong in it/)
    const listed = josh.page.locator('main li code')
    for (const path of ['period.to', 'activities[0].category', 'activities[0].schedule'])
      await expect(listed.filter({ hasText: path })).not.toHaveCount(0)
    await expect(josh.page.getByLabel('Or paste it here')).toHaveValue(/"category":"ward-work"/)

    await josh.fillsIn({ 'Or paste it here': '{ "format": ' })
    await josh.presses('Start the plan')
    await josh.sees('There is a problem')
  })
})
