import { z } from 'zod'
import { logLevels } from '../log.ts'
import { MAIL_SETTINGS, type MailSettings, readMailSettings } from '../mail/mail-settings.ts'
import { type OpenIdSettings, readOpenIdSettings } from '../openid-connect/openid-connect-settings.ts'
import { isThisMachine } from '../this-machine.ts'
import { type Contacts, contactSettings, readContacts } from './contacts.ts'
import { secretSettings, withSecretFiles } from './secret-files.ts'

const blankIsMissing = (value: unknown) => (value === '' ? undefined : value)

/** Links in mails and answers of providers lead to paths of the whole host. */
const isOrigin = (text: string) => {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
}

const schema = z.object({
  PORT: z.preprocess(blankIsMissing, z.coerce.number().int().min(0).max(65_535).default(3000)),
  HOST: z.preprocess(blankIsMissing, z.string().default('127.0.0.1')),
  CONCORD_URL: z.preprocess(
    blankIsMissing,
    z.string().refine(isOrigin, 'must be https:// or http:// and a host, with nothing after it').optional(),
  ),
  CONCORD_DATA: z.preprocess(blankIsMissing, z.string().default('./data')),
  DATABASE_URL: z.preprocess(blankIsMissing, z.string().startsWith('postgres').optional()),
  DATABASE_OWNER_URL: z.preprocess(blankIsMissing, z.string().startsWith('postgres').optional()),
  CONCORD_MODE: z.preprocess(blankIsMissing, z.enum(['demonstration', 'real']).default('demonstration')),
  CONCORD_NOW: z.preprocess(blankIsMissing, z.iso.datetime().optional()),
  CONCORD_LOCAL_SIGN_IN: z.preprocess(blankIsMissing, z.enum(['on', 'off']).default('on')),
  CONCORD_IDLE_MINUTES: z.preprocess(blankIsMissing, z.coerce.number().int().min(5).max(720).default(30)),
  CONCORD_BREACHED_PASSWORDS_URL: z.preprocess(blankIsMissing, z.url().startsWith('http').optional()),
  CONCORD_SECRET: z.preprocess(blankIsMissing, z.string().min(32).optional()),
  CONCORD_PLAIN_HTTP: z.preprocess(blankIsMissing, z.enum(['refused', 'for-a-closed-test']).default('refused')),
  CONCORD_SERVER_TIMING: z.preprocess(blankIsMissing, z.enum(['on', 'off']).default('off')),
  CONCORD_METRICS_TOKEN: z.preprocess(blankIsMissing, z.string().min(16).optional()),
  ...contactSettings,
  LOG_LEVEL: z.preprocess(blankIsMissing, z.enum(logLevels).default('info')),
})

/** How this process is to run. Every setting has a name in the environment; see docs/guides/run.md. */
export type Config = {
  port: number
  host: string
  /** The address people use, without a slash at the end. */
  url: string
  /** Folder of the embedded database. */
  dataFolder: string
  /** Address of a PostgreSQL server; without it the database is embedded. */
  databaseUrl: string | null
  /** The same server by the login that owns the schema, for migrations; null where `databaseUrl` is that login. */
  databaseOwnerUrl: string | null
  mode: 'demonstration' | 'real'
  /** The instant at which the clock stands still, for journeys and pictures of the demonstration; null for real time. */
  now: string | null
  /** Minutes without a request after which a session ends. */
  idleMinutes: number
  /** A list of breached passwords that is asked by the first five figures of a digest; null where none is. */
  breachedPasswordsUrl: string | null
  /** Signs session cookies; null where one is to be made and kept in the data folder. */
  secret: string | null
  /** Whether a real trust may be reached without encryption, for a test that nobody else can listen to. */
  mayBePlain: boolean
  /** Whether answers say how long they took to make. */
  saysTimes: boolean
  /** Lets monitoring read /metrics from anywhere; null where only this machine may. */
  metricsToken: string | null
  /** The providers that people may sign in with; see docs/guides/connect-single-sign-on.md. */
  singleSignOn: OpenIdSettings[]
  /** Whether an e-mail address and a password open the door too. */
  hasLocalSignIn: boolean
  /** How mail leaves; null where none is set up. */
  mail: MailSettings | null
  /** Whom people of the trust write to. */
  contacts: Contacts
}

/** Reads the settings, or throws with one plain sentence for each that is wrong. */
export function readConfig(given: Record<string, string | undefined>): Config {
  const { environment, problems } = withSecretFiles(given)
  const parsed = schema.safeParse(environment)
  const singleSignOn = readOpenIdSettings(environment)
  problems.push(...(parsed.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? []))
  const { mail, problems: problemsOfMail } = readMailSettings(environment)
  problems.push(...singleSignOn.problems, ...problemsOfMail)
  const settings = parsed.data
  if (settings?.CONCORD_LOCAL_SIGN_IN === 'off' && singleSignOn.providers.length + singleSignOn.problems.length === 0)
    problems.push('CONCORD_LOCAL_SIGN_IN is off and no single sign-on is set: nobody could sign in.')
  if (settings?.CONCORD_NOW && settings.CONCORD_MODE === 'real')
    problems.push('CONCORD_NOW stops the clock and is for demonstrations alone. Leave it out for a real trust.')
  if (!settings || problems.length > 0) throw new Error(`These settings cannot be used:\n  ${problems.join('\n  ')}`)
  return {
    port: settings.PORT,
    host: settings.HOST,
    url: new URL(settings.CONCORD_URL ?? `http://localhost:${settings.PORT}`).origin,
    dataFolder: settings.CONCORD_DATA,
    databaseUrl: settings.DATABASE_URL ?? null,
    databaseOwnerUrl: settings.DATABASE_OWNER_URL ?? null,
    mode: settings.CONCORD_MODE,
    now: settings.CONCORD_NOW ?? null,
    idleMinutes: settings.CONCORD_IDLE_MINUTES,
    breachedPasswordsUrl: settings.CONCORD_BREACHED_PASSWORDS_URL ?? null,
    secret: settings.CONCORD_SECRET ?? null,
    mayBePlain: settings.CONCORD_PLAIN_HTTP === 'for-a-closed-test',
    saysTimes: settings.CONCORD_SERVER_TIMING === 'on',
    metricsToken: settings.CONCORD_METRICS_TOKEN ?? null,
    singleSignOn: singleSignOn.providers,
    hasLocalSignIn: settings.CONCORD_LOCAL_SIGN_IN === 'on',
    mail,
    contacts: readContacts(settings),
  }
}

/** Names of ours in the environment that are no setting, such as one that is misspelt. Of single sign-on they are refused. */
export function unknownSettings(environment: Record<string, string | undefined>): string[] {
  const known = new Set([
    ...Object.keys(schema.shape),
    ...MAIL_SETTINGS,
    ...secretSettings.map((name) => `${name}_FILE`),
    // Read by backup and restore alone, and by the tests.
    'CONCORD_BACKUP_KEY',
    'CONCORD_BACKUP_KEY_FILE',
    'CONCORD_BROWSER',
  ])
  return Object.keys(environment).filter((name) => /^CONCORD_(?!SSO_)/.test(name) && !known.has(name))
}

/** Throws where a real trust would be served without encryption to another machine: passwords could be read on the way. */
export function refusePlainHttp({ url, mode, mayBePlain }: Pick<Config, 'url' | 'mode' | 'mayBePlain'>): void {
  const { protocol, hostname } = new URL(url)
  if (mode !== 'real' || protocol === 'https:' || mayBePlain || isThisMachine(hostname)) return
  throw new Error(
    `People would use ${url}, which is not encrypted: their passwords could be read on the way. Put https in front and set CONCORD_URL to it (docs/guides/run.md).`,
  )
}
