import type { Tx } from '../../db/database.ts'
import type { AuditEventName } from '../../domain/access/audit-events.ts'
import { appendAudit } from '../../records/audit.ts'

/** Stops a run: nobody else is invited by it, and mails that have not left do not leave. False where it has ended. */
export async function stopRun(
  tx: Tx,
  given: { organisationId: number; stoppedBy: number; runId: number; event: AuditEventName; at: Date },
): Promise<boolean> {
  const { organisationId, stoppedBy, runId, event, at } = given
  const run = await tx
    .selectFrom('invitation_run')
    .select('state')
    .where('run_id', '=', runId)
    .where('state', '<>', 'stopped')
    .forUpdate()
    .executeTakeFirst()
  if (!run) return false
  const { numUpdatedRows } = await tx
    .updateTable('invitation')
    .set({ mail: 'stopped', expires_at: at })
    .where('run_id', '=', runId)
    .where('mail', '=', 'waiting')
    .executeTakeFirst()
  // All of its mails have left: there is nothing to stop.
  if (run.state === 'done' && numUpdatedRows === 0n) return false
  await tx.updateTable('invitation_run').set({ state: 'stopped', ended_at: at }).where('run_id', '=', runId).execute()
  const payload = { notSent: Number(numUpdatedRows) }
  await appendAudit(tx, { organisationId, personId: stoppedBy, event, object: `invitation run ${runId}`, payload, at })
  return true
}
