/**
 * Attacks on every route of the table: a route is attacked from the day on which its row is added. What a row needs for it
 * (a value for a new word in a path, a form that is let through) is in target.ts and samples.ts; without it this fails.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mayGenerally, objectActions } from '../../src/domain/access/access.ts'
import { findViewer } from '../../src/records/viewer.ts'
import { type Route, type RouteName, routes } from '../../src/routes.ts'
import { addressOf } from '../support/address-of.ts'
import { accountOf, personNames, today } from '../support/factories.ts'
import type { Ask } from '../support/test-app.ts'
import { attack, leavesAllAsItWas } from './attack.ts'
import { type Sample, samplesFor } from './samples.ts'
import { changedTables, digestEveryTable } from './table-digests.ts'
import { aTarget, leaksIn, type Target, withoutWhatIsNew, wordsOf } from './target.ts'

const all = Object.entries(routes) as [RouteName, Route][]
const closed = all.filter(([, { may }]) => may !== 'anybody')
const aboutOne = closed.filter(([, { may, path }]) => may in objectActions && path.includes(':'))
const general = closed.filter(([, { may }]) => !(may in objectActions))
const posts = all.filter(([, { method }]) => method === 'POST')
const closedPosts = posts.filter(([, { may }]) => may !== 'anybody')
const pages = closed.filter(([, { method }]) => method === 'GET')

let target: Target
let samples: Partial<Record<string, Sample>>

beforeAll(async () => {
  target = await aTarget()
  samples = samplesFor(target)
}, 120_000)
afterAll(() => target.close())

const sampleOf = (name: RouteName): Sample => {
  const sample = samples[name]
  if (!sample)
    throw new Error(
      `${name} changes something, and the attacks have no form for it: add one to tests/attacks/samples.ts`,
    )
  return sample
}
const bodyOf = (name: RouteName): Ask => {
  if (routes[name].method === 'GET') return {}
  const { form, json } = sampleOf(name)
  return json ? { json } : { form: form ?? {} }
}
/** The route's address, with other words than the target's own where some are given. */
const addressFor = (route: Route, others: Record<string, string | number> = {}) =>
  addressOf(route, { ...wordsOf(target), ...others })

/** An answer without what is new each time, and what it gives away. */
async function read(answer: Response): Promise<{ status: number; page: string; leaks: string[] }> {
  const page = await answer.text()
  return { status: answer.status, page: withoutWhatIsNew(page), leaks: leaksIn(page, target) }
}

test.each(closedPosts)('%s lets the right person through with the form that is attacked below', async (name, route) => {
  await target.putBack()
  const { by, mayBeRefused } = sampleOf(name)
  const answer = await target.t.request(addressFor(route), { as: target.personId(by), ...bodyOf(name) })
  const isRight = answer.status < 400 || (mayBeRefused === true && answer.status < 500)
  expect(isRight, `${name} answers ${answer.status}`).toBe(true)
  await target.putBack()
})

attack(
  'asking without having signed in',
  async ({ refused }) => {
    await leavesAllAsItWas(target.t.database, async () => {
      for (const [name, route] of closed) {
        const answer = await target.t.request(addressFor(route), bodyOf(name))
        expect([name, answer.status, answer.headers.get('location')]).toEqual([
          name,
          303,
          expect.stringMatching(/^\/sign-in/),
        ])
        expect([name, (await read(answer)).leaks]).toEqual([name, []])
        refused()
      }
    })
  },
  60_000,
)

/** Whoever asks for something that they do not see gets the very page of what is not there. */
function isHiddenFrom(name: string, who: () => number, words: () => Record<string, string | number>) {
  attack(
    name,
    async ({ refused }) => {
      await leavesAllAsItWas(target.t.database, async () => {
        for (const [route, row] of aboutOne) {
          const ask = { as: who(), ...bodyOf(route) }
          const nothing = await read(
            await target.t.request(addressFor(row, { planId: 99_999_999, assignmentId: 99_999_999 }), ask),
          )
          const hidden = await read(await target.t.request(addressFor(row, words()), ask))
          expect([route, nothing.status, hidden.status]).toEqual([route, 404, 404])
          expect([route, hidden.page]).toEqual([route, nothing.page])
          if (who() !== target.trust.elsewhere.person.personId) expect([route, hidden.leaks]).toEqual([route, []])
          refused()
        }
      })
    },
    120_000,
  )
}

isHiddenFrom(
  'asking for the plan and post of a colleague out of sight',
  () => target.personId('outsider'),
  () => ({}),
)
isHiddenFrom(
  'asking for a plan as the system administrator, who sees none',
  () => target.personId('administrator'),
  () => ({}),
)
isHiddenFrom(
  'asking from another organisation, with every role there',
  () => target.trust.elsewhere.person.personId,
  () => ({}),
)
isHiddenFrom(
  'asking for a plan and post of another organisation, as the clinician',
  () => target.personId('clinician'),
  () => ({
    planId: target.theirPlanId,
    assignmentId: target.trust.elsewhere.person.assignmentId,
  }),
)
isHiddenFrom(
  'asking for a plan and post of another organisation, as the office',
  () => target.personId('office'),
  () => ({
    planId: target.theirPlanId,
    assignmentId: target.trust.elsewhere.person.assignmentId,
  }),
)

const malformed = [
  '0',
  '-1',
  '1e3',
  '99999999999999999999',
  '١',
  "1' or '1'='1",
  '1;drop table person',
  '..%2f1',
  '%',
  'x'.repeat(2000),
]
attack(
  'putting something other than a number into an address',
  async ({ refused }) => {
    await leavesAllAsItWas(target.t.database, async () => {
      for (const [route, row] of aboutOne)
        for (const word of malformed) {
          const address = addressFor(row, { planId: word, assignmentId: word })
          const answer = await read(
            await target.t.request(address, { as: target.personId('office'), ...bodyOf(route) }),
          )
          expect([route, word, answer.status, answer.leaks]).toEqual([route, word, 404, []])
          refused()
        }
    })
  },
  120_000,
)

const insideWords = ["x' or '1'='1", '__proto__', 'constructor', '999999999']
attack(
  'putting odd words for a part of a plan into an address',
  async ({ refused }) => {
    const withParts = aboutOne.filter(([, { path }]) => /:(activityId|onCallId|number)/.test(path))
    for (const [route, row] of withParts)
      for (const word of insideWords) {
        await target.putBack()
        const before = await digestEveryTable(target.t.database)
        const address = addressFor(row, { activityId: word, onCallId: word, number: word })
        const answer = await read(
          await target.t.request(address, { as: target.personId('clinician'), ...bodyOf(route) }),
        )
        expect([route, word, answer.status < 500, answer.leaks]).toEqual([route, word, true, []])
        expect([route, word, changedTables(before, await digestEveryTable(target.t.database))]).toEqual([
          route,
          word,
          [],
        ])
        refused()
      }
  },
  120_000,
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
          const answer = await read(await t.request(addressFor(row), { as: personId, ...bodyOf(route) }))
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
      for (const [route, row] of closedPosts.filter(([, { may }]) => may in objectActions))
        for (const name of ['agreersAgreer', 'unitLead', 'groupLead', 'auditor'] as const) {
          const answer = await target.t.request(addressFor(row), { as: target.personId(name), ...bodyOf(route) })
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
  plan_id: String(target.theirPlanId),
  planId: String(target.theirPlanId),
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
    for (const [name, route] of closedPosts) {
      await target.putBack()
      const { by, form, json, changes } = sampleOf(name)
      const before = await digestEveryTable(t.database)
      const theirs = await digestEveryTable(t.database, trust.elsewhere.organisationId)
      const body = json ? { json: { ...json, ...extraFields() } } : { form: { ...extraFields(), ...form } }
      const answer = await t.request(addressFor(route), { as: target.personId(by), ...body })
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
            state: expect.stringMatching(/^(draft|offered|withdrawn)$/),
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
        for (const [route, row] of closedPosts) {
          const { body, ...asked } = ask(route, row)
          const as = await target.t.signInAs(target.personId(sampleOf(route).by))
          const answer =
            body === undefined
              ? await target.t.request(addressFor(row), { as, ...asked })
              : await target.t.app.request(`http://localhost${addressFor(row)}`, {
                  method: 'POST',
                  body,
                  headers: { origin: 'http://localhost', cookie: as, ...asked.headers },
                })
          const { status, leaks } = await read(answer)
          expect([route, statuses.includes(status) ? 'refused' : status, leaks]).toEqual([route, 'refused', []])
          refused()
        }
      })
    },
    60_000,
  )
}

const sent = (route: RouteName, headers: Record<string, string>): Ask => ({ ...bodyOf(route), headers })

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
isNotTaken('posting a null character', [422], (route, { takes }) =>
  takes === 'json'
    ? {
        body: '{"version":1,"change":{"kind":"remove-activity","id":"a\\u0000"}}',
        headers: { 'content-type': 'application/json' },
      }
    : { form: { ...sampleOf(route).form, title: 'a\0b', reason: 'a\0b' } },
)
isNotTaken('posting a field whose name has a null character', [422], (route, { takes }) =>
  takes === 'json'
    ? { body: '{"version":1,"a\\u0000":1}', headers: { 'content-type': 'application/json' } }
    : { form: { ...sampleOf(route).form, 'a\0': 'x' } },
)
isNotTaken('posting a multipart form that never ends its part', [400, 415], () => ({
  body: '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb',
  headers: { 'content-type': 'multipart/form-data; boundary=x' },
}))

attack('posting a file where no file is asked for', async ({ refused }) => {
  await leavesAllAsItWas(target.t.database, async () => {
    for (const [route, row] of closedPosts.filter(([, { takes }]) => takes !== 'files')) {
      const body = new FormData()
      body.set('reason', new Blob(['MZ']), '../../evil.exe')
      const answer = await target.t.app.request(`http://localhost${addressFor(row)}`, {
        method: 'POST',
        body,
        headers: { origin: 'http://localhost', cookie: await target.t.signInAs(target.personId(sampleOf(route).by)) },
      })
      expect([route, answer.status]).toEqual([route, 415])
      refused()
    }
  })
})

for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'QUERY'])
  attack(`asking with ${method}`, async ({ refused }) => {
    await leavesAllAsItWas(target.t.database, async () => {
      for (const [route, row] of all) {
        const answer = await target.t.request(addressFor(row), { as: target.personId('office'), method })
        expect([route, answer.status, answer.headers.get('allow')]).toEqual([route, 405, 'GET, HEAD, POST'])
        refused()
      }
    })
  })

attack(
  'turning a GET into a change by a header or a field',
  async ({ refused }) => {
    await leavesAllAsItWas(target.t.database, async () => {
      for (const [name, row] of closedPosts) {
        const headers = { 'x-http-method-override': 'POST', 'x-method-override': 'POST', 'x-http-method': 'POST' }
        const query = new URLSearchParams({ _method: 'POST', ...(sampleOf(name).form as Record<string, string>) })
        await target.t.request(`${addressFor(row)}?${query}`, { as: target.personId(sampleOf(name).by), headers })
        refused()
      }
    })
  },
  60_000,
)

const parameters = [
  'search',
  'q',
  'unit',
  'group',
  'contract',
  'scope',
  'show',
  'sort',
  'order',
  'page',
  'event',
  'before',
  'week',
  'since',
  'standing',
  'state',
  'replaces',
  'view',
  'why',
  'next',
  'how',
]
const injections = ["' or '1'='1", "'; drop table person; --", '") or 1=1 --']

attack(
  'putting SQL into every parameter of every page',
  async ({ refused }) => {
    await leavesAllAsItWas(target.t.database, async () => {
      for (const [route, row] of pages)
        for (const injection of injections) {
          const query = new URLSearchParams(parameters.map((name) => [name, injection]))
          const answer = await read(
            await target.t.request(`${addressFor(row)}?${query}`, { as: target.personId('office') }),
          )
          expect([route, injection, answer.status < 500, answer.leaks]).toEqual([route, injection, true, []])
          refused()
        }
    })
  },
  180_000,
)

attack(
  'sending every parameter twice, as a list, and as an object',
  async ({ refused }) => {
    await leavesAllAsItWas(target.t.database, async () => {
      for (const [route, row] of pages)
        for (const twist of ['=1&NAME=2', '[__proto__]=1', '=%ED%A0%80']) {
          const query = parameters.map((name) => `${name}${twist.replace('NAME', name)}`).join('&')
          const answer = await read(
            await target.t.request(`${addressFor(row)}?${query}`, { as: target.personId('office') }),
          )
          expect([route, twist, answer.status < 500, answer.leaks]).toEqual([route, twist, true, []])
          refused()
        }
    })
  },
  120_000,
)

attack(
  'putting null characters and line breaks into every address',
  async ({ refused }) => {
    await leavesAllAsItWas(target.t.database, async () => {
      for (const [route, row] of pages)
        for (const word of ['%00', '%0d%0aSet-Cookie:%20a=b', '%0a', '%1b[31m', '%7f']) {
          const answer = await target.t.request(`${addressFor(row)}?search=${word}`, { as: target.personId('office') })
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
    for (const [route, row] of pages)
      for (const name of ['office', 'clinician'] as const)
        for (const search of ['', 'Elsewhere', 'Zephyr']) {
          const query = new URLSearchParams(search ? { search, q: search } : {})
          const answer = await target.t.request(`${addressFor(row)}?${query}`, { as: target.personId(name) })
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
  'putting SQL into every field of every form',
  async ({ refused }) => {
    const { t, trust } = target
    for (const [name, route] of closedPosts) {
      const { by, form = {}, changes } = sampleOf(name)
      for (const field of Object.keys(form)) {
        await target.putBack()
        const before = await digestEveryTable(t.database)
        const theirs = await digestEveryTable(t.database, trust.elsewhere.organisationId)
        const ask = {
          as: target.personId(by),
          form: { ...form, [field]: "x'); drop table signature; update role_grant set role = 'office'; --" },
        }
        const answer = await read(await t.request(addressFor(route), ask))
        expect([name, field, answer.status < 500, answer.leaks]).toEqual([name, field, true, []])
        const changed = changedTables(before, await digestEveryTable(t.database))
        expect([name, field, changed.filter((table) => !changes.includes(table))]).toEqual([name, field, []])
        expect([
          name,
          field,
          changedTables(theirs, await digestEveryTable(t.database, trust.elsewhere.organisationId)),
        ]).toEqual([name, field, []])
        refused()
      }
    }
  },
  180_000,
)
