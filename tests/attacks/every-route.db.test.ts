/**
 * Attacks on every route of the table: a route is attacked from the day on which its row is added. What a row needs for it
 * (a value for a new word in a path, a form that is let through) is in target.ts and samples.ts; without it this fails.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { mayGenerally, objectActions } from '../../src/domain/access/access.ts'
import { findViewer } from '../../src/records/viewer.ts'
import { pathTo, type Route, type RouteName } from '../../src/routes.ts'
import { accountOf, personNames, today } from '../support/factories.ts'
import type { Ask } from '../support/test-app.ts'
import { type Asking, allRoutes, askingOf } from './asking.ts'
import { attack, leavesAllAsItWas } from './attack.ts'
import { type Outside, startOutside } from './outside.ts'
import { noteQueryNames } from './query-names.ts'
import { changedTables, digestEveryTable } from './table-digests.ts'
import { aTarget, leaksIn, type Target } from './target.ts'

const closed = allRoutes.filter(([, { may }]) => may !== 'anybody')
/** By its path, and not by what its row says: a row that says too little is what is looked for. */
const aboutOne = closed.filter(([, { path }]) => /:(planId|assignmentId)\b/.test(path))
const general = closed.filter(([, { may }]) => !(may in objectActions))
const posts = allRoutes.filter(([, { method }]) => method === 'POST')
const pages = allRoutes.filter(([, { method, answers }]) => method === 'GET' && answers !== 'machines')

let outside: Outside
let target: Target
let asking: Asking

beforeAll(async () => {
  outside = await startOutside()
  target = await aTarget(outside.settings)
  asking = askingOf(target)
  // Looking at this page begins a second factor, and a second look shows the same.
  for (const name of ['office', 'clinician'] as const)
    await target.t.request(pathTo('secondFactorPage'), { as: target.personId(name) })
}, 120_000)
afterAll(async () => {
  await target.close()
  await outside.stop()
})

test.each(posts)('%s lets the right person through with the form that is attacked below', async (name) => {
  await asking.prepare(name)
  const { mayBeRefused, changes } = asking.sampleOf(name)
  const before = await digestEveryTable(target.t.database)
  const ask = { as: await asking.cookieFor(name), ...asking.bodyOf(name) }
  const answer = await target.t.request(asking.addressFor(name), ask)
  const isRight = answer.status < 400 || (mayBeRefused === true && answer.status < 500)
  expect(isRight, `${name} answers ${answer.status}`).toBe(true)
  const changed = changedTables(before, await digestEveryTable(target.t.database))
  expect(changed.filter((table) => !changes.includes(table))).toEqual([])
  const doesNothing = mayBeRefused === true || changes.length === 0
  const isDone = doesNothing || changed.some((table) => changes.includes(table))
  expect(isDone, `${name} changes nothing, and leads to ${answer.headers.get('location')}`).toBe(true)
  await target.putBack()
})

test('what is attacked of a form is what the pages have in it, and not the sample alone', async () => {
  expect(Object.keys(asking.formOf('saveActivity'))).not.toContain('note')
  expect(await asking.fieldsOf('saveActivity')).toEqual(expect.arrayContaining(['title', 'note', 'outputAmount']))
})

test('mails leave for what is let through', async () => {
  await target.putBack()
  const { received } = outside.mail
  const before = received.length
  for (const name of ['invite', 'forgottenPassword', 'resetSecondFactor'] as const)
    await target.t.request(asking.addressFor(name), {
      as: await asking.cookieFor(name),
      ...asking.bodyOf(name),
    })
  await target.putBack()
  // One of them to both of a person's addresses, since they differ.
  expect(received.length - before).toBe(4)
})

attack(
  'asking without having signed in',
  async ({ refused }) => {
    await leavesAllAsItWas(target.t.database, async () => {
      for (const [name] of closed) {
        const answer = await target.t.request(asking.addressFor(name), asking.bodyOf(name))
        expect([name, answer.status, answer.headers.get('location')]).toEqual([
          name,
          303,
          expect.stringMatching(/^\/sign-in/),
        ])
        expect([name, (await asking.read(answer)).leaks]).toEqual([name, []])
        refused()
      }
    })
  },
  60_000,
)

/** Whoever asks for something that they do not see gets the very page of what is not there. */
function isHiddenFrom(
  name: string,
  who: () => number,
  words: () => { planId?: number; assignmentId?: number } = () => ({}),
) {
  attack(
    name,
    async ({ refused }) => {
      await leavesAllAsItWas(target.t.database, async () => {
        for (const [route] of aboutOne) {
          const ask = { as: who(), ...asking.bodyOf(route) }
          const asked = async (others: Record<string, number>) =>
            asking.read(await target.t.request(asking.addressFor(route, others), ask))
          const nothing = await asked({ planId: 99_999_999, assignmentId: 99_999_999 })
          const hidden = await asked(words())
          expect([route, nothing.status, hidden.status]).toEqual([route, 404, 404])
          expect([route, hidden.page]).toEqual([route, nothing.page])
          expect([route, hidden.leaks]).toEqual([route, []])
          refused()
        }
      })
    },
    120_000,
  )
}

isHiddenFrom('asking for the plan and post of a colleague out of sight', () => target.personId('outsider'))
isHiddenFrom('asking for a plan as the system administrator, who sees none', () => target.personId('administrator'))
isHiddenFrom(
  'asking for a plan and post of another organisation, as the clinician',
  () => target.personId('clinician'),
  () => ({
    planId: target.theirs.planId,
    assignmentId: target.trust.elsewhere.person.assignmentId,
  }),
)
isHiddenFrom(
  'asking for a plan and post of another organisation, as the office',
  () => target.personId('office'),
  () => ({
    planId: target.theirs.planId,
    assignmentId: target.trust.elsewhere.person.assignmentId,
  }),
)

attack(
  'doing what another role may',
  async ({ refused }) => {
    const { t, trust } = target
    await leavesAllAsItWas(t.database, async () => {
      for (const name of personNames) {
        const { personId } = trust.people[name]
        const viewer = await findViewer(t.database, await accountOf(t.database, t.identity, personId), today)
        if (!viewer) throw new Error(`nobody behind ${name}`)
        for (const [route, row] of general) {
          if (mayGenerally(viewer, row.may as Parameters<typeof mayGenerally>[1])) continue
          const answer = await asking.read(
            await t.request(asking.addressFor(route), { as: personId, ...asking.bodyOf(route) }),
          )
          expect([route, name, answer.status, answer.leaks]).toEqual([route, name, 403, []])
          refused()
        }
      }
    })
  },
  60_000,
)

attack(
  'changing a plan that one may only read',
  async ({ refused }) => {
    await leavesAllAsItWas(target.t.database, async () => {
      for (const [route] of posts.filter(([, { may }]) => may in objectActions))
        for (const name of ['agreersAgreer', 'unitLead', 'groupLead', 'auditor'] as const) {
          const answer = await target.t.request(asking.addressFor(route), {
            as: target.personId(name),
            ...asking.bodyOf(route),
          })
          expect([route, name, answer.status]).toEqual([route, name, 403])
          refused()
        }
    })
  },
  60_000,
)

/** Names of columns and of what frameworks bind by themselves, with values that would matter. */
const extraFields = () => ({
  organisation_id: String(target.trust.elsewhere.organisationId),
  organisationId: String(target.trust.elsewhere.organisationId),
  person_id: String(target.personId('outsider')),
  plan_id: String(target.theirs.planId),
  planId: String(target.theirs.planId),
  assignment_id: String(target.trust.elsewhere.person.assignmentId),
  agreer_person_id: String(target.personId('outsider')),
  state: 'agreed',
  status: 'agreed',
  side: 'agreer',
  signed_by: String(target.personId('agreer')),
  signedBy: String(target.personId('agreer')),
  agreed_at: '2020-01-01T00:00:00Z',
  next_side: 'agreer',
  granted_by: String(target.personId('agreer')),
  by: String(target.personId('agreer')),
  at: '2020-01-01',
  line: 'a1',
  unit_path: 'u1',
  professional_group: 'pharmacy',
  roles: 'office',
  isDemonstration: 'true',
  'document[contract]': 'none',
  __proto__x: 'y',
  constructor: 'x',
  _method: 'DELETE',
})

attack(
  'adding fields of the database to a form that is allowed',
  async ({ refused }) => {
    const { t, trust } = target
    for (const [name] of posts) {
      await asking.prepare(name)
      const { json, changes } = asking.sampleOf(name)
      const before = await digestEveryTable(t.database)
      const theirs = await digestEveryTable(t.database, trust.elsewhere.organisationId)
      const body = json
        ? { json: { ...json, ...extraFields() } }
        : { form: { ...extraFields(), ...asking.formOf(name) } }
      const answer = await t.request(asking.addressFor(name), { as: await asking.cookieFor(name), ...body })
      expect([name, answer.status < 500]).toEqual([name, true])
      const changed = changedTables(before, await digestEveryTable(t.database))
      expect([name, changed.filter((table) => !changes.includes(table) && table !== 'once_key')]).toEqual([name, []])
      expect([name, changedTables(theirs, await digestEveryTable(t.database, trust.elsewhere.organisationId))]).toEqual(
        [name, []],
      )
      const plans = await t.database.asOwner((tx) =>
        tx
          .selectFrom('job_plan')
          .select(['organisation_id', 'assignment_id', 'person_id', 'agreer_person_id', 'state', 'agreed_at'])
          .where('organisation_id', '=', trust.organisationId)
          .execute(),
      )
      const { assignmentId, personId } = trust.people.clinician
      for (const plan of plans)
        expect([name, plan]).toEqual([
          name,
          {
            organisation_id: trust.organisationId,
            assignment_id: assignmentId,
            person_id: personId,
            agreer_person_id: trust.people.agreer.personId,
            state: expect.stringMatching(/^(draft|offered|signed-by-clinician|in-discussion|withdrawn)$/),
            agreed_at: null,
          },
        ])
      refused()
    }
    await target.putBack()
  },
  120_000,
)

/** Each kind of request that no page of ours makes, against every route that changes something. */
function isNotTaken(
  name: string,
  statuses: readonly number[],
  ask: (route: RouteName, row: Route) => Ask & { body?: BodyInit },
) {
  attack(
    name,
    async ({ refused }) => {
      await leavesAllAsItWas(target.t.database, async () => {
        for (const [route, row] of posts) {
          const { body, ...asked } = ask(route, row)
          const as = await asking.cookieFor(route)
          const answer =
            body === undefined
              ? await target.t.request(asking.addressFor(route), { as, ...asked })
              : await target.t.app.request(`http://localhost${asking.addressFor(route)}`, {
                  method: 'POST',
                  body,
                  headers: withoutBlanks({
                    origin: 'http://localhost',
                    ...(as ? { cookie: as } : {}),
                    ...asked.headers,
                  }),
                })
          const { status, leaks } = await asking.read(answer)
          expect([route, statuses.includes(status) ? 'refused' : status, leaks]).toEqual([route, 'refused', []])
          refused()
        }
      })
    },
    60_000,
  )
}

const sent = (route: RouteName, headers: Record<string, string>): Ask => ({ ...asking.bodyOf(route), headers })

const withoutBlanks = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''))

/** The right form, or the right JSON, as the very bytes of a body. */
function asTyped(route: RouteName): { body: string; headers: Record<string, string> } {
  const { json } = asking.sampleOf(route)
  if (json) return { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }
  const fields = Object.entries(asking.formOf(route)).flatMap(([name, value]) =>
    [value].flat().map((each) => [name, String(each)]),
  )
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return { body: new URLSearchParams(fields).toString(), headers }
}

isNotTaken('posting from a page of another site', [403], (route) =>
  sent(route, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }),
)
isNotTaken('posting from a sister site', [403], (route) =>
  sent(route, { origin: 'http://other.localhost', 'sec-fetch-site': 'same-site' }),
)
isNotTaken('posting with our origin from a browser that says cross-site', [403], (route) =>
  sent(route, { 'sec-fetch-site': 'cross-site' }),
)
isNotTaken('posting from a page that hides where it is from', [403], (route) => sent(route, { origin: 'null' }))
isNotTaken('posting without saying where from', [403], (route) => ({
  ...asTyped(route),
  // Left out, and no Sec-Fetch-Site.
  headers: { ...asTyped(route).headers, origin: '' },
}))
isNotTaken('posting with another port as the origin', [403], (route) =>
  sent(route, { origin: 'http://localhost:8080' }),
)
isNotTaken('posting with an origin that begins like ours', [403], (route) =>
  sent(route, { origin: 'http://localhost.evil.example' }),
)
isNotTaken('posting another kind of body: XML', [415], (route) => sent(route, { 'content-type': 'application/xml' }))
isNotTaken('posting a form as plain text, as a page of another site can', [415], (route) =>
  sent(route, { 'content-type': 'text/plain' }),
)
isNotTaken('posting JSON where a form is asked for, or a form where JSON is', [415], (_, { takes }) => ({
  body: takes === 'json' ? 'a=b' : '{"a":"b"}',
  headers: { 'content-type': takes === 'json' ? 'application/x-www-form-urlencoded' : 'application/json' },
}))
isNotTaken('posting a compressed body, which may unpack without end', [415], (route) =>
  sent(route, { 'content-encoding': 'gzip' }),
)
isNotTaken('posting more bytes than the route takes', [413], (_, { takes = 'form' }) => ({
  body: 'x'.repeat(takes === ('form' as string) ? 200_100 : 2_000_100),
  headers: { 'content-type': takes === 'json' ? 'application/json' : 'application/x-www-form-urlencoded' },
}))
isNotTaken('posting thousands of fields', [400, 422], (_, { takes }) => ({
  body:
    takes === 'json'
      ? `{${Array.from({ length: 5000 }, (_, count) => `"f${count}":1`)}}`
      : Array.from({ length: 5000 }, (_, count) => `f${count}=1`).join('&'),
  headers: { 'content-type': takes === 'json' ? 'application/json' : 'application/x-www-form-urlencoded' },
}))
/** What a route takes of bytes, at most. */
const bytesOf = ({ takes }: Route) => (takes ? 2_000_000 : 200_000)

attack(
  'filling all that a route takes of bytes with fields, to be read one by one',
  async ({ refused }) => {
    const parsers = [vi.spyOn(Request.prototype, 'formData'), vi.spyOn(Response.prototype, 'formData')]
    await leavesAllAsItWas(target.t.database, async () => {
      for (const [route, row] of posts.filter(([, { takes }]) => takes !== 'json'))
        for (const [type, field, most] of [
          ['application/x-www-form-urlencoded', 'a&', bytesOf(row)],
          [
            'multipart/form-data; boundary=x',
            '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n',
            row.mostBytes ?? bytesOf(row),
          ],
          ['multipart/form-data; boundary="x"', '--x\r\n\r\n\r\n', row.mostBytes ?? bytesOf(row)],
          // Another boundary than the one that is counted, where two are named.
          ['multipart/form-data; boundary=y; boundary=x', '--x\r\n\r\n\r\n', bytesOf(row)],
          ['multipart/form-data; charset=x; boundary=x', '--x\r\n\r\n\r\n', bytesOf(row)],
        ] as const) {
          const as = await asking.cookieFor(route)
          const body = Buffer.from(field.repeat(Math.floor(most / field.length)))
          const answer = await target.t.app.request(`http://localhost${asking.addressFor(route)}`, {
            method: 'POST',
            body,
            headers: {
              origin: 'http://localhost',
              'content-type': type,
              'content-length': String(body.length),
              ...(as ? { cookie: as } : {}),
            },
          })
          const { status, leaks } = await asking.read(answer)
          expect([route, type, status, leaks]).toEqual([route, type, 400, []])
          expect([route, type, parsers.filter(({ mock }) => mock.calls.length > 0).length]).toEqual([route, type, 0])
          refused()
        }
    })
    for (const parser of parsers) parser.mockRestore()
  },
  120_000,
)

attack(
  'sending much where one is not signed in, or may not',
  async ({ refused }) => {
    const { t } = target
    const much = posts.filter(([, { takes }]) => takes !== undefined)
    expect(much.length).toBeGreaterThan(2)
    await leavesAllAsItWas(t.database, async () => {
      for (const [route, row] of much)
        for (const [who, status] of row.may in objectActions
          ? ([
              ['nobody', 303],
              ['outsider', 404],
              ['auditor', 403],
              ['administrator', 404],
            ] as const)
          : ([
              ['nobody', 303],
              ['clinician', 403],
            ] as const)) {
          let isRead = false
          const body = new ReadableStream<Uint8Array>(
            {
              pull: (stream) => {
                isRead = true
                stream.enqueue(new Uint8Array(bytesOf(row)).fill(97))
                stream.close()
              },
            },
            { highWaterMark: 0 },
          )
          const as = await target.cookieOf(who)
          const answer = await t.app.request(`http://localhost${asking.addressFor(route)}`, {
            method: 'POST',
            body,
            duplex: 'half',
            headers: {
              origin: 'http://localhost',
              'content-type': row.takes === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
              'content-length': String(bytesOf(row)),
              ...(as ? { cookie: as } : {}),
            },
          } as RequestInit)
          const { leaks } = await asking.read(answer)
          expect([route, who, answer.status, isRead, leaks]).toEqual([route, who, status, false, []])
          refused()
        }
    })
  },
  60_000,
)

isNotTaken('posting a null character', [422], (route, { takes }) =>
  takes === 'json'
    ? {
        body: '{"version":1,"change":{"kind":"remove-activity","id":"a\\u0000"}}',
        headers: { 'content-type': 'application/json' },
      }
    : { form: { ...asking.formOf(route), title: 'a\0b', reason: 'a\0b' } },
)
isNotTaken('posting a field whose name has a null character', [422], (route, { takes }) =>
  takes === 'json'
    ? { body: '{"version":1,"a\\u0000":1}', headers: { 'content-type': 'application/json' } }
    : { form: { ...asking.formOf(route), 'a\0': 'x' } },
)
isNotTaken('posting a multipart form that never ends its part', [400, 415], () => ({
  body: '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb',
  headers: { 'content-type': 'multipart/form-data; boundary=x' },
}))

attack('posting a file where no file is asked for', async ({ refused }) => {
  await leavesAllAsItWas(target.t.database, async () => {
    for (const [route] of posts.filter(([, { takes }]) => takes !== 'files')) {
      const as = await asking.cookieFor(route)
      const body = new FormData()
      body.set('reason', new Blob(['MZ']), '../../evil.exe')
      const answer = await target.t.app.request(`http://localhost${asking.addressFor(route)}`, {
        method: 'POST',
        body,
        headers: { origin: 'http://localhost', ...(as ? { cookie: as } : {}) },
      })
      expect([route, answer.status]).toEqual([route, 415])
      refused()
    }
  })
})

for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'QUERY'])
  attack(`asking with ${method}`, async ({ refused }) => {
    await leavesAllAsItWas(target.t.database, async () => {
      for (const [route] of allRoutes) {
        const answer = await target.t.request(asking.addressFor(route), { as: target.personId('office'), method })
        expect([route, answer.status, answer.headers.get('allow')]).toEqual([route, 405, 'GET, HEAD, POST'])
        refused()
      }
    })
  })

attack(
  'turning a GET into a change by a header or a field',
  async ({ refused }) => {
    await leavesAllAsItWas(target.t.database, async () => {
      for (const [name] of posts) {
        const headers = { 'x-http-method-override': 'POST', 'x-method-override': 'POST', 'x-http-method': 'POST' }
        const query = new URLSearchParams({ _method: 'POST', ...(asking.formOf(name) as Record<string, string>) })
        const answer = await asking.read(
          await target.t.request(`${asking.addressFor(name)}?${query}`, { as: await asking.cookieFor(name), headers }),
        )
        // Where there is no page at this address there is none; where there is, it is the page.
        expect([name, [200, 303, 403, 404, 405, 409].includes(answer.status), answer.leaks]).toEqual([name, true, []])
        refused()
      }
    })
  },
  60_000,
)

const injections = ["' or '1'='1", "'; drop table person; --", '") or 1=1 --']

/** Found in every object of JavaScript, and in none of our tables of words. */
const nameOfEveryObject = 'constructor'

/** Names that mean something elsewhere, beside those that handlers read. */
const guessed = ['order', 'limit', 'offset', 'where', 'select', 'id', 'organisation', 'person', '_method']

/**
 * Asks each page once for every name that it reads in a query, alone and with all others, and once more for each that it was
 * found to read on the way. A name is attacked from the day on which a handler reads it.
 */
async function everyName(
  twists: readonly string[],
  attempt: (route: RouteName, query: string) => Promise<void>,
): Promise<void> {
  for (const [route] of pages) {
    const names = noteQueryNames()
    const attacked = new Set<string>()
    try {
      await target.t.request(asking.addressFor(route), { as: target.personId('office') })
      const asked = () => [...names.read].filter((name) => !attacked.has(name))
      do {
        const found = asked()
        for (const name of found) attacked.add(name)
        for (const twist of twists) {
          const write = (name: string) => twist.replaceAll('NAME', name)
          for (const name of found) await attempt(route, write(name))
          await attempt(route, [...guessed, ...attacked].map(write).join('&'))
        }
      } while (asked().length > 0)
    } finally {
      names.stop()
    }
    for (const name of attacked) everyNameRead.add(name)
  }
}
const everyNameRead = new Set<string>()

attack(
  'putting SQL, and a name of every object, into every parameter of every page',
  async ({ refused }) => {
    const twists = [...injections, nameOfEveryObject].map((injection) => `NAME=${encodeURIComponent(injection)}`)
    await leavesAllAsItWas(target.t.database, () =>
      everyName(twists, async (route, query) => {
        const answer = await asking.read(
          await target.t.request(`${asking.addressFor(route)}?${query}`, { as: target.personId('office') }),
        )
        expect([route, query, answer.status < 500, answer.leaks]).toEqual([route, query, true, []])
        refused()
      }),
    )
    // Those that a list kept by hand had and had not: were they not found, nothing would be.
    for (const name of ['search', 'page', 'event', 'before', 'list', 'file', 'q', 'view', 'standing', 'why', 'week'])
      expect(everyNameRead).toContain(name)
  },
  180_000,
)

attack(
  'sending every parameter twice, as a list, and as an object',
  async ({ refused }) => {
    await leavesAllAsItWas(target.t.database, () =>
      everyName(['NAME=1&NAME=2', 'NAME[__proto__]=1', 'NAME=%ED%A0%80'], async (route, query) => {
        const answer = await asking.read(
          await target.t.request(`${asking.addressFor(route)}?${query}`, { as: target.personId('office') }),
        )
        expect([route, query, answer.status < 500, answer.leaks]).toEqual([route, query, true, []])
        refused()
      }),
    )
  },
  120_000,
)

attack(
  'putting null characters and line breaks into every address',
  async ({ refused }) => {
    await leavesAllAsItWas(target.t.database, async () => {
      for (const [route] of pages)
        for (const word of ['%00', '%0d%0aSet-Cookie:%20a=b', '%0a', '%1b[31m', '%7f']) {
          const answer = await target.t.request(`${asking.addressFor(route)}?search=${word}`, {
            as: target.personId('office'),
          })
          expect([route, word, answer.status, answer.headers.getSetCookie()]).toEqual([route, word, 400, []])
          refused()
        }
    })
  },
  60_000,
)

attack(
  'finding the other organisation in any page, list, count, search or file',
  async ({ refused }) => {
    for (const [route] of pages)
      for (const name of ['office', 'clinician'] as const)
        for (const search of ['', 'Elsewhere', 'Zephyr']) {
          const query = new URLSearchParams(search ? { search, q: search } : {})
          const answer = await target.t.request(`${asking.addressFor(route)}?${query}`, { as: target.personId(name) })
          const page = (await answer.text())
            .replaceAll(/(value|href|action)="[^"]*"/g, '')
            .replaceAll(search || '\0', '')
          expect([route, name, search, leaksIn(page, target)]).toEqual([route, name, search, []])
          refused()
        }
  },
  180_000,
)

attack(
  'putting SQL, and a name of every object, into every field of every form',
  async ({ refused }) => {
    const { t, trust } = target
    const twists = ["x'); drop table signature; update role_grant set role = 'office'; --", nameOfEveryObject]
    for (const [name] of posts) {
      const { changes } = asking.sampleOf(name)
      for (const field of await asking.fieldsOf(name))
        for (const twist of twists) {
          await asking.prepare(name)
          const before = await digestEveryTable(t.database)
          const theirs = await digestEveryTable(t.database, trust.elsewhere.organisationId)
          const form = { ...asking.formOf(name), [field]: twist }
          const ask = { as: await asking.cookieFor(name), form }
          const answer = await asking.read(await t.request(asking.addressFor(name), ask))
          expect([name, form, answer.status < 500, answer.leaks]).toEqual([name, form, true, []])
          const changed = changedTables(before, await digestEveryTable(t.database))
          expect([name, form, changed.filter((table) => !changes.includes(table))]).toEqual([name, form, []])
          const theirsNow = await digestEveryTable(t.database, trust.elsewhere.organisationId)
          expect([name, form, changedTables(theirs, theirsNow)]).toEqual([name, form, []])
          refused()
        }
    }
  },
  300_000,
)

/** Each text and number of some JSON, one at a time, as something else; and names of the database beside each object's own. */
function* withOneOther(json: unknown, other: unknown): Generator<unknown> {
  if (typeof json !== 'object' || json === null) {
    yield other
    return
  }
  for (const [name, part] of Object.entries(json))
    for (const changed of withOneOther(part, other))
      yield Array.isArray(json) ? json.with(Number(name), changed) : { ...json, [name]: changed }
  if (!Array.isArray(json)) yield { ...json, organisation_id: other, personId: other, state: other }
}

/** Changes of every kind that a script may post, each of something that is in the plan. */
const changesPosted = [
  {
    kind: 'put-activity',
    activity: {
      id: 'clinic',
      title: 'Late clinic',
      category: 'dcc',
      schedule: { kind: 'timetabled', days: ['mon'], start: '13:00', end: '17:00' },
      location: { setting: 'outpatient-clinic', site: 'Invented Infirmary' },
      output: { measure: 'patients', perOccurrence: 8 },
      note: 'Later than it was',
    },
    place: 0,
  },
  {
    kind: 'put-activity',
    activity: {
      id: 'study',
      title: 'Reading',
      classification: 'teaching',
      schedule: { kind: 'annualised', occurrencesPerYear: 10, minutes: 60 },
    },
  },
  { kind: 'remove-activity', id: 'ward' },
  { kind: 'put-on-call', rota: { id: 'rota', oneIn: 6, category: 'B', predictable: { minutes: 60 } } },
  { kind: 'remove-on-call', id: 'rota' },
  { kind: 'put-objective', objective: { scope: 'personal', text: 'Read more', dueOn: '2027-01-31' }, place: 0 },
  { kind: 'insert-supporting-resource', resource: { kind: 'staff', text: 'A nurse' }, place: 0 },
  { kind: 'put-supporting-resource', resource: { kind: 'staff', text: 'A nurse' }, place: 0 },
  { kind: 'set-terms', terms: { contracted: { core: 11 }, workingWeeks: 41, person: { postTitle: 'Surgeon' } } },
  { kind: 'batch', changes: [{ kind: 'remove-objective', place: 0 }] },
]

attack(
  'putting SQL and wrong values into every part of a change that a script posts, also where somebody else made it first',
  async ({ refused }) => {
    const { t, trust } = target
    const { changes } = asking.sampleOf('savePlanChange')
    for (const change of changesPosted) {
      await target.putBack()
      const before = await digestEveryTable(t.database)
      const theirs = await digestEveryTable(t.database, trust.elsewhere.organisationId)
      const post = async (by: 'agreer' | 'clinician', json: unknown) =>
        asking.read(
          await t.request(pathTo('savePlanChange', { planId: target.planId }), { as: target.personId(by), json }),
        )
      const first = await post('agreer', { version: 1, change })
      expect([change, first.status]).toEqual([change, 200])
      for (const version of [1, 2])
        for (const other of ["x'); drop table signature; --", -1, null, {}])
          for (const json of withOneOther({ version, change }, other)) {
            const answer = await post('clinician', json)
            expect([json, answer.status < 500, answer.leaks]).toEqual([json, true, []])
            refused()
          }
      const changed = changedTables(before, await digestEveryTable(t.database))
      expect(changed.filter((table) => !changes.includes(table))).toEqual([])
      expect(changedTables(theirs, await digestEveryTable(t.database, trust.elsewhere.organisationId))).toEqual([])
    }
    await target.putBack()
  },
  240_000,
)
