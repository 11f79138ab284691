/** Sessions as the library keeps them, and as the product reads them. */
import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'
import type { Session } from './identity.ts'

/** Never reachable from outside: it has no path, and no route of the library is mounted. */
export const sessionsOfOurs = {
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

type SessionOfLibrary = { id: string; userId: string; createdAt: Date; expiresAt: Date } & Record<string, unknown>

/** A row of ours as the library gives it: what the columns of migration 0004 may hold is checked by the database. */
export function asSession(row: SessionOfLibrary): Session {
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

/** Only the cookies: the library sets other headers for its own routes. */
export function cookiesOf(headers: Headers): Headers {
  const cookies = new Headers()
  for (const cookie of headers.getSetCookie()) cookies.append('set-cookie', cookie)
  return cookies
}
