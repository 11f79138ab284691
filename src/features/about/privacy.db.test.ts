/** What people and the data protection officer are told is kept is what is kept: every table and every cookie. */
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountOf, aTrust, type Trust } from '../../../tests/support/factories.ts'
import { startProvider, type TestProvider } from '../../../tests/support/openid-provider.ts'
import { cookiesIn, type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { pathTo } from '../../routes.ts'

const assessment = readFileSync(
  new URL('../../../docs/safety/data-protection-impact-assessment.md', import.meta.url),
  'utf8',
)

let t: TestApp
let trust: Trust
let provider: TestProvider

beforeAll(async () => {
  const callback = `http://localhost${pathTo('singleSignOnAnswer', { provider: '1' })}`
  provider = await startProvider({ callbacks: [callback], people: {} })
  const { issuer, clientId, clientSecret } = provider
  t = await testApp({
    settings: {
      CONCORD_SSO_NAME: 'Trust account',
      CONCORD_SSO_ISSUER: issuer,
      CONCORD_SSO_CLIENT_ID: clientId,
      CONCORD_SSO_CLIENT_SECRET: clientSecret,
    },
  })
  trust = await aTrust(t.database)
})
afterAll(async () => {
  await t.close()
  await provider.stop()
})

test('the assessment says of every table what it holds', async () => {
  const { rows } = await t.database.asOwner((tx) =>
    sql<{ name: string }>`
      select replace(format('%s.%s', table_schema, table_name), 'public.', '') as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema in ('public', 'identity')`.execute(tx),
  )
  expect(rows.length).toBeGreaterThan(20)
  expect(rows.map(({ name }) => name).filter((name) => !assessment.includes(`\`${name}\``))).toEqual([])
})

/** Each cookie that the assessment names, with how long it says that it stays. */
const told = new Map(
  [...assessment.matchAll(/^\| `(concord\.[\w-]+)` \|.*\| ([^|]+) \|$/gm)].map(([, name = '', long = '']) => [
    name,
    long,
  ]),
)
const WORDS = new Map([
  ['43200', 'twelve hours'],
  ['86400', 'a day'],
  ['600', 'ten minutes'],
  ['60', 'a minute'],
])

const cookiesOf = (headers: Headers) =>
  headers.getSetCookie().map((cookie) => {
    const [name = ''] = cookie.split('=')
    return { name, seconds: /; Max-Age=(\d+)/.exec(cookie)?.[1] ?? 'no end' }
  })

test('the cookies are those that are told, and stay for as long', async () => {
  const userId = await accountOf(t.database, t.identity, trust.people.clinician.personId)
  const signedIn = await t.identity.startSession(userId, new Headers(), { method: 'password' })
  const out = await t.request(pathTo('singleSignOn', { provider: '1' }), { form: {} })
  const office = await t.signInAs(trust.people.office.personId)
  const form = { personId: String(trust.people.outsider.personId), role: 'auditor', fromOn: '2026-11-21' }
  const given = await t.request(pathTo('grantRole'), { as: office, form })
  const set = [...cookiesOf(signedIn), ...cookiesOf(out.headers), ...cookiesOf(given.headers)]
  const said = set.map(({ name, seconds }) => [name, told.get(name)?.startsWith(WORDS.get(seconds) ?? 'never')])
  expect(Object.fromEntries(said)).toEqual(Object.fromEntries([...told.keys()].map((name) => [name, true])))

  const page = await (await t.request(pathTo('privacyNotice'))).text()
  for (const { seconds } of set) expect(page).toContain(WORDS.get(seconds))
  // Whose installation it is, is told to those alone who belong there; where signing in leads, to everybody.
  expect(page).toContain('Trust account, if you sign in with it')
  expect(page).not.toContain('Invented Trust')
  const own = await t.request(pathTo('privacyNotice'), { as: trust.people.clinician.personId })
  expect(await own.text()).toContain('controller: Invented Trust')

  const left = await t.request(pathTo('signOut'), { as: cookiesIn(signedIn), form: {} })
  const untilSignedOut = [...told].filter(([, long]) => long.includes('signing out')).map(([name]) => name)
  const ended = cookiesOf(left.headers).filter(({ seconds }) => seconds === '0')
  expect(ended.map(({ name }) => name)).toEqual(expect.arrayContaining(untilSignedOut))
})
