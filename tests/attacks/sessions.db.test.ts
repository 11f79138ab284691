/** Attacks on who somebody is: sessions, cookies, links that work once, addresses that may be known, and where one is led. */
import { afterAll, beforeAll, expect } from 'vitest'
import { scopeOfSystem } from '../../src/db/scope.ts'
import { linkAccount } from '../../src/records/account.ts'
import { pathTo } from '../../src/routes.ts'
import { aPerson } from '../support/factories.ts'
import { cookiesIn } from '../support/test-app.ts'
import { attack, leavesAllAsItWas } from './attack.ts'
import { aTarget, type Target, withoutWhatIsNew } from './target.ts'

const password = 'seven small boats at dawn'
const email = 'known@trust.example'

let target: Target
let personId: number
let userId: string

beforeAll(async () => {
  target = await aTarget()
  const { t, trust } = target
  const { organisationId } = trust
  userId = await t.identity.createAccount({ email, name: 'Known', password })
  personId = await t.database.write(scopeOfSystem(organisationId), async (tx) => {
    const made = await aPerson(tx, organisationId, { lastName: 'Known', unitId: trust.units.team, group: 'pharmacy' })
    await linkAccount(tx, { userId, organisationId, personId: made.personId })
    return made.personId
  })
}, 120_000)
afterAll(() => target.close())

const signIn = (given: { email?: string; password?: string; next?: string } = {}, cookie?: string) =>
  target.t.request(pathTo('signIn'), { form: { email, password, ...given }, ...(cookie ? { as: cookie } : {}) })
const isSignedIn = async (cookie: string) => (await target.t.request(pathTo('home'), { as: cookie })).status === 200
const aSession = async () => cookiesIn((await signIn()).headers)
const sessionRows = () =>
  target.t.database.asOwner((tx) =>
    tx.selectFrom('identity.session').selectAll().where('userId', '=', userId).execute(),
  )

attack('fixing a session: a cookie set before signing in is not the one after', async ({ refused }) => {
  const [name = ''] = (await aSession()).split('=')
  for (const planted of [`${name}=planted`, `${name}=planted.c2lnbmVk`, `${name}=; ${name}=planted`]) {
    const after = cookiesIn((await signIn({}, planted)).headers)
    expect(after).not.toContain('planted')
    expect(await isSignedIn(planted)).toBe(false)
    expect(await isSignedIn(after)).toBe(true)
    refused()
  }
})

attack('fixing a session: an attacker’s own live session does not become the victim’s', async ({ refused }) => {
  const attackers = await target.t.signInAs(target.personId('outsider'))
  const after = cookiesIn((await signIn({}, attackers)).headers)
  expect(after).not.toBe(attackers)
  const page = await (await target.t.request(pathTo('home'), { as: attackers })).text()
  expect(page).not.toContain('Known')
  refused()
})

attack('using a stolen cookie after its person signed out', async ({ refused }) => {
  const cookie = await aSession()
  expect(await isSignedIn(cookie)).toBe(true)
  await target.t.request(pathTo('signOut'), { as: cookie, form: {} })
  expect(await isSignedIn(cookie)).toBe(false)
  refused()
})

attack('changing a cookie: its key, its signature, another’s signature, none', async ({ refused }) => {
  // Without the cookie that says who was here last.
  const partsOf = (cookies: string) => {
    const [name = '', value = ''] = (cookies.split('; ')[0] ?? '').split(/=(.*)/s)
    return [name, ...decodeURIComponent(value).split('.')] as [name: string, key: string, signature: string]
  }
  const [name, key, signature] = partsOf(await aSession())
  const [, , otherSignature] = partsOf(await aSession())
  expect(await isSignedIn(`${name}=${encodeURIComponent(`${key}.${signature}`)}`)).toBe(true)
  const flipped = (text: string) => (text.startsWith('a') ? 'b' : 'a') + text.slice(1)
  for (const forged of [
    `${flipped(key)}.${signature}`,
    `${key}.${flipped(signature)}`,
    `${key}.${otherSignature}`,
    `${key}.`,
    key,
    '.',
    `.${signature}`,
    `${key}.${signature}.${signature}`,
    `${key}%00.${signature}`,
    `${key}' or '1'='1.${signature}`,
    'x'.repeat(8000),
  ]) {
    expect([forged, await isSignedIn(`${name}=${encodeURIComponent(forged)}`)]).toEqual([forged, false])
    refused()
  }
})

attack('signing a cookie with what the database holds', async ({ refused }) => {
  await aSession()
  for (const row of await sessionRows())
    for (const value of [row.id, row.token, `${row.token}.${row.id}`]) {
      expect(await isSignedIn(`concord.session_token=${value}`)).toBe(false)
      refused()
    }
})

attack('using a session whose time is over', async ({ refused }) => {
  const cookie = await aSession()
  await target.t.database.asOwner((tx) =>
    tx
      .updateTable('identity.session')
      .set({ expiresAt: new Date(0) })
      .where('userId', '=', userId)
      .execute(),
  )
  expect(await isSignedIn(cookie)).toBe(false)
  refused()
})

attack('using a session after its person has left', async ({ refused }) => {
  const cookie = await aSession()
  const leave = (left_on: string | null) =>
    target.t.database.asOwner((tx) =>
      tx.updateTable('person').set({ left_on }).where('person_id', '=', personId).execute(),
    )
  await leave('2026-11-20')
  expect(await isSignedIn(cookie)).toBe(false)
  expect((await signIn()).status).toBe(422)
  await leave(null)
  refused()
})

attack('signing in with SQL, patterns and other shapes of address and password', async ({ refused }) => {
  await leavesAllAsItWas(target.t.database, async () => {
    for (const form of [
      { email: `${email}' --` },
      { email: `' or '1'='1` },
      { email: '%' },
      { email: `known@trust.example,other@trust.example` },
      { email: `${email}\nx` },
      { password: `' or '1'='1` },
      { password: ` ${password}` },
      { password: password.toUpperCase() },
      { password: '' },
      { password: 'x'.repeat(10_000) },
      { email: 'x'.repeat(10_000) },
    ]) {
      const answer = await signIn(form)
      expect([form, answer.status, answer.headers.getSetCookie()]).toEqual([form, 422, []])
      refused()
    }
  })
})

attack('finding out whether an e-mail address has an account by signing in', async ({ refused }) => {
  const pages: string[] = []
  for (const tried of ['known@trust.example', 'nobody@trust.example', 'person-1@test.example']) {
    const answer = await signIn({ email: tried, password: 'not the password' })
    pages.push(`${answer.status} ${withoutWhatIsNew(await answer.text()).replaceAll(tried, 'ADDRESS')}`)
    refused()
  }
  expect(new Set(pages).size).toBe(1)
})

const elsewhere = [
  'https://evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/%2f%2fevil.example/..//evil.example@',
  'https:evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'http://localhost@evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/.evil.example@evil.example',
  '／／evil.example',
  '/ /evil.example',
  ' //evil.example',
  './/evil.example',
  '@evil.example',
  '/;@evil.example',
  '/people\r\nSet-Cookie: a=b',
  '/people#@evil.example',
  'evil.example',
  '/..//evil.example',
  '/people/..//evil.example',
  '/%2e%2e//evil.example',
  '/people/%2E%2e/.//evil.example?search=a+b,c:d',
  '/people\\..\\..\\\\evil.example',
]
/** Where a browser at our address would go. */
const hostOf = (location: string | null) => new URL(location ?? '/', 'http://localhost').host

attack('being led to another site after signing in', async ({ refused }) => {
  const cookie = await aSession()
  for (const next of elsewhere) {
    // A browser drops tabs and line breaks; the wall refuses them.
    const answer = await target.t.request(`${pathTo('signInPage')}?${new URLSearchParams({ next })}`, { as: cookie })
    expect([next, hostOf(answer.headers.get('location'))]).toEqual([next, 'localhost'])
    expect([next, answer.headers.getSetCookie()]).toEqual([next, []])
    refused()
  }
  for (const next of elsewhere.slice(0, 4)) {
    const answer = await signIn({ next })
    expect([next, answer.status, hostOf(answer.headers.get('location'))]).toEqual([next, 303, 'localhost'])
    refused()
  }
})

attack('putting another site into the sign-in page’s form', async ({ refused }) => {
  for (const next of elsewhere) {
    const page = await (await target.t.request(`${pathTo('signInPage')}?${new URLSearchParams({ next })}`)).text()
    expect([next, /(href|action|src)="[^"]*evil/.test(page)]).toEqual([next, false])
    refused()
  }
})

attack(
  'using the same invitation fifty times at once',
  async ({ refused }) => {
    const { t, newcomerId } = target
    const page = await (
      await t.request(pathTo('invite'), { as: target.personId('office'), form: { personId: String(newcomerId) } })
    ).text()
    const path = page.match(/\/invitations\/[\w-]{43}/)?.[0] ?? ''
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => t.request(path, { form: { password: 'eight tall ships at dusk' } })),
    )
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    expect(answers.filter(({ headers }) => headers.getSetCookie().length > 0)).toHaveLength(1)
    const accounts = await t.database.asOwner((tx) =>
      tx.selectFrom('identity.account_person').selectAll().where('person_id', '=', newcomerId).execute(),
    )
    expect(accounts).toHaveLength(1)
    for (let count = 1; count < 50; count += 1) refused()
  },
  120_000,
)

attack('becoming somebody of the demonstration in a real trust', async ({ refused }) => {
  await leavesAllAsItWas(target.t.database, async () => {
    for (const id of [personId, target.personId('office'), 0, -1]) {
      const answer = await target.t.request(pathTo('becomeDemonstrationPerson'), { form: { personId: String(id) } })
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([404, []])
      refused()
    }
    expect((await target.t.request(pathTo('demonstrationPage'))).status).toBe(404)
    refused()
  })
})

attack('setting the product up a second time', async ({ refused }) => {
  const form = {
    trust: 'Mine',
    odsCode: 'RXX',
    nation: 'england',
    firstName: 'A',
    lastName: 'B',
    email: 'a@evil.example',
    password,
  }
  await leavesAllAsItWas(target.t.database, async () => {
    for (const token of ['x', 'k'.repeat(43)]) {
      expect((await target.t.request(pathTo('firstRun', { token }), { form })).status).toBe(404)
      refused()
    }
  })
})

attack(
  'guessing a password after many wrong ones',
  async ({ refused }) => {
    for (let count = 0; count < 12; count += 1)
      await signIn({ email: 'person-2@test.example', password: `guess ${count}` })
    const answer = await signIn({ email: 'person-2@test.example', password: 'guess again' })
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('too many')])
    refused()
  },
  60_000,
)
