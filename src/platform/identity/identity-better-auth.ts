/**
 * Sign-in on better-auth's core: accounts, password checks, sessions and their signed cookie. Its web routes are not
 * mounted; our handlers call it. Why, and what was turned down: docs/decisions/0004-identity.md.
 */
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { sql } from 'kysely'
import { digestOf } from '../digest.ts'
import { log } from '../log.ts'
import { longestAddress, plainAddress } from '../mail/mail-address.ts'
import { createMinutely, createTurns } from '../turns.ts'
import { createDayLimit, createGuessLimit } from './guess-limit.ts'
import {
  EmailInUse,
  type Identity,
  type PasswordCheck,
  type Session,
  type SessionBegun,
  WayInEnded,
} from './identity.ts'
import { createKeptWords } from './kept-words.ts'
import { createLastPerson } from './last-person.ts'
import { asSession, cookiesOf, sessionsOfOurs } from './library-sessions.ts'
import { hashPassword, isPassword } from './password-hash.ts'
import { createSeal } from './sealed.ts'
import { createSecondFactors, type SignInTables } from './second-factor.ts'

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

/** Builds sign-in over the database's identity tables. Sessions, codes and limits go by the machine's clock. */
export function createIdentity(options: {
  database: SignInTables
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
  const wrongToday = createDayLimit(database.identity, 'password', digest)
  const resets = createGuessLimit(database.identity, 'reset', digest)
  const secondFactor = createSecondFactors(database, secret)
  const turns = createTurns(passwordChecks)
  const ownTurns = createTurns(ownPasswordChecks)
  const inAMinute = { ...mostInAMinute, ...options.inAMinute }
  const allResets = createMinutely(inAMinute.resets)
  const allLeaving = createMinutely(inAMinute.leaving)
  const isSecure = url.startsWith('https:')
  const lastPerson = createLastPerson(secret, isSecure)
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

  /**
   * A session of an account that has a second factor owes it. Asked once the session is there: one that is set up now ends
   * the others, and this is among them.
   */
  const oweSecondFactor = (sessionId: string, userId: string) =>
    sql`update identity.session set "secondFactorDue" = true where id = ${sessionId}
      and exists (select from identity.second_factor where user_id = ${userId} and confirmed_at is not null)`.execute(
      database.identity,
    )

  /**
   * Whether the way in that was used is still the account's. Asked once its session is there: a change that comes now ends the
   * session, and one that is under way is waited for (`for share`).
   */
  const isStillThere = async (userId: string, by: NonNullable<SessionBegun['by']>) => {
    const { rows } = await sql<{ password: string; accountId: string }>`
      select password, "accountId" from identity.account
       where "userId" = ${userId} and "providerId" = ${'issuer' in by ? by.issuer : 'credential'} for share`.execute(
      database.identity,
    )
    return rows.some(({ password, accountId }) =>
      'issuer' in by ? accountId === by.subject : digestOf(password) === by.checked,
    )
  }

  const checkPassword = async (given: { email: string; password: string }): Promise<PasswordCheck> => {
    const address = plainAddress(given.email)
    // Nobody's, and not to be kept in memory to be counted.
    if (address.length > longestAddress) return { ok: false, reason: 'wrong' }
    // In its turn from here on, so that who is sent away for want of one has not used up a try.
    return turns.take(() => checkPasswordNow(address, given.password, address))
  }

  const checkPasswordNow = async (address: string, password: string, counted: string): Promise<PasswordCheck> => {
    if (!(await guesses.mayTry(counted))) return { ok: false, reason: 'too-many' }
    const { internalAdapter } = await auth.$context
    const found = await internalAdapter.findUserByEmail(address, { includeAccounts: true })
    const kept = found?.accounts.find(({ providerId }) => providerId === 'credential')?.password
    // Of this one password: a new one, by mail, has a day of its own, so that no stranger shuts anybody out until tomorrow.
    const ofPassword = `${counted} ${kept ?? ''}`
    if ((await wrongToday.mayTry(ofPassword)) === 'no') return { ok: false, reason: 'too-many-today' }
    // As much work for an address that nobody has, so that the time taken says nothing.
    const isRight = kept ? await isPassword(password, kept) : await hashPassword(password).then(() => false)
    if (!found || !kept || !isRight) return { ok: false, reason: 'wrong' }
    await guesses.forget(counted)
    await wrongToday.giveBack(ofPassword)
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
    lastPerson: lastPerson.read,
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
    startSession: async (userId, headers, { method, secondFactorAt = null, confirmedAt = null, by }) => {
      const begun = { method, usedAt: new Date(), secondFactorAt, secondFactorDue: false, confirmedAt }
      if (headers.has('cookie')) await auth.api.signOut({ headers })
      const answer = await auth.api.startSession({ body: { userId, begun }, headers, returnHeaders: true })
      // Nobody has the session before its cookie goes out with the answer.
      if (method !== 'demonstration' && !secondFactorAt) await oweSecondFactor(answer.response.sessionId, userId)
      if (by && !(await isStillThere(userId, by))) {
        await database.identity.deleteFrom('identity.session').where('id', '=', answer.response.sessionId).execute()
        throw new WayInEnded('the way in was changed or ended meanwhile')
      }
      const cookies = cookiesOf(answer.headers)
      cookies.append('set-cookie', lastPerson.cookieFor(userId, 2 * sessionSeconds))
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
      cookies.append('set-cookie', lastPerson.noCookie)
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

function noteUse(identity: SignInTables['identity'], { sessionId }: Session): void {
  identity
    .updateTable('identity.session')
    .set({ usedAt: new Date() })
    .where('id', '=', sessionId)
    .execute()
    .catch((error: Error) => log.warn({ error: error.name }, 'the use of a session was not noted'))
}

/** Whether the database refused a second account of one address (PostgreSQL's unique_violation). */
const isTaken = (error: unknown) => (error as { code?: string } | null)?.code === '23505'
