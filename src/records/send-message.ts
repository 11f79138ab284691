/** Turns a message of the queue into a mail, and sends it. */
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { scopeOfSystem } from '../db/scope.ts'
import { type Clock, todayOf } from '../platform/clock.ts'
import type { Outcome } from '../platform/jobs.ts'
import { log } from '../platform/log.ts'
import type { Mailer, Sending } from '../platform/mail/mail.ts'
import { findAccountOf } from './account.ts'
import { keepMailStanding, keyForMail } from './invitation.ts'
import type { MailLinks, Message } from './message.ts'
import { MAIL_WORDS } from './messages.words.ts'
import { makeResetKey } from './password-reset.ts'

type Parts = { database: Database; clock: Clock; mailer: Mailer; links: MailLinks; hasPasswords: boolean }
type Of<Kind extends Message['kind']> = Extract<Message, { kind: Kind }>

/** How long it is tried, in minutes. A link that somebody waits for is of no use the next day. */
const triedFor: Record<Message['kind'], number> = {
  invitation: 24 * 60,
  'password-reset': 60,
  'password-changed': 24 * 60,
  'second-factor-reset': 24 * 60,
  'codes-tried': 24 * 60,
  'reset-link-made': 24 * 60,
  'address-changed': 24 * 60,
  'ways-in-changed': 24 * 60,
}

/**
 * Sends one message. Done again after a crash it sends a mail with a new key, and the older link of an invitation stops
 * working; a mail that is known to have left is not sent twice.
 */
export async function sendMessage(parts: Parts, message: Message, ageMinutes: number): Promise<Outcome> {
  const isLate = ageMinutes > triedFor[message.kind]
  const sending =
    message.kind === 'invitation'
      ? await sendInvitation(parts, message, isLate)
      : await sendToAccount(parts, message, isLate)
  if (sending === 'unreachable') log.warn({ mail: message.kind, isLate }, 'the mail server did not take a mail')
  return sending === 'unreachable' && !isLate ? 'again' : 'done'
}

async function sendInvitation(parts: Parts, message: Of<'invitation'>, isLate: boolean): Promise<Sending | null> {
  const { database, clock, mailer, links, hasPasswords } = parts
  const when = { at: clock.now(), on: todayOf(clock) }
  const found = await keyForMail(database, message, when)
  if (!found) return null
  const words = MAIL_WORDS.invitation({
    organisation: found.organisation,
    link: links.invitation(found.key),
    hasPasswords,
  })
  const sending = await mailer.send(found.address, words)
  if (sending !== 'unreachable') await keepMailStanding(database, message, sending, when.at)
  else if (isLate) await keepMailStanding(database, message, 'given-up', when.at)
  return sending
}

/**
 * Nothing where the account is gone or closed: nobody learns of it by waiting. Where the staff record has another address than
 * the account, one of the two is somebody else's, perhaps the next person's of that name: a notice goes to both, and a link to
 * neither.
 */
async function sendToAccount(
  parts: Parts,
  message: Exclude<Message, Of<'invitation'>>,
  isLate: boolean,
): Promise<Sending | null> {
  const { database, clock, mailer, links, hasPasswords } = parts
  if (isLate) return null
  const userId = 'userId' in message ? message.userId : await accountOf(database, message)
  if (userId === null) return null
  const { rows } = await sql<{ organisation: string; address: string; ofStaff: string | null; before: string | null }>`
    select organisation_name as organisation, email as address, staff_email as "ofStaff", previous_email as before
    from addresses_of_account(${userId}, ${todayOf(clock)}::date)`.execute(database.identity)
  const [found] = rows
  if (!found) return null
  const { address, ofStaff, before } = found
  if (message.kind === 'password-reset' && ofStaff !== null && address !== ofStaff) return null
  const link =
    message.kind === 'password-reset'
      ? links.passwordReset((await database.asSignIn((tx) => makeResetKey(tx, userId, clock.now()))).key)
      : ''
  const words = MAIL_WORDS[message.kind]({ organisation: found.organisation, link, hasPasswords })
  const others = [ofStaff, message.kind === 'address-changed' ? before : null]
  // All are tried; where the server took one of them not, all are sent again.
  const sendings: Sending[] = []
  for (const to of new Set([address, ...others.filter((other) => other !== null)]))
    sendings.push(await mailer.send(to, words))
  return sendings.includes('unreachable') ? 'unreachable' : (sendings[0] ?? null)
}

const accountOf = (database: Database, { organisationId, personId }: { organisationId: number; personId: number }) =>
  database.read(scopeOfSystem(organisationId), (tx) => findAccountOf(tx, personId))
