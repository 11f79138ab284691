import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { createDayLimit, createGuessLimit } from './guess-limit.ts'
import type { IdentityTables } from './identity-tables.ts'
import { newCodeSecret, stepOfCode, toBase32 } from './one-time-code.ts'
import { createSeal } from './sealed.ts'

const recoveryCodes = 10

/** The second factor of an account: an authenticator app's codes, and ten codes on paper for when it is lost. */
export type SecondFactors = {
  /** What an account has, or null where it has none that is confirmed. */
  find(userId: string): Promise<{ since: Date; recoveryCodesLeft: number } | null>
  /** The secret to put into an app: the same for one session until it is confirmed. Null where a confirmed one is in use. */
  begin(userId: string, sessionId: string): Promise<string | null>
  /** Takes the session's secret into use when the code shows that the app has it; answers with the recovery codes, once. */
  confirm(userId: string, sessionId: string, code: string): Promise<{ ok: true; recoveryCodes: string[] } | CodeRefused>
  /** Whether this is a code of the account's app or one of its recovery codes. Each works once. */
  check(userId: string, code: string): Promise<{ ok: true; by: 'app' | 'recovery-code' } | CodeRefused>
  /** Ends the recovery codes there are and answers with ten others. */
  renewRecoveryCodes(userId: string): Promise<string[]>
  /** Takes the second factor away. */
  remove(userId: string): Promise<void>
}

export type CodeRefused = {
  ok: false
  reason: 'wrong' | 'too-many' | 'too-many-today'
  /** The last wrong one that a day allows, said once: its person must hear that somebody tries codes. */
  isLastToday?: true
}

/** Sign-in's tables: one statement at a time, or several that are kept together. */
export type SignInTables = {
  identity: Kysely<IdentityTables>
  asSignIn<T>(work: (tx: Kysely<IdentityTables>) => Promise<T>): Promise<T>
}

/**
 * Secrets are sealed under a key that the database does not have; recovery codes are kept as digests under it. The step of
 * the last code is kept, and moves only forwards, so that a code read over a shoulder is worth nothing.
 */
export function createSecondFactors(
  database: SignInTables,
  secret: string,
  now: () => Date = () => new Date(),
): SecondFactors {
  const { identity } = database
  const seal = createSeal(secret, 'second factor')
  const tries = createGuessLimit(identity, 'code', seal.digest)
  const today = createDayLimit(identity, 'code', seal.digest)
  const digestOf = (userId: string, code: string) => seal.digest(`${userId} ${code}`)

  const keptOf = (userId: string) =>
    identity
      .selectFrom('identity.second_factor')
      .select(['secret', 'confirmed_at', 'begun_in'])
      .where('user_id', '=', userId)
      .executeTakeFirst() as Promise<{ secret: string; confirmed_at: Date | null; begun_in: string | null } | undefined>

  const opened = (sealed: string, userId: string) => {
    const found = seal.open(sealed, userId)
    if (found === null) throw new Error('a second factor was sealed under another secret: is CONCORD_SECRET the same?')
    return found
  }

  /** Moves the account's step on to the code's; false for a wrong code, and for one that was used. */
  const useCode = async (
    tables: Kysely<IdentityTables>,
    userId: string,
    sealed: string,
    code: string,
    more: object = {},
  ) => {
    const step = stepOfCode(opened(sealed, userId), code, now())
    if (step === null) return false
    const { numUpdatedRows } = await tables
      .updateTable('identity.second_factor')
      .set({ last_step: step, ...more })
      .where('user_id', '=', userId)
      .where('secret', '=', sealed)
      .where('last_step', '<', step)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  }

  const useRecoveryCode = async (userId: string, code: string) => {
    const { numDeletedRows } = await identity
      .deleteFrom('identity.recovery_code')
      .where('user_id', '=', userId)
      .where('digest', '=', digestOf(userId, code))
      .executeTakeFirst()
    return numDeletedRows === 1n
  }

  /** Within a transaction that has the account's second factor locked: of two at once, the later finds the earlier's codes. */
  const replaceRecoveryCodes = async (tx: Kysely<IdentityTables>, userId: string) => {
    const codes = Array.from({ length: recoveryCodes }, newRecoveryCode)
    await tx.deleteFrom('identity.recovery_code').where('user_id', '=', userId).execute()
    await tx
      .insertInto('identity.recovery_code')
      .values(codes.map((code) => ({ user_id: userId, digest: digestOf(userId, plain(code)) })))
      .execute()
    return codes
  }

  return {
    find: async (userId) => {
      const kept = await keptOf(userId)
      if (!kept?.confirmed_at) return null
      const { left } = await identity
        .selectFrom('identity.recovery_code')
        .where('user_id', '=', userId)
        .select(({ fn }) => fn.countAll().as('left'))
        .executeTakeFirstOrThrow()
      return { since: kept.confirmed_at, recoveryCodesLeft: Number(left) }
    },
    begin: async (userId, sessionId) => {
      const begun = { secret: seal.seal(newCodeSecret(), userId), created_at: now(), begun_in: sessionId }
      // Of two pages of a session that begin at once, both show the one that was kept. Another session's is not shown again:
      // whoever had read it there would have every code to come.
      await identity
        .insertInto('identity.second_factor')
        .values({ user_id: userId, ...begun })
        .onConflict((conflict) =>
          conflict
            .column('user_id')
            .doUpdateSet(begun)
            .where('identity.second_factor.confirmed_at', 'is', null)
            .where('identity.second_factor.begun_in', 'is distinct from', sessionId),
        )
        .execute()
      const kept = await keptOf(userId)
      return kept && !kept.confirmed_at ? opened(kept.secret, userId) : null
    },
    confirm: async (userId, sessionId, code) => {
      // Apart from the codes that open something: this page shows the secret, so there is nothing to guess.
      if (!(await tries.mayTry(`${userId} confirms`))) return { ok: false, reason: 'too-many' }
      const kept = await keptOf(userId)
      if (!kept || kept.confirmed_at || kept.begun_in !== sessionId) return { ok: false, reason: 'wrong' }
      // Together: nobody has a second factor without its recovery codes.
      const codes = await database.asSignIn(async (tx) =>
        (await useCode(tx, userId, kept.secret, plain(code), { confirmed_at: now() }))
          ? replaceRecoveryCodes(tx, userId)
          : null,
      )
      if (!codes) return { ok: false, reason: 'wrong' }
      for (const whose of [userId, `${userId} confirms`]) await tries.forget(whose)
      await today.forget(userId)
      return { ok: true, recoveryCodes: codes }
    },
    check: async (userId, code) => {
      if (!(await tries.mayTry(userId))) return { ok: false, reason: 'too-many' }
      const left = await today.mayTry(userId)
      if (left === 'no') return { ok: false, reason: 'too-many-today' }
      const wrong: CodeRefused = { ok: false, reason: 'wrong', ...(left === 'last' ? { isLastToday: true } : {}) }
      const kept = await keptOf(userId)
      if (!kept?.confirmed_at) return wrong
      const isOfApp = await useCode(identity, userId, kept.secret, plain(code))
      if (!isOfApp && !(await useRecoveryCode(userId, plain(code)))) return wrong
      await tries.forget(userId)
      await today.giveBack(userId)
      return { ok: true, by: isOfApp ? 'app' : 'recovery-code' }
    },
    renewRecoveryCodes: (userId) =>
      database.asSignIn(async (tx) => {
        const locked = await tx
          .selectFrom('identity.second_factor')
          .select('user_id')
          .where('user_id', '=', userId)
          .forUpdate()
          .executeTakeFirst()
        if (!locked) throw new Error('recovery codes are of a second factor, and there is none')
        return replaceRecoveryCodes(tx, userId)
      }),
    remove: (userId) =>
      database.asSignIn(async (tx) => {
        // In the order in which the others take them.
        await tx.deleteFrom('identity.second_factor').where('user_id', '=', userId).execute()
        await tx.deleteFrom('identity.recovery_code').where('user_id', '=', userId).execute()
      }),
  }
}

/** Sixty random bits, as three groups of four letters and figures that are not taken for each other. */
const newRecoveryCode = () => (toBase32(randomBytes(8)).slice(0, 12).toLowerCase().match(/.{4}/g) ?? []).join('-')

/** A code as people type it, with its spaces and hyphens let go. */
const plain = (code: string) => code.replaceAll(/[\s-]/g, '').toLowerCase()
