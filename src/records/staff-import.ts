/** Files of the staff record: what each changed, kept with it, and which have been. */
import type { Tx } from '../db/database.ts'
import type { StaffChanges } from '../domain/staff/compare-staff.ts'
import { appendAudit } from './audit.ts'
import { projectStaffRecord } from './staff-projection.ts'
import { saveChanges } from './staff-record.ts'

/** One file whose changes are to be kept. */
export type FileToImport = {
  fileName: string
  /** SHA-256 of its bytes. */
  digest: string
  kind: 'snapshot' | 'delta'
  changes: StaffChanges
  passedOver: Readonly<Record<string, number>>
}

/** What the list of imports shows of a file. */
export type ImportCounts = {
  kind: 'snapshot' | 'delta'
  things: StaffChanges['counts']
  problems: number
  passedOver: Readonly<Record<string, number>>
  /** Sessions of leavers that ended with it; said on the last file of those imported together. Not known of early imports. */
  sessionsEnded?: number
}

/** Another import came between planning and applying, so what was shown is not what would be. */
export class ImportedMeanwhile extends Error {}

/**
 * Keeps the changes of files, in their order, and what they amount to on `on`: units, people, posts, assignments and who
 * sees whom. One row of the list of imports and one of the audit record for each file. Who has left is signed out in the same
 * moment. Throws `ImportedMeanwhile` when
 * `lastImportId`, the newest import when the changes were planned, is not the newest any more.
 */
export async function applyImport(
  tx: Tx,
  given: {
    organisationId: number
    importedBy: number | null
    lastImportId: number | null
    on: string
    at: Date
    files: readonly FileToImport[]
  },
): Promise<{ sessionsEnded: number }> {
  const { organisationId, importedBy, lastImportId, on, at, files } = given
  await lockStaffRecord(tx, organisationId)
  const [newest] = await listImportedFiles(tx, organisationId)
  if ((newest?.importId ?? null) !== lastImportId) throw new ImportedMeanwhile('another import came in between')
  for (const { changes } of files) await saveChanges(tx, organisationId, changes)
  const projected = await projectStaffRecord(tx, organisationId, on)
  for (const file of files) {
    const sessionsEnded = file === files.at(-1) ? projected.sessionsEnded : 0
    const counts: ImportCounts = {
      kind: file.kind,
      things: file.changes.counts,
      problems: file.changes.problems.length,
      passedOver: file.passedOver,
      sessionsEnded,
    }
    const { import_id } = await tx
      .insertInto('staff_import')
      .values({
        organisation_id: organisationId,
        file_name: file.fileName,
        file_digest: file.digest,
        imported_at: at,
        imported_by: importedBy,
        counts: JSON.stringify(counts),
      })
      .returning('import_id')
      .executeTakeFirstOrThrow()
    await appendAudit(tx, {
      organisationId,
      personId: importedBy,
      event: 'staff.imported',
      object: `import ${import_id}`,
      payload: { fileName: file.fileName, digest: file.digest, counts: file.changes.counts, sessionsEnded },
      at,
    })
  }
  return projected
}

/** Nobody else imports until the transaction ends; others go on saving. */
export async function lockStaffRecord(tx: Tx, organisationId: number): Promise<void> {
  await tx
    .selectFrom('organisation')
    .select('organisation_id')
    .where('organisation_id', '=', organisationId)
    .forNoKeyUpdate()
    .execute()
}

export type ImportedFile = { importId: number; fileName: string; digest: string; importedAt: Date }

/** The files imported last, newest first: to tell a file that has been before, or that comes out of turn. */
export async function listImportedFiles(tx: Tx, organisationId: number): Promise<ImportedFile[]> {
  const rows = await tx
    .selectFrom('staff_import')
    .select(['import_id', 'file_name', 'file_digest', 'imported_at'])
    .where('organisation_id', '=', organisationId)
    .orderBy('import_id', 'desc')
    .limit(1000)
    .execute()
  return rows.map((row) => ({
    importId: row.import_id,
    fileName: row.file_name,
    digest: row.file_digest,
    importedAt: row.imported_at,
  }))
}
