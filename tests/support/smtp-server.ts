/** A real SMTP server on this machine, which keeps what it is given. */
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type Received = { to: string[]; from: string; source: string; text: string }

export type TestMailServer = {
  port: number
  /** Every mail it took, oldest first. */
  received: Received[]
  /** Which addresses it says it does not know. */
  refuses: Set<string>
  /** Begins to say that it has no time, or to take mails again. */
  setBusy(isBusy: boolean): void
  stop(): Promise<void>
}

/** Starts it; with a certificate it offers TLS, and `login` is what it asks for. */
export async function startMailServer(
  options: {
    port?: number
    certificate?: { certificate: string; key: string }
    login?: { user: string; password: string }
    received?: Received[]
  } = {},
): Promise<TestMailServer> {
  const { certificate, login, received = [] } = options
  const refuses = new Set<string>()
  let isBusy = false
  const server = new SMTPServer({
    ...(certificate ? { cert: certificate.certificate, key: certificate.key } : { hideSTARTTLS: true }),
    ...(login ? {} : { disabledCommands: ['AUTH'] }),
    authOptional: !login,
    // How long it waits for connections that are kept open, in milliseconds.
    closeTimeout: 100,
    onAuth: ({ username, password }, _session, done) =>
      username === login?.user && password === login?.password ? done(null, { user: username }) : done(new Error('no')),
    onRcptTo: ({ address }, _session, done) => {
      if (isBusy) return done(Object.assign(new Error('Busy just now'), { responseCode: 451 }))
      if (refuses.has(address)) return done(Object.assign(new Error(`No such user ${address}`), { responseCode: 550 }))
      return done()
    },
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const source = Buffer.concat(parts).toString('utf8')
        received.push({
          to: envelope.rcptTo.map(({ address }) => address),
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          source,
          text: textOf(source),
        })
        done()
      })
    },
  })
  // A client that goes away in the middle is nothing to us.
  server.on('error', () => {})
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(options.port ?? 0, '127.0.0.1', resolve)
  await promise
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    refuses,
    setBusy: (busy) => {
      isBusy = busy
    },
    stop: () => new Promise((stopped) => server.close(() => stopped())),
  }
}

/** The plain words of a mail, its transfer encoding undone. */
function textOf(source: string): string {
  // By the mail's own boundary: a key in a link may have two dashes too.
  const boundary = /boundary="([^"]+)"/i.exec(source)?.[1]
  const parts = boundary ? source.split(`--${boundary}`) : [source]
  const plain = parts.find((part) => /content-type: text\/plain/i.test(part)) ?? source
  const [head = '', ...rest] = plain.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  if (!/quoted-printable/i.test(head)) return body
  const bytes = body.replaceAll(/=\r\n/g, '').replaceAll(/=([0-9A-F]{2})/g, (_, hex) => `%${hex}`)
  return decodeURIComponent(bytes.replaceAll(/%(?![0-9A-F]{2})/g, '%25'))
}

/** The first link in a mail. */
export const linkIn = (mail: Received): string => mail.text.match(/https?:\/\/\S+/)?.[0] ?? ''
