/** Handlers that forget what they must do first change nothing, by whatever door. */
import { CompiledQuery, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTrust, type Trust } from '../../tests/support/factories.ts'
import { aPlan } from '../../tests/support/plans.ts'
import { type TestApp, testApp } from '../../tests/support/test-app.ts'
import { pathTo } from '../routes.ts'
import { type Handlers, type Request, scopeOfRequest } from './request.ts'

let t: TestApp
let trust: Trust
let planId: number
let forgets: keyof typeof ways = 'by a statement'

/** Each takes something away that is there. */
const ways = {
  'by a statement': ({ database }: Request['var']['services']) =>
    database.identity.deleteFrom('identity.verification').execute(),
  'by SQL': ({ database }: Request['var']['services']) =>
    sql`delete from identity.verification`.execute(database.identity),
  'by SQL that is compiled': ({ database }: Request['var']['services']) =>
    database.identity.executeQuery(CompiledQuery.raw('delete from identity.verification')),
  'in a transaction of its own': ({ database }: Request['var']['services']) =>
    database.identity
      .transaction()
      .execute((tx) => tx.executeQuery(CompiledQuery.raw('delete from identity.verification'))),
  'in a transaction of sign-in': ({ database }: Request['var']['services']) =>
    database.asSignIn((tx) => tx.deleteFrom('identity.verification').execute()),
  'as the owner': ({ database }: Request['var']['services']) =>
    database.asOwner((tx) => tx.deleteFrom('identity.verification').execute()),
  'by taking a second factor away': ({ identity }: Request['var']['services']) => identity.secondFactor.remove(userId),
  'by taking an account away': ({ identity }: Request['var']['services']) => identity.removeAccount(userId),
}
let userId: string

const handlers: Handlers = {
  signPlan: async (c) => {
    c.set('permitted', true)
    await ways[forgets](c.var.services)
    return c.redirect('/', 303)
  },
  offerPlan: async (c) => {
    await c.var.services.database.write(scopeOfRequest(c), (tx) =>
      tx.updateTable('job_plan').set({ version: 99 }).where('plan_id', '=', planId).execute(),
    )
    return c.redirect('/', 303)
  },
}

beforeAll(async () => {
  t = await testApp({ handlers })
  trust = await aTrust(t.database)
  planId = await aPlan(t.database, trust.organisationId, trust.people.clinician)
  userId = await t.identity.createAccount({ email: 'somebody@trust.example', name: 'Somebody' })
  await t.identity.secondFactor.begin(userId, 'a session')
  await t.database.identity
    .insertInto('identity.verification')
    .values({
      id: 'one',
      identifier: 'one',
      value: 'one',
      expiresAt: new Date('2030-01-01'),
      createdAt: new Date(),
      updatedAt: new Date(),
    })
    .execute()
})
afterAll(() => t.close())

const left = () =>
  t.database.asOwner(async (tx) => ({
    plans: (await tx.selectFrom('job_plan').select('version').execute()).map(({ version }) => version),
    verifications: (await tx.selectFrom('identity.verification').select('id').execute()).length,
    factors: (await tx.selectFrom('identity.second_factor').select('user_id').execute()).length,
    accounts: (await tx.selectFrom('identity.user').select('id').where('id', '=', userId).execute()).length,
  }))

test('before its person has proved themselves', async () => {
  const as = trust.people.clinician.personId
  await t.signInAs(as)
  const before = await left()
  for (forgets of Object.keys(ways) as (keyof typeof ways)[]) {
    const { status } = await t.request(pathTo('signPlan', { planId }), { as, form: {} })
    expect([forgets, status, await left()]).toEqual([forgets, 500, before])
  }
})

test('without checking its permission: the work is thrown back, not only its answer', async () => {
  const before = await left()
  const form = { once: 'a-key-of-sixteen-or-more' }
  const as = trust.people.clinician.personId
  for (const sent of [{}, form])
    expect((await t.request(pathTo('offerPlan', { planId }), { as, form: sent })).status).toBe(500)
  expect(await left()).toEqual(before)
})
