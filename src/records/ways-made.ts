/** Ways into an account that somebody else made for its owner, from the audit record. Mail tells of them, where there is mail. */
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { AuditEventName } from '../domain/access/audit-events.ts'

export type WayMade = {
  event: Extract<AuditEventName, 'invitation.made' | 'password.link-made' | 'second-factor.reset' | 'account.let-in'>
  at: Date
  /** Null where it was made at the server itself. */
  by: string | null
}

const most = 5

/** The newest five that were made for a person. The office sees everybody's, others their own. */
export async function listWaysMade(tx: Tx, personId: number): Promise<WayMade[]> {
  // The events stand here as they do in the index.
  const { rows } = await sql<{ event: WayMade['event']; at: string; by: string | null }>`
    select made.event, made.at, maker.full_name as by
      from audit made
      left join person maker on maker.organisation_id = made.organisation_id and maker.person_id = made.person_id
     where made.organisation_id = my_organisation() and made.object = ${`person ${personId}`}
       and made.event in ('invitation.made', 'password.link-made', 'second-factor.reset', 'account.let-in')
     order by made.number desc limit ${most}`.execute(tx)
  return rows.map(({ event, at, by }) => ({ event, at: new Date(at), by }))
}
