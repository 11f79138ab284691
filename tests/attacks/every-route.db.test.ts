/**
 * Attacks on every route of the table: a route is attacked from the day on which its row is added. What a row needs for it
 * (a value for a new word in a path, a form that is let through) is in target.ts and samples.ts; without it this fails.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mayGenerally, objectActions } from '../../src/domain/access/access.ts'
import { findViewer } from '../../src/records/viewer.ts'
import { pathTo, type Route, type RouteName } from '../../src/routes.ts'
import { accountOf, personNames, today } from '../support/factories.ts'
import type { Ask } from '../support/test-app.ts'
import { type Asking, allRoutes, askingOf } from './asking.ts'
import { attack, leavesAllAsItWas } from './attack.ts'
import { type Outside, startOutside } from './outside.ts'
import { changedTables, digestEveryTable } from './table-digests.ts'
import { aTarget, leaksIn, type Target } from './target.ts'

const closed = allRoutes.filter(([, { may }]) => may !== 'anybody')
const aboutOne = closed.filter(([, { may, path }]) => may in objectActions && path.includes(':'))
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
  await target.putBack()
  const { mayBeRefused } = asking.sampleOf(name)
  const ask = { as: await asking.cookieFor(name), ...asking.bodyOf(name) }
  const answer = await target.t.request(asking.addressFor(name), ask)
  const isRight = answer.status < 400 || (mayBeRefused === true && answer.status < 500)
  expect(isRight, `${name} answers ${answer.status}`).toBe(true)
  await target.putBack()
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
  expect(received.length - before).toBe(3)
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
      await target.putBack()
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
        for (const [route, row] of posts) {
          const { body, ...asked } = ask(route, row)
          const as = await asking.cookieFor(route)
          const answer =
            body === undefined
              ? await target.t.request(asking.addressFor(route), { as, ...asked })
              : await target.t.app.request(`http://localhost${asking.addressFor(route)}`, {
                  method: 'POST',
                  body,
                  headers: { origin: 'http://localhost', ...(as ? { cookie: as } : {}), ...asked.headers },
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
        await target.t.request(`${asking.addressFor(name)}?${query}`, { as: await asking.cookieFor(name), headers })
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
      for (const [route] of pages)
        for (const injection of injections) {
          const query = new URLSearchParams(parameters.map((name) => [name, injection]))
          const answer = await asking.read(
            await target.t.request(`${asking.addressFor(route)}?${query}`, { as: target.personId('office') }),
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
      for (const [route] of pages)
        for (const twist of ['=1&NAME=2', '[__proto__]=1', '=%ED%A0%80']) {
          const query = parameters.map((name) => `${name}${twist.replace('NAME', name)}`).join('&')
          const answer = await asking.read(
            await target.t.request(`${asking.addressFor(route)}?${query}`, { as: target.personId('office') }),
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
  'putting SQL into every field of every form',
  async ({ refused }) => {
    const { t, trust } = target
    for (const [name] of posts) {
      const { changes } = asking.sampleOf(name)
      for (const field of Object.keys(asking.formOf(name))) {
        await target.putBack()
        const before = await digestEveryTable(t.database)
        const theirs = await digestEveryTable(t.database, trust.elsewhere.organisationId)
        const ask = {
          as: await asking.cookieFor(name),
          form: {
            ...asking.formOf(name),
            [field]: "x'); drop table signature; update role_grant set role = 'office'; --",
          },
        }
        const answer = await asking.read(await t.request(asking.addressFor(name), ask))
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
