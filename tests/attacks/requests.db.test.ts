/** Attacks with what stands around a request: its host, its headers, its agent; and what every answer must carry. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pathTo, type Route, type RouteName, routes } from '../../src/routes.ts'
import { addressOf } from '../support/address-of.ts'
import { linksIn } from '../support/page-parts.ts'
import { testApp } from '../support/test-app.ts'
import { attack, leavesAllAsItWas } from './attack.ts'
import { aTarget, leaksIn, type Target, withoutWhatIsNew, wordsOf } from './target.ts'

let target: Target
beforeAll(async () => {
  target = await aTarget()
}, 120_000)
afterAll(() => target.close())

const pages = (Object.entries(routes) as [RouteName, Route][]).filter(([, { method }]) => method === 'GET')

test('every answer carries the headers of the wall, refusals too', async () => {
  const as = target.personId('office')
  const asked: [string, Parameters<Target['t']['request']>[1]][] = [
    ...pages.map(([name, row]): [string, object] => [addressOf(row, wordsOf(target, name)), { as }]),
    ['/nowhere', { as }],
    ['/', { as, method: 'PUT' }],
    ['/?a=%00', { as }],
    ['/sign-in', { form: { email: 'x' }, headers: { origin: 'https://evil.example' } }],
    ['/sign-in', { headers: { host: 'evil.example' } }],
  ]
  for (const [path, ask] of asked) {
    const { headers } = await target.t.request(path, ask)
    const policy = headers.get('content-security-policy') ?? ''
    expect([path, policy]).toEqual([
      path,
      expect.stringMatching(/default-src 'none';.*script-src 'self' 'nonce-[^']+';/),
    ])
    for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"])
      expect([path, policy]).toEqual([path, expect.stringContaining(part)])
    expect(policy).not.toMatch(/unsafe|\*|http:/)
    expect(
      Object.fromEntries(
        [
          'x-content-type-options',
          'x-frame-options',
          'referrer-policy',
          'cross-origin-opener-policy',
          'cross-origin-resource-policy',
          'cache-control',
          'server',
          'x-powered-by',
          'access-control-allow-origin',
          'strict-transport-security',
        ].map((name) => [name, headers.get(name)]),
      ),
    ).toEqual({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-store',
      server: null,
      'x-powered-by': null,
      'access-control-allow-origin': null,
      // Over https alone: see below.
      'strict-transport-security': null,
    })
  }
})

test('over https the browser is told to come back over https alone', async () => {
  const secure = await testApp({
    database: target.t.database,
    settings: { CONCORD_URL: 'https://concord.trust.example' },
  })
  const answer = await secure.request('/sign-in')
  expect([answer.status, answer.headers.get('strict-transport-security')]).toEqual([200, 'max-age=31536000'])
  expect(answer.headers.get('content-security-policy')).toContain('upgrade-insecure-requests')
  expect((await secure.request('/sign-in', { headers: { host: 'concord.trust.example:443' } })).status).toBe(200)
  expect((await secure.request('/sign-in', { headers: { host: 'localhost:3000' } })).status).toBe(200)
  expect((await secure.request('/sign-in', { headers: { host: 'concord.trust.example:8443' } })).status).toBe(421)
})

attack('reusing a nonce of the content policy', async ({ refused }) => {
  const nonces = new Set<string>()
  for (let count = 0; count < 20; count += 1) {
    const { headers } = await target.t.request('/sign-in')
    nonces.add(headers.get('content-security-policy')?.match(/'nonce-([^']+)'/)?.[1] ?? '')
    refused()
  }
  expect(nonces.size).toBe(20)
  for (const nonce of nonces) expect(nonce.length).toBeGreaterThanOrEqual(20)
})

const hosts = [
  'evil.example',
  'localhost.evil.example',
  'evil.example:80',
  'localhost@evil.example',
  'evil.example#localhost',
  'localhost/evil',
  'localhost:80:80',
  '127.0.0.1.evil.example',
  '[::1].evil.example',
  '0.0.0.0',
  '169.254.169.254',
  'localhost evil.example',
  'xn--lcalhost-54a',
  'LOCALHOST.EVIL',
  '',
]
attack('posting without end, and without saying what or how much', async ({ refused }) => {
  for (const path of [
    pathTo('signIn'),
    pathTo('forgottenPassword'),
    pathTo('saveActivity', { planId: target.planId }),
  ]) {
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull: (to) => {
        sent += 100_000
        // Ends after all, so that this test does when nothing stops it.
        if (sent > 20_000_000) to.close()
        else to.enqueue(new Uint8Array(100_000).fill(120))
      },
    })
    const headers = { origin: 'http://localhost' }
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' }
    const { status } = await target.t.app.request(`http://localhost${path}`, init)
    expect([path, status, sent < 1_000_000]).toEqual([path, 413, true])
    refused()
  }
})

attack('naming another host', async ({ refused }) => {
  await leavesAllAsItWas(target.t.database, async () => {
    for (const host of hosts)
      for (const path of ['/', '/sign-in', pathTo('plan', { planId: target.planId })]) {
        const answer = await target.t.request(path, { as: target.personId('office'), headers: { host } })
        const page = await answer.text()
        expect([host, path, answer.status, leaksIn(page, target)]).toEqual([host, path, 421, []])
        expect([host, page.includes('evil')]).toEqual([host, false])
        refused()
      }
  })
})

attack('naming another host in the request line', async ({ refused }) => {
  for (const host of ['evil.example', 'localhost.evil.example', 'evil.example:3000']) {
    const answer = await target.t.app.request(`http://${host}/sign-in`, { headers: { host: 'localhost' } })
    expect([host, answer.status]).toEqual([host, 421])
    refused()
  }
})

const forwarded = {
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'https',
  'x-forwarded-for': '127.0.0.1',
  'x-forwarded-port': '443',
  'x-real-ip': '127.0.0.1',
  'x-original-url': '/system',
  'x-rewrite-url': '/system',
  forwarded: 'for=127.0.0.1;host=evil.example;proto=https',
  'x-host': 'evil.example',
  'x-http-host-override': 'evil.example',
  'x-user': 'office',
  'x-remote-user': 'office',
  authorization: 'Basic YWRtaW46YWRtaW4=',
}
attack(
  'claiming another host, address, path or person by headers of a proxy',
  async ({ refused }) => {
    for (const [header, value] of Object.entries(forwarded))
      for (const [name, row] of pages.slice(0, 12)) {
        const ask = { as: target.personId('clinician') }
        const path = addressOf(row, wordsOf(target, name))
        const [plain, claimed] = [
          await target.t.request(path, ask),
          await target.t.request(path, { ...ask, headers: { [header]: value } }),
        ]
        expect([name, header, claimed.status, claimed.headers.get('location')]).toEqual([
          name,
          header,
          plain.status,
          plain.headers.get('location'),
        ])
        expect([name, header, withoutWhatIsNew(await claimed.text())]).toEqual([
          name,
          header,
          withoutWhatIsNew(await plain.text()),
        ])
        refused()
      }
  },
  60_000,
)

attack('getting past sign-in by a header', async ({ refused }) => {
  for (const [header, value] of Object.entries(forwarded)) {
    expect([header, (await target.t.request('/', { headers: { [header]: value } })).status]).toEqual([header, 303])
    refused()
  }
})

attack('making a link of ours lead to another host', async ({ refused }) => {
  for (const [name, row] of pages) {
    const answer = await target.t.request(addressOf(row, wordsOf(target, name)), {
      as: target.personId('office'),
      headers: { 'x-forwarded-host': 'evil.example', referer: 'https://evil.example/' },
    })
    const links = linksIn(await answer.text()).filter((link) => /evil|^\/\//.test(link))
    expect(links).toEqual([])
    refused()
  }
})

attack('breaking a header of the answer by what stands in the address', async ({ refused }) => {
  for (const path of [
    '/people?search=a%0d%0aSet-Cookie:%20x=y',
    '/sign-in?next=/%0d%0aX:y',
    '/%0d%0aSet-Cookie:x=y',
    '/people/1%0aX:y',
    '/people?search=a\u2028b',
    '/people?search=%E5%98%8A%E5%98%8DSet-Cookie:x=y',
  ]) {
    const { headers } = await target.t.request(path)
    expect([path, headers.getSetCookie(), headers.get('x')]).toEqual([path, [], null])
    expect([path, /[\r\n]/.test(headers.get('location') ?? '')]).toEqual([path, false])
    refused()
  }
})

attack('reading the insides of the program from an error', async ({ refused }) => {
  const words = 'select secret from Zephyr at /srv/app.ts:12'
  const thrown = [
    new Error(words),
    new SyntaxError(words),
    Object.assign(new Error(words), { code: '42601' }),
    new TypeError(words),
  ]
  for (const error of thrown) {
    const broken = await testApp({
      database: target.t.database,
      handlers: {
        home: () => {
          throw error
        },
      },
    })
    const answer = await broken.request('/', { as: target.personId('office') })
    const page = await answer.text()
    expect([answer.status, leaksIn(page, target), page.includes('secret')]).toEqual([500, [], false])
    refused()
  }
})
