/** How many there are of anything: no page, list, search or file counts what the other organisation has. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect } from 'vitest'
import { scopeOfSystem } from '../../src/db/scope.ts'
import { appendAudit } from '../../src/records/audit.ts'
import { refreshSight } from '../../src/records/viewer.ts'
import { pathTo } from '../../src/routes.ts'
import {
  accountOf,
  anImport,
  aPerson,
  aRoleGrant,
  aRunOfInvitations,
  aStagedImport,
  setAgreer,
  today,
} from '../support/factories.ts'
import { aDocument, aPlan } from '../support/plans.ts'
import { type Asking, allRoutes, askingOf } from './asking.ts'
import { attack } from './attack.ts'
import { aTarget, type Target } from './target.ts'

const pages = allRoutes.filter(([, { method, answers }]) => method === 'GET' && answers !== 'machines')
const readers = ['office', 'auditor', 'clinician'] as const

let target: Target
let asking: Asking
beforeAll(async () => {
  target = await aTarget()
  asking = askingOf(target)
  // Looking at this page begins a second factor, and a second look shows the same.
  for (const name of readers) await target.t.request(pathTo('secondFactorPage'), { as: target.personId(name) })
}, 120_000)
afterAll(() => target.close())

/** Every page as each reader has it, alone and searched for a name that people of both trusts have. */
async function everyPage(): Promise<Map<string, string>> {
  const read = new Map<string, string>()
  for (const [route] of pages)
    for (const name of readers)
      for (const query of ['', '?search=Sam&q=Sam']) {
        const answer = await target.t.request(`${asking.addressFor(route)}${query}`, { as: target.personId(name) })
        const { status, page } = await asking.read(answer)
        read.set(`${route} ${query} as ${name}`, `${status} ${page}`)
      }
  return read
}

const more = 12
/** Makes more of everything in the other trust than there is in one's own, under the same names. */
async function growTheOther() {
  const { t, trust } = target
  const { organisationId, person } = trust.elsewhere
  const placed = await t.database.write(scopeOfSystem(organisationId), async (tx) => {
    const { unit_id: unitId } = await tx
      .selectFrom('assignment')
      .select('unit_id')
      .where('assignment_id', '=', person.assignmentId)
      .executeTakeFirstOrThrow()
    const made = []
    for (let number = 0; number < more; number += 1) {
      const group = number % 2 ? 'medical-consultant' : 'pharmacy'
      const one = await aPerson(tx, organisationId, { lastName: `Clinician${number}`, unitId: unitId ?? 0, group })
      await setAgreer(tx, organisationId, one.assignmentId, person.personId)
      await appendAudit(tx, {
        organisationId,
        personId: null,
        event: 'account.signed-in',
        object: `person ${one.personId}`,
        payload: {},
        at: new Date(`${today}T12:00:00Z`),
      })
      made.push(one)
    }
    return made
  })
  await t.database.asOwner(async (tx) => {
    for (const { personId } of placed) await aRoleGrant(tx, organisationId, personId, 'auditor', 0)
  })
  await refreshSight(t.database, organisationId, today)
  for (const one of placed) {
    await aPlan(t.database, organisationId, one, aDocument())
    await accountOf(t.database, t.identity, one.personId)
    await anImport(t.database, organisationId)
    await aRunOfInvitations(t.database, organisationId, one.personId)
  }
  await aStagedImport(t.database, organisationId, person.personId)
}

attack(
  'counting what the other organisation has on any page, list, search or file',
  async ({ refused }) => {
    const before = await everyPage()
    await growTheOther()
    const { rows } = await target.t.database.asOwner((tx) =>
      sql<{ organisation_id: number; people: number }>`
        select organisation_id, count(*)::integer as people from person group by 1`.execute(tx),
    )
    // Of another size than one's own, or a count of theirs could pass for one's own.
    const [own, theirs] = [target.trust.organisationId, target.trust.elsewhere.organisationId].map(
      (id) => rows.find(({ organisation_id }) => organisation_id === id)?.people,
    )
    expect(own).not.toBe(theirs)
    for (const [asked, page] of await everyPage()) {
      expect([asked, page]).toEqual([asked, before.get(asked)])
      refused()
    }
  },
  240_000,
)
