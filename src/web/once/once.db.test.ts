/** What is asked for once is done once: through two apps on one database, as two servers are. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aTrust, type Trust } from '../../../tests/support/factories.ts'
import { openTestDatabase } from '../../../tests/support/open-test-database.ts'
import { aPlan } from '../../../tests/support/plans.ts'
import { type TestApp, testApp } from '../../../tests/support/test-app.ts'
import type { Database } from '../../db/database.ts'
import { pathTo } from '../../routes.ts'

let t: TestApp
/** Another server on the same database: it knows of the first nothing but what is written down. */
let other: TestApp
let trust: Trust
let planId: number
let cutAtCommit: 'before' | 'after' | undefined
beforeAll(async () => {
  const database = await openTestDatabase()
  t = await testApp({ database: { ...database, write: cutting(database) } })
  other = await testApp({ database: { ...database } })
  trust = await aTrust(t.database)
  for (const { personId } of [trust.people.clinician, trust.people.agreer]) await t.signInAs(personId)
})
afterAll(() => t.close())
beforeEach(async () => {
  cutAtCommit = undefined
  key = randomUUID()
  objective = { version: '1', scope: 'team', text: 'Teach every new starter', measure: 'Starters taught', once: key }
  await t.database.asOwner(async (tx) => {
    await tx.deleteFrom('once_key').execute()
    await tx.deleteFrom('job_plan').execute()
  })
  planId = await aPlan(t.database, trust.organisationId, trust.people.clinician)
})

/** The line to the database cut once: while the work is done, or when it is committed and the answer is on its way. */
const cutting =
  (database: Database): Database['write'] =>
  async (scope, work) => {
    const when = scope.personId === trust?.people.clinician.personId ? cutAtCommit : undefined
    if (when) cutAtCommit = undefined
    const result = await database.write(scope, async (tx) => {
      const made = await work(tx)
      if (when === 'before') throw new Error('the line was cut')
      return made
    })
    if (when === 'after') throw new Error('the line was cut')
    return result
  }

/** Each test has a key of its own, as each form has. */
let key = ''
let objective: Record<string, string> = {}
const save = async (server = t, form = objective, as = trust.people.clinician.personId) =>
  server.request(pathTo('saveObjective', { planId }), { as: await t.signInAs(as), form })
const outcome = (answer: Response) => [answer.status, answer.headers.get('location')]
const objectives = () =>
  t.database.asOwner(async (tx) => {
    const { document } = await tx
      .selectFrom('job_plan')
      .select('document')
      .where('plan_id', '=', planId)
      .executeTakeFirstOrThrow()
    return (document as { objectives: { text: string }[] }).objectives.map(({ text }) => text).slice(1)
  })
const saved = () => [303, pathTo('planObjectives', { planId })]

describe('a form with a key', () => {
  it('is saved once, however often it is pressed and wherever it arrives', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, press) => save(press % 2 ? t : other)))
    const outcomes = answers.map(outcome)
    expect(new Set(outcomes.map(([status]) => status))).toEqual(new Set([303]))
    expect(await objectives()).toEqual(['Teach every new starter'])
  })
  it('is answered with the same page when it is sent again later', async () => {
    expect(outcome(await save())).toEqual(saved())
    expect(outcome(await save(other))).toEqual(saved())
    expect(await objectives()).toHaveLength(1)
  })
  it('is done by the second try when the first was cut before it was kept', async () => {
    cutAtCommit = 'before'
    expect((await save()).status).toBe(500)
    expect(await objectives()).toEqual([])
    expect((await save()).status).toBe(303)
    expect(await objectives()).toHaveLength(1)
  })
  it('is not done again when the answer was cut off after it was kept', async () => {
    cutAtCommit = 'after'
    expect((await save()).status).toBe(500)
    expect((await save()).status).toBe(303)
    expect(await objectives()).toHaveLength(1)
  })
  it('is not used up by a form that was refused', async () => {
    const wrong = { ...objective, text: '' }
    expect((await save(t, wrong)).status).toBe(422)
    expect((await save(t, wrong)).status).toBe(422)
    expect((await save()).status).toBe(303)
    expect(await objectives()).toHaveLength(1)
  })
  it('is not used up by a change that came too late', async () => {
    const path = pathTo('saveObjective', { planId })
    const as = trust.people.clinician.personId
    const first = { ...objective, number: '1' }
    await t.request(path, { as: trust.people.agreer.personId, form: { ...first, once: `${key}-1`, text: 'Theirs' } })
    expect((await t.request(path, { as, form: first })).status).toBe(409)
    expect((await t.request(path, { as, form: first })).status).toBe(409)
  })
})

it('what is refused after it was looked for is refused each time, and never taken for done', async () => {
  const ask = (server: TestApp) =>
    server.request(pathTo('endRole', { grantId: 999_999 }), { as: trust.people.office.personId, form: { once: key } })
  expect([(await ask(t)).status, (await ask(t)).status]).toEqual([404, 404])
})

describe('a key that was used', () => {
  it('saves no other words, and keeps what was typed', async () => {
    await save()
    for (const server of [t, other]) {
      const answer = await save(server, { ...objective, text: 'Something <else>' })
      expect(answer.status).toBe(409)
      expect(await answer.text()).toContain('Something &lt;else&gt;')
    }
    expect(await objectives()).toEqual(['Teach every new starter'])
  })
  it('is of no use to anybody else', async () => {
    await save()
    expect((await save(other, objective, trust.people.agreer.personId)).status).toBe(409)
    expect(await objectives()).toHaveLength(1)
  })
  it('that says whose page it was made for does nothing for the next who signs in there', async () => {
    const { organisationId, people } = trust
    const once = `${key}.${organisationId}.${people.clinician.personId}`
    const answer = await save(t, { ...objective, once }, people.agreer.personId)
    const body = await answer.text()
    expect([answer.status, body]).toEqual([403, expect.stringContaining('opened by somebody else')])
    expect(body).not.toContain(objective.text)
    const script = await t.request(pathTo('savePlanChange', { planId }), {
      as: people.agreer.personId,
      json: { version: 1, change: { kind: 'put-objective', objective: { scope: 'team', text: 'Theirs' } } },
      headers: { 'idempotency-key': once },
    })
    expect(script.status).toBe(403)
    expect(await objectives()).toEqual([])
    expect(outcome(await save(t, { ...objective, once }))).toEqual(saved())
  })
  it('does nothing elsewhere', async () => {
    await save()
    const as = await t.signInAs(trust.people.clinician.personId)
    const answer = await other.request(pathTo('offerPlan', { planId }), { as, form: { once: key } })
    expect(answer.status).toBe(409)
  })
  it('does nothing again for as long as it is kept, however old', async () => {
    await save()
    await t.database.asOwner((tx) => tx.updateTable('once_key').set({ done_at: '2026-11-01T12:00:00Z' }).execute())
    expect((await save()).status).toBe(303)
    expect(await objectives()).toHaveLength(1)
  })
})

it('a key that is none is refused, and the words are kept', async () => {
  const answer = await save(t, { ...objective, once: "x'; drop" })
  expect([answer.status, await objectives()]).toEqual([409, []])
})

it('without a key a form is saved as often as it is sent', async () => {
  const { once: _, ...form } = objective
  expect((await save(t, form)).status).toBe(303)
  expect((await save(t, form)).status).toBe(303)
  expect(await objectives()).toHaveLength(2)
})

describe('a change that the week editor sends', () => {
  const send = (server: TestApp, text: string) =>
    server.app.request(`http://localhost${pathTo('savePlanChange', { planId })}`, {
      method: 'POST',
      headers: {
        origin: 'http://localhost',
        cookie,
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
      },
      body: JSON.stringify({
        version: 1,
        change: { kind: 'put-objective', objective: { scope: 'team', text } },
      }),
    })
  let cookie: string
  beforeAll(async () => {
    cookie = await t.signInAs(trust.people.clinician.personId)
  })
  it('is made once, and every answer has the plan as it stands', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, (_, press) => send(press % 2 ? t : other, 'Once')))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    for (const answer of answers) expect(await answer.json()).toMatchObject({ version: 2 })
    expect(await objectives()).toEqual(['Once'])
  })
  it('is refused under a key that was used for another', async () => {
    await send(t, 'Once')
    const answer = await send(other, 'Twice')
    expect([answer.status, await objectives()]).toEqual([422, ['Once']])
  })
})

it('every form of a page has a key of its own', async () => {
  const page = await (
    await t.request(pathTo('activityPage', { planId, activityId: 'clinic' }), { as: trust.people.clinician.personId })
  ).text()
  const forms = page.match(/<form\b[^>]*method="post"/g) ?? []
  const keys = [...page.matchAll(/name="once" value="([\w-]{22}\.\d+\.\d+)"/g)].map(([, key]) => key)
  expect(forms.length).toBeGreaterThan(1)
  expect(new Set(keys).size).toBe(forms.length)
})
