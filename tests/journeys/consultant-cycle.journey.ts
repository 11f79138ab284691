import { eachWay, expect, test } from './journey.ts'
import { addsUpTo, planIdOf, startsABlankPlan } from './plans.ts'
import { blockOf } from './week-picture.ts'

eachWay((way) => {
  test(`a consultant reads a four-week plan and works out an on-call rota, ${way}`, async ({ signIn }) => {
    const amara = await signIn('Dr Amara Osei')
    const { page } = amara

    // The plan in discussion: over the contract, and on-call worth 0.31 PAs with everybody's leave covered.
    await amara.follows('1 December 2026 to 30 November 2027')
    await addsUpTo(amara, '10.69 of 10 programmed activities')
    await amara.sees('Category A · 5% supplement', '0.69 over')
    await page.locator('summary', { hasText: 'How we worked out 0.31 for medical on-call' }).click()
    await amara.sees(/1 ÷ 8|2 ÷ 8|in 8/)

    // Every week of the cycle has its picture: the hot week takes the place of the audit in week 4.
    const weeks = page.getByRole('navigation', { name: 'Weeks of the cycle' })
    await expect(blockOf(amara, 'Hot week ward round')).toHaveCount(0)
    await weeks.getByRole('link', { name: '4', exact: true }).click()
    await expect(blockOf(amara, 'Hot week ward round')).toBeVisible()
    await expect(blockOf(amara, 'Audit and governance')).toContainText('Gives way')
    await weeks.getByRole('link', { name: 'All weeks' }).click()
    await expect(page.locator('#plan-week [data-week]')).toHaveCount(4)
    await expect(blockOf(amara, 'Hot week ward round')).toHaveCount(1)

    // A rota of one's own: 1 in 8 with leave covered, 6 hours mostly after 7pm.
    const year = way === 'with JavaScript' ? 2029 : 2030
    await startsABlankPlan(amara, year, /^Consultant physician/)
    const planId = planIdOf(amara)
    await amara.follows('Change the timetable repeats')
    await amara.fillsIn({ 'The timetable repeats every so many weeks': '4' })
    await amara.presses('Save')
    await amara.follows(/^On-call/)
    await amara.follows('Add an on-call rota')
    const tops = await page
      .locator('.app-halves > *')
      .evaluateAll((halves) => halves.map((half) => half.getBoundingClientRect().top))
    expect(tops[1], 'the two halves begin level').toBe(tops[0])
    await amara.fillsIn({ 'Name of the rota': 'Medical on-call', 'How often you are on call: one week in': '8' })
    await amara.chooses('Yes')
    await amara.chooses('Category A')
    await amara.fillsIn({ 'Hours of work when called, in one week on call': '6' })
    await amara.chooses('All in premium time')
    if (way === 'with JavaScript')
      await expect(page.locator('#form-result')).toContainText('0.31 PAs a week, 5% supplement')
    await amara.presses('Add to the plan')
    await amara.sees('= 0.31 PAs a week, 5% supplement')

    // A clinic in three weeks of four counts for three quarters.
    await amara.opens(`/plans/${planId}/activities/new`)
    await amara.fillsIn({ 'What it is': 'Diabetes clinic' })
    await amara.chooses('Direct clinical care')
    await amara.chooses('At a fixed time in the week')
    await amara.chooses('Tuesday', 'Days')
    await amara.fillsIn({ Starts: '9:00am', Ends: '1:00pm' })
    for (const week of ['Week 1', 'Week 2', 'Week 3']) await amara.chooses(week, 'Weeks')
    await amara.presses('Add to the plan')
    await addsUpTo(amara, '1.06 of 10 programmed activities')
    await amara.follows('How it adds up')
    await amara.sees(/0\.75/)
  })
})
