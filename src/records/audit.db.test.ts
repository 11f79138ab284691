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
