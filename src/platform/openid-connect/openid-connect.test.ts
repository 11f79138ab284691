/** Every check of an answer, against a real provider on this machine: what is forged is forged on its way over real HTTP. */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ProvidersVisitor, startProvider, type TestProvider } from '../../../tests/support/openid-provider.ts'
import { createOpenIdProvider, type OpenIdProvider, ProviderUnreachable, type Ties } from './openid-connect.ts'
import { type OpenIdSettings, readOpenIdSettings } from './openid-connect-settings.ts'

const callback = 'http://localhost:3999/single-sign-on/1/callback'
let there: TestProvider
let provider: OpenIdProvider

const settingsOf = (more: Record<string, string> = {}): OpenIdSettings => {
  const { providers, problems } = readOpenIdSettings({
    CONCORD_SSO_NAME: 'Trust account',
    CONCORD_SSO_ISSUER: there.issuer,
    CONCORD_SSO_CLIENT_ID: there.clientId,
    CONCORD_SSO_CLIENT_SECRET: there.clientSecret,
    ...more,
  })
  if (!providers[0]) throw new Error(problems.join())
  return providers[0]
}
const providerWith = (more: Record<string, string>) => createOpenIdProvider(settingsOf(more), callback)

beforeAll(async () => {
  there = await startProvider({
    callbacks: [callback],
    people: {
      amara: { email: 'Amara.Osei@trust.example', email_verified: true, amr: ['pwd', 'mfa'] },
      unverified: { email: 'amara.osei@trust.example', acr: 'AAL3_ANY' },
      // OpenID Connect has it a boolean; a text says it of everybody, `"false"` too.
      saysSo: { email: 'amara.osei@trust.example', email_verified: 'true' },
      wordless: {},
    },
  })
  provider = providerWith({})
})
afterAll(() => there.stop())
afterEach(() => {
  there.forge = null
})

const ties: Ties = {
  state: 's'.repeat(43),
  nonce: 'n'.repeat(43),
  verifier: 'v'.repeat(43),
}
const answerTo = async (name: string, using = provider, again = false) =>
  new ProvidersVisitor().signsIn((await using.addressOf(ties, { again })).href, name)
const signIn = async (name: string, using = provider) => using.finish((await answerTo(name, using)).search, ties, {})
const refusedWith = (code: string) => expect.objectContaining({ reason: 'refused', message: code })

test('asks for a code, with PKCE, state and nonce, and with nothing that says who it is', async () => {
  const { searchParams } = await provider.addressOf(ties, { again: false })
  expect(Object.fromEntries(searchParams)).toEqual({
    client_id: 'concord',
    response_type: 'code',
    redirect_uri: callback,
    scope: 'openid profile email',
    state: ties.state,
    nonce: ties.nonce,
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
  })
  expect(searchParams.get('code_challenge')).not.toBe(ties.verifier)
})

test('says who signed in, with the e-mail address that the provider vouches for, and the second factor', async () => {
  const amara = await signIn('amara')
  expect(amara).toMatchObject({ issuer: `${there.issuer}/`, subject: 'amara', hasSecondFactor: true })
  expect(await amara.findEmail()).toBe('amara.osei@trust.example')
})

test('an e-mail address that nobody vouches for counts only where the settings trust it', async () => {
  const unverified = await signIn('unverified')
  expect([await unverified.findEmail(), unverified.hasSecondFactor]).toEqual([null, false])
  expect(await (await signIn('saysSo')).findEmail()).toBeNull()
  const trusting = providerWith({ CONCORD_SSO_EMAILS: 'trusted', CONCORD_SSO_SECOND_FACTOR_ACR: 'AAL2_ANY AAL3_ANY' })
  const trusted = await signIn('unverified', trusting)
  expect([await trusted.findEmail(), trusted.hasSecondFactor]).toEqual(['amara.osei@trust.example', true])
  expect(await (await signIn('wordless', trusting)).findEmail()).toBeNull()
  const always = providerWith({ CONCORD_SSO_SECOND_FACTOR: 'always' })
  expect(await signIn('wordless', always)).toMatchObject({ hasSecondFactor: true })
})

test.each([
  ['another audience', { aud: 'another-client' }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
  ['several audiences, given to another', { aud: ['concord', 'b'], azp: 'b' }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
  ['another nonce', { nonce: 'x'.repeat(43) }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
  ['no nonce', { nonce: undefined }, 'OAUTH_INVALID_RESPONSE'],
  ['another issuer', { iss: 'https://elsewhere.example' }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
  ['a time that is over', { exp: Math.floor(Date.now() / 1000) - 60 }, 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'],
  ['a time that has not come', { nbf: Math.floor(Date.now() / 1000) + 120 }, 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'],
  ['no subject', { sub: undefined }, 'OAUTH_INVALID_RESPONSE'],
])('a token for %s is refused, well signed as it is', async (_, wrong, code) => {
  there.forge = ({ header, claims, sign }) => sign(header, { ...claims, ...wrong })
  await expect(signIn('amara')).rejects.toEqual(refusedWith(code))
})

test('the forger’s hand is steady: a token signed again with nothing changed is let in', async () => {
  there.forge = ({ header, claims, sign }) => sign(header, claims)
  expect(await signIn('amara')).toMatchObject({ subject: 'amara' })
})

test('a token signed with another key is refused', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  there.forge = ({ header, claims, sign }) => sign(header, { ...claims, sub: 'somebody' }, privateKey)
  await expect(signIn('amara')).rejects.toEqual(refusedWith('OAUTH_INVALID_RESPONSE'))
  there.forge = ({ header, claims, sign }) => sign({ ...header, kid: 'unheard-of' }, claims, privateKey)
  await expect(signIn('amara')).rejects.toEqual(refusedWith('OAUTH_KEY_SELECTION_FAILED'))
})

test('a token whose words were changed after it was signed is refused', async () => {
  there.forge = ({ header, claims, sign }) => {
    const [first, , last] = sign(header, claims).split('.')
    return [first, Buffer.from(JSON.stringify({ ...claims, sub: 'somebody' })).toString('base64url'), last].join('.')
  }
  await expect(signIn('amara')).rejects.toEqual(refusedWith('OAUTH_INVALID_RESPONSE'))
})

test.each(['none', 'HS256'])('a token that says it needs no key (%s) is refused', async (alg) => {
  there.forge = ({ header, claims, sign }) => {
    const [first, second, last] = sign({ ...header, alg }, claims).split('.')
    return [first, second, alg === 'none' ? '' : last].join('.')
  }
  await expect(signIn('amara')).rejects.toEqual(refusedWith('OAUTH_INVALID_RESPONSE'))
})

test('also where the provider itself says that such tokens are its own', async () => {
  there.pretend = { id_token_signing_alg_values_supported: ['RS256', 'none', 'HS256'] }
  const lax = providerWith({})
  await lax.addressOf(ties, { again: false })
  there.pretend = {}
  for (const alg of ['none', 'HS256']) {
    there.forge = ({ header, claims, sign }) => {
      const [first, second, last] = sign({ ...header, alg }, claims).split('.')
      return [first, second, alg === 'none' ? '' : last].join('.')
    }
    await expect(signIn('amara', lax)).rejects.toMatchObject({ reason: 'refused' })
  }
})

test('an answer in the name of another provider, or in nobody’s, is refused (RFC 9207)', async () => {
  const { searchParams } = await answerTo('amara')
  for (const iss of ['https://elsewhere.example', null]) {
    const mixedUp = new URLSearchParams(searchParams)
    if (iss) mixedUp.set('iss', iss)
    else mixedUp.delete('iss')
    await expect(provider.finish(`?${mixedUp}`, ties, {})).rejects.toEqual(refusedWith('OAUTH_INVALID_RESPONSE'))
  }
})

test('an answer to another question is refused: state, nonce and verifier each', async () => {
  for (const wrong of ['state', 'nonce', 'verifier'] as const) {
    const { search } = await answerTo('amara')
    const answer = provider.finish(search, { ...ties, [wrong]: 'w'.repeat(43) }, {})
    await expect(answer).rejects.toMatchObject({ reason: 'refused' })
  }
})

test('a code works once', async () => {
  const { search } = await answerTo('amara')
  expect(await provider.finish(search, ties, {})).toMatchObject({ subject: 'amara' })
  await expect(provider.finish(search, ties, {})).rejects.toEqual(refusedWith('invalid_grant'))
})

test('somebody who turns back at the provider is told so, not warned', async () => {
  const { search } = await new ProvidersVisitor().signsIn(
    (await provider.addressOf(ties, { again: false })).href,
    'amara',
    'back',
  )
  await expect(provider.finish(search, ties, {})).rejects.toMatchObject({ reason: 'cancelled' })
})

test('signing in again asks there again, and takes no older sign-in for it', async () => {
  const browser = new ProvidersVisitor()
  await browser.signsIn((await provider.addressOf(ties, { again: false })).href, 'amara')
  const signedInSince = new Date()
  const { href } = await provider.addressOf(ties, { again: true })
  expect(new URL(href).searchParams.get('prompt')).toBe('login')
  there.asked.length = 0
  const { search } = await browser.signsIn(href, 'amara')
  expect(there.asked).toContainEqual(expect.stringMatching(/^POST \/interaction/))
  expect(await provider.finish(search, ties, { signedInSince })).toMatchObject({ subject: 'amara' })

  const old = Math.floor(Date.now() / 1000) - 120
  there.forge = ({ header, claims, sign }) => sign(header, { ...claims, auth_time: old })
  const second = await browser.signsIn(href, 'amara')
  await expect(provider.finish(second.search, ties, { signedInSince })).rejects.toEqual(refusedWith('signed in before'))
  there.forge = ({ header, claims, sign }) => sign(header, { ...claims, auth_time: undefined })
  const third = await browser.signsIn(href, 'amara')
  await expect(provider.finish(third.search, ties, { signedInSince })).rejects.toEqual(
    refusedWith('OAUTH_INVALID_RESPONSE'),
  )
})

test('a discovery document of another issuer is not believed', async () => {
  there.pretend = { issuer: 'https://elsewhere.example' }
  const misled = providerWith({})
  await expect(misled.addressOf(ties, { again: false })).rejects.toThrow(ProviderUnreachable)
  there.pretend = {}
  expect((await misled.addressOf(ties, { again: false })).origin).toBe(there.issuer)
})

test('a wrong secret is the settings’ fault and lets nobody in', async () => {
  await expect(signIn('amara', providerWith({ CONCORD_SSO_CLIENT_SECRET: 'wrong' }))).rejects.toEqual(
    refusedWith('OAUTH_WWW_AUTHENTICATE_CHALLENGE'),
  )
})

test('a key of our own proves us as well as a secret', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const clientKey = { ...publicKey.export({ format: 'jwk' }), kid: 'ours', alg: 'PS256' }
  const other = await startProvider({ callbacks: [callback], people: {}, clientKey })
  const folder = mkdtempSync(join(tmpdir(), 'concord-key-'))
  const path = join(folder, 'key.pem')
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const ours = providerWith({
    CONCORD_SSO_ISSUER: other.issuer,
    CONCORD_SSO_CLIENT_SECRET: '',
    CONCORD_SSO_PRIVATE_KEY_FILE: path,
    CONCORD_SSO_KEY_ID: 'ours',
    CONCORD_SSO_KEY_ALGORITHM: 'PS256',
  })
  expect(await signIn('amara', ours)).toMatchObject({ issuer: `${other.issuer}/`, subject: 'amara' })
  rmSync(folder, { recursive: true })
  await other.stop()
})

test('the addresses are asked for once, and once more when the provider was down', async () => {
  const other = await startProvider({ callbacks: [callback], people: {} })
  const settings = settingsOf({ CONCORD_SSO_ISSUER: other.issuer })
  const port = Number(new URL(other.issuer).port)
  await other.stop()
  const patient = createOpenIdProvider(settings, callback)
  await expect(patient.addressOf(ties, { again: false })).rejects.toThrow(ProviderUnreachable)
  const back = await startProvider({ callbacks: [callback], people: {}, port })
  await Promise.all([patient.addressOf(ties, { again: false }), patient.addressOf(ties, { again: false })])
  await patient.addressOf(ties, { again: false })
  expect(back.asked).toEqual(['GET /.well-known/openid-configuration'])
  // Down between question and answer: nobody is in, and it is said why.
  const { search } = await new ProvidersVisitor().signsIn((await patient.addressOf(ties, { again: false })).href, 'a')
  await back.stop()
  await expect(patient.finish(search, ties, {})).rejects.toThrow(ProviderUnreachable)
})
