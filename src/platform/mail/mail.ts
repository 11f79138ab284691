/** Sends mail over SMTP. What a mail says is records/messages.words.ts. */
import { createTransport } from 'nodemailer'
import { isAddress } from './mail-address.ts'
import type { MailSettings } from './mail-settings.ts'

/** A mail without an address: plain sentences, and at most one link. */
export type Mail = { subject: string; before: readonly string[]; link: string | null; after: readonly string[] }

/** `refused`: this address gets no mail, now or later. `unreachable`: the server did not take it; it may later. */
export type Sending = 'sent' | 'refused' | 'unreachable'

export type Mailer = { send(address: string, mail: Mail): Promise<Sending>; close(): void }

/** How long the server may keep us waiting, in milliseconds: for a connection, and for each answer. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

const connectionTo = ({ host, port, security, login, authority }: MailSettings) => ({
  host,
  port,
  secure: security === 'tls',
  requireTLS: security === 'starttls',
  ignoreTLS: security === 'none',
  ...(login ? { auth: { user: login.user, pass: login.password } } : {}),
  ...(authority ? { tls: { ca: authority } } : {}),
  ...patience,
  disableFileAccess: true,
  disableUrlAccess: true,
})

/** Whether the server answers, and lets us in; nothing is sent. */
export async function reachesMail(settings: MailSettings): Promise<boolean> {
  const transport = createTransport(connectionTo(settings))
  return transport.verify().then(
    () => true,
    () => false,
  )
}

/** Opens connections when there is something to send, a few at most, and keeps them for the next mail. */
export function createMailer(settings: MailSettings): Mailer {
  const { from } = settings
  const transport = createTransport({ pool: true, maxConnections: mailsAtOnce, ...connectionTo(settings) })
  return {
    send: async (address, { subject, ...words }) => {
      if (!isAddress(address)) return 'refused'
      try {
        await transport.sendMail({
          from: { name: 'Concord', address: from },
          to: { name: '', address },
          envelope: { from, to: [address] },
          subject,
          text: asText(words),
          html: asHtml(words),
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        })
        return 'sent'
      } catch (error) {
        return isRefusal(error) ? 'refused' : 'unreachable'
      }
    },
    close: () => transport.close(),
  }
}

/** As many mails leave at the same time, each over a connection of its own. */
export const mailsAtOnce = 4

/** The server said that there is no such address, and that this will not change: 5xx to RCPT TO. */
const isRefusal = (error: unknown) => {
  const { command, responseCode } = error as { command?: string; responseCode?: number }
  return command === 'RCPT TO' && responseCode !== undefined && responseCode >= 500
}

type Words = Omit<Mail, 'subject'>

const asText = ({ before, link, after }: Words) => [...before, ...(link ? [link] : []), ...after].join('\n\n')

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

function asHtml({ before, link, after }: Words): string {
  const paragraph = (content: string) => `<p>${content}</p>`
  const paragraphs = [
    ...before.map((text) => paragraph(escapeHtml(text))),
    ...(link ? [paragraph(`<a href="${escapeHtml(link)}">${escapeHtml(link)}</a>`)] : []),
    ...after.map((text) => paragraph(escapeHtml(text))),
  ]
  return `<!doctype html><html lang="en"><body>${paragraphs.join('')}</body></html>`
}
