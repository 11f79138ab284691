import { sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { scopeOfSystem } from '../db/scope.ts'
import type { Role, Viewer } from '../domain/access/access.ts'
import { projectStaffRecord } from './staff-projection.ts'

/** The person behind an account, with all that decides what they see. */
export type ViewerFacts = Viewer & {
  organisationId: number
  organisationName: string
  isDemonstration: boolean
  fullName: string
}

type FactsRow = {
  organisation_id: number
  organisation_name: string
  is_demonstration: boolean
  sight_on: string | null
  person_id: number
  full_name: string
  lines: string[]
  units: string[]
  groups: string[]
  roles: Role[]
}

const askFacts = async (database: Database, account: string, on: string): Promise<FactsRow | undefined> => {
  const { rows } = await sql<FactsRow>`select * from viewer_facts(${account}, ${on}::date)`.execute(database.identity)
  return rows[0]
}

/**
 * Finds the person behind an account as they stand today, or null when they have left. Asked at every request, so that a
 * change of manager or role counts at the next one. The first request of a day works the lines of agreement out anew.
 */
export async function findViewer(database: Database, account: string, on: string): Promise<ViewerFacts | null> {
  let facts = await askFacts(database, account, on)
  if (facts && (facts.sight_on ?? '') < on) {
    await turnDay(database, facts.organisation_id, on)
    facts = await askFacts(database, account, on)
  }
  if (!facts) return null
  return {
    organisationId: facts.organisation_id,
    organisationName: facts.organisation_name,
    isDemonstration: facts.is_demonstration,
    personId: facts.person_id,
    fullName: facts.full_name,
    lines: facts.lines,
    units: facts.units,
    groups: facts.groups,
    roles: facts.roles,
  }
}

/** Works out who agrees whose plan on a day, and carries it to every row that is seen by it. */
export async function refreshSight(database: Database, organisationId: number, on: string): Promise<void> {
  await database.write(scopeOfSystem(organisationId), (tx) => sql`select refresh_sight(${on}::date)`.execute(tx))
}

/**
 * The first request of a day: rows of the staff record that begin or end take effect, and sight follows. Whoever comes
 * second at the same moment waits for the first and does nothing.
 */
async function turnDay(database: Database, organisationId: number, on: string): Promise<void> {
  await database.write(scopeOfSystem(organisationId), async (tx) => {
    const { sight_on } = await tx
      .selectFrom('organisation')
      .select('sight_on')
      .where('organisation_id', '=', organisationId)
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow()
    if (sight_on === null || (sight_on < on && (await changesBetween(tx, organisationId, sight_on, on))))
      await projectStaffRecord(tx, organisationId, on)
    else if (sight_on < on)
      await tx.updateTable('organisation').set({ sight_on: on }).where('organisation_id', '=', organisationId).execute()
  })
}

/**
 * Whether any day that the staff record or the office has written lies between two days, both of them and the day before
 * included: where none does, the later day is as the earlier was.
 */
async function changesBetween(tx: Tx, organisationId: number, before: string, on: string): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    select exists (select from agreer where organisation_id = ${organisationId} and from_on between ${before}::date and ${on}::date)
      or exists (select from person where organisation_id = ${organisationId} and left_on between ${before}::date - 1 and ${on}::date)
      or exists (select from assignment where organisation_id = ${organisationId} and ended_on between ${before}::date - 1 and ${on}::date)
      or exists (select from staff_record_row, jsonb_each_text(content) as field
        where organisation_id = ${organisationId} and field.value ~ '^\\d{4}-\\d{2}-\\d{2}'
          and left(field.value, 10) between (${before}::date - 1)::text and ${on}) as any`.execute(tx)
  return rows[0]?.any ?? true
}
