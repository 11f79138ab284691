/** What `concord doctor` asks of the machine: folder, disk, backups, and what is reached over the network. */
import { statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { answersAboutBreached } from '../platform/identity/password-strength.ts'
import { reachesMail } from '../platform/mail/mail.ts'
import { type Config, refusePlainHttp } from '../platform/settings/config.ts'
import { missingContacts } from '../platform/settings/contacts.ts'
import { advice, type Check, well, wrong } from './doctor-check.ts'
import { findLastBackup } from './last-backup.ts'

const GIGABYTE = 1e9
const FULL_BELOW = 0.2 * GIGABYTE
const LOW_BELOW = 2 * GIGABYTE
const HOUR = 3_600_000
/** A backup a day, and the time it takes. */
const BACKUP_EVERY = 26 * HOUR
const PATIENCE = 10_000

/** Looks at everything outside the database. */
export async function* examinePlace(config: Config, now: Date): AsyncGenerator<Check> {
  yield examineAddress(config)
  yield examineSecret(config)
  if (config.hasLocalSignIn) yield await examineBreached(config)
  yield examineContacts(config)
  yield await examineDisk(config)
  yield examineLastBackup(config, now)
  if (config.mail) yield await examineMail(config.mail)
  for (const provider of config.singleSignOn) yield await examineProvider(provider)
}

function examineAddress(config: Config): Check {
  const { url, mode } = config
  try {
    refusePlainHttp(config)
  } catch (error) {
    return wrong('address', (error as Error).message)
  }
  if (mode === 'real' && !url.startsWith('https:'))
    return advice('address', `People use ${url}, which is not encrypted. Put https in front and set CONCORD_URL to it.`)
  return well('address', `People use ${url}.`)
}

function examineSecret({ secret, dataFolder }: Config): Check {
  if (secret) return well('session secret', 'The session secret is CONCORD_SECRET.')
  const file = `${dataFolder}/session-secret`
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found) return advice('session secret', `There is none in ${dataFolder} yet: Concord makes one when it starts.`)
  return (found.mode & 0o077) === 0
    ? well('session secret', 'The session secret is readable by its owner alone.')
    : wrong('session secret', `Others on this machine can read ${file}. Run: chmod 600 ${file}`)
}

async function examineBreached({ breachedPasswordsUrl, mode }: Config): Promise<Check> {
  const name = 'breached passwords'
  if (!breachedPasswordsUrl)
    return mode === 'real'
      ? advice(
          name,
          'Passwords that were stolen elsewhere are refused only where they are common. Set CONCORD_BREACHED_PASSWORDS_URL: see the guide on running Concord.',
        )
      : well(name, 'A demonstration asks no list of breached passwords.')
  return (await answersAboutBreached(breachedPasswordsUrl))
    ? well(name, 'The list of breached passwords answers.')
    : wrong(
        name,
        'The list of breached passwords does not answer, and passwords are taken without it. Check the network and CONCORD_BREACHED_PASSWORDS_URL.',
      )
}

function examineContacts({ contacts, mode }: Config): Check {
  const missing = missingContacts(contacts)
  if (mode !== 'real') return well('contacts', 'A demonstration needs nobody to ask.')
  return missing.length === 0
    ? well('contacts', 'The pages Accessibility and Privacy say whom to ask.')
    : advice(
        'contacts',
        `The pages Accessibility and Privacy tell people that the trust must still add to them. Set ${missing.join(', ')}.`,
      )
}

async function examineDisk({ dataFolder }: Config): Promise<Check> {
  const { bavail, bsize } = await statfs(statSync(dataFolder, { throwIfNoEntry: false }) ? dataFolder : '.')
  const free = bavail * bsize
  const said = `${(free / GIGABYTE).toFixed(1)} GB are free on the disk of ${dataFolder}.`
  if (free < FULL_BELOW) return wrong('disk', `Only ${said} Make room now: with a full disk nothing can be saved.`)
  return free < LOW_BELOW ? advice('disk', `Only ${said} Make room.`) : well('disk', said)
}

/** Nobody must back up a demonstration. */
function examineLastBackup({ dataFolder, mode }: Config, now: Date): Check {
  const last = findLastBackup(dataFolder)
  const say = mode === 'real' ? wrong : advice
  if (!last)
    return say('last backup', 'No backup has been made from here. Run concord backup every day: see the guide.')
  const hours = Math.floor((now.getTime() - Date.parse(last.at)) / HOUR)
  const age = hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`
  if (hours * HOUR > BACKUP_EVERY)
    return say('last backup', `The last backup is ${age} old. See why none has come since.`)
  return well('last backup', `The last backup is ${hours < 1 ? 'less than an hour' : age} old (${last.path}).`)
}

async function examineMail(settings: NonNullable<Config['mail']>): Promise<Check> {
  const server = `${settings.host}:${settings.port}`
  return (await reachesMail(settings))
    ? well('mail', `The mail server ${server} answers.`)
    : wrong('mail', `The mail server ${server} does not let Concord in. Check CONCORD_SMTP_URL and its password.`)
}

async function examineProvider({ name, issuer }: Config['singleSignOn'][number]): Promise<Check> {
  try {
    const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(PATIENCE),
    })
    if (answer.ok) return well('single sign-on', `${name} answers.`)
    return wrong('single sign-on', `${name} answers with ${answer.status}. Check its issuer in the settings.`)
  } catch {
    return wrong('single sign-on', `${name} cannot be reached from this machine. Check the network and its issuer.`)
  }
}
