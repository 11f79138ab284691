/** An invented trust in a place: pairs of a clinician and who agrees their plan, each with a session and a plan of their own. */
import type { Database } from '../src/db/database.ts'
import { scopeOfSystem } from '../src/db/scope.ts'
import { createIdentity } from '../src/platform/identity/identity-better-auth.ts'
import { refreshSight } from '../src/records/viewer.ts'
import { accountOf, aPerson, aTrust, type Placed, setAgreer, today } from '../tests/support/factories.ts'
import { aDocument, aPlan } from '../tests/support/plans.ts'
import { SECRET } from './product.ts'

export type Side = 'clinician' | 'agreer'

export type Pair = {
  planId: number
  /** The year of the plan: the next one begins when it is agreed, since plans of one post do not overlap. */
  year: number
  /** The version that both were shown last. */
  version: number
  people: Record<Side, Placed & { cookie: string }>
}

export type Trust = { organisationId: number; pairs: Pair[] }

const PAIRS = 4
const hour = 3_600_000

/** The database must have today's schema. */
export async function makeTrust(database: Database): Promise<Trust> {
  const { organisationId, units } = await aTrust(database)
  const identity = createIdentity({ database, secret: SECRET, url: 'http://127.0.0.1' })
  const placed = await database.write(scopeOfSystem(organisationId), async (tx) => {
    const made: Record<Side, Placed>[] = []
    for (let index = 0; index < PAIRS; index += 1) {
      const person = (side: Side) =>
        aPerson(tx, organisationId, { lastName: `${side}${index}`, unitId: units.team, group: 'medical-consultant' })
      const [clinician, agreer] = [await person('clinician'), await person('agreer')]
      await setAgreer(tx, organisationId, clinician.assignmentId, agreer.personId)
      made.push({ clinician, agreer })
    }
    return made
  })
  await refreshSight(database, organisationId, today)
  const pairs: Pair[] = []
  for (const people of placed) {
    const signedIn = async (person: Placed) => ({ ...person, cookie: await sessionOf(person.personId) })
    pairs.push({
      people: { clinician: await signedIn(people.clinician), agreer: await signedIn(people.agreer) },
      year: 2026,
      version: 1,
      planId: await aPlan(database, organisationId, people.clinician, documentOf(2026)),
    })
  }
  return { organisationId, pairs }

  /** Proved anew for as long as the torture goes on: signing does not ask again. */
  async function sessionOf(personId: number): Promise<string> {
    const headers = await identity.startSession(await accountOf(database, identity, personId), new Headers(), {
      method: 'password',
      secondFactorAt: new Date(),
      confirmedAt: new Date(Date.now() + 6 * hour),
    })
    return headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ')
  }
}

const documentOf = (year: number) => aDocument({ period: { from: `${year}-01-01`, to: `${year}-12-31` } })

/** Shows every pair how its plan stands; a plan that is agreed is followed by one for the next year. */
export async function lookAgain(database: Database, { organisationId, pairs }: Trust): Promise<void> {
  for (const pair of pairs) {
    const plan = await database.asOwner((tx) =>
      tx
        .selectFrom('job_plan')
        .select(['state', 'version'])
        .where('plan_id', '=', pair.planId)
        .executeTakeFirstOrThrow(),
    )
    pair.version = plan.version
    if (plan.state !== 'agreed') continue
    pair.year += 1
    pair.version = 1
    pair.planId = await aPlan(database, organisationId, pair.people.clinician, documentOf(pair.year))
  }
}
