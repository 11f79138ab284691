/** Mails that the product sends, each as a job: kept in the transaction of what it tells of, sent afterwards. */
import { CompiledQuery } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Clock } from '../platform/clock.ts'
import type { RunSql } from '../platform/jobs.ts'
import type { Config } from '../platform/settings/config.ts'
import type { AnyTx, MailLinks, Message, RunToDo, SendMessages } from './message.ts'

export type Messages = {
  /** Whether mail is set up. Where it is not, nothing is sent, and the screens show links to hand over. */
  readonly areSent: boolean
  send: SendMessages
  /** Begins a run of invitations when, and only when, the transaction is kept. */
  begin(tx: AnyTx, run: RunToDo): Promise<void>
  /** Takes up no more work; what is under way is finished, or given back to be done again. */
  stop(): Promise<void>
}

/** Where no mail is set up. */
export const noMessages: Messages = {
  areSent: false,
  send: async () => {},
  begin: async () => {},
  stop: async () => {},
}

/** Starts the queue and whoever sends from it; without settings of mail, nothing. What is not used is not loaded. */
export async function startMessages(parts: {
  database: Database
  clock: Clock
  config: Config
  links: MailLinks
  /** How often the queue is asked, in seconds. */
  pollSeconds?: number
}): Promise<Messages> {
  const { database, clock, config, links, pollSeconds } = parts
  if (!config.mail) return noMessages
  const [{ startJobs }, { createMailer, mailsAtOnce }, { sendMessage }, { takeRunFurther }] = await Promise.all([
    import('../platform/jobs.ts'),
    import('../platform/mail/mail.ts'),
    import('./send-message.ts'),
    import('./invitation-run.ts'),
  ])
  const jobs = await startJobs(database.jobs, pollSeconds)
  const mailer = createMailer(config.mail)
  const send: SendMessages = (tx, ...messages) => jobs.send(runOn(tx), 'mail', messages)
  await jobs.work<Message>('mail', { atOnce: mailsAtOnce }, (batch, stopping) =>
    Promise.all(
      batch.map(async ({ payload, ageMinutes }) =>
        stopping.aborted
          ? 'again'
          : sendMessage({ database, clock, mailer, links, hasPasswords: config.hasLocalSignIn }, payload, ageMinutes),
      ),
    ),
  )
  await jobs.work<RunToDo>('invitations', { atOnce: 1 }, async ([job], stopping) => {
    if (job) while (await takeRunFurther({ database, clock, send }, job.payload)) if (stopping.aborted) return ['again']
    return ['done']
  })
  return {
    areSent: true,
    send,
    begin: (tx, run) => jobs.send(runOn(tx), 'invitations', [run]),
    stop: async () => {
      await jobs.stop()
      mailer.close()
    },
  }
}

const runOn =
  (tx: AnyTx): RunSql =>
  async (text, parameters = []) => {
    const { rows } = await tx.executeQuery(CompiledQuery.raw(text, [...parameters]))
    return { rows: [...rows] }
  }
