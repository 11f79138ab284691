import { afterAll, expect, it } from 'vitest'
import { aTrust, type PersonName } from '../../../../tests/support/factories.ts'
import { aPlan } from '../../../../tests/support/plans.ts'
import { testApp } from '../../../../tests/support/test-app.ts'
import { pathTo } from '../../../routes.ts'

const app = await testApp()
afterAll(() => app.close())

it('whoever must answer a return reads who returned the plan and why, for as long as it is discussed', async () => {
  const { organisationId, people } = await aTrust(app.database)
  const planId = await aPlan(app.database, organisationId, people.clinician)
  const ask = (name: PersonName, path: string, form?: Record<string, string>) =>
    app.request(path, { as: people[name].personId, ...(form ? { form } : {}) })
  const shown = async () => (await ask('clinician', pathTo('plan', { planId }))).text()
  const says = 'Sam agreer returned this plan for discussion: “The clinic has moved”'

  await ask('clinician', pathTo('offerPlan', { planId }), { version: '1' })
  await ask('agreer', pathTo('returnPlan', { planId }), { reason: 'The clinic has moved' })
  expect(await shown()).toContain(says)
  expect(await (await ask('agreer', pathTo('planObjectives', { planId }))).text()).toContain(says)

  await ask('agreer', pathTo('offerPlan', { planId }), { version: '1' })
  expect(await shown()).toContain('Offered for signature')
  expect(await shown()).not.toContain(says)
})
