import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { AuditEventName } from '../domain/access/audit-events.ts'
import { digestOf } from '../platform/digest.ts'

/** Something that happened and must be accounted for. `object` names what it happened to, such as `plan 12`. */
export type AuditEvent = {
  organisationId: number
  personId: number | null
  event: AuditEventName
  object: string
  /** Hashed into the chain, and kept beside it so that it can be erased without breaking the chain. */
  payload?: object
  at: Date
}

/** Kept in the payload alone: once that is erased, trying likely payloads against the digest finds none. */
const newSalt = () => randomBytes(16).toString('base64url')

/** The digest of one row: over the one before, and over UTC text so that no server's time zone can change it. */
export const auditDigest = (row: {
  previous_digest: string
  number: number
  at: string
  person_id: number | null
  event: string
  object: string
  payload_digest: string
}) =>
  digestOf(
    [row.previous_digest, row.number, row.at, row.person_id ?? '', row.event, row.object, row.payload_digest].join(
      '\n',
    ),
  )

/**
 * Adds a row to the organisation's audit chain, in the caller's transaction and as its last statement: the head stays
 * locked until the transaction ends. The database numbers the row and works its digests out, by `auditDigest`'s rule; it
 * refuses a row in the name of anybody but the person whose transaction it is.
 */
export async function appendAudit(tx: Tx, { personId, at, event, object, payload }: AuditEvent): Promise<void> {
  const text = payload === undefined ? null : JSON.stringify({ ...payload, salt: newSalt() })
  await sql`select append_audit(${personId}::integer, ${at.toISOString()}, ${event}, ${object}, ${text})`.execute(tx)
}
