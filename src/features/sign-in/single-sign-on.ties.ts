/**
 * What ties a provider's answer to the browser that asked: a random key in its cookie, from which the words of each
 * question are worked out, and a row that is taken away by the first answer. The database alone opens nothing.
 */
import { createHmac } from 'node:crypto'
import { getCookie, setCookie } from 'hono/cookie'
import type { IdentityTables } from '../../platform/identity/identity-tables.ts'
import { digestOfKey, newKey } from '../../platform/identity/one-time-key.ts'
import type { Ties } from '../../platform/openid-connect/openid-connect.ts'
import type { Request } from '../../web/request.ts'

type Row = IdentityTables['identity.single_sign_on']

/** What somebody goes to a provider for: OpenID Connect's authorization request, as we keep it. */
export type Authorization = {
  provider: string
  purpose: Row['purpose']
  /** The page of ours to go to afterwards. */
  next: string
  /** The session that asked, for what only a signed-in person may ask. */
  sessionId?: string
  invitationDigest?: string
}

const minutes = 10
const cookieName = 'concord.single-sign-on'

/** Keeps an authorization request for ten minutes, with its cookie, and gives the words to send along. */
export async function beginAuthorization(c: Request, begun: Authorization): Promise<Ties> {
  const { database, config } = c.var.services
  const isSecure = config.url.startsWith('https:')
  // Kept where there is one, so that two tabs of a browser may both be on their way.
  const browser = browserOf(c) ?? newKey().key
  setCookie(c, cookieName, browser, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    maxAge: minutes * 60,
    ...(isSecure ? { secure: true, prefix: 'host' } : {}),
  })
  const { key: state, digest } = newKey()
  const now = new Date()
  await database.identity
    .insertInto('identity.single_sign_on')
    .values({
      state_digest: digest,
      browser_digest: digestOfKey(browser),
      provider: begun.provider,
      purpose: begun.purpose,
      next: begun.next,
      session_id: begun.sessionId ?? null,
      invitation_digest: begun.invitationDigest ?? null,
      begun_at: now,
      expires_at: new Date(now.getTime() + minutes * 60_000),
    })
    .execute()
  return tiesOf(browser, state)
}

/** The authorization request that an answer belongs to, once and only in its browser, or null. */
export async function takeAuthorization(c: Request, provider: string) {
  const browser = browserOf(c)
  const state = c.req.query('state')
  if (!browser || !state) return null
  const row = await c.var.services.database.identity
    .deleteFrom('identity.single_sign_on')
    .where('state_digest', '=', digestOfKey(state))
    .where('browser_digest', '=', digestOfKey(browser))
    .where('provider', '=', provider)
    .where('expires_at', '>', new Date())
    .returningAll()
    .executeTakeFirst()
  return row ? { ...row, ties: tiesOf(browser, state) } : null
}

export type TakenAuthorization = NonNullable<Awaited<ReturnType<typeof takeAuthorization>>>

function browserOf(c: Request): string | undefined {
  const isSecure = c.var.services.config.url.startsWith('https:')
  const found = isSecure ? getCookie(c, cookieName, 'host') : getCookie(c, cookieName)
  return found && /^[\w-]{43}$/.test(found) ? found : undefined
}

function tiesOf(browser: string, state: string): Ties {
  const word = (what: string) => createHmac('sha256', browser).update(`${what} ${state}`).digest('base64url')
  return { state, nonce: word('nonce'), verifier: word('verifier') }
}
