/** Walks the audit chain of an organisation and names each row that is not as it was written. */
import { setImmediate as othersTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { scopeOfSystem } from '../db/scope.ts'
import { digestOf } from '../platform/digest.ts'
import { auditDigest } from './audit.ts'
import { listOrganisationsHere } from './organisation.ts'

/** A row's number and digest, as published: no row up to it can be changed or taken away unseen. */
export type AuditHead = { number: number; digest: string }

export type ChainProblem = {
  number: number
  wrong:
    | 'changed'
    | 'payload-changed'
    | 'missing'
    | 'moved'
    | 'does-not-follow'
    | 'cut'
    | 'head-changed'
    | 'not-published'
  /** What is wrong, in words. */
  sentence: string
}

export type ChainReport = {
  organisation: string
  /** Rows that were read. */
  rows: number
  /** Payloads that were erased, as they may be. */
  erased: number
  head: AuditHead
  /** The first of them, in order. */
  problems: ChainProblem[]
  more: number
}

const ROWS_AT_A_TIME = 1_000
/** A row put in moves all after it: so many are named, and the rest counted. */
const PROBLEMS_NAMED = 20
/** Some milliseconds' work: on an embedded database everybody's requests wait in the same thread. */
const DIGESTS_AT_A_TIME = 1_000

type Row = Parameters<typeof auditDigest>[0] & { digest: string; payload: string | null }

const NO_PAYLOAD = digestOf('')

/**
 * Checks every organisation's chain, some rows at a time in transactions of their own, so that nobody waits for it. `heads`
 * are published ones by the organisation's code: only with one is a cut tail seen that took the kept head along.
 */
export async function* verifyAudit(
  database: Database,
  heads: ReadonlyMap<string, AuditHead> = new Map(),
): AsyncGenerator<ChainReport> {
  const organisations = await database.asOwner((tx) =>
    tx.selectFrom('organisation').select(['organisation_id', 'ods_code']).orderBy('organisation_id').execute(),
  )
  for (const { organisation_id, ods_code } of organisations)
    yield await verifyChain(database, {
      organisationId: organisation_id,
      code: ods_code,
      published: heads.get(ods_code),
    })
}

async function verifyChain(
  database: Database,
  { organisationId, code, published }: { organisationId: number; code: string; published: AuditHead | undefined },
): Promise<ChainReport> {
  // Read first: rows that come while the others are checked are after it.
  const kept = await findHead(database, organisationId)
  const report: ChainReport = { organisation: code, rows: 0, erased: 0, head: kept, problems: [], more: 0 }
  let before: RowBefore = { number: 0, digest: '', isSound: true }
  let isPublishedThere = !published || (published.number === 0 && published.digest === '')
  for (;;) {
    const rows = await readRows(database, organisationId, before.number, kept.number)
    for (const row of rows) {
      const problems = [...problemsOf(row, before)]
      for (const problem of problems) {
        const isToBeNamed = problem.wrong === 'changed' && report.problems.length < PROBLEMS_NAMED
        add(report, isToBeNamed ? await nameChanged(row, kept.number) : problem)
      }
      if (row.payload === null && row.payload_digest !== NO_PAYLOAD) report.erased += 1
      if (published?.number === row.number && published.digest === row.digest) isPublishedThere = true
      before = { number: row.number, digest: row.digest, isSound: problems.length === 0 }
    }
    report.rows += rows.length
    if (rows.length < ROWS_AT_A_TIME) break
    await othersTurn()
  }
  for (const problem of await problemsOfEnd(database, organisationId, before, kept)) add(report, problem)
  if (published && !isPublishedThere) add(report, sayNotPublished(published, kept))
  return report
}

function add(report: ChainReport, problem: ChainProblem): void {
  if (report.problems.length < PROBLEMS_NAMED) report.problems.push(problem)
  else report.more += 1
}

async function findHead(database: Database, organisationId: number): Promise<AuditHead> {
  const head = await database.asOwner((tx) =>
    tx
      .selectFrom('audit_head')
      .select(['number', 'digest'])
      .where('organisation_id', '=', organisationId)
      .executeTakeFirst(),
  )
  return head ?? { number: 0, digest: '' }
}

/** The payload as the very text that its digest is of. */
async function readRows(database: Database, organisationId: number, after: number, upTo: number): Promise<Row[]> {
  return database.asOwner(async (tx) => {
    const { rows } = await sql<Row>`
      select number, at, person_id, event, object, payload::text as payload, payload_digest, previous_digest, digest
      from audit where organisation_id = ${organisationId} and number > ${after} and number <= ${upTo}
      order by number limit ${ROWS_AT_A_TIME}`.execute(tx)
    return rows
  })
}

/** Whether a row follows is only asked where the one before is as it was: each fault is named once. */
type RowBefore = AuditHead & { isSound: boolean }

function* problemsOf(row: Row, before: RowBefore): Generator<ChainProblem> {
  const { number } = row
  const isNext = number === before.number + 1
  if (!isNext) yield sayMissing(before.number + 1, number - 1)
  if (row.payload !== null && digestOf(row.payload) !== row.payload_digest)
    yield { number, wrong: 'payload-changed', sentence: `What row ${number} says of the event was changed.` }
  if (auditDigest(row) !== row.digest) yield sayChanged(row)
  else if (isNext && before.isSound && row.previous_digest !== before.digest)
    yield {
      number,
      wrong: 'does-not-follow',
      sentence: `Row ${number} does not follow from ${before.number === 0 ? 'the beginning' : `row ${before.number}`}: that was written again, or rows were put in or taken out before it.`,
    }
}

function sayMissing(first: number, last: number): ChainProblem {
  const sentence = first === last ? `Row ${first} is missing.` : `Rows ${first} to ${last} are missing.`
  return { number: first, wrong: 'missing', sentence }
}

const sayChanged = ({ number }: Row): ChainProblem => ({
  number,
  wrong: 'changed',
  sentence: `Row ${number} was changed.`,
})

/** Whether a changed row was only put in another place: to know that takes a digest for every number there is. */
async function nameChanged(row: Row, last: number): Promise<ChainProblem> {
  const was = await findNumberOf(row, last)
  if (was === null) return sayChanged(row)
  const sentence = `Row ${row.number} was written as row ${was}: rows were put in another order.`
  return { number: row.number, wrong: 'moved', sentence }
}

/** The number under which a row was written, where all else of it is as it was. */
async function findNumberOf(row: Row, last: number): Promise<number | null> {
  for (let number = 1; number <= last; number += 1) {
    if (auditDigest({ ...row, number }) === row.digest) return number
    if (number % DIGESTS_AT_A_TIME === 0) await othersTurn()
  }
  return null
}

/** What is wrong between the last row and the head that is kept beside the chain. */
async function problemsOfEnd(
  database: Database,
  organisationId: number,
  last: AuditHead,
  kept: AuditHead,
): Promise<ChainProblem[]> {
  if (last.number < kept.number) return [{ ...sayMissing(last.number + 1, kept.number), wrong: 'cut' }]
  const beyond = await database.asOwner((tx) =>
    tx
      .selectFrom('audit')
      .select((select) => select.fn.max('number').as('number'))
      .where('organisation_id', '=', organisationId)
      .executeTakeFirst(),
  )
  const now = await findHead(database, organisationId)
  const isChanged = (beyond?.number ?? 0) > now.number || last.digest !== kept.digest
  const sentence = `The head of the chain was changed: it says row ${now.number}, and the rows do not.`
  return isChanged ? [{ number: kept.number, wrong: 'head-changed', sentence }] : []
}

function sayNotPublished(published: AuditHead, kept: AuditHead): ChainProblem {
  const { number } = published
  const sentence =
    number > kept.number
      ? `Row ${number} was published as the head, and the chain ends at row ${kept.number}: rows were cut off its end.`
      : `Row ${number} is not the one that was published as the head: the chain was written again.`
  return { number, wrong: 'not-published', sentence }
}

/** The heads of all chains, by the organisation's code: to publish, since a cut tail cannot be seen from inside. */
export async function listAuditHeads(database: Database): Promise<({ organisation: string } & AuditHead)[]> {
  const organisations = await listOrganisationsHere(database)
  const heads = organisations.map(({ organisationId }) =>
    database.read(scopeOfSystem(organisationId), (tx) =>
      tx
        .selectFrom('audit_head')
        .innerJoin('organisation', 'organisation.organisation_id', 'audit_head.organisation_id')
        .select(['organisation.ods_code as organisation', 'audit_head.number', 'audit_head.digest'])
        .execute(),
    ),
  )
  return (await Promise.all(heads)).flat()
}
