import { afterEach, describe, expect, it } from 'vitest'
import { selfMadeCertificate } from '../../../tests/support/self-made-certificate.ts'
import { linkIn, startMailServer, type TestMailServer } from '../../../tests/support/smtp-server.ts'
import { createMailer, type Mail, type Mailer } from './mail.ts'
import { isAddress } from './mail-address.ts'
import { type MailSettings, readMailSettings } from './mail-settings.ts'

const mail: Mail = {
  subject: 'You are invited',
  before: ['Somebody at Böhm & <Sons> has invited you.'],
  // A key may have any of these letters, two dashes too.
  link: 'https://concord.example/invitations/--abc_DEF--123-0123456789_abcdefghijklmnopqrstuvwxyz--',
  after: ['Do not pass this on.'],
}
const from = 'concord@trust.example'

let server: TestMailServer | undefined
let mailer: Mailer | undefined
afterEach(async () => {
  mailer?.close()
  await server?.stop()
})

async function send(options: Parameters<typeof startMailServer>[0], settings: Partial<MailSettings>) {
  server = await startMailServer(options)
  mailer = createMailer({
    host: '127.0.0.1',
    port: server.port,
    security: 'none',
    login: null,
    authority: null,
    from,
    ...settings,
  })
  return mailer.send('amara.osei@trust.example', mail)
}

describe('a mail', () => {
  it('arrives as plain words and as simple HTML, with nothing that runs or is fetched', async () => {
    expect(await send({}, {})).toBe('sent')
    const [got] = server?.received ?? []
    expect(got).toMatchObject({ to: ['amara.osei@trust.example'], from })
    expect(got?.source).toContain('Subject: You are invited\r\n')
    expect(got?.source).toContain('Auto-Submitted: auto-generated\r\n')
    expect(got?.text).toContain('Somebody at Böhm & <Sons> has invited you.')
    expect(linkIn(got as never)).toBe(mail.link)
    expect(got?.source).toContain('&lt;Sons&gt;')
    expect(got?.source).not.toMatch(/<script|<img|<link/)
  })
  it('goes over TLS that was checked, and signs in', async () => {
    const certificate = selfMadeCertificate()
    const login = { user: 'concord', password: 'a b:c@d' }
    const given = { security: 'starttls' as const, authority: certificate.certificate, login }
    expect(await send({ certificate, login }, given)).toBe('sent')
  })
  it('does not go where the certificate is not believed', async () => {
    expect(await send({ certificate: selfMadeCertificate() }, { security: 'starttls' })).toBe('unreachable')
    expect(server?.received).toEqual([])
  })
  it('does not go in the clear where TLS is asked for and not offered', async () => {
    expect(await send({}, { security: 'starttls' })).toBe('unreachable')
    expect(server?.received).toEqual([])
  })
  it('is refused for an address that the server does not know, and may be tried again where it is busy', async () => {
    expect(await send({}, {})).toBe('sent')
    server?.refuses.add('nobody@trust.example')
    expect(await mailer?.send('nobody@trust.example', mail)).toBe('refused')
    server?.setBusy(true)
    expect(await mailer?.send('amara.osei@trust.example', mail)).toBe('unreachable')
  })
  it('waits where there is no server', async () => {
    await send({}, {})
    await server?.stop()
    server = undefined
    expect(await mailer?.send('amara.osei@trust.example', mail)).toBe('unreachable')
  })
})

/** Each would reach another header, another command or another person, were it believed. */
const hostile = [
  'a@trust.example\r\nBcc: thief@elsewhere.example',
  'a@trust.example\nSubject: other',
  'a@trust.example\r\nRCPT TO:<thief@elsewhere.example>',
  'a@trust.example, thief@elsewhere.example',
  'a@trust.example;thief@elsewhere.example',
  '<a@trust.example> thief@elsewhere.example',
  '"a b"@trust.example',
  'a@trust.example> SIZE=1 <b@x.example',
  'a@[127.0.0.1]',
  'a@trust.example\0',
  'a@trust',
  'a b@trust.example',
  '@trust.example',
  'a@',
  '',
  `${'a'.repeat(65)}@trust.example`,
  `a@${'b'.repeat(260)}.example`,
]

describe('an address', () => {
  it.each(hostile)('such as %j gets nothing, and neither does anybody else', async (address) => {
    expect(isAddress(address)).toBe(false)
    await send({}, {})
    expect(await mailer?.send(address, mail)).toBe('refused')
    expect(server?.received).toHaveLength(1)
  })
  it.each(['a@b.example', "o'brien.x+tag@nhs.net", 'A_1@sub.trust-1.nhs.uk'])('such as %s is one', (address) =>
    expect(isAddress(address)).toBe(true),
  )
})

describe('the settings of mail', () => {
  const read = (url: string, more = {}) => readMailSettings({ CONCORD_SMTP_URL: url, CONCORD_MAIL_FROM: from, ...more })
  it('are none where none are given', () => expect(readMailSettings({})).toEqual({ mail: null, problems: [] }))
  it.each([
    ['smtp://mail.trust.example', { port: 587, security: 'starttls', login: null }],
    ['smtp://localhost:25', { port: 25, security: 'none' }],
    ['smtp://127.0.0.1', { security: 'none' }],
    ['smtps://mail.trust.example', { port: 465, security: 'tls' }],
    ['smtp://me%40x:a%2Fb@mail.trust.example', { login: { user: 'me@x', password: 'a/b' } }],
  ])('%s', (url, settings) => expect(read(url)).toMatchObject({ mail: settings, problems: [] }))
  it.each([
    ['http://mail.trust.example', {}, /must be smtp/],
    ['not an address', {}, /must be smtp/],
    ['smtp://me:50%off@mail.trust.example', {}, /% written as %25/],
    ['smtp://me@mail.trust.example', {}, /user and a password/],
    ['smtp://mail.trust.example', { CONCORD_MAIL_FROM: 'Concord <a@b.example>' }, /CONCORD_MAIL_FROM/],
    [
      'smtp://me@x.example',
      { CONCORD_SMTP_PASSWORD: 'word', CONCORD_SMTP_CA_FILE: '/nowhere/at/all' },
      /cannot be read/,
    ],
  ])('%s with %o is refused, without the password', (url, more, why) => {
    expect(read(url, more)).toEqual({ mail: null, problems: [expect.stringMatching(why)] })
  })
  it('needs both an address and a server', () => {
    const problemsOf = (given: Parameters<typeof readMailSettings>[0]) => readMailSettings(given).problems.join()
    expect(problemsOf({ CONCORD_MAIL_FROM: from })).toContain('CONCORD_SMTP_URL is not')
    expect(problemsOf({ CONCORD_SMTP_URL: 'smtp://x.example' })).toContain('CONCORD_MAIL_FROM is not')
  })
})
