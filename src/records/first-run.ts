import type { Database } from '../db/database.ts'
import type { Clock } from '../platform/clock.ts'
import { digestOfKey, newKey } from '../platform/identity/one-time-key.ts'
import { listOrganisationsHere } from './organisation.ts'

const identifier = 'first-run'
const hours = 24

/**
 * The link that begins a new installation, or null when an organisation exists. Each start of the server makes a new one and
 * ends those before; it works once, for a day. Only the digest of its key is kept.
 */
export async function ensureFirstRunLink(
  database: Database,
  linkTo: (key: string) => string,
  clock: Clock,
): Promise<string | null> {
  if ((await listOrganisationsHere(database)).length > 0) return null
  const { key, digest } = newKey()
  const now = clock.now()
  await forgetFirstRunKeys(database)
  await database.identity
    .insertInto('identity.verification')
    .values({
      id: digest,
      identifier,
      value: digest,
      expiresAt: new Date(now.getTime() + hours * 3_600_000),
      createdAt: now,
      updatedAt: now,
    })
    .execute()
  return linkTo(key)
}

/** Whether this is the key of the link, still good, with no organisation made yet. */
export async function isFirstRunKey(database: Database, key: string, clock: Clock): Promise<boolean> {
  const found = await database.identity
    .selectFrom('identity.verification')
    .select('id')
    .where('identifier', '=', identifier)
    .where('value', '=', digestOfKey(key))
    .where('expiresAt', '>', clock.now())
    .executeTakeFirst()
  return found !== undefined && (await listOrganisationsHere(database)).length === 0
}

/** Ends every first-run link. */
export async function forgetFirstRunKeys(database: Database): Promise<void> {
  await database.identity.deleteFrom('identity.verification').where('identifier', '=', identifier).execute()
}
