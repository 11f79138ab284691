/** Everything that people type, and everything that is kept of them, on every route: none of it is in the log. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allHandlers } from '../../src/app.tsx'
import { log, writeLogTo } from '../../src/platform/log.ts'
import { aTrust } from '../support/factories.ts'
import { testApp } from '../support/test-app.ts'
import { type Asking, allRoutes, askingOf } from './asking.ts'
import { aTarget, type Target } from './target.ts'

const marks = ['zanzibarsson', 'zz.marked', '9990001112', 'quagga', 'concord.session_token']
const typed = 'Quagga Zanzibarsson 9990001112 zz.marked@trust.example\n    at Zanzibarsson (file:1:1)'
const headers = {
  'user-agent': 'Zanzibarsson',
  'x-request-id': 'zz.marked',
  'x-forwarded-for': '9990001112',
  referer: 'http://localhost/?q=quagga',
  'accept-language': 'quagga',
  via: 'zanzibarsson',
}
/** With these nobody is let in, so each is sent by itself. */
const headersOfElsewhere = [
  { origin: 'https://zanzibarsson.example' },
  { host: 'zanzibarsson.example' },
  { 'x-forwarded-host': 'zanzibarsson.example' },
  { cookie: 'quagga=zz.marked; concord.session_token=zanzibarsson' },
]

let target: Target
let asking: Asking
let lines: string[] = []
let endWriting: () => void

beforeAll(async () => {
  target = await aTarget()
  asking = askingOf(target)
  await target.t.database.asOwner((tx) =>
    sql`update person set last_name = 'Zanzibarsson', email = 'zz.marked.' || person_id || '@trust.example'`.execute(
      tx,
    ),
  )
  log.level = 'debug'
  endWriting = writeLogTo({ write: (line) => void lines.push(line) })
}, 120_000)
afterAll(async () => {
  endWriting()
  await target.close()
})

const marksIn = (text: string) => marks.filter((mark) => text.toLowerCase().includes(mark))

test('what is logged of every route names the route and nobody', async () => {
  for (const [name, route] of allRoutes) {
    const isPost = route.method === 'POST'
    const fields = isPost ? await asking.fieldsOf(name) : []
    lines = []
    const paths = [
      asking.addressFor(name, { token: 'zz.marked' }),
      asking.addressFor(name, { token: 'zz.marked', planId: 'quagga', assignmentId: '9990001112' }),
    ]
    for (const path of paths)
      for (const person of ['nobody', isPost ? asking.sampleOf(name).by : 'office', 'administrator'] as const) {
        const as = { as: await target.cookieOf(person) }
        const json = isPost ? asking.sampleOf(name).json : undefined
        const form = isPost ? asking.formOf(name) : {}
        const marked = Object.fromEntries(
          [...fields, 'email', 'password', 'code', 'reason'].map((field) => [field, typed]),
        )
        const posted = !isPost
          ? [{}]
          : json
            ? [{ json }, { json: { ...json, extra: typed } }]
            : [{ form }, { form: marked }]
        for (const body of posted)
          await target.t.request(`${path}?search=${encodeURIComponent('quagga zz.marked')}`, {
            ...as,
            ...body,
            headers,
          })
      }
    expect([name, lines.length > 0, marksIn(lines.join(''))]).toEqual([name, true, []])
    const requests = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request')
    for (const line of requests) {
      expect(Object.keys(line)).toEqual([
        'level',
        'time',
        'request',
        'route',
        'method',
        'status',
        'ms',
        'queries',
        'msg',
      ])
      expect(line.route).toBe(name)
      expect(line.request).toMatch(/^[0-9a-f-]{36}$/)
    }
    expect(requests.length).toBeGreaterThanOrEqual(6)
  }
}, 120_000)

test('what a browser says of where it is from, and who it was, is not in the log', async () => {
  for (const [name] of allRoutes)
    for (const said of headersOfElsewhere) {
      lines = []
      const as = 'cookie' in said ? {} : { as: await target.cookieOf('clinician') }
      await target.t.request(asking.addressFor(name), {
        ...as,
        ...asking.bodyOf(name),
        headers: { ...headers, ...said },
      })
      expect([name, said, lines.length > 0, marksIn(lines.join(''))]).toEqual([name, said, true, []])
    }
}, 120_000)

test('what no route answers is logged without its address or its method', async () => {
  lines = []
  await target.t.request('/zanzibarsson/9990001112?q=quagga', { headers })
  await target.t.request('/sign-in', { method: 'QUAGGA', headers })
  expect(lines).toHaveLength(2)
  expect(marksIn(lines.join(''))).toEqual([])
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { route: 'none', method: 'GET', status: 404 },
    { route: 'none', method: 'other', status: 405 },
  ])
})

test('a proxy’s number for a request is kept', async () => {
  lines = []
  const given = 'b9c7ad9c-6bd5-4f2e-9d8e-0c7a2a2f3b11'
  await target.t.request('/sign-in', { headers: { 'x-request-id': given } })
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ request: given, route: 'signInPage' })
})

test('a page that breaks shows a reference, and the log has it beside what broke, without what was typed', async () => {
  const failures = [
    (database: Target['t']['database']) => database.asOwner((tx) => sql`select ${typed}::text::integer`.execute(tx)),
    (database: Target['t']['database']) =>
      database.asOwner((tx) =>
        sql`insert into schema_migration (name) select ${typed}::text from generate_series(1, 2)`.execute(tx),
      ),
    async () => JSON.parse(typed),
    async () => {
      throw Object.assign(new Error(`not ours: ${typed}`), { code: 'ERR_OF_A_LIBRARY' })
    },
  ]
  for (const fail of failures) {
    const t = await testApp({
      handlers: {
        ...allHandlers(),
        ruleBook: async (c) => {
          await fail(c.var.services.database)
          return c.text('whole')
        },
      },
    })
    try {
      const trust = await aTrust(t.database)
      lines = []
      const answer = await t.request('/rules', { as: trust.people.office.personId, headers })
      const reference = /<strong>([2-9A-Z]{4}-[2-9A-Z]{4})<\/strong>/.exec(await answer.text())?.[1]
      const failed = lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'request failed')
      expect([answer.status, reference]).toEqual([500, failed?.reference])
      expect(failed).toMatchObject({ level: 'error', route: 'ruleBook', error: { name: expect.any(String) } })
      expect(marksIn(lines.join(''))).toEqual([])
    } finally {
      await t.close()
    }
  }
}, 60_000)
