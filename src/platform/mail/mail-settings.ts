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
  /** Certificates of an authority of the trust's own, beside those that everybody knows. */
  authority: string | null
  /** The address that mails come from. */
  from: string
}

type Given = {
  CONCORD_SMTP_URL?: string | undefined
  CONCORD_SMTP_PASSWORD_FILE?: string | undefined
  CONCORD_SMTP_CA_FILE?: string | undefined
  CONCORD_MAIL_FROM?: string | undefined
}

/** Reads the settings of mail: null where none is set up. Throws one plain sentence for what is wrong; never the password. */
export function readMailSettings(given: Given): MailSettings | null {
  const { CONCORD_SMTP_URL: address, CONCORD_MAIL_FROM: from } = given
  if (!address && !from) return null
  if (!address) throw new Error('CONCORD_MAIL_FROM is set, and CONCORD_SMTP_URL is not: mail needs both.')
  if (!from) throw new Error('CONCORD_SMTP_URL is set, and CONCORD_MAIL_FROM is not: mail needs both.')
  if (!isAddress(from)) throw new Error('CONCORD_MAIL_FROM must be one e-mail address, without a name.')
  const url = URL.canParse(address) ? new URL(address) : null
  if (!url?.hostname || !['smtp:', 'smtps:'].includes(url.protocol))
    throw new Error('CONCORD_SMTP_URL must be smtp://server:port or smtps://server:port.')
  const isTls = url.protocol === 'smtps:'
  const security = isTls ? 'tls' : isThisMachine(url.hostname) ? 'none' : 'starttls'
  const user = decodeURIComponent(url.username)
  const password = given.CONCORD_SMTP_PASSWORD_FILE
    ? readSettingFile('CONCORD_SMTP_PASSWORD_FILE', given.CONCORD_SMTP_PASSWORD_FILE)
    : decodeURIComponent(url.password)
  if (Boolean(user) !== Boolean(password))
    throw new Error(
      'CONCORD_SMTP_URL needs a user and a password (which may be in CONCORD_SMTP_PASSWORD_FILE), or neither.',
    )
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : isTls ? 465 : 587,
    security,
    login: user ? { user, password } : null,
    authority: given.CONCORD_SMTP_CA_FILE ? readSettingFile('CONCORD_SMTP_CA_FILE', given.CONCORD_SMTP_CA_FILE) : null,
    from,
  }
}
