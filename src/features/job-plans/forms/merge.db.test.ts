/** A stale save beside the newer one, asked by requests: taken, kept or merged, also while a third is saved. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { aTrust, type Trust } from '../../../../tests/support/factories.ts'
import { aPlan } from '../../../../tests/support/plans.ts'
import { type TestApp, testApp } from '../../../../tests/support/test-app.ts'
import type { PlanChange } from '../../../domain/job-plan/change.ts'
import type { Activity, JobPlanDocument } from '../../../domain/job-plan/job-plan.ts'
import { pathTo } from '../../../routes.ts'

let app: TestApp
let trust: Trust
let planId: number
beforeAll(async () => {
  app = await testApp()
  trust = await aTrust(app.database)
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.database.asOwner((tx) => tx.deleteFrom('job_plan').execute())
  planId = await aPlan(app.database, trust.organisationId, trust.people.clinician)
})

const ward = (given: Partial<Activity>): PlanChange => ({
  kind: 'put-activity',
  activity: {
    id: 'ward',
    title: 'Ward round',
    category: 'dcc',
    schedule: { kind: 'timetabled', days: ['thu'], start: '09:00', end: '15:00' },
    ...given,
  },
})
const friday: Pick<Activity, 'schedule'> = {
  schedule: { kind: 'timetabled', days: ['fri'], start: '09:00', end: '15:00' },
}
const saveAs = async (name: 'clinician' | 'agreer', version: number, change: PlanChange) =>
  app.app.request(`http://localhost${pathTo('savePlanChange', { planId })}`, {
    method: 'POST',
    headers: {
      cookie: await app.signInAs(trust.people[name].personId),
      origin: 'http://localhost',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ version, change }),
  })
const merge = (stale: { version: number; change: PlanChange }[], form: Record<string, string> = {}) =>
  app.request(pathTo('mergePlanChanges', { planId }), {
    as: trust.people.clinician.personId,
    form: { changes: JSON.stringify(stale), ...form },
  })
const wardNow = () =>
  app.database.asOwner(async (tx) => {
    const { document } = await tx
      .selectFrom('job_plan')
      .select('document')
      .where('plan_id', '=', planId)
      .executeTakeFirstOrThrow()
    return (document as JobPlanDocument).activities?.find(({ id }) => id === 'ward')
  })

it('shows what it was, theirs and yours, and keeps what is chosen of each', async () => {
  await saveAs('agreer', 1, ward({ title: 'Post-take ward round', note: 'Theirs' }))
  const stale = [{ version: 1, change: ward({ title: 'Ward', ...friday }) }]
  const shown = await merge(stale)
  const text = await shown.text()
  expect(shown.status).toBe(409)
  for (const words of ['Ward round', 'Post-take ward round', 'Sam agreer', 'Thursday', 'Friday', 'Both of you: choose'])
    expect(text).toContain(words)

  const open = await merge(stale, { seen: '2', 'choose:0:activity:ward': 'fields' })
  expect(open.status).toBe(409)
  expect(await open.text()).toContain('Choose what stays: Ward, What it is')

  const chosen = { 'choose:0:activity:ward': 'fields', 'field:0:activity:ward:title': 'theirs' }
  const saved = await merge(stale, { seen: '2', ...chosen })
  expect([saved.status, saved.headers.get('location')]).toEqual([303, pathTo('plan', { planId })])
  expect(await wardNow()).toMatchObject({ title: 'Post-take ward round', note: 'Theirs', ...friday })
})

it('says what is wrong with a stale change that could stand in no plan, and keeps nothing of it', async () => {
  await saveAs('agreer', 1, ward({ title: 'Theirs' }))
  const wrong = ward({ category: 'x' as Activity['category'] })
  const saved = await saveAs('clinician', 1, wrong)
  expect([saved.status, await saved.json()]).toEqual([
    422,
    {
      message: 'This change was not saved.',
      errors: [{ path: 'activities[1].category', message: expect.stringMatching(/^must be one of: dcc, /) }],
    },
  ])
  const shown = await merge([{ version: 1, change: wrong }])
  expect([shown.status, await shown.text()]).toEqual([
    409,
    expect.stringContaining('This cannot be saved: activities[1].category must be one of: dcc, '),
  ])
  expect(await wardNow()).toMatchObject({ title: 'Theirs', category: 'dcc' })
})

it('shows the newest again, with the choices made, when a third save comes in between', async () => {
  await saveAs('agreer', 1, ward({ title: 'Theirs' }))
  const stale = [{ version: 1, change: ward({ title: 'Mine' }) }]
  const chosen = { 'choose:0:activity:ward': 'yours' }
  await merge(stale)
  await saveAs('agreer', 2, ward({ title: 'Theirs again' }))
  const again = await merge(stale, { seen: '2', ...chosen })
  const text = await again.text()
  expect(again.status).toBe(409)
  expect(text).toContain('It was changed again while you were choosing')
  expect(text).toContain('Theirs again')
  expect(text).toMatch(/value="yours" checked/)
  expect(await wardNow()).toMatchObject({ title: 'Theirs again' })
  expect((await merge(stale, { seen: '3', ...chosen })).status).toBe(303)
  expect(await wardNow()).toMatchObject({ title: 'Mine' })
})

it('does not ask again when the third save was of something else', async () => {
  await saveAs('agreer', 1, ward({ title: 'Theirs' }))
  const stale = [{ version: 1, change: ward({ title: 'Mine' }) }]
  await saveAs('agreer', 2, { kind: 'put-objective', objective: { text: 'Another' } })
  expect((await merge(stale, { seen: '2', 'choose:0:activity:ward': 'yours' })).status).toBe(303)
  expect(await wardNow()).toMatchObject({ title: 'Mine' })
})

it('takes several stale changes in one list, each by itself', async () => {
  await saveAs('agreer', 1, ward({ title: 'Theirs' }))
  await saveAs('agreer', 2, { kind: 'remove-activity', id: 'study' })
  const study: Activity = {
    id: 'study',
    title: 'Reading',
    category: 'spa',
    schedule: { kind: 'flexible', minutesPerWeek: 600 },
  }
  const stale = [
    { version: 1, change: ward({ title: 'Mine' }) },
    { version: 1, change: { kind: 'put-activity' as const, activity: study } },
  ]
  const text = await (await merge(stale)).text()
  expect(text).toContain('took this out')
  const saved = await merge(stale, {
    seen: '3',
    'choose:0:activity:ward': 'theirs',
    'choose:1:activity:study': 'yours',
  })
  expect(saved.status).toBe(303)
  expect(await wardNow()).toMatchObject({ title: 'Theirs' })
  const { document } = await app.database.asOwner((tx) =>
    tx.selectFrom('job_plan').select('document').where('plan_id', '=', planId).executeTakeFirstOrThrow(),
  )
  expect((document as JobPlanDocument).activities?.map(({ title }) => title)).toContain('Reading')
})

it('says so where it was oneself in another window', async () => {
  await saveAs('clinician', 1, ward({ title: 'This window' }))
  const text = await (await merge([{ version: 1, change: ward({ title: 'That window' }) }])).text()
  expect(text).toContain('<h1>You have changed this in another window</h1>')
  for (const words of ['In the other window: This window', 'Here: That window', 'In both: choose', 'All of this one'])
    expect(text).toContain(words)
  expect(text).not.toMatch(/Theirs|of theirs|Yours|of you\b|>Them</)
})

it('asks nothing where both wrote the same', async () => {
  await saveAs('agreer', 1, ward({ title: 'Alike' }))
  expect((await saveAs('clinician', 1, ward({ title: 'Alike' }))).status).toBe(200)
})

it('what is no list of changes leads back to the plan', async () => {
  for (const changes of ['', '{', '[]', '[{"version":1,"change":{"kind":"drop"}}]'])
    expect((await merge([], { changes })).headers.get('location')).toBe(pathTo('plan', { planId }))
})
