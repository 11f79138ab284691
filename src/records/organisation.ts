import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Config } from '../platform/settings/config.ts'

export type OrganisationHere = { organisationId: number; isDemonstration: boolean }

/** The organisations of this installation. Asked before anybody has signed in, so names stay behind. */
export async function listOrganisationsHere(database: Database): Promise<OrganisationHere[]> {
  const { rows } = await sql<{ organisation_id: number; is_demonstration: boolean }>`
    select organisation_id, is_demonstration from organisations_here()`.execute(database.identity)
  return rows.map((row) => ({ organisationId: row.organisation_id, isDemonstration: row.is_demonstration }))
}

/** A database that holds a real trust is opened as a demonstration, or the other way round; the message says what to do. */
export class OtherMode extends Error {}

/**
 * Whether the database is empty or has an organisation. Throws `OtherMode` when it is of the other mode: a demonstration lets anybody
 * be anyone, so it and a real trust never share a database.
 */
export async function checkMode(database: Database, mode: Config['mode']): Promise<'empty' | 'in-use'> {
  const here = await listOrganisationsHere(database)
  const isReal = here.some(({ isDemonstration }) => !isDemonstration)
  const isInvented = here.some(({ isDemonstration }) => isDemonstration)
  if (mode === 'demonstration' && isReal)
    throw new OtherMode(
      'This database holds a real trust. Set CONCORD_MODE=real to open it, or CONCORD_DATA (or DATABASE_URL) to another place for a demonstration.',
    )
  if (mode === 'real' && isInvented)
    throw new OtherMode(
      'This database holds the demonstration. Set CONCORD_DATA (or DATABASE_URL) to another place for a real trust, or CONCORD_MODE=demonstration.',
    )
  return here.length === 0 ? 'empty' : 'in-use'
}
