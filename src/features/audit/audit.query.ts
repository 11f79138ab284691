import type { Tx } from '../../db/database.ts'

export const pageSize = 50

export type AuditRow = { number: number; at: string; who: string | null; event: string; object: string }

/** Fifty rows of the audit record, newest first, from below a number on; one more says that there are older ones. */
export async function listAudit(
  tx: Tx,
  filter: { event: string; before: number | null },
): Promise<{ rows: AuditRow[]; hasOlder: boolean }> {
  let query = tx
    .selectFrom('audit')
    .leftJoin('person', (join) =>
      join
        .onRef('person.organisation_id', '=', 'audit.organisation_id')
        .onRef('person.person_id', '=', 'audit.person_id'),
    )
    .select(['audit.number', 'audit.at', 'person.full_name as who', 'audit.event', 'audit.object'])
    .orderBy('audit.number', 'desc')
    .limit(pageSize + 1)
  if (filter.event) query = query.where('audit.event', '=', filter.event)
  if (filter.before) query = query.where('audit.number', '<', filter.before)
  const rows = await query.execute()
  return { rows: rows.slice(0, pageSize), hasOlder: rows.length > pageSize }
}
