import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { digestOfKey } from '../../platform/identity/one-time-key.ts'

/** An invitation that can be accepted, and whom it is for. */
export type OpenInvitation = {
  organisationId: number
  organisationName: string
  invitationId: number
  /** Of the key in its link. */
  digest: string
  personId: number
  firstName: string
  lastName: string
  fullName: string
  email: string
}

/**
 * The invitation that a link's key opens, or null: unknown, used, too old, replaced, for somebody who has left or has an
 * account, or for an address that the staff record no longer has.
 */
export const findOpenInvitation = (database: Database, key: string, when: { at: Date; on: string }) =>
  findInvitationOfDigest(database, digestOfKey(key), when)

/** The same by the digest of the key, which is all that is kept of it while somebody signs in elsewhere. */
export async function findInvitationOfDigest(
  database: Database,
  digest: string,
  when: { at: Date; on: string },
): Promise<OpenInvitation | null> {
  const { rows } = await sql<Omit<OpenInvitation, 'digest'>>`
    select organisation_id as "organisationId", organisation_name as "organisationName",
      invitation_id as "invitationId", person_id as "personId",
      first_name as "firstName", last_name as "lastName", full_name as "fullName", email
    from open_invitation(${digest}, ${when.at}, ${when.on}::date)`.execute(database.identity)
  return rows[0] ? { ...rows[0], digest } : null
}
