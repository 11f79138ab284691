/**
 * Sign-in on better-auth's core: accounts, password checks, sessions and their signed cookie. Its web routes are not
 * mounted; our handlers call it. Why, and what was turned down: docs/decisions/0004-identity.md.
 */
import { type BetterAuthOptions, type BetterAuthPlugin, betterAuth } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'
import type { Clock } from './clock.ts'
import { createGuessLimit } from './guess-limit.ts'
import { EmailInUse, type Identity } from './identity.ts'
import { log } from './log.ts'
import { hashPassword, isPassword } from './password-hash.ts'

/** A Kysely that runs each statement in a transaction of its own, as the sign-in role. */
type StatementRunner = Extract<BetterAuthOptions['database'], { db: unknown; type: unknown }>['db']

/** A working day; a session is not stretched by use, so finding one is a single read. */
const sessionSeconds = 12 * 60 * 60

/** Of an e-mail address (RFC 5321); what is longer is nobody's, and is not kept in memory to be counted. */
const longestAddress = 254

/** Never reachable from outside: it has no path, and no route of the library is mounted. */
const sessionsWithoutPassword = {
  id: 'sessions-without-password',
  endpoints: {
    startSession: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ userId: z.string() }), requireHeaders: true },
      async (context) => {
        const { internalAdapter } = context.context
        const user = await internalAdapter.findUserById(context.body.userId)
        if (!user) throw new APIError('NOT_FOUND')
        const session = await internalAdapter.createSession(user.id)
        await setSessionCookie(context, { session, user })
        return { userId: user.id }
      },
    ),
  },
} satisfies BetterAuthPlugin

/** Builds sign-in over the database's identity tables. Sessions end by the machine's clock, whatever `clock` says. */
export function createIdentity(options: {
  database: { identity: StatementRunner }
  secret: string
  url: string
  clock: Clock
}): Identity {
  const { database, secret, url, clock } = options
  const guesses = createGuessLimit(clock)
  const auth = betterAuth({
    secret,
    baseURL: url,
    // The schema is ours (migration 0003), so the library neither checks nor changes it; a statement is a transaction.
    database: { db: database.identity, type: 'postgres', schemaName: 'identity', transaction: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      maxPasswordLength: 200,
      password: { hash: hashPassword, verify: ({ password, hash }) => isPassword(password, hash) },
    },
    session: { expiresIn: sessionSeconds, disableSessionRefresh: true },
    advanced: {
      cookiePrefix: 'concord',
      useSecureCookies: url.startsWith('https:'),
      database: { joins: true, validateSchema: false },
      ipAddress: { disableIpTracking: true },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Its messages can carry addresses in their details: only the sentence is kept.
    logger: { level: 'error', log: (_level, message) => log.error({ signIn: message }, 'sign-in failed inside') },
    plugins: [sessionsWithoutPassword],
  })

  return {
    findAccount: async (headers) => {
      if (!headers.has('cookie')) return null
      const found = await auth.api.getSession({ headers })
      return found?.user.id ?? null
    },
    signIn: async ({ email, password, headers }) => {
      const address = email.trim().toLowerCase()
      if (address.length > longestAddress) return { ok: false, reason: 'wrong' }
      if (!guesses.mayTry(address)) return { ok: false, reason: 'too-many' }
      try {
        const signedIn = await auth.api.signInEmail({
          body: { email: address, password },
          headers,
          returnHeaders: true,
        })
        guesses.forget(address)
        return { ok: true, userId: signedIn.response.user.id, headers: cookiesOf(signedIn.headers) }
      } catch (error) {
        if (!(error instanceof APIError) || error.statusCode >= 500) throw error
        return { ok: false, reason: 'wrong' }
      }
    },
    signOut: async (headers) => cookiesOf((await auth.api.signOut({ headers, returnHeaders: true })).headers),
    createAccount: async ({ email, name, password }) => {
      const { internalAdapter } = await auth.$context
      const hash = password === undefined ? undefined : await hashPassword(password)
      const user = await internalAdapter
        .createUser({ email, name, emailVerified: true }, { method: 'email-password' })
        .catch((error) => {
          throw isTaken(error) ? new EmailInUse('an account uses this address') : error
        })
      if (hash !== undefined)
        await internalAdapter.createAccount({
          userId: user.id,
          providerId: 'credential',
          accountId: user.id,
          password: hash,
        })
      return user.id
    },
    removeAccount: async (userId) => (await auth.$context).internalAdapter.deleteUser(userId),
    startSession: async (userId, headers) =>
      cookiesOf((await auth.api.startSession({ body: { userId }, headers, returnHeaders: true })).headers),
  }
}

/** Whether the database refused a second account of one address (PostgreSQL's unique_violation). */
const isTaken = (error: unknown) => (error as { code?: string } | null)?.code === '23505'

/** Only the cookies: the library sets other headers for its own routes. */
function cookiesOf(headers: Headers): Headers {
  const cookies = new Headers()
  for (const cookie of headers.getSetCookie()) cookies.append('set-cookie', cookie)
  return cookies
}
