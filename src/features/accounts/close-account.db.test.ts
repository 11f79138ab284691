import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountOf, aRoleGrant, aTrust, type Trust } from '../../../tests/support/factories.ts'
import { type TestApp, testApp } from '../../../tests/support/test-app.ts'
import { scopeOfSystem } from '../../db/scope.ts'
import type { Role } from '../../domain/access/access.ts'
import { withAccounts } from '../../records/account.ts'
import { pathTo } from '../../routes.ts'
import { lockRolesThatStay } from './roles-that-stay.ts'

let t: TestApp
let trust: Trust

beforeAll(async () => {
  t = await testApp()
  trust = await aTrust(t.database)
  const { office, administrator, outsider } = trust.people
  for (const { personId } of [office, administrator, outsider]) await accountOf(t.database, t.identity, personId)
})
afterAll(() => t.close())

const give = (personId: number, role: Role) =>
  t.database.write(scopeOfSystem(trust.organisationId), (tx) =>
    aRoleGrant(tx, trust.organisationId, personId, role, trust.units.team),
  )
const close = (personId: number, by: number) => t.request(pathTo('closeAccount', { personId }), { as: by, form: {} })
const isOpen = async (personId: number) =>
  (
    await t.database.asOwner((tx) =>
      tx
        .selectFrom('identity.account_person')
        .select('closed_at')
        .where('person_id', '=', personId)
        .executeTakeFirstOrThrow(),
    )
  ).closed_at === null

test('the account of the only administrator who can sign in stays open until somebody else is one', async () => {
  const { office, administrator, outsider, clinician } = trust.people
  // Has the role, and no account to sign in with.
  await give(clinician.personId, 'administrator')
  const page = () => t.request(pathTo('closeAccountPage', administrator), { as: office.personId })
  const asked = await (await page()).text()
  expect(asked).toContain('Nobody else who can sign in has the role “System administrator”')
  expect(asked).not.toContain(`action="${pathTo('closeAccount', administrator)}"`)
  const refused = await close(administrator.personId, office.personId)
  expect([refused.status, await refused.text()]).toEqual([
    422,
    expect.stringMatching(/href="#last">This account cannot be closed yet/),
  ])
  expect(await isOpen(administrator.personId)).toBe(true)
  await give(outsider.personId, 'administrator')
  expect(await (await page()).text()).toContain(`action="${pathTo('closeAccount', administrator)}"`)
  expect((await close(administrator.personId, office.personId)).status).toBe(303)
  expect(await isOpen(administrator.personId)).toBe(false)
})

test('who has left keeps nobody in: their account closes though nobody else has the role', async () => {
  const { personId } = trust.people.outsider
  const leave = (on: string | null) =>
    t.database.asOwner((tx) =>
      tx.updateTable('person').set({ left_on: on }).where('person_id', '=', personId).execute(),
    )
  expect((await close(personId, trust.people.office.personId)).status).toBe(422)
  await leave('2026-11-20')
  expect((await close(personId, trust.people.office.personId)).status).toBe(303)
  await leave(null)
  const reopened = await t.request(pathTo('reopenAccount', { personId }), {
    as: trust.people.office.personId,
    form: {},
  })
  expect([reopened.status, await isOpen(personId)]).toEqual([303, true])
})

/** As the owner, and asked anew each time: who waits is told to nobody else, and to a transaction as it was at its first look. */
const isAnybodyWaiting = () =>
  t.database.asOwner(async (tx) => {
    const { rows } = await sql`
      select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(tx)
    return rows.length > 0
  })

test('of two of the office who close each other’s account in one moment, one stays', async () => {
  const { office, outsider } = trust.people
  await give(outsider.personId, 'office')
  const isServer = t.database.kind === 'server'
  const { status } = await t.database
    .write({ ...scopeOfSystem(trust.organisationId), personId: office.personId }, async (tx) => {
      await lockRolesThatStay(tx)
      const closing = close(office.personId, outsider.personId)
      // On a server theirs has begun meanwhile, and waits; the embedded database takes one after the other.
      if (isServer) await expect.poll(isAnybodyWaiting, { timeout: 10_000 }).toBe(true)
      await withAccounts(tx)
        .updateTable('identity.account_person')
        .set({ closed_at: new Date(), closed_by: office.personId })
        .where('person_id', '=', outsider.personId)
        .execute()
      // Not waited for in here: it waits for this.
      return { closing }
    })
    .then(({ closing }) => closing)
  expect(status).toBe(isServer ? 422 : 303)
  expect([await isOpen(office.personId), await isOpen(outsider.personId)].filter(Boolean)).toEqual([true])
})
