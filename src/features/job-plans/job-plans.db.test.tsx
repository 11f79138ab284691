/**
 * The plan's screens asked by requests, as the people of an invented trust. Past 300 lines because one app and its trust
 * serve every test here: opening them again for each file costs more than the tests.
 */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aTrust, type Trust } from '../../../tests/support/factories.ts'
import { scopeOfPerson } from '../../../tests/support/plans.ts'
import { type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import { agreementNow, type FrozenAgreement, freezeAgreement } from '../../domain/agreement/frozen-agreement.ts'
import { evaluate } from '../../domain/job-plan/evaluate.ts'
import type { Activity, JobPlanDocument } from '../../domain/job-plan/job-plan.ts'
import { digestOf } from '../../platform/digest.ts'
import { insertOffer } from '../../records/agreement.ts'
import { findPlan } from '../../records/plan.ts'
import { pathTo } from '../../routes.ts'
import { handlers } from './job-plans.handlers.tsx'

let app: TestApp
let trust: Trust
let statements: string[] = []
let clinician: number
let assignmentId: number
let planId: number

beforeAll(async () => {
  app = await testApp({ handlers, observe: (sql) => statements.push(sql) })
  trust = await aTrust(app.database)
  clinician = trust.people.clinician.personId
  assignmentId = trust.people.clinician.assignmentId
  await app.signInAs(clinician)
})
afterAll(() => app.close())

beforeEach(async () => {
  await app.database.asOwner((tx) => tx.deleteFrom('job_plan').execute())
  planId = await start()
})

const days = (from = ['1', '4', '2027'], to = ['31', '3', '2028']) => ({
  'from[day]': from[0] ?? '',
  'from[month]': from[1] ?? '',
  'from[year]': from[2] ?? '',
  'to[day]': to[0] ?? '',
  'to[month]': to[1] ?? '',
  'to[year]': to[2] ?? '',
})

const askToStart = (form: Record<string, string>, as = clinician) =>
  app.request(pathTo('startPlan', { assignmentId }), { as, form })

async function start(form: Record<string, string> = { how: 'blank', ...days() }): Promise<number> {
  const response = await askToStart(form)
  expect(response.status).toBe(303)
  return Number(response.headers.get('location')?.split('/').at(-1))
}

const clinic = {
  version: '1',
  title: 'Diabetes clinic',
  category: 'dcc',
  when: 'timetabled',
  days: ['mon', 'wed'],
  start: '9am',
  end: '1.00pm',
  setting: 'outpatient-clinic',
}

const addActivity = (form: Record<string, string | readonly string[]> = clinic, as = clinician) =>
  app.request(pathTo('saveActivity', { planId }), { as, form })

const documentNow = async (): Promise<JobPlanDocument> =>
  (await app.request(pathTo('planDocument', { planId }), { as: clinician })).json()

const versionNow = () =>
  app.database.asOwner(
    async (tx) =>
      (await tx.selectFrom('job_plan').select('version').where('plan_id', '=', planId).executeTakeFirstOrThrow())
        .version,
  )

const show = async (path: string, as = clinician) => {
  const response = await app.request(path, { as })
  return { status: response.status, text: await response.text() }
}

/** The plan as it stands, as one that was agreed for the year before. */
async function agreeTheYearBefore(): Promise<{ plan_id: number }> {
  await app.database.asOwner((tx) =>
    sql`insert into job_plan (organisation_id, assignment_id, from_on, to_on, holds, state, since, agreed_at, document,
        saved_at, contract, unit, total_units, dcc_units, contracted_units, breaches)
      select organisation_id, assignment_id, '2026-04-01', '2027-03-31', '[2026-04-01,2027-03-31]', 'agreed', since, since,
        jsonb_set(document, '{period}', '{"from": "2026-04-01", "to": "2027-03-31"}'), saved_at, contract, unit, total_units,
        dcc_units, contracted_units, breaches
      from job_plan where plan_id = ${planId}`.execute(tx),
  )
  return app.database.asOwner((tx) =>
    tx.selectFrom('job_plan').select('plan_id').where('state', '=', 'agreed').executeTakeFirstOrThrow(),
  )
}

describe('starting a plan', () => {
  test('an empty one has what the staff record knows, and is audited', async () => {
    expect(await documentNow()).toMatchObject({
      contract: 'consultant-england-2003',
      organisation: 'RT1',
      person: { name: 'Sam clinician', postTitle: 'Consultant', professionalGroup: 'medical-consultant' },
      period: { from: '2027-04-01', to: '2028-03-31' },
      contracted: { core: '10' },
      activities: [],
    })
    const events = await app.database.asOwner((tx) =>
      tx.selectFrom('audit').select(['event', 'object']).orderBy('number', 'desc').limit(1).execute(),
    )
    expect(events).toEqual([{ event: 'plan.started', object: `plan ${planId}` }])
  })

  test('is refused over another plan, with a link to it', async () => {
    const response = await askToStart({ how: 'blank', ...days(['1', '1', '2028'], ['31', '12', '2028']) })
    expect(response.status).toBe(422)
    const text = await response.text()
    expect(text).toContain('1 April 2027 to 31 March 2028')
    expect(text).toContain(`href="/plans/${planId}"`)
    expect(text).toContain('value="2028"')
  })

  test('two at once cannot both start', async () => {
    const form = { how: 'blank', ...days(['1', '4', '2030'], ['31', '3', '2031']) }
    const answers = await Promise.all([askToStart(form), askToStart(form)])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
  })

  test('from the last one copies it for other days', async () => {
    await addActivity()
    planId = await start({ how: 'copy', ...days(['1', '4', '2028'], ['31', '3', '2029']) })
    const document = await documentNow()
    expect(document.period).toEqual({ from: '2028-04-01', to: '2029-03-31' })
    expect(document.activities).toHaveLength(1)
  })

  test('from a document tells everything that is wrong with it, by its path', async () => {
    const document = { ...(await documentNow()), period: { from: '2028-04-01', to: '2028-02-30' }, colour: 'red' }
    const response = await askToStart({ how: 'document', document: JSON.stringify(document) })
    expect(response.status).toBe(422)
    const text = await response.text()
    expect(text).toContain('<code>period.to</code>')
    expect(text).toContain('<code>colour</code>')
  })

  test('from a document makes it this person’s', async () => {
    const given = await documentNow()
    const document = { ...given, person: { name: 'Somebody Else' }, period: { from: '2028-04-01', to: '2029-03-31' } }
    planId = await start({ how: 'document', document: JSON.stringify(document) })
    expect((await documentNow()).person.name).toBe('Sam clinician')
  })

  test.each([
    [{ corrected_contract: 'unknown' }, 'The contract is not known yet'],
    [{ ended_on: '2026-11-20' }, 'This post has ended'],
    [{ corrected_scope: 'in-training' }, 'This post has no job plan'],
  ])('cannot be done on a post with %o, and says why', async (post, words) => {
    const asItWas = { corrected_contract: null, ended_on: null, corrected_scope: null }
    const set = (values: typeof post | typeof asItWas) =>
      app.database.asOwner((tx) =>
        tx.updateTable('assignment').set(values).where('assignment_id', '=', assignmentId).execute(),
      )
    await set(post)
    const page = await show(pathTo('startPlanPage', { assignmentId }))
    const asked = await askToStart({ how: 'blank', ...days(['1', '4', '2030'], ['31', '3', '2031']) })
    await set(asItWas)
    expect(page.text).toContain(words)
    expect(asked.status).toBe(409)
    expect(await asked.text()).toContain(words)
  })

  test('can still be done on the last day of a post', async () => {
    const endOn = (day: string | null) =>
      app.database.asOwner((tx) =>
        tx.updateTable('assignment').set({ ended_on: day }).where('assignment_id', '=', assignmentId).execute(),
      )
    await endOn('2026-11-21')
    const { text } = await show(pathTo('startPlanPage', { assignmentId }))
    await endOn(null)
    expect(text).toContain('How do you want to start?')
  })

  test('a change to an agreed plan lies over it, and over no other', async () => {
    await addActivity()
    const agreed = await agreeTheYearBefore()
    const page = await show(pathTo('plan', { planId: agreed.plan_id }))
    expect(page.text).toContain('Start a change from this plan')
    expect(page.text).not.toContain('plan-editor')
    const form = { how: 'copy', ...days(['1', '1', '2027'], ['31', '3', '2027']) }
    expect((await askToStart(form)).status).toBe(422)
    planId = await start({ ...form, replaces: String(agreed.plan_id) })
    expect((await documentNow()).activities).toHaveLength(1)
    expect((await show(pathTo('plan', { planId }))).text).toContain('Nothing has changed but the days')
  })

  test('only an agreed plan can be replaced', async () => {
    expect((await show(pathTo('startPlanPage', { assignmentId }, { replaces: planId }))).status).toBe(404)
  })
})

describe('who may', () => {
  test('the auditor sees a plan and may not change it', async () => {
    const auditor = trust.people.auditor.personId
    const { status, text } = await show(pathTo('plan', { planId }), auditor)
    expect(status).toBe(200)
    expect(text).not.toContain('plan-editor')
    expect(text).not.toContain('Add an activity')
    expect((await addActivity(clinic, auditor)).status).toBe(403)
    expect(await versionNow()).toBe(1)
  })

  test('an outsider does not find it', async () => {
    expect((await show(pathTo('plan', { planId }), trust.people.outsider.personId)).status).toBe(404)
    expect((await addActivity(clinic, trust.people.outsider.personId)).status).toBe(404)
  })

  test('a plan that is offered is read-only, and says why', async () => {
    await app.database.asOwner((tx) => tx.updateTable('job_plan').set({ state: 'offered' }).execute())
    const { text } = await show(pathTo('plan', { planId }))
    expect(text).toContain('cannot be changed while it is out for signature')
    expect(text).not.toContain('plan-editor')
    const refused = await addActivity({ ...clinic, note: 'Not to be lost' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Not to be lost')
    expect(await versionNow()).toBe(1)
  })
})

describe('once it is offered', () => {
  /** Offers the plan as it would have been under other terms. */
  const offerUnder = async (change: (now: FrozenAgreement) => FrozenAgreement) => {
    const canonicalText = freezeAgreement(change(agreementNow(await documentNow())))
    await app.database.write(scopeOfPerson(trust.organisationId, trust.people.clinician), async (tx) => {
      const plan = await findPlan(tx, planId)
      if (!plan) throw new Error('no plan')
      const at = new Date('2026-11-21T12:00:00Z')
      await insertOffer(tx, plan, { digest: digestOf(canonicalText), canonicalText, by: clinician, at })
    })
    await app.database.asOwner((tx) =>
      tx.updateTable('job_plan').set({ state: 'offered' }).where('plan_id', '=', planId).execute(),
    )
  }

  test('a plan is shown under the terms that were kept, whatever they are today', async () => {
    await addActivity()
    await offerUnder(({ plan, terms }) => {
      const values = { ...terms.values, minutesInUnit: { ...terms.values.minutesInUnit, value: 300 } }
      return { plan, terms: { ...terms, values }, evaluation: evaluate(plan, { terms: values }) }
    })
    const week = await show(pathTo('plan', { planId }))
    expect(week.text).toContain('<strong>1.6</strong> of 10 programmed activities')
    expect(week.text).toContain('8.4 short')
    expect(week.text).toContain('How we worked out the total, 1.6')
    expect((await show(pathTo('planSums', { planId }))).text).toContain('Diabetes clinic: 1.6 PAs a week')
  })

  test('its figures are those that were kept even where the rules have been written anew', async () => {
    await addActivity()
    await offerUnder((now) => ({
      ...now,
      evaluation: {
        ...now.evaluation,
        perWeek: { ...now.evaluation.perWeek, total: { units: '7/4', minutes: '480' } },
      },
    }))
    const week = await show(pathTo('plan', { planId }))
    expect(week.text).toContain('<strong>1.75</strong> of 10')
    expect(week.text).not.toContain('How we worked out')
    expect((await show(pathTo('planSums', { planId }))).text).toContain('The rules have been written anew')
  })

  test('its pages ask five times at most', async () => {
    await offerUnder((now) => now)
    for (const name of ['plan', 'planActivities', 'planOnCall', 'planObjectives', 'planSums'] as const) {
      statements = []
      await show(pathTo(name, { planId }))
      expect(statements.length).toBeLessThanOrEqual(2 + 5)
    }
  })
})

describe('an activity', () => {
  test('is added, shown in the week and in the list, with its figures', async () => {
    expect((await addActivity()).status).toBe(303)
    expect((await documentNow()).activities).toEqual([
      {
        id: 'diabetes-clinic',
        title: 'Diabetes clinic',
        category: 'dcc',
        schedule: { kind: 'timetabled', days: ['mon', 'wed'], start: '09:00', end: '13:00' },
        location: { setting: 'outpatient-clinic' },
      },
    ])
    const week = await show(pathTo('plan', { planId }))
    expect(week.text.match(/data-activity="diabetes-clinic"/g)).toHaveLength(2)
    expect(week.text).toContain('<strong>2</strong> of 10 programmed activities')
    expect(week.text).toContain('8 short')
    expect((await show(pathTo('planActivities', { planId }))).text).toContain('Monday and Wednesday, 9:00am to 1:00pm')
  })

  test('with problems is asked again, each by its field, with what was typed', async () => {
    const response = await addActivity({ ...clinic, title: '', end: 'noonish' })
    expect(response.status).toBe(422)
    const text = await response.text()
    expect(text).toContain('href="#title"')
    expect(text).toContain('href="#end"')
    expect(text).toContain('value="noonish"')
    expect(text).toContain('value="9am"')
  })

  test('what only the whole document can refuse is told by its field too', async () => {
    const { days: _, ...rest } = clinic
    const response = await addActivity({ ...rest, when: 'flexible', hoursPerWeek: '4', premiumHoursPerWeek: '5' })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('href="#premiumHoursPerWeek"')
  })

  test('can go from one day only, or from all', async () => {
    await addActivity()
    const remove = pathTo('removeActivity', { planId, activityId: 'diabetes-clinic' })
    await app.request(remove, { as: clinician, form: { version: '2', day: 'mon' } })
    expect((await documentNow()).activities?.[0]?.schedule).toMatchObject({ days: ['wed'] })
    await app.request(remove, { as: clinician, form: { version: '3' } })
    expect((await documentNow()).activities).toEqual([])
  })

  test('a day is copied to others, and nothing is lost on the way', async () => {
    await addActivity({ ...clinic, days: ['mon'] })
    await app.request(pathTo('copyDay', { planId }), {
      as: clinician,
      form: { version: '2', from: 'mon', to: ['tue', 'thu'] },
    })
    expect((await documentNow()).activities?.[0]?.schedule).toMatchObject({ days: ['mon', 'tue', 'thu'] })
  })

  test('undo takes back one change after another', async () => {
    await addActivity()
    await addActivity({ ...clinic, version: '2', title: 'Ward round', days: ['fri'] })
    const undo = () => app.request(pathTo('undoPlanChange', { planId }), { as: clinician, form: {} })
    await undo()
    expect((await documentNow()).activities?.map(({ title }) => title)).toEqual(['Diabetes clinic'])
    await undo()
    expect((await documentNow()).activities).toEqual([])
    const before = await versionNow()
    await undo()
    expect(await versionNow()).toBe(before)
  })
})

describe('two people', () => {
  const agreer = () => trust.people.agreer.personId

  beforeEach(async () => {
    await addActivity()
  })

  const change = (form: Record<string, string | readonly string[]>, as: number) =>
    addActivity({ ...clinic, id: 'diabetes-clinic', version: '2', ...form }, as)

  test('changing different things both keep theirs', async () => {
    await addActivity({ ...clinic, title: 'Ward round', days: ['fri'], version: '2' }, agreer())
    expect((await change({ note: 'mine' }, clinician)).status).toBe(303)
    expect((await documentNow()).activities?.map(({ title, note }) => [title, note])).toEqual([
      ['Diabetes clinic', 'mine'],
      ['Ward round', undefined],
    ])
  })

  test('changing the same thing are shown both, and the second may still win', async () => {
    await change({ end: '12:00' }, agreer())
    const response = await change({ end: '14:00', note: 'line one\nline two' }, clinician)
    expect(response.status).toBe(409)
    const text = await response.text()
    expect(text).toContain('Sam agreer changed this')
    expect(text).toContain('9:00am to midday')
    expect(text).toContain('9:00am to 2:00pm')
    expect(text).toContain('line one\nline two')
    expect(text).toContain('name="seen" value="3"')
    expect((await change({ end: '14:00', version: '3' }, clinician)).status).toBe(303)
    expect((await documentNow()).activities?.[0]?.schedule).toMatchObject({ end: '14:00' })
  })
})

describe('undo by one of two people', () => {
  const undoAs = (as: number) => app.request(pathTo('undoPlanChange', { planId }), { as, form: {} })

  test('is offered to who made the change alone, and says why it cannot be done any more', async () => {
    const agreer = trust.people.agreer.personId
    await addActivity()
    expect((await show(pathTo('plan', { planId }))).text).toContain('>Undo<')
    expect((await show(pathTo('plan', { planId }), agreer)).text).not.toContain('>Undo<')
    expect((await undoAs(agreer)).status).toBe(303)
    expect((await documentNow()).activities).toHaveLength(1)
    await addActivity({ ...clinic, id: 'diabetes-clinic', version: '2', end: '12:00' }, agreer)
    const refused = await undoAs(clinician)
    expect(refused.status).toBe(409)
    expect(await refused.text()).toContain('Sam agreer changed the same thing after you')
    expect((await documentNow()).activities?.[0]?.schedule).toMatchObject({ end: '12:00' })
  })
})

describe('changes from the browser', () => {
  const post = (body: unknown, as = clinician) =>
    app.signInAs(as).then((cookie) =>
      app.app.request(`http://localhost${pathTo('savePlanChange', { planId })}`, {
        method: 'POST',
        headers: { cookie, origin: 'http://localhost', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    )
  const activity: Activity = {
    id: 'ward',
    title: 'Ward round',
    category: 'dcc',
    schedule: { kind: 'timetabled', days: ['tue'], start: '08:00', end: '12:00' },
  }
  const put = (end: string) => ({
    kind: 'put-activity',
    activity: { ...activity, schedule: { ...activity.schedule, end } },
  })

  test('are saved on the newest document', async () => {
    const response = await post({ version: 1, change: put('12:00') })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      version: 2,
      savedAt: '2026-11-21T12:00:00.000Z',
      document: { activities: [{ id: 'ward' }] },
    })
  })

  test('are answered with what stands around the week, as the page shows it then', async () => {
    await agreeTheYearBefore()
    const { around } = await (await post({ version: 1, change: put('12:00') })).json()
    expect(Object.keys(around)).toEqual(['plan-top', 'since', 'plan-terms'])
    expect(around['plan-top']).toContain('All activities (1)')
    expect(around.since).toContain('+ Ward round')
    const { text } = await show(pathTo('plan', { planId }))
    for (const [id, html] of Object.entries(around)) {
      expect(text).toContain(`id="${id}"`)
      expect(text).toContain(html)
    }
    const missed = await (await post({ version: 1, change: put('13:00') }, trust.people.agreer.personId)).json()
    expect(missed.around['plan-top']).toContain('All activities (1)')
  })

  test('are refused when the same thing changed since', async () => {
    await post({ version: 1, change: put('12:00') }, trust.people.agreer.personId)
    const response = await post({ version: 1, change: put('13:00') })
    expect(response.status).toBe(409)
    expect(await response.json()).toMatchObject({
      version: 2,
      changedBy: 'Sam agreer',
      document: { activities: [{ schedule: { end: '12:00' } }] },
    })
  })

  test('that make no plan are refused by their path', async () => {
    const response = await post({ version: 1, change: put('25:00') })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ errors: [{ path: 'activities[0].schedule.end' }] })
    expect(await versionNow()).toBe(1)
  })

  test('cannot change the contract or whose plan it is', async () => {
    for (const terms of [{ contract: 'agenda-for-change' }, { person: { name: 'Somebody Else' } }])
      expect((await post({ version: 1, change: { kind: 'set-terms', terms } })).status).toBe(422)
    expect((await post({ version: 1, change: put('25:00') }, trust.people.auditor.personId)).status).toBe(403)
  })

  test('of the days cannot lie over another plan', async () => {
    await start({ how: 'blank', ...days(['1', '4', '2028'], ['31', '3', '2029']) })
    const period = { from: '2027-04-01', to: '2028-06-30' }
    const response = await post({ version: 1, change: { kind: 'set-terms', terms: { period } } })
    expect(response.status).toBe(422)
    expect((await response.json()).message).toContain('1 April 2028')
  })

  test('to days that end before they begin are refused by their path', async () => {
    const period = { from: '2027-04-01', to: '2027-03-01' }
    const response = await post({ version: 1, change: { kind: 'set-terms', terms: { period } } })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ errors: [{ path: 'period.to' }] })
  })
})

describe('the other forms', () => {
  test('on-call in plain words comes to the figures of the contract', async () => {
    const form = {
      version: '1',
      oneIn: '8',
      prospectiveCover: 'yes',
      category: 'A',
      unpredictableHours: '6',
      unpredictableMostly: 'premium',
    }
    expect((await app.request(pathTo('saveOnCall', { planId }), { as: clinician, form })).status).toBe(303)
    const { text } = await show(pathTo('planOnCall', { planId }))
    expect(text).toContain('= 0.31 PAs a week, 5% supplement')
    expect(text).toContain('1 in 8, covering each other’s leave')
    expect((await show(pathTo('onCallPage', { planId, onCallId: 'on-call' }))).text).toContain('= 0.31 PAs a week')
  })

  test('objectives and what is needed are added, changed by number, and removed', async () => {
    const objective = { version: '1', scope: 'personal', text: 'Shorter waits', support: 'A nurse\nA room' }
    await app.request(pathTo('saveObjective', { planId }), { as: clinician, form: objective })
    await app.request(pathTo('saveObjective', { planId }), {
      as: clinician,
      form: { ...objective, version: '2', number: '1', text: 'Much shorter waits' },
    })
    await app.request(pathTo('saveResource', { planId }), {
      as: clinician,
      form: { version: '3', kind: 'staff', text: 'A nurse' },
    })
    expect(await documentNow()).toMatchObject({
      objectives: [{ scope: 'personal', text: 'Much shorter waits', support: ['A nurse', 'A room'] }],
      supportingResources: [{ kind: 'staff', text: 'A nurse' }],
    })
    const { text } = await show(pathTo('planObjectives', { planId }))
    expect(text).toContain('Much shorter waits')
    await app.request(pathTo('removeObjective', { planId, number: 1 }), { as: clinician, form: { version: '4' } })
    expect((await documentNow()).objectives).toEqual([])
  })

  test('fewer weeks in the cycle than an activity uses is refused, naming it', async () => {
    const { text } = await show(pathTo('planTermsPage', { planId }))
    expect(text).toContain('value="10"')
    const form = { version: '1', core: '10', additional: '1', cycleWeeks: '2', ...days() }
    await app.request(pathTo('savePlanTerms', { planId }), { as: clinician, form })
    await addActivity({ ...clinic, version: '2', weeks: ['2'] })
    const response = await app.request(pathTo('savePlanTerms', { planId }), {
      as: clinician,
      form: { ...form, version: '3', cycleWeeks: '1' },
    })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('Diabetes clinic')
  })

  test('days that another plan has are refused with a link to it', async () => {
    const other = await start({ how: 'blank', ...days(['1', '4', '2028'], ['31', '3', '2029']) })
    const form = { version: '1', core: '10', cycleWeeks: '1', ...days(['1', '4', '2027'], ['30', '4', '2028']) }
    const response = await app.request(pathTo('savePlanTerms', { planId }), { as: clinician, form })
    expect(response.status).toBe(422)
    const text = await response.text()
    expect(text).toContain('1 April 2028 to 31 March 2029')
    expect(text).toContain(`href="${pathTo('plan', { planId: other })}"`)
  })

  test('how it adds up shows steps, and says what nobody has checked', async () => {
    await addActivity()
    const { text } = await show(pathTo('planSums', { planId }))
    expect(text).toContain('Diabetes clinic: 2 PAs a week')
    expect(text).toContain('Nobody has checked this against the document yet')
  })
})

describe('every page asks the database a fixed number of times', () => {
  /** What every request asks before its page: the session, and who it is. */
  const SIGNED_IN = 2
  const PAGES = [
    'plan',
    'planActivities',
    'newActivityPage',
    'copyDayPage',
    'planOnCall',
    'newOnCallPage',
    'planObjectives',
    'newObjectivePage',
    'newResourcePage',
    'planTermsPage',
    'planSums',
    'planDocument',
  ] as const

  const fill = (count: number) =>
    app.database.write(scopeOfSystem(trust.organisationId), async (tx) => {
      const row = await tx
        .selectFrom('job_plan')
        .select('document')
        .where('plan_id', '=', planId)
        .executeTakeFirstOrThrow()
      const activities: Activity[] = Array.from({ length: count }, (_, place) => ({
        id: `a${place}`,
        title: `Activity ${place}`,
        category: 'dcc',
        schedule: { kind: 'flexible', minutesPerWeek: 10 },
      }))
      await tx
        .updateTable('job_plan')
        .set({ document: JSON.stringify({ ...(row.document as JobPlanDocument), activities }) })
        .where('plan_id', '=', planId)
        .execute()
    })

  test.each(PAGES)('%s: five at most, with one activity and with sixty', async (name) => {
    const counts: number[] = []
    for (const activities of [1, 60]) {
      await fill(activities)
      statements = []
      expect((await show(pathTo(name, { planId }))).status).toBe(200)
      counts.push(statements.length - SIGNED_IN)
    }
    expect(counts[0]).toBe(counts[1])
    expect(counts[0]).toBeLessThanOrEqual(5)
    expect(counts[0]).toBeGreaterThan(0)
  })
})
