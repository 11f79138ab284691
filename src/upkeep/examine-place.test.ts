import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { freePort } from '../../tests/support/free-port.ts'
import { readConfig } from '../platform/settings/config.ts'
import { examinePlace } from './examine-place.ts'
import { rememberBackup } from './last-backup.ts'

const folder = mkdtempSync(join(tmpdir(), 'concord-place-'))
const data = join(folder, 'data')
mkdirSync(data)
afterAll(() => rmSync(folder, { recursive: true }))
const now = new Date('2026-11-21T12:00:00Z')

async function states(settings: Record<string, string> = {}) {
  const config = readConfig({
    CONCORD_DATA: data,
    CONCORD_MODE: 'real',
    CONCORD_URL: 'https://plans.example',
    ...settings,
  })
  const checks = await Array.fromAsync(examinePlace(config, now))
  return Object.fromEntries(checks.map(({ name, state }) => [name, state]))
}

it('a backup a day is asked of a real trust, and advised in a demonstration', async () => {
  expect(await states()).toMatchObject({ 'last backup': 'wrong', address: 'well', 'session secret': 'advice' })
  expect(await states({ CONCORD_MODE: 'demonstration' })).toMatchObject({ 'last backup': 'advice' })
  rememberBackup(data, { at: '2026-11-20T12:00:00Z', path: '/x' })
  expect(await states()).toMatchObject({ 'last backup': 'well' })
  rememberBackup(data, { at: '2026-11-20T08:00:00Z', path: '/x' })
  expect(await states()).toMatchObject({ 'last backup': 'wrong' })
})

it('an address that a real trust does not start with is a fault, and one that it starts with all the same is not advised', async () => {
  const plain = { CONCORD_URL: 'http://plans.example' }
  expect(await states(plain)).toMatchObject({ address: 'wrong' })
  expect(await states({ ...plain, CONCORD_PLAIN_HTTP: 'for-a-closed-test' })).toMatchObject({ address: 'advice' })
  expect(await states({ CONCORD_URL: 'http://localhost:3000' })).toMatchObject({ address: 'advice' })
  expect(await states({ ...plain, CONCORD_MODE: 'demonstration' })).toMatchObject({ address: 'well' })
})

it('a secret that others can read is a fault', async () => {
  writeFileSync(join(data, 'session-secret'), 's', { mode: 0o644 })
  expect(await states()).toMatchObject({ 'session secret': 'wrong' })
  rmSync(join(data, 'session-secret'))
  writeFileSync(join(data, 'session-secret'), 's', { mode: 0o600 })
  expect(await states()).toMatchObject({ 'session secret': 'well' })
})

it('a real trust is advised to ask a list of breached passwords, and told when it does not answer', async () => {
  const name = 'breached passwords'
  expect(await states()).toMatchObject({ [name]: 'advice' })
  expect(await states({ CONCORD_MODE: 'demonstration' })).toMatchObject({ [name]: 'well' })
  const withoutPasswords = {
    CONCORD_LOCAL_SIGN_IN: 'off',
    CONCORD_SSO_NAME: 'Trust account',
    CONCORD_SSO_ISSUER: `http://127.0.0.1:${await freePort()}`,
    CONCORD_SSO_CLIENT_ID: 'concord',
    CONCORD_SSO_CLIENT_SECRET: 'invented',
  }
  expect(await states(withoutPasswords)).not.toHaveProperty(name)
  let answer = 'a page of a proxy'
  const server = createHttpServer((_, response) => response.end(answer))
  const port = await freePort()
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  const settings = { CONCORD_BREACHED_PASSWORDS_URL: `http://127.0.0.1:${port}/range` }
  expect(await states(settings)).toMatchObject({ [name]: 'wrong' })
  answer = `${'0'.repeat(35)}:2`
  expect(await states(settings)).toMatchObject({ [name]: 'well' })
  await new Promise((closed) => server.close(closed))
  expect(await states(settings)).toMatchObject({ [name]: 'wrong' })
})

it('a real trust is advised to say whom its people ask', async () => {
  const contacts = {
    CONCORD_CONTACT_PHONE: '01632 960 001',
    CONCORD_CONTACT_ANSWER_DAYS: '5',
    CONCORD_DPO_CONTACT: 'dpo@trust.example',
  }
  expect(await states(contacts)).toMatchObject({ contacts: 'advice' })
  expect(await states({ CONCORD_MODE: 'demonstration' })).toMatchObject({ contacts: 'well' })
  const notice = { CONCORD_PRIVACY_URL: 'https://trust.example/privacy' }
  expect(await states({ ...contacts, ...notice })).toMatchObject({ contacts: 'well' })
})

it('mail and single sign-on are asked whether they answer', async () => {
  const settings = (port: number) => ({
    CONCORD_SMTP_URL: `smtp://127.0.0.1:${port}`,
    CONCORD_MAIL_FROM: 'concord@plans.example',
    CONCORD_SSO_NAME: 'Trust account',
    CONCORD_SSO_ISSUER: `http://127.0.0.1:${port}`,
    CONCORD_SSO_CLIENT_ID: 'concord',
    CONCORD_SSO_CLIENT_SECRET: 'invented',
  })
  const silent = await freePort()
  expect(await states(settings(silent))).toMatchObject({ mail: 'wrong', 'single sign-on': 'wrong' })
  const server = createServer((socket) => {
    socket.write('220 invented\r\n')
    socket.on('data', (text) => socket.write(/^QUIT/.test(String(text)) ? '221 bye\r\n' : '250 fine\r\n'))
    socket.on('error', () => {})
  })
  const port = await freePort()
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  expect(await states(settings(port))).toMatchObject({ mail: 'well' })
  await new Promise((closed) => server.close(closed))
})
