/** What a mail is about, and what is asked of whoever sends it. */
import type { Kysely } from 'kysely'

/** An account: by its own number where sign-in tells of it, by its person where the office does. */
type Account = { userId: string } | { organisationId: number; personId: number }

/**
 * A mail to be sent. It names rows and holds nothing else: no address, no name and no key, since whoever reads the queue
 * reads that of every organisation. A key for a link is made when the mail is sent.
 */
export type Message =
  | { kind: 'invitation'; organisationId: number; invitationId: number }
  | { kind: 'password-reset'; userId: string }
  | ({ kind: 'password-changed' } & Account)
  | ({ kind: 'second-factor-reset' } & Account)
  | ({ kind: 'codes-tried' } & Account)
  | ({ kind: 'reset-link-made' } & Account)
  | ({ kind: 'address-changed' } & Account)
  | ({ kind: 'ways-in-changed' } & Account)

/** Many invitations that the office asked for at once: made in steps, each of which leaves its mails in the queue. */
export type RunToDo = { organisationId: number; runId: number }

/** Any open transaction: a scoped one, or sign-in's. */
// biome-ignore lint/suspicious/noExplicitAny: their tables differ, and none is asked for.
export type AnyTx = Kysely<any>

/**
 * Sends when, and only when, the transaction is kept: inside `database.write` what names its organisation, inside
 * `database.asSignIn` what names an account. An account that nobody has gets no mail, in the same time.
 */
export type SendMessages = (tx: AnyTx, ...messages: readonly Message[]) => Promise<void>

/** The addresses that mails lead to, whole. */
export type MailLinks = Record<'invitation' | 'passwordReset', (key: string) => string>
