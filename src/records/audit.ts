import { createHash, randomBytes } from 'node:crypto'
import type { Tx } from '../db/database.ts'

/** Something that happened and must be accounted for. `object` names what it happened to, such as `plan 12`. */
export type AuditEvent = {
  organisationId: number
  personId: number | null
  event: string
  object: string
  /** Hashed into the chain, and kept beside it so that it can be erased without breaking the chain. */
  payload?: object
  at: Date
}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

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
  sha256(
    [row.previous_digest, row.number, row.at, row.person_id ?? '', row.event, row.object, row.payload_digest].join(
      '\n',
    ),
  )

/**
 * Adds a row to the organisation's audit chain, in the caller's transaction and as its last statement: the head stays
 * locked until the transaction ends.
 */
export async function appendAudit(tx: Tx, event: AuditEvent): Promise<void> {
  const { organisationId } = event
  await tx
    .insertInto('audit_head')
    .values({ organisation_id: organisationId, number: 0, digest: '' })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const head = await tx
    .selectFrom('audit_head')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const payload = event.payload === undefined ? null : JSON.stringify({ ...event.payload, salt: newSalt() })
  const row = {
    number: head.number + 1,
    at: event.at.toISOString(),
    person_id: event.personId,
    event: event.event,
    object: event.object,
    payload_digest: sha256(payload ?? ''),
    previous_digest: head.digest,
  }
  const digest = auditDigest(row)
  await tx
    .insertInto('audit')
    .values({ organisation_id: organisationId, ...row, payload, digest })
    .execute()
  await tx
    .updateTable('audit_head')
    .set({ number: row.number, digest })
    .where('organisation_id', '=', organisationId)
    .execute()
}
