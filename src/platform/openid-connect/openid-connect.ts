/**
 * Sign-in with an OpenID Connect provider: authorization code with PKCE, on openid-client. What is checked of an answer:
 * state, nonce, issuer (also of the answer itself, RFC 9207), audience, signature, times. Nothing of it is kept or logged
 * but who it is. Why this library: docs/decisions/0012-single-sign-on.md.
 */
import { createPrivateKey } from 'node:crypto'
import * as client from 'openid-client'
import { log } from '../log.ts'
import { plainAddress } from '../mail/mail-address.ts'
import type { KeyAlgorithm, OpenIdSettings } from './openid-connect-settings.ts'

/** What a provider says of the person who signed in. */
export type SignedInThere = {
  /** Who it is, for ever: unlike an e-mail address, a subject is never given to somebody else. The issuer as in `OpenIdSettings`. */
  issuer: string
  subject: string
  /** Whether a second factor was asked for there. */
  hasSecondFactor: boolean
  /** Their e-mail address in small letters, or null where there is none or nobody vouches for it. May ask the provider. */
  findEmail(): Promise<string | null>
}

/** What ties an answer to the question: both sides of a sign-in have it, and nobody else. */
export type Ties = { state: string; nonce: string; verifier: string }

export type OpenIdProvider = Pick<OpenIdSettings, 'key' | 'name' | 'issuer'> & {
  /** Where a browser is sent. `again` asks even somebody who is signed in there. Throws `ProviderUnreachable`. */
  addressOf(ties: Ties, options: { again: boolean }): Promise<URL>
  /** Reads what the browser came back with. Throws `SignInRefused`, or `ProviderUnreachable`. */
  finish(query: string, ties: Ties, options: { signedInSince?: Date }): Promise<SignedInThere>
}

/** The provider does not answer, or not as one. */
export class ProviderUnreachable extends Error {}

/** The answer is not one to let anybody in by; `cancelled` when the person turned back at the provider. */
export class SignInRefused extends Error {
  readonly reason: 'cancelled' | 'refused'
  constructor(reason: 'cancelled' | 'refused', code: string) {
    super(code)
    this.reason = reason
  }
}

const answerSeconds = 5
const keepMinutes = 60
const restMinutes = 1
/** How far the provider's clock and ours may differ. */
const skewSeconds = 30
/** Signing in again may take this long from password to answer; that it came after the question is checked apart. */
const againSeconds = 600

/** A provider whose addresses and keys are found when they are first needed. `callback` is the address people come back to. */
export function createOpenIdProvider(settings: OpenIdSettings, callback: string): OpenIdProvider {
  const metadata = keepMetadata(settings)
  const { key, name, issuer, scopes, askAcr } = settings
  return {
    key,
    name,
    issuer,
    addressOf: async ({ state, nonce, verifier }, { again }) =>
      client.buildAuthorizationUrl(await metadata(), {
        response_type: 'code',
        redirect_uri: callback,
        scope: scopes,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(askAcr ? { acr_values: askAcr } : {}),
        ...(again ? { prompt: 'login', max_age: '0' } : {}),
      }),
    finish: async (query, { state, nonce, verifier }, { signedInSince }) => {
      const configuration = await metadata()
      try {
        const tokens = await client.authorizationCodeGrant(configuration, new URL(`${callback}${query}`), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
          ...(signedInSince ? { maxAge: againSeconds } : {}),
        })
        const claims = tokens.claims()
        if (!claims) throw new SignInRefused('refused', 'no id token')
        if (signedInSince && !isFresh(claims.auth_time, signedInSince))
          throw new SignInRefused('refused', 'signed in before')
        const { sub: subject } = claims
        return {
          issuer,
          subject,
          hasSecondFactor: hasSecondFactor(settings, claims),
          findEmail: async () => {
            const isElsewhere = claims[settings.emailClaim] === undefined
            if (!isElsewhere || !configuration.serverMetadata().userinfo_endpoint) return emailIn(settings, claims)
            try {
              return emailIn(settings, await client.fetchUserInfo(configuration, tokens.access_token, subject))
            } catch (error) {
              throw asRefusal(key, error)
            }
          },
        }
      } catch (error) {
        throw asRefusal(key, error)
      }
    },
  }
}

/** The provider's addresses, kept for an hour. Old ones stay in use while the provider does not answer. */
function keepMetadata(settings: OpenIdSettings): () => Promise<client.Configuration> {
  let known: { configuration: client.Configuration; until: number } | undefined
  let asking: Promise<client.Configuration> | undefined
  const inMinutes = (minutes: number) => Date.now() + minutes * 60_000
  return async () => {
    if (known && Date.now() < known.until) return known.configuration
    asking ??= discover(settings).finally(() => {
      asking = undefined
    })
    try {
      known = { configuration: await asking, until: inMinutes(keepMinutes) }
    } catch (error) {
      log.warn({ provider: settings.key, code: codeOf(error) }, 'the single sign-on provider cannot be reached')
      if (!known) throw new ProviderUnreachable(codeOf(error))
      known.until = inMinutes(restMinutes)
    }
    return known.configuration
  }
}

async function discover(settings: OpenIdSettings): Promise<client.Configuration> {
  const { issuer, clientId, proof } = settings
  const server = new URL(issuer)
  // Plain http is let through to this machine alone; settings with any other are refused at start.
  const mayBePlain = server.protocol === 'http:'
  const found = await client.discovery(server, clientId, undefined, undefined, {
    timeout: answerSeconds,
    execute: mayBePlain ? [client.allowInsecureRequests] : [],
  })
  const { issuer: said, token_endpoint_auth_methods_supported: ways } = found.serverMetadata()
  // The library bears with Entra ID's addresses for any organisation; we have one organisation, and one issuer.
  if (new URL(said).href !== server.href) throw new Error('another issuer')
  const authentication =
    'secret' in proof
      ? ways?.includes('client_secret_post') && !ways.includes('client_secret_basic')
        ? client.ClientSecretPost(proof.secret)
        : client.ClientSecretBasic(proof.secret)
      : client.PrivateKeyJwt({
          key: await readKey(proof.privateKey, proof.algorithm),
          ...(proof.keyId ? { kid: proof.keyId } : {}),
        })
  const configuration = new client.Configuration(
    found.serverMetadata(),
    clientId,
    { [client.clockTolerance]: skewSeconds },
    authentication,
  )
  configuration.timeout = answerSeconds
  if (mayBePlain) client.allowInsecureRequests(configuration)
  // The token comes straight from the provider, so the standard lets its signature go unchecked: we check it all the same.
  client.enableNonRepudiationChecks(configuration)
  return configuration
}

const importAs: Record<KeyAlgorithm, RsaHashedImportParams | EcKeyImportParams> = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  RS384: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' },
  RS512: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
  PS256: { name: 'RSA-PSS', hash: 'SHA-256' },
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
}

const readKey = (pem: string, algorithm: KeyAlgorithm) =>
  crypto.subtle.importKey(
    'pkcs8',
    createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' }),
    importAs[algorithm],
    false,
    ['sign'],
  )

const isFresh = (authTime: unknown, since: Date) =>
  typeof authTime === 'number' && authTime * 1000 >= since.getTime() - skewSeconds * 1000

function hasSecondFactor(settings: OpenIdSettings, claims: client.IDToken): boolean {
  if (settings.secondFactor === 'always') return true
  if (Array.isArray(claims.amr) && claims.amr.includes('mfa')) return true
  return typeof claims.acr === 'string' && settings.secondFactorAcr.includes(claims.acr)
}

function emailIn(settings: OpenIdSettings, claims: Readonly<Record<string, unknown>>): string | null {
  const email = claims[settings.emailClaim]
  const isVouchedFor = settings.emails === 'trusted' || claims.email_verified === true
  return typeof email === 'string' && email.includes('@') && isVouchedFor ? plainAddress(email) : null
}

/** What went wrong, as one of ours. Only codes are logged: messages and causes hold claims, tokens and addresses. */
function asRefusal(provider: string, error: unknown): Error {
  if (error instanceof SignInRefused) {
    log.warn({ provider, code: error.message }, 'a single sign-on was refused')
    return error
  }
  const code = codeOf(error)
  if (isUnreachable(error)) {
    log.warn({ provider, code }, 'the single sign-on provider cannot be reached')
    return new ProviderUnreachable(code)
  }
  if (error instanceof client.AuthorizationResponseError && error.error === 'access_denied')
    return new SignInRefused('cancelled', code)
  log.warn({ provider, code }, 'a single sign-on was refused')
  return new SignInRefused('refused', code)
}

function isUnreachable(error: unknown): boolean {
  const { code, cause } = error as { code?: string; cause?: unknown }
  if (code === 'OAUTH_TIMEOUT' || error instanceof TypeError) return true
  return cause instanceof Response && cause.status >= 500
}

/** A word for the log, of the library's own or the standard's; anything else may be a sentence with a name in it. */
function codeOf(error: unknown): string {
  const { code, error: said } = error as { code?: unknown; error?: unknown }
  const found = [said, code].find((each) => typeof each === 'string' && /^[\w-]{1,60}$/.test(each))
  return (found as string | undefined) ?? (error instanceof Error ? error.name : 'unknown')
}
