import { readSettingFile } from '../settings/setting-file.ts'
import { isThisMachine } from '../this-machine.ts'
import { isAddress } from './mail-address.ts'

/** How mail leaves. */
export type MailSettings = {
  host: string
  port: number
  /** TLS from the first byte (`smtps:`), or a turn to TLS that must succeed, or none: on this machine alone. */
  security: 'tls' | 'starttls' | 'none'
  login: { user: string; password: string } | null
  /** Certificates of an authority of the trust's own, in place of those that everybody knows. */
  authority: string | null
  /** The address that mails come from. */
  from: string
}

export const MAIL_SETTINGS = [
  'CONCORD_SMTP_URL',
  'CONCORD_SMTP_PASSWORD',
  'CONCORD_SMTP_CA_FILE',
  'CONCORD_MAIL_FROM',
] as const

type Given = Partial<Record<(typeof MAIL_SETTINGS)[number], string | undefined>>

/** Reads the settings of mail, null where none is set up, with one sentence for each that is wrong; never the password. */
export function readMailSettings(given: Given): { mail: MailSettings | null; problems: string[] } {
  const { CONCORD_SMTP_URL: address, CONCORD_MAIL_FROM: from } = given
  if (!address && !from) return { mail: null, problems: [] }
  const problems: string[] = []
  if (!address) problems.push('CONCORD_MAIL_FROM is set, and CONCORD_SMTP_URL is not: mail needs both.')
  if (!from) problems.push('CONCORD_SMTP_URL is set, and CONCORD_MAIL_FROM is not: mail needs both.')
  else if (!isAddress(from)) problems.push('CONCORD_MAIL_FROM must be one e-mail address, without a name.')
  const url = address ? serverAt(address) : undefined
  if (url === null)
    problems.push(
      'CONCORD_SMTP_URL must be smtp://server:port or smtps://server:port, with % written as %25 in a user or password.',
    )
  const user = url?.user ?? ''
  const password = given.CONCORD_SMTP_PASSWORD || (url?.password ?? '')
  if (url && Boolean(user) !== Boolean(password))
    problems.push('CONCORD_SMTP_URL needs a user and a password (which may be CONCORD_SMTP_PASSWORD), or neither.')
  let authority: string | null = null
  try {
    if (given.CONCORD_SMTP_CA_FILE) authority = readSettingFile('CONCORD_SMTP_CA_FILE', given.CONCORD_SMTP_CA_FILE)
  } catch (error) {
    problems.push((error as Error).message)
  }
  if (!url || !from || problems.length > 0) return { mail: null, problems }
  const isTls = url.protocol === 'smtps:'
  const mail: MailSettings = {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : isTls ? 465 : 587,
    security: isTls ? 'tls' : isThisMachine(url.hostname) ? 'none' : 'starttls',
    login: user ? { user, password } : null,
    authority,
    from,
  }
  return { mail, problems }
}

function serverAt(address: string) {
  const url = URL.parse(address)
  if (!url?.hostname || !['smtp:', 'smtps:'].includes(url.protocol)) return null
  const { protocol, hostname, port } = url
  try {
    const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)]
    return { protocol, hostname, port, user, password }
  } catch {
    return null
  }
}
