/**
 * Files of the staff record that the office has sent and not yet approved: what they hold and what they would change. The
 * record itself is as it was until they are approved.
 */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { fieldsOfChange, namesOfChanges } from '../domain/staff/change-words.ts'
import type { Outcome, StaffChanges } from '../domain/staff/compare-staff.ts'
import { THING_NOUNS } from '../domain/staff/staff-fields.ts'
import type { ThingKind } from '../domain/staff/staff-record.ts'
import { blankUnread } from '../platform/esr-go2/blank-unread.ts'
import { otherTrust, outOfTurn, type StaffFile, type StaffPlan } from './staff-files.ts'
import type { FileToImport } from './staff-import.ts'

/** What the review shows of one file. */
export type StagedFile = {
  fileName: string
  /** SHA-256 of the file as it was sent: what waits has no more in it than is read. Not said of early ones, which have all. */
  digest?: string
  kind: 'snapshot' | 'delta'
  counts: StaffChanges['counts']
  problems: number
  /** Places in which the record proposes something else, and those of them that the office has set. */
  proposals: { changed: number; kept: number }
  passedOver: Readonly<Record<string, number>>
  /** The file that was brought in last, where this one does not come after it. */
  notAfter: string | null
  /** The trust that it is of, where that is another than this one. Not said of early ones. */
  otherTrust?: { name: string; odsCode: string } | null
}

export type StagedImport = { stagedId: number; stagedByName: string; stagedAt: Date; files: StagedFile[] }

/** A list behind a count of the review. */
export type StagedList = `${ThingKind}-${Exclude<Outcome, 'unchanged'>}` | 'problems'

export type StagedLine = { line: number | null; name: string; says: string }

const KEPT_HOURS = 24
const LINES_AT_ONCE = 5_000

const pack = promisify(gzip)
const unpack = promisify<Buffer | Uint8Array, Buffer>(gunzip)

/**
 * Packed as they are kept, before the transaction: the database waits for none of it. What an import does not read, such as
 * birth dates and pay, is blank in them, and so is nowhere in the database.
 */
export async function packFiles(files: readonly StaffFile[]): Promise<Buffer[]> {
  const packed: Buffer[] = []
  for (const { bytes } of files) packed.push(await pack(blankUnread(bytes)))
  return packed
}

/** Keeps files and what they would change until they are approved or given up, for a day. Each person has one at a time. */
export async function stageFiles(
  tx: Tx,
  given: { organisationId: number; by: number; at: Date; plan: StaffPlan; packed: readonly Uint8Array[] },
): Promise<number> {
  const { organisationId, by, at, plan, packed } = given
  await tx
    .deleteFrom('staged_import')
    .where('organisation_id', '=', organisationId)
    .where('staged_by', '=', by)
    .execute()
  const { staged_id: stagedId } = await tx
    .insertInto('staged_import')
    .values({
      organisation_id: organisationId,
      staged_by: by,
      staged_at: at,
      forgotten_at: new Date(at.getTime() + KEPT_HOURS * 3_600_000),
      plan_digest: digestOfPlan(plan),
      files: JSON.stringify(plan.files.map((file) => shownOf(file, plan))),
    })
    .returning('staged_id')
    .executeTakeFirstOrThrow()
  for (const [index, bytes] of packed.entries())
    await tx
      .insertInto('staged_file')
      .values({ organisation_id: organisationId, staged_id: stagedId, place: index + 1, packed: bytes })
      .execute()
  for (const [index, file] of plan.files.entries())
    await insertLines(tx, { organisationId, stagedId, place: index + 1 }, linesOf(file))
  return stagedId
}

/** Of the record that the files were compared with, by its last import, and of all that they would change in it. */
export function digestOfPlan({ files, imported }: StaffPlan): string {
  const digest = createHash('sha256').update(`${imported[0]?.importId ?? 'nothing before'}\n`)
  for (const { digest: bytes, changes } of files) {
    digest.update(JSON.stringify([bytes, changes.counts, changes.problems, changes.proposals.length]))
    for (const { kind, id, outcome, rows } of changes.changes) digest.update(JSON.stringify([kind, id, outcome, rows]))
  }
  return digest.digest('hex')
}

function shownOf(file: FileToImport, { imported, odsCode }: StaffPlan): StagedFile {
  const { fileName, digest, kind, changes, passedOver } = file
  return {
    fileName,
    digest,
    kind,
    counts: changes.counts,
    problems: changes.problems.length,
    proposals: {
      changed: changes.proposals.length,
      kept: changes.proposals.filter(({ officeHasSet }) => officeHasSet).length,
    },
    passedOver,
    notAfter: outOfTurn(file, imported)?.fileName ?? null,
    otherTrust: otherTrust(file, odsCode),
  }
}

type NumberedLine = StagedLine & { list: StagedList; number: number }

function linesOf({ changes }: FileToImport): NumberedLine[] {
  const nameOf = namesOfChanges(changes.next)
  const many = new Map<StagedList, number>()
  const numbered = (list: StagedList, line: StagedLine): NumberedLine => {
    const number = (many.get(list) ?? 0) + 1
    many.set(list, number)
    return { list, number, ...line }
  }
  return [
    ...changes.changes.map((change) =>
      numbered(`${change.kind}-${change.outcome}`, { line: null, name: nameOf(change), says: fieldsOfChange(change) }),
    ),
    ...changes.problems.map(({ kind, id, line, message }) =>
      numbered('problems', { line, name: `${THING_NOUNS[kind]} ${id}`, says: message }),
    ),
  ]
}

async function insertLines(
  tx: Tx,
  { organisationId, stagedId, place }: { organisationId: number; stagedId: number; place: number },
  lines: readonly NumberedLine[],
): Promise<void> {
  for (let start = 0; start < lines.length; start += LINES_AT_ONCE)
    await sql`
      insert into staged_line (organisation_id, staged_id, place, list, number, line, name, says)
      select ${organisationId}::integer, ${stagedId}::integer, ${place}::integer, list, number, line, name, says
        from jsonb_to_recordset(${JSON.stringify(lines.slice(start, start + LINES_AT_ONCE))}::jsonb)
          as r(list text, number integer, line integer, name text, says text)`.execute(tx)
}

/** What waits to be approved, newest first, or one of it. */
export async function listStaged(tx: Tx, at: Date, stagedId?: number): Promise<StagedImport[]> {
  const { rows } = await sql<StagedImport>`
    select s.staged_id as "stagedId", p.full_name as "stagedByName", s.staged_at as "stagedAt", s.files
      from staged_import s
      join person p on p.organisation_id = s.organisation_id and p.person_id = s.staged_by
     where s.forgotten_at > ${at} and ${stagedId === undefined ? sql`true` : sql`s.staged_id = ${stagedId}`}
     order by s.staged_id desc limit 20`.execute(tx)
  return rows
}

/** Some lines of a list, from a number on. */
export async function listStagedLines(
  tx: Tx,
  { stagedId, place, list }: { stagedId: number; place: number; list: StagedList },
  { after, most }: { after: number; most: number },
): Promise<StagedLine[]> {
  return tx
    .selectFrom('staged_line')
    .select(['line', 'name', 'says'])
    .where('staged_id', '=', stagedId)
    .where('place', '=', place)
    .where('list', '=', list)
    .where('number', '>', after)
    .orderBy('number')
    .limit(most)
    .execute()
}

/** As it is kept; without a digest it is whole, and its own. */
export type WaitingFile = { packed: Uint8Array; digest: string | null }

/** The files that wait, in their order, each with the digest of what was sent; none where nothing does any more. */
export async function loadStagedFiles(tx: Tx, at: Date, stagedId: number): Promise<WaitingFile[]> {
  const { rows } = await sql<WaitingFile>`
    select f.packed, s.files -> (f.place - 1) ->> 'digest' as digest
      from staged_file f
      join staged_import s on s.organisation_id = f.organisation_id and s.staged_id = f.staged_id
     where f.staged_id = ${stagedId} and s.forgotten_at > ${at}
     order by f.place`.execute(tx)
  return rows
}

/** The files as they are read again. */
export const unpackStaged = (waiting: readonly WaitingFile[]): Promise<{ bytes: Buffer; digest: string | null }[]> =>
  Promise.all(waiting.map(async ({ packed, digest }) => ({ bytes: await unpack(packed), digest })))

/**
 * Takes what waits away, and answers with the digest of what was shown; null where it is gone already. Of two who do so at
 * the same moment one waits for the other and then finds nothing.
 */
export async function takeStaged(tx: Tx, organisationId: number, stagedId: number): Promise<string | null> {
  const row = await tx
    .deleteFrom('staged_import')
    .where('organisation_id', '=', organisationId)
    .where('staged_id', '=', stagedId)
    .returning('plan_digest')
    .executeTakeFirst()
  return row?.plan_digest ?? null
}
