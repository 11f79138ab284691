/** What must be true once everything has stopped, however it stopped. */
import { sql } from 'kysely'
import type { Database } from '../src/db/database.ts'
import { findInconsistencies } from '../src/records/consistency.ts'
import type { Deed } from './deeds.ts'

export type Verdict = {
  /** Acknowledged, and not there. */
  lost: string[]
  /** There in part, there twice, or there although it was refused. */
  halfDone: string[]
}

/** Compares what people were told with what is kept; signatures are counted over all that was ever done. */
export async function checkDeeds(
  database: Database,
  deeds: readonly Deed[],
  earlier: readonly Deed[],
): Promise<Verdict> {
  const verdict: Verdict = { lost: [], halfDone: [] }
  for (const deed of deeds) {
    const times = await timesKept(database, deed)
    const says = `${deed.kind} ${deed.token} of plan ${deed.planId}: told ${deed.told} (${deed.status}), kept ${times} times`
    if (deed.told === 'done' && times === 0) verdict.lost.push(says)
    if (times > 1 || (deed.told === 'refused' && times > 0)) verdict.halfDone.push(says)
  }
  await countSignatures(database, [...earlier, ...deeds], verdict)
  verdict.halfDone.push(...(await brokenRecords(database)))
  return verdict
}

/**
 * A person signs what is shown once: as many signatures as were acknowledged, and of the unanswered ones all, some or none.
 * One that was sent again is told that it is done also where its person has meanwhile pressed once more: one signature, then.
 */
async function countSignatures(database: Database, deeds: readonly Deed[], verdict: Verdict): Promise<void> {
  const told = new Map<string, { done: number; unknown: number }>()
  for (const { kind, planId, personId, told: answer, wasSentAgain } of deeds) {
    if (kind !== 'sign' || answer === 'refused') continue
    const key = `${planId} ${personId}`
    const sums = told.get(key) ?? { done: 0, unknown: 0 }
    sums[wasSentAgain ? 'unknown' : answer] += 1
    told.set(key, sums)
  }
  const kept = await database.asOwner((tx) =>
    tx
      .selectFrom('signature')
      .select(['plan_id', 'signed_by', (count) => count.fn.countAll<number>().as('many')])
      .groupBy(['plan_id', 'signed_by'])
      .execute(),
  )
  const many = new Map(kept.map((row) => [`${row.plan_id} ${row.signed_by}`, Number(row.many)]))
  for (const [key, { done, unknown }] of told) {
    const found = many.get(key) ?? 0
    // The same words for as long as it is the same loss.
    if (found < done)
      verdict.lost.push(`plan and person ${key}: ${done - found} signatures fewer are kept than were acknowledged`)
    if (found > done + unknown)
      verdict.halfDone.push(
        `plan and person ${key}: ${found - done - unknown} signatures more are kept than were asked for`,
      )
  }
}

/** What is not whole, in words. */
export async function brokenRecords(database: Database): Promise<string[]> {
  const found = await database.asOwner(findInconsistencies)
  return found.map(({ organisationId, object, says }) => `organisation ${organisationId}, ${object}: ${says}`)
}

/**
 * How often a deed is in the records. Saves and returns bring words that are theirs alone. An offer and a signature do not:
 * pressing either again is harmless, so they count as kept when what was asked for is so, and cannot be counted as refused.
 */
async function timesKept(database: Database, deed: Deed): Promise<number> {
  return database.asOwner(async (tx) => {
    const { rows } = await queryFor(deed).execute(tx)
    return rows[0]?.many ?? 0
  })
}

function queryFor({ kind, planId, personId, token, version, told, request }: Deed) {
  const count = (rest: ReturnType<typeof sql>) => sql<{ many: number }>`select count(*)::integer as many from ${rest}`
  if (kind === 'save')
    return count(sql`job_plan_change where plan_id = ${planId} and changed_by = ${personId}
      and change -> 'activity' ->> 'title' = ${token}`)
  if (kind === 'return')
    return count(sql`job_plan_move where plan_id = ${planId} and moved_by = ${personId} and move = 'return'
      and reason = ${token}`)
  if (told === 'refused') return sql<{ many: number }>`select 0 as many`
  if (kind === 'offer')
    return sql<{ many: number }>`select least(count(*), 1)::integer as many from offered_document
      where plan_id = ${planId} and plan_version = ${version}`
  const digest = new URLSearchParams(request.body).get('digest')
  return sql<{ many: number }>`select least(count(*), 1)::integer as many from signature
    where plan_id = ${planId} and signed_by = ${personId} and digest = ${digest}`
}
