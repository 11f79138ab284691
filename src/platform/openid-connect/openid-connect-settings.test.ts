import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readOpenIdSettings } from './openid-connect-settings.ts'

const whole = {
  CONCORD_SSO_NAME: 'Trust account',
  CONCORD_SSO_ISSUER: 'https://login.trust.example/tenant',
  CONCORD_SSO_CLIENT_ID: 'concord',
  CONCORD_SSO_CLIENT_SECRET: 'of the provider',
}
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'concord-settings-'))
})
afterAll(() => rmSync(folder, { recursive: true }))
const fileOf = (content: string) => {
  const path = join(folder, `${content.length}`)
  writeFileSync(path, content)
  return path
}

test('four settings are a provider; without any there is none', () => {
  expect(readOpenIdSettings({})).toEqual({ providers: [], problems: [] })
  expect(readOpenIdSettings({ ...whole, CONCORD_SSO_EMAILS: ' ' })).toEqual({
    problems: [],
    providers: [
      {
        key: '1',
        name: 'Trust account',
        issuer: 'https://login.trust.example/tenant',
        clientId: 'concord',
        proof: { secret: 'of the provider' },
        scopes: 'openid profile email',
        emails: 'verified',
        emailClaim: 'email',
        secondFactor: 'as-told',
        secondFactorAcr: [],
        askAcr: null,
      },
    ],
  })
})

test('another claim holds addresses only where all of the provider’s are trusted: it says of its claim email alone that it checked it', () => {
  const other = { ...whole, CONCORD_SSO_EMAIL_CLAIM: 'preferred_username' }
  expect(readOpenIdSettings(other).problems).toEqual([
    expect.stringMatching(/^CONCORD_SSO_EMAIL_CLAIM needs EMAILS=trusted/),
  ])
  expect(readOpenIdSettings({ ...other, CONCORD_SSO_EMAILS: 'trusted' })).toMatchObject({
    problems: [],
    providers: [{ emailClaim: 'preferred_username', emails: 'trusted' }],
  })
})

test('a second provider has its number in the names of its settings', () => {
  const second = Object.fromEntries(
    Object.entries(whole).map(([name, value]) => [name.replace('SSO_', 'SSO_2_'), `${value}2`]),
  )
  const { providers, problems } = readOpenIdSettings({ ...second, ...whole, CONCORD_SSO_2_SECOND_FACTOR_ACR: 'A, B' })
  expect(problems).toEqual([])
  expect(providers.map(({ key, name, secondFactorAcr }) => [key, name, secondFactorAcr])).toEqual([
    ['1', 'Trust account', []],
    ['2', 'Trust account2', ['A', 'B']],
  ])
})

test('the secret may lie in a file, and a key of our own may take its place', () => {
  const { CONCORD_SSO_CLIENT_SECRET: _, ...rest } = whole
  const kept = readOpenIdSettings({ ...rest, CONCORD_SSO_CLIENT_SECRET_FILE: fileOf('from a file\n') })
  expect(kept.providers[0]?.proof).toEqual({ secret: 'from a file' })
  const key = readOpenIdSettings({ ...rest, CONCORD_SSO_PRIVATE_KEY_FILE: fileOf('key'), CONCORD_SSO_KEY_ID: 'k' })
  expect(key.providers[0]?.proof).toEqual({ privateKey: 'key', keyId: 'k', algorithm: 'RS256' })
})

test.each([
  [{ CONCORD_SSO_ISSUER: 'http://login.trust.example' }, 'CONCORD_SSO_ISSUER must begin with https:'],
  [{ CONCORD_SSO_ISSUER: 'the provider' }, 'CONCORD_SSO_ISSUER is not an address'],
  [{ CONCORD_SSO_ISSUER: 'https://login.microsoftonline.com/common/v2.0' }, 'lets in accounts of any organisation'],
  [{ CONCORD_SSO_NAME: '' }, 'CONCORD_SSO_NAME is missing'],
  [{ CONCORD_SSO_CLIENT_SECRET: '' }, 'set one of CONCORD_SSO_CLIENT_SECRET, CONCORD_SSO_CLIENT_SECRET_FILE'],
  [{ CONCORD_SSO_CLIENT_SECRET_FILE: '/nowhere/at/all' }, 'are both set'],
  [{ CONCORD_SSO_PRIVATE_KEY_FILE: '/nowhere/at/all' }, 'set one of'],
  [
    { CONCORD_SSO_CLIENT_SECRET: '', CONCORD_SSO_CLIENT_SECRET_FILE: '/nowhere/at/all' },
    'CONCORD_SSO_CLIENT_SECRET_FILE names a file that cannot be read',
  ],
  [{ CONCORD_SSO_EMAILS: 'yes' }, 'CONCORD_SSO_EMAILS must be verified or trusted'],
  [{ CONCORD_SSO_SCOPES: 'email' }, 'CONCORD_SSO_SCOPES must hold openid'],
  [{ CONCORD_SSO_CLIENTID: 'typed wrong' }, 'CONCORD_SSO_CLIENTID is not a setting'],
  [{ CONCORD_SSO_2_NAME: 'Other' }, 'CONCORD_SSO_2_ISSUER is missing'],
])('%o is refused in a sentence that names the setting', (wrong, sentence) => {
  expect(readOpenIdSettings({ ...whole, ...wrong }).problems.join('; ')).toContain(sentence)
})

test('no sentence holds a secret', () => {
  const { problems } = readOpenIdSettings({ ...whole, CONCORD_SSO_ISSUER: 'x', CONCORD_SSO_CLIENT_SECRET_FILE: '/no' })
  expect(problems.join()).not.toContain(whole.CONCORD_SSO_CLIENT_SECRET)
})

test('plain http is for a provider on this machine', () => {
  const { providers } = readOpenIdSettings({ ...whole, CONCORD_SSO_ISSUER: 'http://localhost:4000' })
  expect(providers).toHaveLength(1)
})

test('the whole address of the discovery document will do, and two providers are not one', () => {
  const asCopied = `${whole.CONCORD_SSO_ISSUER}/.well-known/openid-configuration`
  const second = Object.fromEntries(
    Object.entries(whole).map(([name, value]) => [name.replace('SSO_', 'SSO_2_'), value]),
  )
  const { providers, problems } = readOpenIdSettings({ ...second, ...whole, CONCORD_SSO_2_ISSUER: asCopied })
  expect(providers.map(({ issuer }) => issuer)).toEqual([whole.CONCORD_SSO_ISSUER, whole.CONCORD_SSO_ISSUER])
  expect(problems).toEqual([
    'CONCORD_SSO_…_NAME is the same for two providers',
    'CONCORD_SSO_…_ISSUER is the same for two providers',
  ])
  const [bare, withSlash] = ['https://login.trust.example', 'https://login.trust.example/']
  const issuers = { CONCORD_SSO_ISSUER: bare, CONCORD_SSO_2_ISSUER: withSlash }
  expect(readOpenIdSettings({ ...second, ...whole, ...issuers }).problems).toEqual(problems)
})
