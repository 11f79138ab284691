/** What is attacked: the whole app, a trust with one of everything in it, and a second trust that nobody of it may meet. */
import { sql } from 'kysely'
import { vi } from 'vitest'
import { allHandlers } from '../../src/app.tsx'
import { scopeOfSystem } from '../../src/db/scope.ts'
import { refreshSight } from '../../src/records/viewer.ts'
import type { RouteName } from '../../src/routes.ts'
import {
  anImport,
  aPerson,
  aRoleGrant,
  aRunOfInvitations,
  aStagedImport,
  aTrust,
  type PersonName,
  personNames,
  type Trust,
  today,
} from '../support/factories.ts'
import { aDocument, anEarlierOffer, aPlan, documentOfAllParts, wordsOfParts } from '../support/plans.ts'
import { type TestApp, testApp } from '../support/test-app.ts'
import { type Doors, type Knocker, makeDoors } from './doors.ts'

export type Target = {
  t: TestApp
  trust: Trust
  /** The clinician's plan, a draft that was once offered. */
  planId: number
  grantId: number
  runId: number
  stagedId: number
  importId: number
  /** What the other trust has of the same. */
  theirs: Record<'planId' | 'grantId' | 'runId' | 'stagedId' | 'importId', number>
  doors: Doors
  /** Somebody with an account and without a role, for what is done to an account. */
  spareId: number
  /** Somebody without an account. */
  newcomerId: number
  /** The words that only the other trust's people may read. */
  theirWords: readonly string[]
  personId(name: PersonName): number
  /** The cookie of somebody, empty for nobody. */
  cookieOf(who: PersonName | Knocker): Promise<string>
  /** Puts back what the forms of samples.ts change; the clinician's plan then has another number. */
  putBack(): Promise<void>
  close(): Promise<void>
}

/** Makes it; `settings` open doors beside the password's, and let mail leave. */
export async function aTarget(settings: Record<string, string> = {}): Promise<Target> {
  const t = await testApp({ handlers: allHandlers(), settings })
  const trust = await aTrust(t.database)
  const { organisationId, people, elsewhere } = trust
  const grantId = await t.database.asOwner(async (tx) => {
    // The one person of the other trust may do everything there.
    for (const role of ['office', 'auditor', 'administrator'] as const)
      await aRoleGrant(tx, elsewhere.organisationId, elsewhere.person.personId, role, 0)
    const found = await tx
      .selectFrom('role_grant')
      .select('grant_id')
      .where('organisation_id', '=', organisationId)
      .where('role', '=', 'unit-lead')
      .executeTakeFirstOrThrow()
    return found.grant_id
  })
  await refreshSight(t.database, elsewhere.organisationId, today)
  const [newcomerId, spareId] = await t.database.write(scopeOfSystem(organisationId), async (tx) => {
    const somebody = { unitId: trust.units.otherTeam, group: 'physiotherapist' }
    const newcomer = await aPerson(tx, organisationId, { lastName: 'Newcomer', ...somebody })
    const spare = await aPerson(tx, organisationId, { lastName: 'Spare', ...somebody })
    return [newcomer.personId, spare.personId] as const
  })
  await refreshSight(t.database, organisationId, today)
  const importId = await anImport(t.database, organisationId)
  const theirs = await whatIsTheirs(t, trust)
  const doors = await makeDoors(t, trust)

  const target: Target = {
    t,
    trust,
    planId: 0,
    grantId,
    runId: 0,
    stagedId: 0,
    importId,
    theirs,
    doors,
    newcomerId,
    spareId,
    theirWords: ['Elsewhere', 'Second Invented Trust', 'Quixotic', 'Zephyr'],
    personId: (name) => people[name].personId,
    cookieOf: async (who) => (isPerson(who) ? t.signInAs(people[who].personId) : doors.cookieOf(who)),
    putBack: async () => {
      await allIsSent(t)
      await t.database.asOwner(async (tx) => {
        await tx.deleteFrom('job_plan').where('assignment_id', '=', people.clinician.assignmentId).execute()
        await tx.deleteFrom('role_grant').where('person_id', '=', people.outsider.personId).execute()
        await tx.updateTable('role_grant').set({ ended_on: null }).execute()
        await tx.deleteFrom('invitation').where('organisation_id', '=', organisationId).execute()
        await tx.deleteFrom('invitation_run').where('organisation_id', '=', organisationId).execute()
        const run = { organisation_id: organisationId, choice: '{}', people: 1, made_by: people.office.personId }
        const made = await tx
          .insertInto('invitation_run')
          .values({ ...run, made_at: `${today}T12:00:00Z` })
          .returning('run_id')
          .executeTakeFirstOrThrow()
        target.runId = made.run_id
        await tx.deleteFrom('agreer').where('from_on', '=', today).execute()
        await sql`update identity."user" u set email = ${`person-${spareId}@test.example`}
          from identity.account_person ap where ap.user_id = u.id and ap.person_id = ${spareId}`.execute(tx)
        const asProposed = { corrected_contract: null, corrected_professional_group: null, corrected_band: null }
        await tx
          .updateTable('assignment')
          .set({ ...asProposed, corrected_scope: null })
          .execute()
      })
      await refreshSight(t.database, organisationId, today)
      target.planId = await aPlan(t.database, organisationId, people.clinician, documentOfAllParts)
      await anEarlierOffer(t.database, organisationId, people.clinician, target.planId, documentOfAllParts)
      const waits = await t.database.asOwner((tx) =>
        tx.selectFrom('staged_import').select('staged_id').where('staged_id', '=', target.stagedId).execute(),
      )
      if (waits.length === 0) target.stagedId = await aStagedImport(t.database, organisationId, people.office.personId)
      await doors.putBack()
    },
    close: () => t.close(),
  }
  await target.putBack()
  // An account is made with the first sign-in: all of them now, so that later ones change nothing.
  const everybody = [...Object.values(people), elsewhere.person].map(({ personId }) => personId)
  for (const personId of [...everybody, spareId]) await t.signInAs(personId)
  return target
}

const isPerson = (who: PersonName | Knocker): who is PersonName => personNames.some((name) => name === who)

/** One of everything that an address can name, in the other trust. */
async function whatIsTheirs({ database }: TestApp, { elsewhere }: Trust): Promise<Target['theirs']> {
  const { organisationId, person } = elsewhere
  const aZephyr = <Thing extends object>(thing: Thing) => [{ ...thing, text: 'One' }, { ...thing, text: 'Two' }, thing]
  const [clinic, ...others] = aDocument().activities ?? []
  const planId = await aPlan(
    database,
    organisationId,
    person,
    aDocument({
      person: { name: 'Sam Elsewhere', postTitle: 'Quixotic post' },
      activities: [...others, { ...(clinic as NonNullable<typeof clinic>), id: 'zephyr', title: 'Zephyr clinic' }],
      onCall: [{ id: 'zephyr-rota', title: 'Zephyr rota', oneIn: 8, category: 'A' }],
      objectives: aZephyr({ scope: 'personal', text: 'Zephyr' }),
      supportingResources: aZephyr({ kind: 'staff', text: 'Zephyr' }),
    }),
  )
  const runId = await aRunOfInvitations(database, organisationId, person.personId)
  const grantId = await database.asOwner(async (tx) => {
    // One that can still be stopped.
    await tx
      .updateTable('invitation_run')
      .set({ state: 'running', ended_at: null })
      .where('run_id', '=', runId)
      .execute()
    const grant = await tx
      .selectFrom('role_grant')
      .select('grant_id')
      .where('organisation_id', '=', organisationId)
      .where('role', '=', 'auditor')
      .executeTakeFirstOrThrow()
    return grant.grant_id
  })
  const stagedId = await aStagedImport(database, organisationId, person.personId)
  return { planId, grantId, runId, stagedId, importId: await anImport(database, organisationId) }
}

/** Waits until every mail has left that a form has asked for: what they change must not be taken for what an attack does. */
export const allIsSent = ({ database }: TestApp) =>
  vi.waitFor(
    async () => {
      const { rows } = await database.jobs(`select name from jobs.job where state in ('created', 'retry', 'active')`)
      if (rows.length > 0) throw new Error(`${rows.length} jobs wait`)
    },
    { timeout: 30_000, interval: 50 },
  )

const NOBODYS_NUMBER = 99_999_999
const NOBODYS_KEY = 'k'.repeat(43)

/** What opens each route with a key in its address. A new one without a key here fails. */
const KEYS: Partial<Record<RouteName, keyof Doors['keys'] | 'none'>> = {
  // Nothing can be set up a second time: no key opens these.
  firstRunPage: 'none',
  firstRun: 'none',
  invitationPage: 'invitation',
  acceptInvitation: 'invitation',
  resetPasswordPage: 'reset',
  resetPassword: 'reset',
  carryOnPage: 'keptForm',
}

/** Values for the words in a route's path. Everything that a new route names must be here. */
export function wordsOf(target: Target, name: RouteName): Record<string, string | number> {
  const { trust, planId, grantId, runId, spareId, stagedId, importId, doors } = target
  const key = KEYS[name]
  return {
    assignmentId: trust.people.clinician.assignmentId,
    planId,
    ...wordsOfParts,
    grantId,
    runId,
    personId: spareId,
    provider: 1,
    // Approving would end everybody's post: tests/attacks/upload.db.test.ts approves.
    stagedId: name === 'approveImport' ? NOBODYS_NUMBER : stagedId,
    importId,
    ...(key ? { token: key === 'none' ? NOBODYS_KEY : doors.keys[key] } : {}),
  }
}

/** By the kind of word in a path: what the other trust has of it, and one that nobody has. A new kind must be added here. */
export function foreignWordsOf(target: Target, name: RouteName): Record<string, readonly (string | number)[]> {
  const { trust, theirs, doors } = target
  return {
    assignmentId: [trust.elsewhere.person.assignmentId],
    planId: [theirs.planId],
    activityId: ['zephyr'],
    onCallId: ['zephyr-rota'],
    number: [3],
    grantId: [theirs.grantId],
    runId: [theirs.runId],
    personId: [trust.elsewhere.person.personId],
    stagedId: [theirs.stagedId],
    importId: [theirs.importId],
    // Providers are of no organisation; this one is not set up.
    provider: [2],
    // A key opens its own door for whoever holds it, and no other; what was kept of a form, for its own person alone.
    token: Object.entries(doors.keys).flatMap(([door, key]) => (door === KEYS[name] ? [] : [key])),
  }
}

/** What nobody has, by the kind of word in a path. */
export const NOBODYS: Record<string, string | number> = {
  assignmentId: NOBODYS_NUMBER,
  planId: NOBODYS_NUMBER,
  activityId: 'nobodys',
  onCallId: 'nobodys',
  number: 99,
  grantId: NOBODYS_NUMBER,
  runId: NOBODYS_NUMBER,
  personId: NOBODYS_NUMBER,
  stagedId: NOBODYS_NUMBER,
  importId: NOBODYS_NUMBER,
  provider: 9,
  token: NOBODYS_KEY,
}

/** What a page is the same as but for what is new each time: the nonce, keys that work once, and the question itself. */
export const withoutWhatIsNew = (html: string): string =>
  html.replaceAll(/nonce="[^"]*"|name="once" value="[^"]*"|data-seconds-left="\d+"/g, '')

/** What a page gives away that it must not: the other trust's words, or the insides of the program. */
export function leaksIn(body: string, { theirWords }: Target): string[] {
  const insides = [
    /\bat \S+ \(?(file|node|\/)/,
    /\.tsx?:\d+/,
    /node_modules/,
    /syntax error at|violates |relation "|permission denied for/i,
  ]
  return [
    ...theirWords.filter((word) => body.includes(word)),
    ...insides.filter((inside) => inside.test(body)).map(String),
  ]
}
