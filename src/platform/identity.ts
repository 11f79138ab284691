/** What the product asks of sign-in. better-auth is behind it (identity-better-auth.ts). */
export type Identity = {
  /** The account that this request's cookie is a live session of, or null. */
  findAccount(headers: Headers): Promise<string | null>
  /** Checks an e-mail address and password; the headers carry the session's cookie. */
  signIn(request: { email: string; password: string; headers: Headers }): Promise<SignInResult>
  /** Ends this request's session; the headers clear its cookie. */
  signOut(headers: Headers): Promise<Headers>
  /** Makes an account with a password and returns its id. The address must not be in use: `EmailInUse` is thrown. */
  createAccount(account: { email: string; name: string; password?: string }): Promise<string>
  /** Takes an account back that could not be linked to a person; its sessions end with it. */
  removeAccount(userId: string): Promise<void>
  /** Starts a session without a password: the demonstration's one-click people, and an invitation just accepted. */
  startSession(userId: string, headers: Headers): Promise<Headers>
}

export type SignInResult = { ok: true; userId: string; headers: Headers } | { ok: false; reason: 'wrong' | 'too-many' }

export class EmailInUse extends Error {}
