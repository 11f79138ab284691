/** Attacks by what people are called and what they write: markup, script and control characters in every text that is shown. */
import { Writable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect } from 'vitest'
import { createLog, withoutWhatWasTyped } from '../../src/platform/log.ts'
import { pathTo, type Route, type RouteName, routes } from '../../src/routes.ts'
import { addressOf } from '../support/address-of.ts'
import { aDocument, aPlan } from '../support/plans.ts'
import { attack } from './attack.ts'
import { aTarget, type Target, wordsOf } from './target.ts'

const scripts = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</textarea><svg/onload=alert(1)>',
  '</title><script>alert(1)</script>',
  'javascript:alert(1)',
  '<!--<script>alert(1)',
]
/** As a page shows them: every page has a script of its own, so that a part of them is no sign. */
const asText = (words: string) => words.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
/** What must never stand in a page as it was written: an element, or an attribute that was left. */
const alive = /<script>alert|<img src=x|<svg\/onload|<!--<script|(href|src|action)="javascript:/

let target: Target
beforeAll(async () => {
  target = await aTarget()
}, 120_000)
afterAll(() => target.close())

const pages = (Object.entries(routes) as [RouteName, Route][]).filter(
  ([, { method, may }]) => method === 'GET' && may !== 'anybody',
)

/** Puts the words everywhere that an import, an office or a person may put words. */
async function writeEverywhere(words: string): Promise<number> {
  const { t, trust } = target
  const { organisationId, people } = trust
  await t.database.asOwner(async (tx) => {
    await sql`update person set first_name = ${words}, last_name = ${words}, title = ${words}, email = ${words} where organisation_id = ${organisationId}`.execute(
      tx,
    )
    await sql`update unit set name = ${words}, kind = ${words} where organisation_id = ${organisationId}`.execute(tx)
    await sql`update assignment set post_title = ${words}, job_role = ${words}, grade = ${words}, number = ${words} where organisation_id = ${organisationId}`.execute(
      tx,
    )
    await sql`update organisation set name = ${words} where organisation_id = ${organisationId}`.execute(tx)
    await tx.deleteFrom('job_plan').where('assignment_id', '=', people.clinician.assignmentId).execute()
  })
  const { activities = [] } = aDocument()
  const document = aDocument({
    person: { name: words, postTitle: words, specialty: words } as ReturnType<typeof aDocument>['person'],
    activities: activities.map((activity) => ({ ...activity, title: words, note: words, specialty: words })),
    onCall: [{ id: 'rota', title: words, oneIn: 8, category: 'A' }],
    objectives: [{ scope: 'personal', text: words }],
    supportingResources: [{ kind: 'staff', text: words }],
  })
  const planId = await aPlan(t.database, organisationId, people.clinician, document)
  target.planId = planId
  const version = '1'
  await t.request(pathTo('offerPlan', { planId }), { as: target.personId('clinician'), form: { version } })
  return planId
}

for (const words of scripts)
  attack(
    `being called ${words.replaceAll(/[<>]/g, '|')}, and writing it everywhere`,
    async ({ refused }) => {
      const planId = await writeEverywhere(words)
      const { t } = target
      let shown = 0
      for (const [name, row] of pages)
        for (const by of ['office', 'clinician'] as const) {
          const answer = await t.request(addressOf(row, wordsOf(target, name)), { as: target.personId(by) })
          const page = await answer.text()
          if (answer.headers.get('content-type')?.includes('json')) {
            expect(JSON.stringify(JSON.parse(page))).toContain(JSON.stringify(words).slice(1, -1))
            refused()
            continue
          }
          expect([name, by, answer.status < 500, alive.exec(page)?.[0]]).toEqual([name, by, true, undefined])
          // Below the bar at its top, which calls everybody by name.
          if (page.slice(page.indexOf('<main')).includes(asText(words))) shown += 1
          refused()
        }
      expect(shown).toBeGreaterThan(10)
      // Then as reasons, and as what is typed and shown again.
      await t.request(pathTo('returnPlan', { planId }), { as: target.personId('agreer'), form: { reason: words } })
      for (const [path, form] of [
        [pathTo('saveActivity', { planId }), { title: words, when: words, start: words, note: words }],
        [pathTo('savePlanTerms', { planId }), { core: words, postTitle: words }],
        [pathTo('saveObjective', { planId }), { scope: words, text: words }],
        [pathTo('signIn'), { email: words, next: words }],
      ] as const) {
        const page = await (await t.request(path, { as: target.personId('clinician'), form })).text()
        expect([path, alive.exec(page)?.[0]]).toEqual([path, undefined])
        refused()
      }
      for (const name of ['planHistory', 'plan', 'team', 'home'] as const) {
        const page = await (
          await t.request(addressOf(routes[name], wordsOf(target, name)), { as: target.personId('agreer') })
        ).text()
        expect([name, alive.exec(page)?.[0]]).toEqual([name, undefined])
        refused()
      }
    },
    120_000,
  )

attack('searching for markup', async ({ refused }) => {
  for (const words of scripts)
    for (const name of ['people', 'accounts', 'team', 'audit', 'roleGrants', 'setAgreerPage'] as const) {
      const query = new URLSearchParams({ search: words, q: words, event: words, group: words })
      const page = await (
        await target.t.request(`${addressOf(routes[name], wordsOf(target, name))}?${query}`, {
          as: target.personId('office'),
        })
      ).text()
      expect([name, words, alive.exec(page)?.[0]]).toEqual([name, words, undefined])
      refused()
    }
})

attack('giving names that the language knows another meaning for', async ({ refused }) => {
  await target.putBack()
  for (const json of [
    '{"version":1,"change":{"kind":"put-activity","activity":{"id":"x","__proto__":{"isAdmin":true}}}}',
    '{"version":1,"__proto__":{"change":{"kind":"remove-activity","id":"ward"}}}',
    '{"version":1,"change":{"kind":"remove-activity","id":"ward"},"change":{"kind":"remove-activity","id":"clinic"}}',
    `{"version":1,"change":${'{"kind":"batch","changes":['.repeat(3000)}${']}'.repeat(3000)}}`,
    `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    '{"version":1,"change":{"kind":"remove-activity","id":"\\ud800"}}',
    '{"version":1,"change":{"kind":"put-objective","objective":{"scope":"personal","text":"a\\u0000b"}}}',
    '{"version":1e999,"change":{"kind":"remove-activity","id":"ward"}}',
    'null',
    '',
  ]) {
    const { t, planId } = target
    const answer = await t.app.request(`http://localhost${pathTo('savePlanChange', { planId })}`, {
      method: 'POST',
      body: json,
      headers: {
        origin: 'http://localhost',
        'content-type': 'application/json',
        cookie: await t.signInAs(target.personId('clinician')),
      },
    })
    expect([json.slice(0, 60), answer.status]).toEqual([json.slice(0, 60), 422])
    expect(({} as { isAdmin?: boolean }).isAdmin).toBe(undefined)
    refused()
  }
})

attack(
  'bringing in a document with text that cannot be kept, or with names that mean something else',
  async ({ refused }) => {
    const { t, trust } = target
    const good = JSON.stringify(aDocument({ period: { from: '2031-04-01', to: '2032-03-31' } }))
    for (const document of [
      good.replace('Ward round', 'Ward\\u0000round'),
      good.replace('Ward round', 'Ward \\udc00'),
      good.replace('"activities"', '"__proto__":{"a":1},"activities"'),
      good.replace('"activities"', '"activities":[],"activities"'),
      '['.repeat(50_000),
      good.slice(0, 200),
    ]) {
      const answer = await t.request(pathTo('startPlan', { assignmentId: trust.people.clinician.assignmentId }), {
        as: target.personId('clinician'),
        form: { how: 'document', document },
      })
      expect([document.slice(0, 40), answer.status]).toEqual([document.slice(0, 40), 422])
      refused()
    }
  },
)

attack('breaking a line of the log, or writing what was typed into it', async ({ refused }) => {
  const lines: string[] = []
  const log = createLog(
    new Writable({
      write(chunk, _, done) {
        lines.push(String(chunk))
        done()
      },
    }),
  )
  const typed = 'amara.osei@trust.example\r\n{"level":60,"msg":"forged"}\u001b[2J\u2028"},{"x":"'
  for (const error of [
    new Error('ours'),
    Object.assign(new Error(`invalid input: ${typed}`), { code: '22P02' }),
    new SyntaxError(`Unexpected token in ${typed}`),
    Object.assign(new Error('duplicate key'), { code: '23505', detail: typed }),
  ]) {
    lines.length = 0
    log.error({ route: 'people', error: withoutWhatWasTyped(error) }, 'request failed')
    expect(lines).toHaveLength(1)
    expect(lines[0]?.trimEnd()).not.toContain('\n')
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'request failed', route: 'people' })
    expect(['osei', 'forged', '\u001b'].filter((word) => lines[0]?.includes(word))).toEqual([])
    refused()
  }
})
