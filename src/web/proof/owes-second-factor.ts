import { needsSecondFactor } from '../../domain/access/access.ts'
import type { Session } from '../../platform/identity/identity.ts'
import type { ViewerFacts } from '../../records/viewer.ts'

/**
 * Whether a session must show a second factor before anything else: its account has one, or its person's roles ask for
 * one. Only the people of a demonstration, let in without a password, are let off.
 */
export function owesSecondFactor(session: Session, person: ViewerFacts): boolean {
  if (session.secondFactorAt || (session.method === 'demonstration' && person.isDemonstration)) return false
  return session.secondFactorDue || needsSecondFactor(person)
}
