/**
 * Sign-in on better-auth's core: accounts, password checks, sessions and their signed cookie. Its web routes are not
 * mounted; our handlers call it. Why, and what was turned down: docs/decisions/0004-identity.md.
 */
import { type BetterAuthOptions, type BetterAuthPlugin, betterAuth } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { digestOf } from '../digest.ts'
import { log } from '../log.ts'
import { createGuessLimit } from './guess-limit.ts'
import { EmailInUse, type Identity, PasswordChanged, type PasswordCheck, type Session } from './identity.ts'
import { createKeptWords } from './kept-words.ts'
import { hashPassword, isPassword } from './password-hash.ts'
import { createSeal } from './sealed.ts'
import { createSecondFactors } from './second-factor.ts'
import { createMinutely, createTurns } from './turns.ts'

/** A Kysely that runs each statement in a transaction of its own, as the sign-in role. */
// biome-ignore lint/suspicious/noExplicitAny: the tables are typed in src/db, which nothing here may import
type StatementRunner = Kysely<any>
type PasswordChecks = { atOnce: number; waiting: number }
type KyselyOfLibrary = Extract<BetterAuthOptions['database'], { db: unknown; type: unknown }>['db']

/** A working day; a session is not stretched by use. Idle for `idleMinutes` it ends before. */
const sessionSeconds = 12 * 60 * 60

/** That a session was used is written down at most this often, so that most pages read it and write nothing. */
const usedEveryMs = 60_000

/**
 * Each check of a password takes 19 MiB and a core for some time: so many at once, so many waiting, then a kind refusal. So
 * many at the door, and as many apart for who is signed in, so that a crowd at the door keeps nobody from signing.
 */
const manyPasswords = { atOnce: 2, waiting: 60 }

/** So many by everybody together in a minute, in this process: far more than a trust needs, and no flood. */
const mostInAMinute = { resets: 60, leaving: 600 }

/** Of an e-mail address (RFC 5321); what is longer is nobody's, and is not kept in memory to be counted. */
const longestAddress = 254

/** Never reachable from outside: it has no path, and no route of the library is mounted. */
const sessionsOfOurs = {
  id: 'sessions-of-ours',
  endpoints: {
    startSession: createAuthEndpoint.serverOnly(
      {
        method: 'POST',
        body: z.object({ userId: z.string(), begun: z.record(z.string(), z.unknown()) }),
        requireHeaders: true,
      },
      async (context) => {
        const { internalAdapter } = context.context
        const user = await internalAdapter.findUserById(context.body.userId)
        if (!user) throw new APIError('NOT_FOUND')
        const session = await internalAdapter.createSession(user.id, false, context.body.begun)
        await setSessionCookie(context, { session, user })
        return { sessionId: session.id }
      },
    ),
  },
} satisfies BetterAuthPlugin

/** Builds sign-in over the database's identity tables. Sessions, codes and limits go by the machine's clock. */
export function createIdentity(options: {
  database: { identity: StatementRunner }
  secret: string
  url: string
  idleMinutes?: number
  passwordChecks?: PasswordChecks
  /** Of people who are signed in; as at the door where nothing is said. */
  ownPasswordChecks?: PasswordChecks
  inAMinute?: Partial<typeof mostInAMinute>
}): Identity {
  const { database, secret, url, idleMinutes = 30, passwordChecks = manyPasswords } = options
  const { ownPasswordChecks = passwordChecks } = options
  const { digest } = createSeal(secret, 'guesses')
  const guesses = createGuessLimit(database.identity, 'password', digest)
  const resets = createGuessLimit(database.identity, 'reset', digest)
  const secondFactor = createSecondFactors(database, secret)
  const turns = createTurns(passwordChecks)
  const ownTurns = createTurns(ownPasswordChecks)
  const inAMinute = { ...mostInAMinute, ...options.inAMinute }
  const allResets = createMinutely(inAMinute.resets)
  const allLeaving = createMinutely(inAMinute.leaving)
  const isSecure = url.startsWith('https:')
  // Says only whose words a form may hold that comes after a session has ended. It opens nothing.
  const lastSeal = createSeal(secret, 'last person')
  const lastCookie = isSecure ? '__Host-concord.last' : 'concord.last'
  const lastCookieOf = (value: string, seconds: number) =>
    `${lastCookie}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  const auth = betterAuth({
    secret,
    baseURL: url,
    // The schema is ours (migration 0003), so the library neither checks nor changes it; a statement is a transaction.
    database: {
      db: database.identity as KyselyOfLibrary,
      type: 'postgres',
      schemaName: 'identity',
      transaction: false,
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      maxPasswordLength: 200,
      password: { hash: hashPassword, verify: ({ password, hash }) => isPassword(password, hash) },
    },
    session: {
      expiresIn: sessionSeconds,
      disableSessionRefresh: true,
      additionalFields: {
        method: { type: 'string' },
        usedAt: { type: 'date' },
        secondFactorAt: { type: 'date', required: false },
        secondFactorDue: { type: 'boolean' },
        confirmedAt: { type: 'date', required: false },
      },
    },
    advanced: {
      cookiePrefix: 'concord',
      // The library's own prefix is the weaker __Secure-: a neighbouring host could set such a cookie, and not this one.
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: isSecure ? '__Host-concord.session_token' : 'concord.session_token',
          attributes: { secure: isSecure },
        },
      },
      database: { joins: true, validateSchema: false },
      ipAddress: { disableIpTracking: true },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Its messages can carry addresses in their details: only the sentence is kept.
    logger: { level: 'error', log: (_level, message) => log.error({ signIn: message }, 'sign-in failed inside') },
    plugins: [sessionsOfOurs],
  })

  const hasSecondFactor = async (userId: string) => {
    const { rows } =
      await sql`select from identity.second_factor where user_id = ${userId} and confirmed_at is not null`.execute(
        database.identity,
      )
    return rows.length > 0
  }

  /**
   * Whether the password that was checked is still the account's. Asked once its session is there: a change that comes now
   * ends the session, and one that is under way is waited for (`for share`).
   */
  const isStill = async (userId: string, checked: string) => {
    const { rows } = await sql<{ password: string }>`
      select password from identity.account where "userId" = ${userId} and "providerId" = 'credential' for share`.execute(
      database.identity,
    )
    return rows.some(({ password }) => digestOf(password) === checked)
  }

  const checkPassword = async (given: { email: string; password: string }): Promise<PasswordCheck> => {
    const address = plainAddress(given.email)
    if (address.length > longestAddress) return { ok: false, reason: 'wrong' }
    // In its turn from here on, so that who is sent away for want of one has not used up a try.
    return turns.take(() => checkPasswordNow(address, given.password, address))
  }

  const checkPasswordNow = async (address: string, password: string, counted: string): Promise<PasswordCheck> => {
    if (!(await guesses.mayTry(counted))) return { ok: false, reason: 'too-many' }
    const { internalAdapter } = await auth.$context
    const found = await internalAdapter.findUserByEmail(address, { includeAccounts: true })
    const kept = found?.accounts.find(({ providerId }) => providerId === 'credential')?.password
    // As much work for an address that nobody has, so that the time taken says nothing.
    const isRight = kept ? await isPassword(password, kept) : await hashPassword(password).then(() => false)
    if (!found || !kept || !isRight) return { ok: false, reason: 'wrong' }
    await guesses.forget(counted)
    return { ok: true, userId: found.user.id, checked: digestOf(kept) }
  }

  return {
    findSession: async (headers) => {
      if (!headers.has('cookie')) return null
      const found = await auth.api.getSession({ headers })
      if (!found) return null
      const session = asSession(found.session)
      const idleMs = Date.now() - session.usedAt.getTime()
      if (idleMs >= idleMinutes * 60_000) return null
      // Not waited for: the page does not need it, and a note that is lost ends a session a minute early.
      if (idleMs >= usedEveryMs) noteUse(database.identity, session)
      return session
    },
    secondFactor,
    keptWords: createKeptWords(database, secret),
    idleMinutes,
    lastPerson: (headers) => {
      const cookie = new RegExp(`(?:^|; )${lastCookie}=([\\w-]+)`).exec(headers.get('cookie') ?? '')?.[1]
      return cookie ? lastSeal.open(cookie, lastCookie) : null
    },
    checkPassword,
    confirmPassword: async (userId, password) => {
      const user = await (await auth.$context).internalAdapter.findUserById(userId)
      if (!user) return { ok: false, reason: 'wrong' }
      // Counted apart from the door, where anybody can use up the tries of an address they know.
      return ownTurns.take(() => checkPasswordNow(plainAddress(user.email), password, `signed in ${userId}`))
    },
    hashPassword: (password) => turns.take(() => hashPassword(password)),
    hashOwnPassword: (password) => ownTurns.take(() => hashPassword(password)),
    mayAskReset: async (email) => {
      allResets.count()
      return resets.mayTry(plainAddress(email))
    },
    countLeaving: () => allLeaving.count(),
    startSession: async (userId, headers, { method, secondFactorAt = null, confirmedAt = null, checked }) => {
      const secondFactorDue = method !== 'demonstration' && !secondFactorAt && (await hasSecondFactor(userId))
      const begun = { method, usedAt: new Date(), secondFactorAt, secondFactorDue, confirmedAt }
      if (headers.has('cookie')) await auth.api.signOut({ headers })
      const answer = await auth.api.startSession({ body: { userId, begun }, headers, returnHeaders: true })
      if (checked !== undefined && !(await isStill(userId, checked))) {
        await database.identity.deleteFrom('identity.session').where('id', '=', answer.response.sessionId).execute()
        throw new PasswordChanged('the password was changed meanwhile')
      }
      const cookies = cookiesOf(answer.headers)
      cookies.append('set-cookie', lastCookieOf(lastSeal.seal(userId, lastCookie), 2 * sessionSeconds))
      return cookies
    },
    markSession: async (sessionId, { secondFactorAt, confirmedAt }) => {
      await database.identity
        .updateTable('identity.session')
        .set({
          ...(secondFactorAt ? { secondFactorAt, secondFactorDue: false } : {}),
          ...(confirmedAt ? { confirmedAt } : {}),
        })
        .where('id', '=', sessionId)
        .execute()
    },
    signOut: async (headers) => {
      const cookies = cookiesOf((await auth.api.signOut({ headers, returnHeaders: true })).headers)
      cookies.append('set-cookie', lastCookieOf('', 0))
      return cookies
    },
    createAccount: async ({ email, name, password }) => {
      const { internalAdapter } = await auth.$context
      const hash = password === undefined ? undefined : await turns.take(() => hashPassword(password))
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
  }
}

type SessionOfLibrary = { id: string; userId: string; createdAt: Date; expiresAt: Date } & Record<string, unknown>

/** A row of ours as the library gives it: what the columns of migration 0004 may hold is checked by the database. */
function asSession(row: SessionOfLibrary): Session {
  const { id, userId, createdAt, expiresAt, method, usedAt, secondFactorAt, secondFactorDue, confirmedAt } = row
  return {
    userId,
    sessionId: id,
    method: method as Session['method'],
    startedAt: createdAt,
    endsAt: expiresAt,
    usedAt: usedAt as Date,
    secondFactorAt: (secondFactorAt as Date | null) ?? null,
    secondFactorDue: secondFactorDue === true,
    confirmedAt: (confirmedAt as Date | null) ?? null,
  }
}

function noteUse(identity: StatementRunner, { sessionId }: Session): void {
  identity
    .updateTable('identity.session')
    .set({ usedAt: new Date() })
    .where('id', '=', sessionId)
    .execute()
    .catch((error: Error) => log.warn({ error: error.name }, 'the use of a session was not noted'))
}

const plainAddress = (email: string) => email.trim().toLowerCase()

/** Whether the database refused a second account of one address (PostgreSQL's unique_violation). */
const isTaken = (error: unknown) => (error as { code?: string } | null)?.code === '23505'

/** Only the cookies: the library sets other headers for its own routes. */
function cookiesOf(headers: Headers): Headers {
  const cookies = new Headers()
  for (const cookie of headers.getSetCookie()) cookies.append('set-cookie', cookie)
  return cookies
}
