/**
 * Every route that changes something, pressed twice in the same moment with one key, on two servers that know of each
 * other nothing but the database: both answer alike or to the nearest page, and what comes of it is what comes of a single press, which is
 * something. A new route is pressed with the words that tests/attacks/samples.ts must have for it.
 */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allHandlers } from '../../src/app.tsx'
import { generalActions, objectActions } from '../../src/domain/access/access.ts'
import { connect } from '../../src/records/single-sign-on.ts'
import { pathTo, type RouteName } from '../../src/routes.ts'
import { ONCE_FIELD, ONCE_HEADER } from '../../src/web/once/once-key.ts'
import { routeAbove } from '../../src/web/once/route-above.ts'
import { openIdProviders } from '../../src/web/open-id-providers.ts'
import { type Asking, allRoutes, askingOf } from '../attacks/asking.ts'
import { type Outside, startOutside } from '../attacks/outside.ts'
import { changedTables, digestEveryTable } from '../attacks/table-digests.ts'
import { allIsSent, aTarget, type Target } from '../attacks/target.ts'
import { accountOf } from '../support/factories.ts'
import { setUpSecondFactor } from '../support/second-factor.ts'
import { sendFiles, stagedAt } from '../support/send-files.ts'
import { deltaName, feedBytes, personRow } from '../support/staff-feed.ts'
import { type TestApp, testApp } from '../support/test-app.ts'

let outside: Outside
let target: Target
let asking: Asking
let other: TestApp
let presses = 0

beforeAll(async () => {
  outside = await startOutside()
  target = await aTarget(outside.settings)
  // The database is one, and it is closed once.
  const database = { ...target.t.database, close: async () => {} }
  other = await testApp({ database, handlers: allHandlers(), settings: outside.settings })
  asking = askingOf(target)
  // Now, so that neither signing in nor the first line of the audit, which makes its head, is taken for what a press does.
  await other.signInAs(target.personId('office'))
  await whatComesOf('invite', [target.t])
}, 120_000)
afterAll(async () => {
  await other.close()
  await target.close()
  await outside.stop()
})

const walked = allRoutes.filter(
  ([, { method, may }]) => method === 'POST' && (may in objectActions || may in generalActions),
)

/** What does nothing that could be done twice. */
const doesNothing: Partial<Record<RouteName, string>> = {
  stayHere: 'is a use of the session as any page is, and keeps nothing else',
}
/** Of which table each press may leave a row: it is another role's, and is written before the key is used. */
const leftByEach: Partial<Record<RouteName, { table: string; why: string }>> = {
  signInAgain: { table: 'identity.single_sign_on', why: 'each goes to the provider on a way of its own' },
  connectSingleSignOn: { table: 'identity.single_sign_on', why: 'each goes to the provider on a way of its own' },
  makeResetLink: { table: 'identity.verification', why: 'the key of a link that is shown to one of them' },
  changePassword: { table: 'jobs.job', why: 'each sets the same password, and a mail goes with it' },
}
/** What shows something that is kept nowhere: to one press, and the other is led to the list that it is in. */
const showsOnce: Partial<Record<RouteName, string>> = {
  invite: 'shows the link of the invitation',
  makeResetLink: 'shows the link',
}
/** Of which one press may be told no, while the other is under way: nothing more comes of it. */
const mayRefuseOne: Partial<Record<RouteName, string>> = {
  changeSecondFactor: 'a code is used up by one of them before the other’s key is looked at',
}

/** Sends what is to be done to a server, under a key. */
type Press = (server: TestApp, key: string) => Promise<Response>

/** What must be so before a route is pressed, and how it is pressed where the form of the sample does nothing. */
const preparedHere: Partial<Record<RouteName, () => Promise<Press | undefined>>> = {
  stageImport: async () => {
    const files = aDelta()
    return (server, key) => sendFiles(server, target.personId('office'), files, key)
  },
  approveImport: async () => {
    const address = await stagedAt(target.t, target.personId('office'), aDelta())
    return pressing(`${address}/approve`, await target.cookieOf('office'))
  },
  disconnectSingleSignOn: async () => {
    const cookie = await target.cookieOf('inside')
    const { userId = '' } = (await target.t.identity.findSession(new Headers({ cookie }))) ?? {}
    const [provider] = openIdProviders(target.t.config)
    await connect(target.t.database, { userId, issuer: provider?.issuer ?? '', subject: 'inside' })
    return pressing(pathTo('disconnectSingleSignOn', { provider: 1 }), cookie)
  },
  closeAccount: () => aSpareAccount('open'),
  reopenAccount: () => aSpareAccount('closed'),
  endSessionsOf: () => aSpareAccount('open'),
  resetSecondFactor: () => aSpareAccount('open'),
}

const pressing =
  (path: string, as: string): Press =>
  (server, key) =>
    server.request(path, { as, form: { [ONCE_FIELD]: key } })

/** The account that things are done to has a session and a second factor, of which they may take away. */
async function aSpareAccount(how: 'open' | 'closed'): Promise<undefined> {
  const { database, identity } = target.t
  const userId = await accountOf(database, identity, target.spareId)
  await database.asOwner(async (tx) => {
    await tx.deleteFrom('identity.session').where('userId', '=', userId).execute()
    await tx.deleteFrom('identity.second_factor').where('user_id', '=', userId).execute()
    const closed_at = how === 'closed' ? new Date() : null
    await tx.updateTable('identity.account_person').set({ closed_at }).where('user_id', '=', userId).execute()
  })
  await identity.startSession(userId, new Headers(), { method: 'password' })
  await setUpSecondFactor(identity, userId)
  return undefined
}

/** A file of the staff record with somebody in it who has not been there before. */
function aDelta() {
  const name = deltaName(100 + presses)
  return { [name]: feedBytes(name, { people: [personRow(`N${presses}`)] }) }
}

async function pressOf(name: RouteName): Promise<Press> {
  const here = await preparedHere[name]?.()
  if (here) return here
  const { form, json } = asking.bodyOf(name)
  const path = asking.addressFor(name)
  const as = await asking.cookieFor(name)
  return (server, key) =>
    json
      ? server.request(path, { as, json, headers: { [ONCE_HEADER]: key } })
      : server.request(path, { as, form: { ...form, [ONCE_FIELD]: key } })
}

/** How many rows each table has. */
async function countRows(): Promise<Map<string, number>> {
  const names = [...(await digestEveryTable(target.t.database)).keys()]
  const parts = names.map((name) => sql`select ${name}::text as name, count(*)::int as rows from ${sql.raw(name)}`)
  const { rows } = await target.t.database.asOwner((tx) =>
    sql<{ name: string; rows: number }>`${sql.join(parts, sql` union all `)}`.execute(tx),
  )
  return new Map(rows.map(({ name, rows }) => [name, rows]))
}

/** Puts all back, presses on these servers in one moment under one key, and says what came of it. */
async function whatComesOf(name: RouteName, servers: TestApp[]) {
  const { database } = target.t
  presses += 1
  const key = `walk-${name}-${presses}-0123456789`
  await asking.prepare(name)
  const press = await pressOf(name)
  const [before, had] = [await digestEveryTable(database), await countRows()]
  const answers = await Promise.all(servers.map((server) => press(server, key)))
  await allIsSent(target.t)
  const changed = changedTables(before, await digestEveryTable(database))
  const more = [...(await countRows())]
    .map(([table, rows]) => [table, rows - (had.get(table) ?? 0)] as const)
    .filter(([table, rows]) => rows !== 0 && table !== leftByEach[name]?.table)
  const answered = answers.map(({ status, headers }) => ({ status, location: headers.get('location') }))
  return { answered, changed, more: Object.fromEntries(more) }
}

const withoutNumbers = (location: string | null) => location?.replaceAll(/\d+/g, '…')

/** Lines that say that something was done, and are not it. */
const SAYS_IT_WAS_DONE = ['once_key', 'audit', 'audit_head']

describe.each(walked)('%s', (name) => {
  test('pressed twice at once with one key is done once', async () => {
    const once = await whatComesOf(name, [target.t])
    const twice = await whatComesOf(name, [target.t, other])
    const [single] = once.answered
    expect(single?.status).toBeLessThan(400)
    const statuses = twice.answered.map(({ status }) => (mayRefuseOne[name] && status === 422 ? 303 : status))
    expect(twice.answered.map(({ status }) => status)).toContain(single?.status)
    expect(statuses.toSorted()).toEqual(showsOnce[name] ? [200, 303] : [single?.status, single?.status])
    // To what it made, or to the nearest page while the first has yet to note where that is.
    const leads = [single?.location ?? null, routeAbove(asking.addressFor(name))].map(withoutNumbers)
    for (const { status, location } of twice.answered)
      if (status === 303) expect(leads).toContain(withoutNumbers(location))
    const done = once.changed.filter((table) => !SAYS_IT_WAS_DONE.includes(table))
    if (doesNothing[name]) expect(done).toEqual([])
    else expect(done).not.toEqual([])
    expect(twice.more).toEqual(once.more)
  })
})

test('what is excused is walked', () => {
  const names = walked.map(([name]) => name)
  const excused = [doesNothing, leftByEach, showsOnce, mayRefuseOne, preparedHere].flatMap((list) => Object.keys(list))
  expect(excused.filter((name) => !names.some((one) => one === name))).toEqual([])
})
