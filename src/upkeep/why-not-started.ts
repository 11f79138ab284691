import { sayRefusal } from './say-refusal.ts'

/** PostgreSQL's codes for a login that may not make tables: no schema is open to it, or this one is not. */
const MAY_MAKE_NOTHING = ['3F000', '42501']

/** Why Concord did not start, in a sentence that says what to do where one is known. */
export function whyNotStarted(error: unknown, hasOwner: boolean): string {
  const code = (error as { code?: unknown } | null)?.code
  if (MAY_MAKE_NOTHING.includes(String(code)))
    return hasOwner
      ? 'The login of DATABASE_OWNER_URL may not bring the database up to date: it must own the database and its tables. See docs/guides/run.md, “On PostgreSQL”.'
      : 'The login of DATABASE_URL may not bring the database up to date. Set DATABASE_OWNER_URL to the login that owns it. See docs/guides/run.md, “On PostgreSQL”.'
  return sayRefusal(error)
}
