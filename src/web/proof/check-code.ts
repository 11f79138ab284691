import type { CodeRefused } from '../../platform/identity/second-factor.ts'
import type { Request } from '../request.ts'
import { noteSignIn } from './note-sign-in.ts'

/** Checks a code of an account's second factor. When it was the last wrong one of a day, its person is told by mail. */
export async function checkCode(
  c: Request,
  userId: string,
  code: string,
): Promise<{ ok: true; by: 'app' | 'recovery-code' } | CodeRefused> {
  const { identity, database, messages } = c.var.services
  const shown = await identity.secondFactor.check(userId, code)
  noteSignIn(c, 'code', shown.ok ? 'let-in' : shown.reason)
  // A statement of its own: this is told also where what the code was for is not done.
  if (!shown.ok && shown.isLastToday) await messages.send(database.identity, { kind: 'codes-tried', userId })
  return shown
}
