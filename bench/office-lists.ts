/**
 * What the office's lists of a trust at work hold and the demonstration's do not: the next staff record as it waits to be approved,
 * invitations to everybody, a year's audit record. Made in the run's copy by the product's own code.
 */
import { sql } from 'kysely'
import type { Database } from '../src/db/database.ts'
import { type Scope, scopeOfSystem } from '../src/db/scope.ts'
import { demonstrationStaffFeed } from '../src/demonstration/staff-feed.ts'
import { fixedClock, todayOf } from '../src/platform/clock.ts'
import { takeRunFurther } from '../src/records/invitation-run.ts'
import { planStaffFiles, readStaffFiles } from '../src/records/staff-files.ts'
import { packFiles, type StagedList, stageFiles } from '../src/records/staged-import.ts'
import { pathTo } from '../src/routes.ts'
import { BENCH_NOW } from './server.ts'
import { PEOPLE } from './trust-database.ts'

/** Rows of the audit record: each plan started, offered and signed twice, and somebody who signs in. */
const EVENTS = PEOPLE * 5
/** The chain's head is one row: in longer transactions each addition walks over all that it was before. */
const EVENTS_AT_ONCE = 1_000
const LINES_ON_A_PAGE = 50

const clock = fixedClock(BENCH_NOW)
const at = clock.now()
const on = todayOf(clock)

/** Makes them and answers with their addresses by name, the longest ways of looking at them among them. */
export async function officeLists(database: Database): Promise<Map<string, string>> {
  const office = await database.asOwner((tx) =>
    tx
      .selectFrom('role_grant')
      .select(['organisation_id as organisationId', 'person_id as personId'])
      .where('role', '=', 'office')
      .executeTakeFirstOrThrow(),
  )
  await writeAudit(database, office)
  const runId = await inviteEverybody(database, office)
  const { stagedId, list, place, page } = await stageNextMonth(database, office)
  const { import_id: importId } = await database.asOwner((tx) =>
    tx.selectFrom('staff_import').select('import_id').executeTakeFirstOrThrow(),
  )
  // As the server does by itself, a minute after so many rows.
  await database.script('analyze')
  const lastPage = Math.ceil(PEOPLE / 50)
  return new Map([
    ['importResult', pathTo('importResult', { importId })],
    ['stagedImport', pathTo('stagedImport', { stagedId })],
    ['stagedLines', pathTo('stagedLines', { stagedId }, { list, file: place })],
    ['stagedLines, last page', pathTo('stagedLines', { stagedId }, { list, file: place, page })],
    ['invitationRun', pathTo('invitationRun', { runId })],
    ['accountOf', pathTo('accountOf', { personId: office.personId })],
    ['accounts, last page', pathTo('accounts', {}, { page: lastPage })],
    ['accounts, searched', pathTo('accounts', {}, { search: 'patel' })],
    ['accounts, invited', pathTo('accounts', {}, { standing: 'invited' })],
    ['audit, older', pathTo('audit', {}, { before: Math.ceil(EVENTS / 2) })],
    ['audit, of one kind', pathTo('audit', {}, { event: RARE })],
  ])
}

type Office = { organisationId: number; personId: number }

const RARE = 'role.granted'

async function writeAudit(database: Database, { organisationId, personId }: Office): Promise<void> {
  const eyes: Scope = { ...scopeOfSystem(organisationId), personId, takesItsTime: true }
  for (let start = 1; start <= EVENTS; start += EVENTS_AT_ONCE)
    await database.write(eyes, (tx) =>
      sql`
        select append_audit(${personId}::integer, ${at.toISOString()}, case when n % 1000 = 0 then ${RARE}
            else (array['plan.started', 'plan.offered', 'plan.signed', 'plan.signed', 'account.signed-in'])[1 + n % 5] end,
            'plan ' || n, null)
          from generate_series(${start}::integer, ${Math.min(start + EVENTS_AT_ONCE - 1, EVENTS)}::integer) n`.execute(
        tx,
      ),
    )
}

async function inviteEverybody(database: Database, { organisationId, personId }: Office): Promise<number> {
  const { run_id: runId } = await database.write(scopeOfSystem(organisationId), (tx) =>
    tx
      .insertInto('invitation_run')
      .values({
        organisation_id: organisationId,
        choice: JSON.stringify({ whom: 'all', unitId: null, group: '' }),
        people: PEOPLE,
        made_by: personId,
        made_at: at,
        ended_at: null,
      })
      .returning('run_id')
      .executeTakeFirstOrThrow(),
  )
  // Nobody is written to: their mails wait, as with a mail server that is slow.
  while (await takeRunFurther({ database, clock, send: async () => {} }, { organisationId, runId })) {}
  return runId
}

/** The fullest list of the review, and its last page. */
type Staged = { stagedId: number; list: StagedList; place: number; page: number }

async function stageNextMonth(database: Database, { organisationId, personId }: Office): Promise<Staged> {
  const { fileName: name, bytes } = demonstrationStaffFeed('2026-12-01', { people: PEOPLE })
  const reading = readStaffFiles([{ name, bytes }])
  if (!reading.ok) throw new Error(`the next month's staff record cannot be read: ${reading.problems[0]?.reason}`)
  const packed = await packFiles(reading.files)
  return database.write(scopeOfSystem(organisationId), async (tx) => {
    const plan = await planStaffFiles(tx, organisationId, reading.files, on)
    const stagedId = await stageFiles(tx, { organisationId, by: personId, at, plan, packed })
    const { list, place, lines } = await tx
      .selectFrom('staged_line')
      .select(({ fn }) => ['list', 'place', fn.countAll<number>().as('lines')])
      .where('staged_id', '=', stagedId)
      .groupBy(['list', 'place'])
      .orderBy('lines', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    return { stagedId, list: list as StagedList, place, page: Math.ceil(lines / LINES_ON_A_PAGE) }
  })
}
