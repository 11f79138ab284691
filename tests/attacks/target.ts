/** What is attacked: the whole app, a trust with one of everything in it, and a second trust that nobody of it may meet. */
import { allHandlers } from '../../src/app.tsx'
import { scopeOfSystem } from '../../src/db/scope.ts'
import { refreshSight } from '../../src/records/viewer.ts'
import { aPerson, aRoleGrant, aTrust, type PersonName, type Trust, today } from '../support/factories.ts'
import { aDocument, anEarlierOffer, aPlan, documentOfAllParts, wordsOfParts } from '../support/plans.ts'
import { type TestApp, testApp } from '../support/test-app.ts'

export type Target = {
  t: TestApp
  trust: Trust
  /** The clinician's plan, a draft that was once offered. */
  planId: number
  /** A plan of the other trust. */
  theirPlanId: number
  grantId: number
  runId: number
  /** Somebody with an account and without a role, for what is done to an account. */
  spareId: number
  /** Somebody without an account. */
  newcomerId: number
  /** The words that only the other trust's people may read. */
  theirWords: readonly string[]
  personId(name: PersonName): number
  /** Puts back what the forms of samples.ts change; the clinician's plan then has another number. */
  putBack(): Promise<void>
  close(): Promise<void>
}

export async function aTarget(): Promise<Target> {
  const t = await testApp({ handlers: allHandlers() })
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
  const theirDocument = aDocument({ person: { name: 'Sam Elsewhere', postTitle: 'Quixotic post' } })
  const [clinic, ...others] = theirDocument.activities ?? []
  const theirs = { ...theirDocument, activities: [{ ...clinic, title: 'Zephyr clinic' } as typeof clinic, ...others] }
  const theirPlanId = await aPlan(
    t.database,
    elsewhere.organisationId,
    elsewhere.person,
    theirs as typeof documentOfAllParts,
  )

  const target: Target = {
    t,
    trust,
    planId: 0,
    theirPlanId,
    grantId,
    runId: 0,
    newcomerId,
    spareId,
    theirWords: ['Elsewhere', 'Second Invented Trust', 'Quixotic', 'Zephyr'],
    personId: (name) => people[name].personId,
    putBack: async () => {
      await t.database.asOwner(async (tx) => {
        await tx.deleteFrom('job_plan').where('assignment_id', '=', people.clinician.assignmentId).execute()
        await tx.deleteFrom('role_grant').where('person_id', '=', people.outsider.personId).execute()
        await tx.updateTable('role_grant').set({ ended_on: null }).execute()
        await tx.deleteFrom('invitation').execute()
        await tx.deleteFrom('invitation_run').execute()
        const run = { organisation_id: organisationId, choice: '{}', people: 1, made_by: people.office.personId }
        const made = await tx
          .insertInto('invitation_run')
          .values({ ...run, made_at: `${today}T12:00:00Z` })
          .returning('run_id')
          .executeTakeFirstOrThrow()
        target.runId = made.run_id
        await tx.deleteFrom('agreer').where('from_on', '=', today).execute()
        const asProposed = { corrected_contract: null, corrected_professional_group: null, corrected_band: null }
        await tx
          .updateTable('assignment')
          .set({ ...asProposed, corrected_scope: null })
          .execute()
      })
      await refreshSight(t.database, organisationId, today)
      target.planId = await aPlan(t.database, organisationId, people.clinician, documentOfAllParts)
      await anEarlierOffer(t.database, organisationId, people.clinician, target.planId, documentOfAllParts)
    },
    close: () => t.close(),
  }
  await target.putBack()
  // An account is made with the first sign-in: all of them now, so that later ones change nothing.
  const everybody = [...Object.values(people), elsewhere.person].map(({ personId }) => personId)
  for (const personId of [...everybody, spareId]) await t.signInAs(personId)
  return target
}

/** Values for the words in a path. Everything that a new route names must be here. */
export const wordsOf = ({ trust, planId, grantId, runId, spareId }: Target): Record<string, string | number> => ({
  assignmentId: trust.people.clinician.assignmentId,
  planId,
  ...wordsOfParts,
  grantId,
  runId,
  personId: spareId,
  provider: 1,
  // Nothing waits: tests/attacks/upload.db.test.ts has what does.
  stagedId: 1,
  importId: 1,
  token: 'k'.repeat(43),
})

/** What a page is the same as but for what is new each time: the nonce, keys that work once, and the question itself. */
export const withoutWhatIsNew = (html: string): string =>
  html.replaceAll(/nonce="[^"]*"/g, '').replaceAll(/name="once" value="[^"]*"/g, '')

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
