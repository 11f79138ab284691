import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aTrust, type Trust } from '../../tests/support/factories.ts'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import type { Database } from '../db/database.ts'
import { scopeOfSystem } from '../db/scope.ts'
import { appendAudit, auditDigest } from './audit.ts'
import { type AuditHead, type ChainReport, listAuditHeads, verifyAudit } from './audit-chain.ts'

let database: Database
let trust: Trust
const ROWS = 12

beforeAll(async () => {
  database = await openTestDatabase()
  trust = await aTrust(database)
  for (let number = 1; number <= ROWS; number += 1) await append(trust.organisationId, number)
  await append(trust.elsewhere.organisationId, 1)
  await asOwner('create table kept_audit as select * from audit')
  await asOwner('create table kept_head as select * from audit_head')
})
afterAll(() => database.close())
beforeEach(async () => {
  await asOwner('delete from audit')
  await asOwner('insert into audit select * from kept_audit')
  await asOwner('delete from audit_head')
  await asOwner('insert into audit_head select * from kept_head')
})

const asOwner = (text: string) => database.asOwner((tx) => sql.raw(text).execute(tx))

const append = (organisationId: number, number: number) =>
  database.write(scopeOfSystem(organisationId), (tx) =>
    appendAudit(tx, {
      organisationId,
      personId: null,
      event: 'plan.returned',
      object: `plan ${number}`,
      ...(number % 3 === 0 ? {} : { payload: { reason: `Réason ${number}` } }),
      at: new Date(`2026-11-21T12:00:${String(number).padStart(2, '0')}Z`),
    }),
  )

async function verify(heads: Record<string, AuditHead> = {}): Promise<[ChainReport, ChainReport]> {
  const reports = await Array.fromAsync(verifyAudit(database, new Map(Object.entries(heads))))
  expect(reports.map(({ organisation }) => organisation)).toEqual(['RT1', 'RT2'])
  return reports as [ChainReport, ChainReport]
}

/** What is said of the first organisation once the rows have been tampered with; the other one stays whole. */
async function problemsAfter(tamper: string, heads: Record<string, AuditHead> = {}) {
  await asOwner(tamper.replaceAll(':org', String(trust.organisationId)))
  const [report, other] = await verify(heads)
  expect(other.problems).toEqual([])
  return report.problems.map(({ number, wrong }) => `${number} ${wrong}`)
}

const row = 'organisation_id = :org and number'

it('a chain that nobody touched is whole', async () => {
  const [report] = await verify()
  expect(report).toMatchObject({ rows: ROWS, erased: 0, problems: [], more: 0, head: { number: ROWS } })
})

it('a payload that was erased is no fault, and is counted', async () => {
  expect(await problemsAfter(`update audit set payload = null where ${row} = 4`)).toEqual([])
  expect((await verify())[0].erased).toBe(1)
})

describe('every column of a row', () => {
  for (const change of [
    `at = '2026-11-21T13:00:00.000Z'`,
    `person_id = ${1}`,
    `event = 'plan.agreed'`,
    `object = 'plan 99'`,
    `payload_digest = repeat('0', 64), payload = null`,
    `digest = repeat('0', 64)`,
    `previous_digest = repeat('0', 64)`,
  ])
    it(`changed: ${change}`, async () => {
      expect(await problemsAfter(`update audit set ${change} where ${row} = 5`)).toContain('5 changed')
    })
  it('what it says', async () => {
    expect(await problemsAfter(`update audit set payload = '{"reason": "Other"}' where ${row} = 5`)).toEqual([
      '5 payload-changed',
    ])
  })
  it('what a row says that said nothing', async () => {
    expect(await problemsAfter(`update audit set payload = '{"reason": "Other"}' where ${row} = 6`)).toEqual([
      '6 payload-changed',
    ])
  })
  it('its number', async () => {
    const problems = await problemsAfter(`update audit set number = 99 where ${row} = 5`)
    expect(problems).toEqual(['5 missing', '12 head-changed'])
  })
  it('its organisation', async () => {
    await asOwner(
      `update audit set organisation_id = ${trust.elsewhere.organisationId}, number = 2 where organisation_id = ${trust.organisationId} and number = 5`,
    )
    const [report, other] = await verify()
    expect(report.problems).toMatchObject([{ number: 5, wrong: 'missing', sentence: 'Row 5 is missing.' }])
    expect(other.problems.length).toBeGreaterThan(0)
  })
})

describe('rows', () => {
  it('one deleted, several deleted, the first deleted', async () => {
    expect(await problemsAfter(`delete from audit where ${row} = 5`)).toEqual(['5 missing'])
    expect(await problemsAfter(`delete from audit where ${row} in (8, 9)`)).toEqual(['5 missing', '8 missing'])
    expect(await problemsAfter(`delete from audit where ${row} = 1`)).toEqual(['1 missing', '5 missing', '8 missing'])
  })
  it('two that changed places are named with the places they had', async () => {
    const swapped = `update audit set number = case number when 4 then -7 else -4 end where ${row} in (4, 7)`
    expect(await problemsAfter(swapped)).toEqual(['4 missing', '7 missing'])
    await asOwner('update audit set number = -number where number < 0')
    const [report] = await verify()
    expect(report.problems.map(({ sentence }) => sentence)).toEqual([
      'Row 4 was written as row 7: rows were put in another order.',
      'Row 7 was written as row 4: rows were put in another order.',
    ])
  })
  it('one put in between moves all that follow', async () => {
    await asOwner(
      `update audit set number = number + 1000 where organisation_id = ${trust.organisationId} and number > 5`,
    )
    await asOwner(`update audit set number = number - 999 where number > 1000`)
    await asOwner(
      `insert into audit select organisation_id, 6, at, person_id, event, object, payload, payload_digest, previous_digest, digest
       from audit where organisation_id = ${trust.organisationId} and number = 3`,
    )
    await asOwner(`update audit_head set number = number + 1 where organisation_id = ${trust.organisationId}`)
    const [report] = await verify()
    expect(report.problems[0]).toMatchObject({ number: 6, wrong: 'moved' })
    expect(report.problems.map(({ number }) => number)).toContain(13)
  })
  it('one written again with a digest of its own is seen at the next', async () => {
    const forged = await database.asOwner((tx) =>
      tx
        .selectFrom('audit')
        .selectAll()
        .where('organisation_id', '=', trust.organisationId)
        .where('number', '=', 5)
        .executeTakeFirstOrThrow(),
    )
    const digest = auditDigest({ ...forged, object: 'plan 99' })
    expect(await problemsAfter(`update audit set object = 'plan 99', digest = '${digest}' where ${row} = 5`)).toEqual([
      '6 does-not-follow',
    ])
  })
})

describe('the end', () => {
  const cut = `delete from audit where ${row} > 9`
  const headDown = `; update audit_head set (number, digest) = (select number, digest from audit where ${row} = 9) where organisation_id = :org`

  it('cut off, with the head left', async () => {
    expect(await problemsAfter(cut)).toEqual(['10 cut'])
  })
  it('the head changed, or gone', async () => {
    expect(await problemsAfter('update audit_head set number = 9 where organisation_id = :org')).toEqual([
      '9 head-changed',
    ])
    expect(await problemsAfter('delete from audit_head where organisation_id = :org')).toEqual(['0 head-changed'])
  })
  it('cut off together with its head is seen by a published head alone', async () => {
    const [published] = await listAuditHeads(database)
    const heads = { RT1: { number: published?.number ?? 0, digest: published?.digest ?? '' } }
    expect(published).toMatchObject({ organisation: 'RT1', number: ROWS })
    expect((await verify(heads))[0].problems).toEqual([])
    for (const statement of `${cut}${headDown}`.split(';')) await problemsAfter(statement)
    expect((await verify())[0].problems).toEqual([])
    expect((await verify(heads))[0].problems).toMatchObject([{ number: ROWS, wrong: 'not-published' }])
  })
  it('an older published head still holds once rows have come', async () => {
    const kept = await database.asOwner((tx) =>
      tx
        .selectFrom('audit')
        .select(['number', 'digest'])
        .where('organisation_id', '=', trust.organisationId)
        .where('number', '=', 7)
        .executeTakeFirstOrThrow(),
    )
    expect((await verify({ RT1: kept }))[0].problems).toEqual([])
    expect((await verify({ RT1: { ...kept, number: 8 } }))[0].problems).toMatchObject([{ wrong: 'not-published' }])
  })
})

describe('the work of it', () => {
  const MANY = 6_000
  const aRow = `insert into audit (organisation_id, number, at, person_id, event, object, payload, payload_digest, previous_digest, digest)
    select :org, number, '2026-11-21T12:00:00.000Z', null, 'plan.returned', 'plan', null, repeat('0', 64), '', repeat('0', 64)
      from generate_series(${ROWS + 1}, ${MANY}) number`
  const head = `update audit_head set number = ${MANY}, digest = repeat('0', 64) where organisation_id = :org`

  it('stays small however many rows were changed, and lets others have their turn', async () => {
    for (const statement of [aRow, head]) await asOwner(statement.replaceAll(':org', String(trust.organisationId)))
    const { sum, most, of } = await countDigests(async () => (await verify())[0])
    expect([of.problems.length, of.more]).toEqual([20, MANY - ROWS - 20])
    // Two for each row, and for each of the twenty that are named one for each number.
    expect(sum).toBeGreaterThan(20 * MANY)
    expect(sum).toBeLessThan(2 * MANY + 20 * MANY + 100)
    expect(most).toBeLessThan(4_000)
  }, 60_000)
})

/** Counts the digests of some work: all, and the most between two turns of others. */
async function countDigests<T>(work: () => Promise<T>): Promise<{ sum: number; most: number; of: T }> {
  const { createHash } = crypto
  let sum = 0
  let most = 0
  let inATurn = 0
  crypto.createHash = ((...given: Parameters<typeof createHash>) => {
    sum += 1
    inATurn += 1
    most = Math.max(most, inATurn)
    return createHash(...given)
  }) as typeof createHash
  syncBuiltinESMExports()
  let turn = setImmediate(function take() {
    inATurn = 0
    turn = setImmediate(take)
  })
  try {
    const of = await work()
    return { sum, most, of }
  } finally {
    clearImmediate(turn)
    crypto.createHash = createHash
    syncBuiltinESMExports()
  }
}
