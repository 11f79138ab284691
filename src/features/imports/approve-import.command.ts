import type { Tx } from '../../db/database.ts'
import { isAnythingNew, planStaffFiles, type StaffFile } from '../../records/staff-files.ts'
import { applyImport, listImportedFiles, lockStaffRecord } from '../../records/staff-import.ts'
import { digestOfPlan, stageFiles, takeStaged } from '../../records/staged-import.ts'

/** `changed-since`: the record is not what it was, so the files wait again, as what they would change now. */
export type Approval =
  | { ok: true; outcome: 'applied'; importId: number }
  | { ok: true; outcome: 'nothing-new' }
  | { ok: true; outcome: 'changed-since'; stagedId: number }
  | { ok: false }

/**
 * Brings in what was shown, or nothing. The files are compared once more, with nobody else importing meanwhile: where that
 * gives anything else than was shown, it is shown anew.
 */
export async function approveImport(
  tx: Tx,
  given: {
    organisationId: number
    stagedId: number
    files: readonly StaffFile[]
    packed: readonly Uint8Array[]
    by: number
    on: string
    at: Date
  },
): Promise<Approval> {
  const { organisationId, stagedId, files, packed, by, on, at } = given
  const shown = await takeStaged(tx, organisationId, stagedId)
  if (shown === null) return { ok: false }
  await lockStaffRecord(tx, organisationId)
  const plan = await planStaffFiles(tx, organisationId, files, on)
  if (digestOfPlan(plan) !== shown) {
    if (!isAnythingNew(plan)) return { ok: true, outcome: 'nothing-new' }
    return {
      ok: true,
      outcome: 'changed-since',
      stagedId: await stageFiles(tx, { organisationId, by, at, plan, packed }),
    }
  }
  const lastImportId = plan.imported[0]?.importId ?? null
  await applyImport(tx, { organisationId, importedBy: by, lastImportId, on, at, files: plan.files })
  const [newest] = await listImportedFiles(tx, organisationId)
  if (!newest) throw new Error('what was imported is not listed')
  return { ok: true, outcome: 'applied', importId: newest.importId }
}
