import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readConfig, refusePlainHttp, unknownSettings } from './config.ts'
import { secretSettings } from './secret-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'concord-settings-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, content: string) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const values: Record<(typeof secretSettings)[number], string> = {
  DATABASE_URL: 'postgres://login:word@server/concord',
  DATABASE_OWNER_URL: 'postgres://owner:word@server/concord',
  CONCORD_SECRET: 's'.repeat(40),
  CONCORD_METRICS_TOKEN: 't'.repeat(40),
  CONCORD_SMTP_URL: 'smtps://user@mail.trust.example',
  CONCORD_SMTP_PASSWORD: 'a word',
}
const mailFrom = { CONCORD_MAIL_FROM: 'concord@trust.example' }

test('a secret in a file is as good as one in the environment', () => {
  const inFiles = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${name}_FILE`, file(name, `${value}\n`)]),
  )
  expect(readConfig({ ...inFiles, ...mailFrom })).toEqual(readConfig({ ...values, ...mailFrom }))
})

test.each(secretSettings)(
  '%s: both ways at once, an empty file and none are each named, and no secret is said',
  (name) => {
    const said = (environment: Record<string, string>) => {
      try {
        readConfig({ ...mailFrom, CONCORD_SMTP_URL: values.CONCORD_SMTP_URL, [name]: '', ...environment })
        return 'nothing'
      } catch (error) {
        return (error as Error).message
      }
    }
    const there = file('there', values[name])
    const both = said({ [name]: values[name], [`${name}_FILE`]: there })
    expect(both).toContain(`${name} and ${name}_FILE are both set`)
    expect(said({ [`${name}_FILE`]: file('empty', '\n') })).toContain(`${name}_FILE names an empty file`)
    expect(said({ [`${name}_FILE`]: join(folder, 'none') })).toContain(`${name}_FILE names a file that cannot be read`)
    expect(both).not.toContain(values[name])
  },
)

test('all that is wrong is named at once, of whatever kind', () => {
  const read = () =>
    readConfig({
      CONCORD_SECRET: 'x',
      CONCORD_SECRET_FILE: file('secret', 'x'),
      CONCORD_MAIL_FROM: 'nobody',
      CONCORD_SMTP_CA_FILE: join(folder, 'none'),
      CONCORD_SSO_NAME: 'Trust account',
      CONCORD_MODE: 'real',
      CONCORD_NOW: '2026-11-01T12:00:00Z',
    })
  for (const named of [
    'CONCORD_SECRET and CONCORD_SECRET_FILE are both set',
    'CONCORD_MAIL_FROM is set, and CONCORD_SMTP_URL is not',
    'CONCORD_MAIL_FROM must be one',
    'CONCORD_SMTP_CA_FILE names a file that cannot be read',
    'CONCORD_SSO_ISSUER is missing',
  ])
    expect(read).toThrow(named)
  expect(() =>
    readConfig({ CONCORD_MODE: 'real', CONCORD_NOW: '2026-11-01T12:00:00Z', CONCORD_MAIL_FROM: 'x' }),
  ).toThrow(/CONCORD_MAIL_FROM must.*CONCORD_NOW/s)
})

test('a level of the log that there is not is named', () => {
  expect(() => readConfig({ LOG_LEVEL: 'loud' })).toThrow(/LOG_LEVEL/)
})

test('a name of ours that is no setting is found, and every name of the guide is one', () => {
  expect(unknownSettings({ CONCORD_URI: 'x', CONCORD_URL: 'x', PATH: 'x', CONCORD_SSO_NAME: 'x' })).toEqual([
    'CONCORD_URI',
  ])
  const guide = readFileSync(new URL('../../../docs/guides/run.md', import.meta.url), 'utf8')
  const named = [...guide.matchAll(/`(CONCORD_\w+)`/g)].map(([, name = '']) => name)
  expect(named.length).toBeGreaterThan(20)
  expect(unknownSettings(Object.fromEntries(named.map((name) => [name, 'x'])))).toEqual([])
})

test.each([
  ['CONCORD_CONTACT_EMAIL', 'Robin Office'],
  ['CONCORD_CONTACT_EMAIL', 'robin@trust.example, other@trust.example'],
  ['CONCORD_CONTACT_PHONE', 'by the lift'],
  ['CONCORD_CONTACT_ANSWER_DAYS', 'soon'],
  ['CONCORD_CONTACT_ANSWER_DAYS', '0'],
  ['CONCORD_DPO_CONTACT', 'one line\nand another'],
  ['CONCORD_PRIVACY_URL', 'javascript:alert(1)'],
  ['CONCORD_PRIVACY_URL', 'http://trust.example/privacy'],
  ['CONCORD_URL', 'https://trust.example/concord'],
  ['CONCORD_URL', 'https://trust.example?plans'],
  ['CONCORD_URL', 'https://me:word@trust.example'],
  ['CONCORD_URL', 'https://trust.example\\concord'],
  ['CONCORD_URL', 'ftp://trust.example'],
  ['CONCORD_URL', 'trust.example'],
])('%s cannot be %j, and is named', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(name)
})

test.each([
  ['real', 'http://plans.trust.example', {}, 'not encrypted'],
  ['real', 'http://10.1.2.3:3000', {}, 'not encrypted'],
  ['real', 'http://plans.trust.example', { CONCORD_PLAIN_HTTP: 'for-a-closed-test' }, null],
  ['real', 'https://plans.trust.example', {}, null],
  ['real', 'http://localhost:3000', {}, null],
  ['real', 'http://127.0.0.1:3000', {}, null],
  ['demonstration', 'http://plans.trust.example', {}, null],
])('%s at %s %o starts, or says why not: %s', (mode, url, more, why) => {
  const start = () => refusePlainHttp(readConfig({ CONCORD_MODE: mode, CONCORD_URL: url, ...more }))
  if (why) expect(start).toThrow(why)
  else expect(start).not.toThrow()
})
