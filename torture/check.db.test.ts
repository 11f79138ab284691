/** The counting itself: it must see a loss, and see none where there is none. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aTrust } from '../tests/support/factories.ts'
import { aDocument, aPlan } from '../tests/support/plans.ts'
import { type TestApp, testApp } from '../tests/support/test-app.ts'
import { checkDeeds } from './check.ts'
import type { Deed } from './deeds.ts'

let test: TestApp
let planId: number
let personId: number
let digest: string

beforeAll(async () => {
  test = await testApp()
  const { organisationId, people } = await aTrust(test.database)
  personId = people.clinician.personId
  planId = await aPlan(test.database, organisationId, people.clinician, aDocument())
  const post = async (path: string, form: Record<string, string>) => {
    const answer = await test.request(`/plans/${planId}${path}`, { as: personId, form })
    expect(answer.status).toBe(303)
  }
  await post('/offer', { version: '1' })
  const offer = await test.database.asOwner((tx) =>
    tx.selectFrom('offered_document').select('digest').executeTakeFirstOrThrow(),
  )
  digest = offer.digest
  await post('/sign', { digest, read: 'yes' })
})
afterAll(() => test.close())

const aDeed = (given: Partial<Deed>): Deed => ({
  kind: 'sign',
  planId,
  personId,
  token: 'a token',
  version: 1,
  request: { path: '', cookie: '', headers: {}, body: new URLSearchParams({ digest }).toString() },
  told: 'done',
  status: 303,
  ...given,
})
const found = async (...deeds: Deed[]) => checkDeeds(test.database, deeds, [])

describe('one signature is kept, and', () => {
  it('it was acknowledged: all is well', async () => {
    expect(await found(aDeed({}))).toEqual({ lost: [], halfDone: [] })
  })

  it('another was acknowledged: one is lost', async () => {
    const { lost } = await found(aDeed({}), aDeed({}))
    expect(lost).toEqual([expect.stringMatching(/: 1 signatures fewer are kept than were acknowledged$/)])
  })

  it('another of the same person was sent again once there was one: both are that one', async () => {
    expect(await found(aDeed({ wasSentAgain: true }), aDeed({}))).toEqual({ lost: [], halfDone: [] })
    expect(await found(aDeed({ wasSentAgain: true }), aDeed({ wasSentAgain: true }))).toEqual({
      lost: [],
      halfDone: [],
    })
  })

  it('one of another text was acknowledged: that one is lost, sent again or not', async () => {
    const other = { request: { path: '', cookie: '', headers: {}, body: 'digest=0' } }
    expect((await found(aDeed(other))).lost).toEqual([expect.stringContaining('told done (303), kept 0 times')])
    expect((await found(aDeed({ ...other, wasSentAgain: true }))).lost).toHaveLength(1)
  })
})

it('a save that was acknowledged and is not there is lost, and one that was refused is not', async () => {
  expect((await found(aDeed({ kind: 'save' }))).lost).toHaveLength(1)
  expect(await found(aDeed({ kind: 'save', told: 'refused', status: 409 }))).toEqual({ lost: [], halfDone: [] })
})
