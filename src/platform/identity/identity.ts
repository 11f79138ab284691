import type { KeptWords } from './kept-words.ts'
import type { SecondFactors } from './second-factor.ts'

/**
 * What the product asks of sign-in. better-auth is behind it (identity-better-auth.ts). Whatever checks or keeps a password
 * throws `Busy` (../turns.ts) when too many are being worked on; app.tsx answers that.
 */
export type Identity = {
  /** The live session that this request's cookie is of, or null: none, ended, idle too long or too old. One read. */
  findSession(headers: Headers): Promise<Session | null>
  /** Checks an e-mail address and password, and starts nothing: `startSession` does. */
  checkPassword(given: { email: string; password: string }): Promise<PasswordCheck>
  /** Checks the password of somebody who is signed in: in a queue of their own, and counted apart from the door. */
  confirmPassword(userId: string, password: string): Promise<PasswordCheck>
  /** A password as it is kept. */
  hashPassword(password: string): Promise<string>
  /** The same for somebody who is signed in, in their own queue. */
  hashOwnPassword(password: string): Promise<string>
  /** Counts somebody who is on their way to a provider to sign in; throws `Busy` when too many are. */
  countLeaving(): void
  /** Counts a request for a reset link; false when this address had too many. Throws `Busy` when everybody had. */
  mayAskReset(email: string): Promise<boolean>
  secondFactor: SecondFactors
  keptWords: KeptWords
  /** Who signed in last in this browser, whether or not their session has ended; null where nobody has, or they signed out. */
  lastPerson(headers: Headers): string | null
  /** Minutes without a request after which a session ends. */
  readonly idleMinutes: number
  /**
   * Starts a new session; the headers carry its cookie. The one that the request came with, if any, ends. Throws
   * `WayInEnded`, and there is no session, where the way in that was used has been changed or ended since.
   */
  startSession(userId: string, headers: Headers, begun: SessionBegun): Promise<Headers>
  /** Writes down that the person of a session has proved themselves: by a second factor, or anew before a signature. */
  markSession(sessionId: string, proved: { secondFactorAt?: Date; confirmedAt?: Date }): Promise<void>
  /** Ends this request's session; the headers clear its cookie, and that of who was here last. */
  signOut(headers: Headers): Promise<Headers>
  /** Makes an account with a password and returns its id. The address must not be in use: `EmailInUse` is thrown. */
  createAccount(account: { email: string; name: string; password?: string }): Promise<string>
  /** Takes an account back that could not be linked to a person; its sessions end with it. */
  removeAccount(userId: string): Promise<void>
}

export type SessionMethod = 'password' | 'single-sign-on' | 'demonstration'

export type SessionBegun = {
  method: SessionMethod
  /** When a second factor was shown at this sign-in; left out where none was. */
  secondFactorAt?: Date
  /** When the person proved themselves for a signature; left out where they have not. */
  confirmedAt?: Date
  /** The way in that was used: which password, as `checkPassword` says it, or whose account at a provider. */
  by?: { checked: string } | { issuer: string; subject: string }
}

/** A session: who somebody is and how sure we are. What they may do is asked anew at every request. */
export type Session = {
  userId: string
  sessionId: string
  method: SessionMethod
  startedAt: Date
  /** When it is over whatever is done; before that where it is idle. */
  endsAt: Date
  usedAt: Date
  secondFactorAt: Date | null
  /** The account has a second factor, and this session has not shown it yet. */
  secondFactorDue: boolean
  confirmedAt: Date | null
}

/** `checked` says which password was the right one, and nothing of it. */
export type PasswordCheck =
  | { ok: true; userId: string; checked: string }
  | { ok: false; reason: 'wrong' | 'too-many' | 'too-many-today' }

export class EmailInUse extends Error {}
export class WayInEnded extends Error {}
