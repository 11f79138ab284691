import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { ImportCounts } from '../../records/staff-import.ts'

export type ImportedTogether = {
  fileName: string
  importedAt: Date
  importedByName: string | null
  counts: ImportCounts
}

/** The file of an import and those that came in together with it, in their order; none where there is no such import. */
export async function listImportedTogether(tx: Tx, importId: number): Promise<ImportedTogether[]> {
  const { rows } = await sql<ImportedTogether>`
    select i.file_name as "fileName", i.imported_at as "importedAt", p.full_name as "importedByName", i.counts
      from staff_import asked
      join staff_import i on i.organisation_id = asked.organisation_id and i.imported_at = asked.imported_at
        and i.imported_by is not distinct from asked.imported_by
      left join person p on p.organisation_id = i.organisation_id and p.person_id = i.imported_by
     where asked.import_id = ${importId}
     order by i.import_id limit 50`.execute(tx)
  return rows
}
