import { z } from 'zod'
import { listWaysIn } from '../../records/single-sign-on.ts'
import { readForm } from '../read-form.ts'
import { type Request, sessionOf } from '../request.ts'
import { checkCode } from './check-code.ts'
import { noteSignIn } from './note-sign-in.ts'
import { CANNOT_PROVE, CODE_REFUSALS, PASSWORD_REFUSALS } from './wrong-tries.words.ts'

/** The fields in which somebody proves themselves, as a form sends them. */
export const proofForm = z.object({ password: z.string().optional(), code: z.string().optional() })

/** How long somebody's word that it is they counts. */
const minutes = 5

export type AskedAgain =
  | { ask: 'nothing'; because: 'demonstration' | 'just-now' }
  | { ask: 'password'; withCode: boolean }
  /** They signed in with a provider that is no longer in the settings, and have no password. */
  | { ask: 'cannot' }
  | { ask: 'single-sign-on'; providers: readonly { key: string; name: string }[] }

/** What this person must show before they go on: nothing, their password and code, or the word of a provider of theirs. */
export async function whatToProve(c: Request): Promise<AskedAgain> {
  const session = sessionOf(c)
  if (session.method === 'demonstration' && (c.var.viewer ?? c.var.arriving)?.isDemonstration)
    return { ask: 'nothing', because: 'demonstration' }
  if (session.confirmedAt && Date.now() - session.confirmedAt.getTime() < minutes * 60_000)
    return { ask: 'nothing', because: 'just-now' }
  if (session.method === 'single-sign-on') {
    const ways = await listWaysIn(c.var.services.database, session.userId)
    const providers = c.var.services.singleSignOn.filter(({ issuer }) => ways.includes(issuer))
    if (providers.length > 0) return { ask: 'single-sign-on', providers }
    // Whoever has parted from their provider meanwhile has a password, and whose provider was taken from the settings may not.
    if (!ways.includes('credential') || !c.var.services.config.hasLocalSignIn) return { ask: 'cannot' }
  }
  return { ask: 'password', withCode: (await c.var.services.identity.secondFactor.find(session.userId)) !== null }
}

/** The problems, by field; none when the person has proved themselves, which then counts for five minutes. */
export async function proveAgain(c: Request, given: Given): Promise<Record<string, string>> {
  const asked = await whatToProve(c)
  const problems = asked.ask === 'password' ? await checkBoth(c, asked.withCode, given) : problemsOf(asked)
  if (Object.keys(problems).length === 0) c.set('provedAgain', true)
  return problems
}

/** The same with what the form of this request sent; null when the person has proved themselves. */
export async function prove(c: Request): Promise<Record<string, string> | null> {
  const form = await readForm(c, proofForm)
  const problems = await proveAgain(c, form.ok ? form.value : {})
  return Object.keys(problems).length > 0 ? problems : null
}

/** What was left empty of it, to be said with what else is wrong with a form: nothing is tried by this, and nothing shown. */
export async function whatIsLeftEmpty(c: Request): Promise<Record<string, string>> {
  const [asked, form] = [await whatToProve(c), await readForm(c, proofForm)]
  return asked.ask === 'password' ? emptyOf(asked.withCode, form.ok ? form.value : {}) : problemsOf(asked)
}

type Given = { password?: string | undefined; code?: string | undefined }

const emptyOf = (withCode: boolean, { password, code }: Given): Record<string, string> => ({
  ...(password ? {} : { password: 'Enter your password' }),
  ...(withCode && !code ? { code: 'Enter a code from your app' } : {}),
})

const problemsOf = (asked: AskedAgain): Record<string, string> => {
  if (asked.ask === 'cannot') return { again: CANNOT_PROVE }
  return asked.ask === 'single-sign-on' ? { again: 'Sign in again first: it must be you' } : {}
}

async function checkBoth(c: Request, withCode: boolean, given: Given): Promise<Record<string, string>> {
  const { identity } = c.var.services
  const session = sessionOf(c)
  const { password, code } = given
  const empty = emptyOf(withCode, given)
  if (!password) return empty
  const checked = await identity.confirmPassword(session.userId, password)
  noteSignIn(c, 'password-again', checked.ok ? 'let-in' : checked.reason)
  // Both at once: nobody has to send it again to hear of the second.
  if (!checked.ok) return { password: PASSWORD_REFUSALS[checked.reason], ...empty }
  if (empty.code) return empty
  if (withCode) {
    const shown = await checkCode(c, session.userId, code ?? '')
    if (!shown.ok) return { code: CODE_REFUSALS[shown.reason] }
  }
  await identity.markSession(session.sessionId, { confirmedAt: new Date() })
  return {}
}
