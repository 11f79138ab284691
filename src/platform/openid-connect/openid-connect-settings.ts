/** Settings of single sign-on: CONCORD_SSO_… for the first provider, CONCORD_SSO_2_… to CONCORD_SSO_9_… for others. */
import { z } from 'zod'
import { readSecret, readSettingFile } from '../settings/setting-file.ts'
import { isThisMachine } from '../this-machine.ts'

/** One OpenID Connect provider, as docs/guides/connect-single-sign-on.md explains it. */
export type OpenIdSettings = {
  /** `1` to `9`, from the names of the settings; part of the address that the provider sends people back to. */
  key: string
  /** What people call it: the button says “Sign in with …”. */
  name: string
  /** Its address, written one way: what tells one provider from another. */
  issuer: string
  clientId: string
  /** How Concord proves itself to the provider. */
  proof: { secret: string } | { privateKey: string; keyId: string | undefined; algorithm: KeyAlgorithm }
  scopes: string
  /** Whether an e-mail address counts only where the provider says that it checked it. */
  emails: 'verified' | 'trusted'
  emailClaim: string
  /** Whether the provider asks everybody for a second factor, or says in each answer whether it did. */
  secondFactor: 'as-told' | 'always'
  /** Values of `acr` that mean a second factor. */
  secondFactorAcr: readonly string[]
  /** What to ask for with `acr_values`; null for the provider's own choice. */
  askAcr: string | null
}

export const keyAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256'] as const
export type KeyAlgorithm = (typeof keyAlgorithms)[number]

const issuer = z
  .url({ error: 'is not an address' })
  .transform((text) => text.replace(/\/\.well-known\/openid-configuration$/, ''))
  .refine((text) => new URL(text).protocol === 'https:' || isThisMachine(new URL(text).hostname), {
    error: 'must begin with https:',
  })
  .refine((text) => !/^https:\/\/login\.microsoftonline\.com\/(common|organizations|consumers)(\/|$)/i.test(text), {
    error: 'lets in accounts of any organisation: name your own tenant in it',
  })
  .transform((text) => new URL(text).href)

const missing = (what: string) => ({ error: `is missing: ${what}` })
const listed = z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean))

const schema = z
  .strictObject({
    NAME: z.string(missing('what people call this account, such as Trust account')).max(60),
    ISSUER: z.string(missing('the address of the provider')).pipe(issuer),
    CLIENT_ID: z.string(missing('the name that the provider gave Concord')),
    CLIENT_SECRET: z.string().optional(),
    CLIENT_SECRET_FILE: z.string().optional(),
    PRIVATE_KEY_FILE: z.string().optional(),
    KEY_ID: z.string().optional(),
    KEY_ALGORITHM: z.enum(keyAlgorithms, { error: `must be one of ${keyAlgorithms.join(', ')}` }).default('RS256'),
    SCOPES: z
      .string()
      .refine((text) => text.split(' ').includes('openid'), { error: 'must hold openid' })
      .default('openid profile email'),
    EMAILS: z.enum(['verified', 'trusted'], { error: 'must be verified or trusted' }).default('verified'),
    EMAIL_CLAIM: z.string().default('email'),
    SECOND_FACTOR: z.enum(['as-told', 'always'], { error: 'must be as-told or always' }).default('as-told'),
    SECOND_FACTOR_ACR: listed.default([]),
    ACR_VALUES: z.string().optional(),
  })
  .refine(({ EMAILS, EMAIL_CLAIM }) => EMAIL_CLAIM === 'email' || EMAILS === 'trusted', {
    path: ['EMAIL_CLAIM'],
    // Else whoever may choose another claim's words, and has any checked address, is whoever they say.
    error: 'needs EMAILS=trusted beside it: a provider says that it checked an address of its claim email alone',
  })

/** Reads the providers from the environment, with one line for each setting that cannot be used. */
export function readOpenIdSettings(environment: Record<string, string | undefined>): {
  providers: OpenIdSettings[]
  problems: string[]
} {
  const found = new Map<string, Record<string, string>>()
  for (const [name, value] of Object.entries(environment)) {
    const [, key = '1', setting = ''] = name.match(/^CONCORD_SSO_(?:([2-9])_)?(.+)$/) ?? []
    if (setting && value !== undefined && value.trim() !== '')
      found.set(key, { ...found.get(key), [setting]: value.trim() })
  }
  const read = [...found].sort().map(([key, given]) => readOne(key, given))
  const providers = read.flatMap(({ provider }) => provider ?? [])
  const problems = read.flatMap((each) => each.problems)
  const same = { NAME: providers.map(({ name }) => name), ISSUER: providers.map(({ issuer }) => issuer) }
  for (const [setting, all] of Object.entries(same))
    if (new Set(all).size < all.length) problems.push(`CONCORD_SSO_…_${setting} is the same for two providers`)
  return { providers, problems }
}

function readOne(key: string, given: Record<string, string>): { provider?: OpenIdSettings; problems: string[] } {
  const named = (setting: string) => `CONCORD_SSO_${key === '1' ? '' : `${key}_`}${setting}`
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((each) => `${named(each)} is not a setting`)
        : `${named(String(issue.path[0]))} ${issue.message}`,
    )
    return { problems }
  }
  const settings = parsed.data
  try {
    const provider: OpenIdSettings = {
      key,
      name: settings.NAME,
      issuer: settings.ISSUER,
      clientId: settings.CLIENT_ID,
      proof: proofOf(settings, named, given),
      scopes: settings.SCOPES,
      emails: settings.EMAILS,
      emailClaim: settings.EMAIL_CLAIM,
      secondFactor: settings.SECOND_FACTOR,
      secondFactorAcr: settings.SECOND_FACTOR_ACR,
      askAcr: settings.ACR_VALUES ?? null,
    }
    return { provider, problems: [] }
  } catch (error) {
    return { problems: [(error as Error).message] }
  }
}

/** The secret, from the setting or from a file of its own, or the private key. Throws a sentence. */
function proofOf(
  settings: z.output<typeof schema>,
  named: (setting: string) => string,
  given: Record<string, string>,
): OpenIdSettings['proof'] {
  const environment = Object.fromEntries(Object.entries(given).map(([setting, value]) => [named(setting), value]))
  const secret = readSecret(environment, named('CLIENT_SECRET'))
  const { PRIVATE_KEY_FILE: keyFile, KEY_ID: keyId, KEY_ALGORITHM: algorithm } = settings
  if (secret !== undefined && keyFile === undefined) return { secret }
  if (secret === undefined && keyFile !== undefined)
    return { privateKey: readSettingFile(named('PRIVATE_KEY_FILE'), keyFile), keyId, algorithm }
  const ways = ['CLIENT_SECRET', 'CLIENT_SECRET_FILE', 'PRIVATE_KEY_FILE']
  throw new Error(`${named('CLIENT_SECRET')}: set one of ${ways.map(named).join(', ')}`)
}
