/** Files of the staff record, from the command line or the browser: read, put in order, and compared with the record. */
import { createHash } from 'node:crypto'
import type { Tx } from '../db/database.ts'
import { planImport } from '../domain/staff/compare-staff.ts'
import type { UnitRow } from '../domain/staff/staff-record.ts'
import { type FeedProblem, readFeed, type StaffFeed } from '../platform/esr-go2/read-feed.ts'
import { type FileToImport, type ImportedFile, listImportedFiles } from './staff-import.ts'
import { loadCorrections, loadStaffRecord } from './staff-record.ts'

/** One file, read; its digest is of all that was sent. */
export type StaffFile = { bytes: Uint8Array; digest: string; feed: StaffFeed }

/** What files would change, which were brought in before them, newest first, and the code of the trust that they go to. */
export type StaffPlan = { files: FileToImport[]; imported: ImportedFile[]; odsCode: string }

/**
 * Every file, in the order of their numbers. One that cannot be read refuses them all. `digest` is that of the file as it
 * was sent, where these bytes are not all of it any more.
 */
export function readStaffFiles(
  sent: readonly { name: string; bytes: Uint8Array; digest?: string | null }[],
): { ok: true; files: StaffFile[] } | { ok: false; problems: FeedProblem[] } {
  const problems: FeedProblem[] = []
  const files = sent.flatMap(({ name, bytes, digest }): StaffFile[] => {
    const reading = readFeed(bytes, name)
    if (reading.ok) return [{ bytes, digest: digest ?? digestOf(bytes), feed: reading.feed }]
    problems.push(...reading.problems)
    return []
  })
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, files: files.sort((a, b) => sequenceOf(a.feed) - sequenceOf(b.feed)) }
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The number that the staff record counts its files by, at the end of the name; 0 where there is none. */
const sequenceOf = ({ fileName }: { fileName: string }): number => Number(/_(\d+)\.dat$/i.exec(fileName)?.[1] ?? 0)

/** What each file changes once those before it have. Keeps nothing. */
export async function planStaffFiles(
  tx: Tx,
  organisationId: number,
  files: readonly StaffFile[],
  on: string,
): Promise<StaffPlan> {
  const corrections = await loadCorrections(tx, organisationId, on)
  let record = await loadStaffRecord(tx, organisationId)
  const planned: FileToImport[] = []
  for (const { digest, feed } of files) {
    const changes = planImport(record, feed, on, corrections)
    planned.push({ fileName: feed.fileName, digest, kind: feed.kind, changes, passedOver: feed.passedOver })
    record = changes.next
  }
  const { ods_code: odsCode } = await tx
    .selectFrom('organisation')
    .select('ods_code')
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow()
  return { files: planned, imported: await listImportedFiles(tx, organisationId), odsCode }
}

/** Whether any of the files was not brought in before, or changes something all the same. */
export const isAnythingNew = ({ files, imported }: StaffPlan): boolean =>
  files.some(
    ({ digest, changes }) =>
      changes.changes.some(({ outcome }) => outcome !== 'missing') || !imported.some((file) => file.digest === digest),
  )

/** The file that was brought in last, where this one does not come after it; otherwise null. */
export function outOfTurn(file: FileToImport, imported: readonly ImportedFile[]): ImportedFile | null {
  const last = imported.find((each) => sequenceOf(each) > 0)
  return last && last.digest !== file.digest && sequenceOf(file) <= sequenceOf(last) ? last : null
}

/** The trust that a file brings in at the top, where its code says that it is another than the one that it would go to; otherwise null. */
export function otherTrust({ changes }: FileToImport, odsCode: string): { name: string; odsCode: string } | null {
  const isOurs = (code: string) => code.startsWith(odsCode) || odsCode.startsWith(code)
  for (const { kind, outcome, rows } of changes.changes)
    if (kind === 'units' && outcome === 'new')
      for (const row of rows as readonly UnitRow[])
        if (row.parentUnitId === null && row.odsCode !== null && !isOurs(row.odsCode))
          return { name: row.name ?? 'A trust without a name', odsCode: row.odsCode }
  return null
}
