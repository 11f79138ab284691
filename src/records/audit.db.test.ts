import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aTrust, type Trust } from '../../tests/support/factories.ts'
import { openTestDatabase } from '../../tests/support/open-test-database.ts'
import type { Database } from '../db/database.ts'
import { scopeOfSystem } from '../db/scope.ts'
import { appendAudit, auditDigest } from './audit.ts'

let database: Database
let trust: Trust
beforeAll(async () => {
  database = await openTestDatabase()
  trust = await aTrust(database)
})
afterAll(() => database.close())

type Row = Parameters<typeof auditDigest>[0] & { digest: string; payload_text: string }

it('every row can be checked from what is kept: what was said of it, and the row before', async () => {
  const { organisationId } = trust
  const at = new Date('2026-11-21T12:00:00Z')
  for (const payload of [{ side: 'agreer', from: 'offered', a: [1, { z: 'é', b: 2 }] }, { reason: 'Later' }])
    await database.write(scopeOfSystem(organisationId), (tx) =>
      appendAudit(tx, { organisationId, personId: null, event: 'plan.returned', object: 'plan 1', payload, at }),
    )
  const { rows } = await database.read(scopeOfSystem(organisationId), (tx) =>
    sql<Row>`select *, payload::text as payload_text from audit order by number`.execute(tx),
  )
  expect(rows).toHaveLength(2)
  let previous = ''
  for (const row of rows) {
    expect(row.payload_digest).toBe(createHash('sha256').update(row.payload_text, 'utf8').digest('hex'))
    expect(row.previous_digest).toBe(previous)
    expect(row.digest).toBe(auditDigest(row))
    previous = row.digest
  }
})

it('what was erased cannot be found by trying: the same payload never has the same digest', async () => {
  const { organisationId } = trust
  const said = { event: 'plan.returned' as const, object: 'plan 2', payload: { reason: 'Later' } }
  for (const at of [new Date('2026-11-21T12:00:00Z'), new Date('2026-11-21T12:00:01Z')])
    await database.write(scopeOfSystem(organisationId), (tx) =>
      appendAudit(tx, { organisationId, personId: null, ...said, at }),
    )
  const rows = await database.read(scopeOfSystem(organisationId), (tx) =>
    tx.selectFrom('audit').select(['payload', 'payload_digest']).where('object', '=', said.object).execute(),
  )
  expect(rows.map(({ payload }) => payload)).toMatchObject([said.payload, said.payload])
  const digests = rows.map(({ payload_digest }) => payload_digest)
  expect(new Set(digests).size).toBe(2)
  expect(digests).not.toContain(createHash('sha256').update(JSON.stringify(said.payload)).digest('hex'))
})
