import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { AuditEventName } from '../../domain/access/audit-events.ts'
import { appendAudit } from '../../records/audit.ts'
import { countChoice, type InvitationChoice, wantedBy } from '../../records/invitation-choice.ts'
import type { Messages } from '../../records/messages.ts'

/**
 * Begins to invite the people of a choice: one row, one job, one event. Where a run is under way already that one is
 * answered, so that nobody is invited twice; null where there is nobody to invite.
 */
export async function beginRun(
  tx: Tx,
  given: {
    messages: Messages
    organisationId: number
    madeBy: number
    choice: InvitationChoice
    event: AuditEventName
    at: Date
    on: string
  },
): Promise<number | null> {
  const { messages, organisationId, madeBy, choice, event, at, on } = given
  // Of two who press at once, one waits here and finds the other's.
  await sql`select pg_advisory_xact_lock(hashtext('concord invitations'), ${organisationId}::integer)`.execute(tx)
  const running = await tx
    .selectFrom('invitation_run')
    .select('run_id')
    .where('state', '=', 'running')
    .executeTakeFirst()
  if (running) return running.run_id
  const counts = await countChoice(tx, choice, { at, on })
  const people = wantedBy(choice).reduce((sum, standing) => sum + counts[standing], 0)
  if (people === 0) return null
  const { run_id: runId } = await tx
    .insertInto('invitation_run')
    .values({
      organisation_id: organisationId,
      choice: JSON.stringify(choice),
      people,
      made_by: madeBy,
      made_at: at,
      ended_at: null,
    })
    .returning('run_id')
    .executeTakeFirstOrThrow()
  await messages.begin(tx, { organisationId, runId })
  const payload = { choice, people, counts }
  await appendAudit(tx, { organisationId, personId: madeBy, event, object: `invitation run ${runId}`, payload, at })
  return runId
}
