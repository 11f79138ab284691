/** `concord let-in`: a link for the office when nobody of it can sign in, as when single sign-on is broken. */
import type { Database } from '../db/database.ts'
import { openDatabase } from '../db/open-database.ts'
import { scopeOfSystem } from '../db/scope.ts'
import { systemClock, todayOf } from '../platform/clock.ts'
import { readConfig } from '../platform/settings/config.ts'
import { findAccountByAddress } from '../records/account.ts'
import { appendAudit } from '../records/audit.ts'
import { makeResetKey } from '../records/password-reset.ts'
import { findViewer } from '../records/viewer.ts'
import { pathTo } from '../routes.ts'
import { Refusal } from '../upkeep/refusal.ts'
import { WrongWords } from './wrong-words.ts'

export const USE = 'Use: concord let-in EMAIL'

/** Prints a link to a new password for somebody of the office or an administrator; nobody else can be let in by it. */
export async function run([email, ...more]: string[]): Promise<number> {
  if (!email || more.length > 0) throw new WrongWords('Say one e-mail address.')
  const config = readConfig(process.env)
  const database = await openDatabase(config)
  try {
    const link = await makeLink(database, config.url, email)
    if (!link) throw new Refusal('Nobody of the job-planning office, and no administrator, signs in with this address.')
    console.log(`Open this to choose a new password, once and within 30 minutes:\n${link}`)
    if (!config.hasLocalSignIn) console.log('Passwords are off: start Concord with CONCORD_LOCAL_SIGN_IN=on.')
    return 0
  } finally {
    await database.close()
  }
}

/** The link, noted on the audit record; null for an address that is not the office's or an administrator's today. */
export async function makeLink(database: Database, url: string, email: string): Promise<string | null> {
  const at = systemClock.now()
  const userId = await findAccountByAddress(database, email)
  const person = userId ? await findViewer(database, userId, todayOf(systemClock)) : null
  if (!userId || !person?.roles.some((role) => role === 'office' || role === 'administrator')) return null
  const { organisationId, personId } = person
  const event = 'account.let-in'
  await database.write(scopeOfSystem(organisationId), (tx) =>
    appendAudit(tx, { organisationId, personId: null, event, object: `person ${personId}`, at }),
  )
  const { key } = await database.asSignIn((tx) => makeResetKey(tx, userId, at))
  return `${url}${pathTo('resetPasswordPage', { token: key })}`
}
