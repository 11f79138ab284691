import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { ImportCounts } from '../../records/staff-import.ts'

export const pageSize = 50

export type ImportRow = {
  importId: number
  fileName: string
  importedAt: Date
  importedByName: string | null
  counts: ImportCounts
}

/** One page of the imports, newest first, with how many there are in all. */
export async function listImports(tx: Tx, page: number): Promise<{ rows: ImportRow[]; total: number }> {
  const { rows } = await sql<ImportRow & { total: number }>`
    select i.import_id as "importId", i.file_name as "fileName", i.imported_at as "importedAt", p.full_name as "importedByName",
      i.counts, (count(*) over ())::int as total
    from staff_import i
    left join person p on p.organisation_id = i.organisation_id and p.person_id = i.imported_by
    order by i.import_id desc limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(tx)
  return { rows, total: rows[0]?.total ?? 0 }
}
