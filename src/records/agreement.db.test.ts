import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aTrust, type Trust } from '../../tests/support/factories.ts'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import { aDocument, aPlan } from '../../tests/support/plans.ts'
import type { Database, Tx } from '../db/database.ts'
import { moves } from '../domain/agreement/moves.ts'
import { endReplacedPlan, insertOffer, insertSignature, saveMove } from './agreement.ts'
import { freezeDocument } from './frozen-document.ts'
import { findPlan } from './plan.ts'

let database: Database
let trust: Trust
beforeAll(async () => {
  database = await openTestDatabase()
  trust = await aTrust(database)
})
afterAll(() => database.close())

const at = new Date('2026-11-21T12:00:00Z')
const draft = (from: string, to: string, replaces: number | null = null) =>
  aPlan(database, trust.organisationId, trust.people.clinician, aDocument({ period: { from, to } }), replaces)

/** From a draft to both signatures, as whoever keeps the database may write them. */
const agree = (planId: number) =>
  database.asOwner(async (ownerTx) => {
    const tx = ownerTx as unknown as Tx
    const { clinician, agreer } = trust.people
    for (const [to, side] of [
      ['offered', 'clinician'],
      ['signed-by-clinician', 'clinician'],
      ['agreed', 'agreer'],
    ] as const) {
      const plan = await findPlan(tx, planId)
      const move = moves.find((row) => row.from === plan?.state && row.to === to)
      if (!plan || !move) throw new Error(`no way to ${to}`)
      const by = side === 'clinician' ? clinician.personId : agreer.personId
      const offer = { offerNumber: 1, ...freezeDocument(plan.document) }
      if (to === 'offered') await insertOffer(tx, plan, { ...offer, by, at })
      else await insertSignature(tx, plan, offer, { side, by, name: 'Sam', post: null, at })
      if (to === 'agreed') await endReplacedPlan(tx, plan, at)
      await saveMove(tx, plan, { move, side, by, at }, 1)
    }
  })

it('a plan that gave days to one change does not take them back when another is agreed', async () => {
  const year = await draft('2030-01-01', '2030-12-31')
  await agree(year)
  const autumn = await draft('2030-10-01', '2030-12-31', year)
  const summer = await draft('2030-07-01', '2030-08-31', year)
  await agree(summer)
  await agree(autumn)
  const { rows } = await database.asOwner((tx) =>
    sql<{ holds: string }>`select holds::text from job_plan where state = 'agreed' order by from_on`.execute(tx),
  )
  expect(rows.map(({ holds }) => holds)).toEqual([
    '[2030-01-01,2030-07-01)',
    '[2030-07-01,2030-09-01)',
    '[2030-10-01,2031-01-01)',
  ])
})
