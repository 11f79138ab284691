import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
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
      .forUpdate()
      .executeTakeFirstOrThrow()
    if ((sight_on ?? '') < on) await projectStaffRecord(tx, organisationId, on)
  })
}
