/** Attacks on agreement: every move from every state by every side that may not, and signatures that are not what they say. */
import { afterAll, beforeAll, expect } from 'vitest'
import { type MoveName, moves, type PlanState, type Side } from '../../src/domain/agreement/moves.ts'
import { pathTo } from '../../src/routes.ts'
import type { PersonName } from '../support/factories.ts'
import { aDocument, aPlan } from '../support/plans.ts'
import { attack, leavesAllAsItWas } from './attack.ts'
import { digestEveryTable } from './table-digests.ts'
import { aTarget, leaksIn, type Target } from './target.ts'

let target: Target
beforeAll(async () => {
  target = await aTarget()
}, 120_000)
afterAll(() => target.close())

let year = 2040
/** A draft of the clinician's for a year of its own. */
const aDraft = () => {
  year += 1
  const { organisationId, people } = target.trust
  const period = { from: `${year}-01-01`, to: `${year}-12-31` }
  return aPlan(target.t.database, organisationId, people.clinician, aDocument({ period }))
}
const ask = (path: string, by: PersonName, form: Record<string, string | readonly string[]>) =>
  target.t.request(path, { as: target.personId(by), form })
const planRow = (planId: number) =>
  target.t.database.asOwner((tx) =>
    tx.selectFrom('job_plan').select(['state', 'version']).where('plan_id', '=', planId).executeTakeFirstOrThrow(),
  )
const offersOf = (planId: number) =>
  target.t.database.asOwner((tx) =>
    tx.selectFrom('offered_document').select('digest').where('plan_id', '=', planId).orderBy('offer_number').execute(),
  )
const signaturesOf = (planId: number) =>
  target.t.database.asOwner((tx) => tx.selectFrom('signature').selectAll().where('plan_id', '=', planId).execute())
const digestOn = async (planId: number) => (await offersOf(planId)).at(-1)?.digest ?? ''

const offer = async (planId: number, by: PersonName = 'clinician') =>
  ask(pathTo('offerPlan', { planId }), by, { version: String((await planRow(planId)).version) })
const sign = async (planId: number, by: PersonName, digest?: string) =>
  ask(pathTo('signPlan', { planId }), by, { digest: digest ?? (await digestOn(planId)), read: 'yes' })
const giveBack = (planId: number, by: PersonName) =>
  ask(pathTo('returnPlan', { planId }), by, { reason: 'Let us talk' })
const withdraw = (planId: number, by: PersonName) =>
  ask(pathTo('withdrawPlan', { planId }), by, { reason: 'Not needed' })

const ways: Record<PlanState, (planId: number) => Promise<unknown>> = {
  draft: async () => {},
  offered: (id) => offer(id),
  'signed-by-clinician': async (id) => [await offer(id), await sign(id, 'clinician')],
  'signed-by-agreer': async (id) => [await offer(id), await sign(id, 'agreer')],
  agreed: async (id) => [await offer(id), await sign(id, 'clinician'), await sign(id, 'agreer')],
  'in-discussion': async (id) => [await offer(id), await giveBack(id, 'agreer')],
  withdrawn: (id) => withdraw(id, 'clinician'),
  superseded: async (id) => {
    await ways.agreed(id)
    await target.t.database.asOwner((tx) =>
      tx.updateTable('job_plan').set({ state: 'superseded' }).where('plan_id', '=', id).execute(),
    )
  },
}
async function aPlanThatIs(state: PlanState): Promise<number> {
  const planId = await aDraft()
  await ways[state](planId)
  expect((await planRow(planId)).state).toBe(state)
  return planId
}

const sideOf: Partial<Record<PersonName, Side>> = { clinician: 'clinician', agreer: 'agreer', office: 'office' }
const everybody: PersonName[] = [
  'clinician',
  'agreer',
  'agreersAgreer',
  'office',
  'unitLead',
  'groupLead',
  'auditor',
  'administrator',
  'outsider',
]
const tries: Partial<Record<MoveName, (planId: number, by: PersonName) => Promise<Response>>> = {
  offer,
  sign: (planId, by) => sign(planId, by),
  return: giveBack,
  withdraw,
}
/** What was done already may be pressed again: it is answered kindly and changes nothing. */
const isHarmless = (move: MoveName, state: PlanState) =>
  (move === 'sign' && /^(signed-by-|agreed)/.test(state)) || (move === 'offer' && /^(offered|signed-by-)/.test(state))

for (const state of Object.keys(ways) as PlanState[])
  attack(
    `moving a plan that is ${state} as nobody may from there`,
    async ({ refused }) => {
      const planId = await aPlanThatIs(state)
      await leavesAllAsItWas(target.t.database, async () => {
        for (const [move, make] of Object.entries(tries) as [MoveName, NonNullable<(typeof tries)[MoveName]>][])
          for (const by of everybody) {
            const side = sideOf[by]
            if (side && moves.some((row) => row.from === state && row.move === move && row.who.includes(side))) continue
            const answer = await make(planId, by)
            const isKind = isHarmless(move, state) && answer.status === 303
            expect([move, by, isKind || [403, 404, 409].includes(answer.status)], String(answer.status)).toEqual([
              move,
              by,
              true,
            ])
            refused()
          }
      })
    },
    60_000,
  )

attack(
  'changing a plan that is out for signature or over',
  async ({ refused }) => {
    for (const state of ['offered', 'signed-by-clinician', 'agreed', 'withdrawn', 'superseded'] as const) {
      const planId = await aPlanThatIs(state)
      await leavesAllAsItWas(target.t.database, async () => {
        for (const by of ['clinician', 'agreer', 'office'] as const) {
          const asked = [
            ask(pathTo('saveObjective', { planId }), by, { scope: 'personal', text: 'Slipped in' }),
            ask(pathTo('removeActivity', { planId, activityId: 'clinic' }), by, {}),
            ask(pathTo('undoPlanChange', { planId }), by, {}),
            target.t.request(pathTo('savePlanChange', { planId }), {
              as: target.personId(by),
              json: { version: 1, change: { kind: 'remove-activity', id: 'clinic' } },
            }),
          ]
          for (const answer of await Promise.all(asked)) {
            expect([state, by, answer.status < 500]).toEqual([state, by, true])
            refused()
          }
        }
      })
    }
  },
  60_000,
)

attack('signing with a digest that is not of what is on offer', async ({ refused }) => {
  const other = await aPlanThatIs('offered')
  const planId = await aPlanThatIs('offered')
  const digest = await digestOn(planId)
  const foreign = await digestOn(other)
  await leavesAllAsItWas(target.t.database, async () => {
    for (const forged of [
      '',
      foreign,
      digest.toUpperCase(),
      digest.slice(1),
      `${digest}0`,
      '0'.repeat(64),
      'null',
      `${digest},${digest}`,
      '%',
      'sha256:x',
      `${digest}' or '1'='1`,
    ]) {
      const answer = await sign(planId, 'clinician', forged)
      expect([forged, answer.status]).toEqual([forged, 409])
      refused()
    }
  })
})

attack('signing an older offer after the plan was changed and offered again', async ({ refused }) => {
  const planId = await aPlanThatIs('in-discussion')
  const [older] = await offersOf(planId)
  await ask(pathTo('saveObjective', { planId }), 'agreer', { scope: 'personal', text: 'Slipped in' })
  expect((await offer(planId, 'agreer')).status).toBe(303)
  expect(await digestOn(planId)).not.toBe(older?.digest)
  await leavesAllAsItWas(target.t.database, async () => {
    for (const by of ['clinician', 'agreer'] as const) {
      expect((await sign(planId, by, older?.digest)).status).toBe(409)
      refused()
    }
  })
})

attack('offering a version that was not the one read', async ({ refused }) => {
  const planId = await aDraft()
  await ask(pathTo('saveObjective', { planId }), 'agreer', { scope: 'personal', text: 'Slipped in' })
  await leavesAllAsItWas(target.t.database, async () => {
    for (const version of ['1', '0', '-1', '', '1e0', '99', 'NaN']) {
      const answer = await ask(pathTo('offerPlan', { planId }), 'clinician', { version })
      expect([version, answer.status]).toEqual([version, 409])
      refused()
    }
  })
})

attack('signing for the other side by naming it in the form', async ({ refused }) => {
  for (const by of ['clinician', 'agreer'] as const) {
    const planId = await aPlanThatIs('offered')
    const other = by === 'clinician' ? 'agreer' : 'clinician'
    const form = {
      digest: await digestOn(planId),
      read: 'yes',
      side: other,
      signed_by: String(target.personId(other)),
      person: other,
    }
    await ask(pathTo('signPlan', { planId }), by, form)
    expect((await signaturesOf(planId)).map(({ side, signed_by }) => [side, signed_by])).toEqual([
      [by, target.personId(by)],
    ])
    refused()
    // And once more, to be both sides oneself.
    await ask(pathTo('signPlan', { planId }), by, form)
    expect((await planRow(planId)).state).toBe(`signed-by-${by}`)
    refused()
  }
})

attack('signing one’s own plan as its agreer', async ({ refused }) => {
  const { organisationId, people } = target.trust
  const planId = await aPlan(target.t.database, organisationId, people.agreer)
  const by = 'agreer'
  await offer(planId, by)
  await sign(planId, by)
  await leavesAllAsItWas(target.t.database, async () => {
    for (const form of [{}, { side: 'agreer' }, { as: 'agreer' }]) {
      await ask(pathTo('signPlan', { planId }), by, { digest: await digestOn(planId), read: 'yes', ...form })
      expect((await planRow(planId)).state).toBe('signed-by-clinician')
      refused()
    }
  })
})

attack('signing without having ticked that it was read', async ({ refused }) => {
  const planId = await aPlanThatIs('offered')
  const digest = await digestOn(planId)
  await leavesAllAsItWas(target.t.database, async () => {
    for (const form of [
      { digest },
      { digest, read: 'no' },
      { digest, read: 'true' },
      { digest, read: ['yes', 'no'] },
    ]) {
      expect((await ask(pathTo('signPlan', { planId }), 'clinician', form)).status).toBe(422)
      refused()
    }
  })
})

attack('replaying a signature after the plan was returned, and again when it is offered anew', async ({ refused }) => {
  const planId = await aPlanThatIs('signed-by-clinician')
  const digest = await digestOn(planId)
  await giveBack(planId, 'agreer')
  await leavesAllAsItWas(target.t.database, async () => {
    expect((await sign(planId, 'clinician', digest)).status).toBe(409)
    refused()
  })
  await ask(pathTo('saveObjective', { planId }), 'agreer', { scope: 'personal', text: 'More' })
  await offer(planId, 'agreer')
  await leavesAllAsItWas(target.t.database, async () => {
    expect((await sign(planId, 'clinician', digest)).status).toBe(409)
    refused()
  })
})

attack('sending the forms of an agreed plan again', async ({ refused }) => {
  const planId = await aPlanThatIs('agreed')
  const digest = await digestOn(planId)
  await leavesAllAsItWas(target.t.database, async () => {
    for (const by of ['clinician', 'agreer'] as const) {
      await sign(planId, by, digest)
      await offer(planId, by)
      await giveBack(planId, by)
      await withdraw(planId, by)
      refused()
    }
  })
})

attack('agreeing somebody’s plan after another was set to agree it', async ({ refused }) => {
  const planId = await aPlanThatIs('signed-by-clinician')
  const { assignmentId } = target.trust.people.clinician
  const set = (agreer: PersonName) =>
    ask(pathTo('setAgreer', { assignmentId }), 'office', {
      agreer: String(target.personId(agreer)),
      'fromOn[day]': '21',
      'fromOn[month]': '11',
      'fromOn[year]': '2026',
    })
  expect((await set('agreersAgreer')).status).toBe(303)
  await leavesAllAsItWas(target.t.database, async () => {
    const answer = await sign(planId, 'agreer')
    expect([403, 404]).toContain(answer.status)
    expect(leaksIn(await answer.text(), target)).toEqual([])
    refused()
  })
  await set('agreer')
})

const audited = (event: string, object: string) =>
  target.t.database.asOwner((tx) =>
    tx.selectFrom('audit').select('number').where('event', '=', event).where('object', '=', object).execute(),
  )

attack(
  'pressing the same signature fifty times at once',
  async ({ refused }) => {
    const planId = await aPlanThatIs('offered')
    const digest = await digestOn(planId)
    const answers = await Promise.all(Array.from({ length: 50 }, () => sign(planId, 'clinician', digest)))
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    expect(await signaturesOf(planId)).toHaveLength(1)
    expect(await audited('plan.signed', `plan ${planId}`)).toHaveLength(1)
    for (let count = 1; count < 50; count += 1) refused()
  },
  60_000,
)

attack(
  'signing and returning at the same moment',
  async ({ refused }) => {
    for (let round = 0; round < 5; round += 1) {
      const planId = await aPlanThatIs('signed-by-clinician')
      await Promise.all([sign(planId, 'agreer'), giveBack(planId, 'clinician'), withdraw(planId, 'clinician')])
      const { state } = await planRow(planId)
      const signed = (await signaturesOf(planId)).length
      expect([state, signed]).toEqual([state, state === 'agreed' ? 2 : 1])
      refused()
    }
  },
  60_000,
)

attack('two at the office giving the same person a role at once, and ending it', async ({ refused }) => {
  const before = await digestEveryTable(target.t.database, target.trust.elsewhere.organisationId)
  const form = { personId: String(target.personId('outsider')), role: 'auditor', fromOn: '2026-11-21' }
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask(pathTo('grantRole'), 'office', form)))
  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
  const granted = await target.t.database.asOwner((tx) =>
    tx
      .selectFrom('role_grant')
      .select('grant_id')
      .where('person_id', '=', target.personId('outsider'))
      .where('ended_on', 'is', null)
      .execute(),
  )
  expect(granted).toHaveLength(1)
  for (let count = 1; count < 10; count += 1) refused()
  expect(await digestEveryTable(target.t.database, target.trust.elsewhere.organisationId)).toEqual(before)
})
