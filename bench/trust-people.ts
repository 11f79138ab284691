/** Who asks, and for what: fifty people of each kind, with the pages that they can open, from the route table. */
import { sql } from 'kysely'
import type { Database } from '../src/db/database.ts'
import { type GeneralAction, generalActions, objectActions } from '../src/domain/access/access.ts'
import type { Identity } from '../src/platform/identity/identity.ts'
import { refreshSight } from '../src/records/viewer.ts'
import { pathTo, type Route, type RouteName, routes } from '../src/routes.ts'
import { accountOf } from '../tests/support/factories.ts'
import type { Ask, Asker } from './load-generator.ts'
import { BENCH_NOW } from './server.ts'

export const KINDS = ['clinician', 'manager of 12', 'director of 750', 'agreer over 12,000', 'office'] as const
export type Kind = (typeof KINDS)[number]
export const AT_ONCE = 50

/** Somebody of a kind, with a post and a plan that they see, and one that they may change. */
type Found = { personId: number; assignmentId: number; planId: number; toChange: number | null; version: number }

export type People = { kind: Kind; persons: { personId: number; paths: Map<string, string> }[]; askers: Asker[] }

const mains = sql`
  (select distinct on (person_id) person_id, line from assignment where line <> '' order by person_id, is_primary desc, assignment_id)`

/** Posts with a draft to change, of people who agree nobody's. */
const postsWithDraft = sql`assignment where open_states && '{draft,in-discussion}' and scope = 'in-scope'
  and not exists (select from assignment below where below.agreer_person_id = assignment.person_id) order by assignment_id`

/** People of a kind: fifty where there are as many. Where there are fewer they come several times. */
const choosing = {
  clinician: sql`select person_id from ${postsWithDraft}`,
  'manager of 12': sql`select agreer_person_id as person_id from assignment where scope = 'in-scope'
    group by 1 having count(*) between 10 and 14 and bool_or(open_states && '{draft,in-discussion}') order by 1`,
  'director of 750': sql`select m.person_id from ${mains} m join assignment below on below.line <@ m.line and below.scope = 'in-scope'
    where nlevel(m.line) <= 4 group by 1 order by abs(count(*) - 750) limit 5`,
  'agreer over 12,000': sql`select m.person_id from ${mains} m join assignment below on below.line <@ m.line and below.scope = 'in-scope'
    where nlevel(m.line) = 1 group by 1 order by count(*) desc limit 1`,
  office: sql`select person_id from role_grant where role = 'office'`,
} as const satisfies Record<Kind, unknown>

/** Only chiefs answer to the one over everybody, and their plans are agreed: now fifty drafts are theirs to agree as well. */
async function giveDraftsToAgree(database: Database, agreerPersonId: number): Promise<void> {
  const today = BENCH_NOW.slice(0, 10)
  const given = await database.asOwner((tx) =>
    sql<{ organisationId: number }>`
      insert into agreer (organisation_id, assignment_id, from_on, agreer_person_id, set_at)
      select organisation_id, assignment_id, ${today}::date, ${agreerPersonId}::int, ${BENCH_NOW} from ${postsWithDraft} limit ${AT_ONCE}
      returning organisation_id as "organisationId"`.execute(tx),
  )
  await refreshSight(database, given.rows[0]?.organisationId ?? 0, today)
}

/** The plans that each sees, one after the other, and those that they may change. */
const seen = (kind: Kind) =>
  kind === 'office'
    ? sql`true`
    : kind === 'clinician'
      ? sql`plan.person_id = p.person_id`
      : kind === 'manager of 12'
        ? sql`plan.agreer_person_id = p.person_id`
        : sql`plan.line <@ (select line from ${mains} m where m.person_id = p.person_id)`
const changed = (kind: Kind) =>
  kind === 'office' ? sql`true` : sql`(plan.person_id = p.person_id or plan.agreer_person_id = p.person_id)`

/**
 * Fifty sessions of a kind, each asking every page in turn and those of `more`, and saving where they have a plan that they may
 * change.
 */
export async function peopleOf(
  kind: Kind,
  database: Database,
  identity: Identity,
  more: ReadonlyMap<string, string>,
): Promise<People> {
  const chosen = await database.asOwner(
    async (tx) =>
      (
        await sql<{ person_id: number }>`
      select person_id from (${choosing[kind]}) chosen limit ${AT_ONCE}`.execute(tx)
      ).rows,
  )
  if (chosen.length === 0) throw new Error(`the trust has no ${kind}`)
  if (kind === 'agreer over 12,000') await giveDraftsToAgree(database, chosen[0]?.person_id ?? 0)
  const found = await database.asOwner(async (tx) => {
    const all: Found[] = []
    for (let place = 0; place < AT_ONCE; place++) {
      const { person_id } = chosen[place % chosen.length] as { person_id: number }
      const round = Math.floor(place / chosen.length)
      const { rows } = await sql<Found>`
        select p.person_id as "personId", see.assignment_id as "assignmentId", see.plan_id as "planId", own.plan_id as "toChange",
               coalesce(own.version, 0) as version
          from person p
          join lateral (select plan_id, assignment_id from job_plan plan where ${seen(kind)}
            order by plan_id offset ${kind === 'clinician' ? 0 : (place * 7) % 10} limit 1) see on true
          left join lateral (select plan_id, version from job_plan plan
            where ${changed(kind)} and state in ('draft', 'in-discussion') order by plan_id offset ${kind === 'office' ? place + 900 : round} limit 1) own on true
         where p.person_id = ${person_id}`.execute(tx)
      if (rows[0]) all.push(rows[0])
    }
    return all
  })
  const persons = found.map((who) => ({ personId: who.personId, paths: new Map([...pathsOf(kind, who), ...more]) }))
  const askers: Asker[] = []
  for (const [place, who] of found.entries()) {
    const account = await accountOf(database, identity, who.personId)
    const headers = await identity.startSession(account, new Headers(), { method: 'demonstration' })
    const cookie = headers
      .getSetCookie()
      .map((text) => text.split(';')[0])
      .join('; ')
    askers.push({ cookie, asks: asksOf(persons[place]?.paths ?? new Map(), who) })
  }
  return { kind, persons, askers }
}

/** Every page for reading that the table has and this kind may open, and the longest ways of looking at lists. */
function pathsOf(kind: Kind, { assignmentId, planId }: Found): Map<string, string> {
  const roles: readonly string[] = kind === 'office' ? ['office'] : []
  const paths = new Map<string, string>()
  for (const [name, { method, path, may }] of Object.entries(routes) as [RouteName, Route][]) {
    if (method !== 'GET' || may === 'anybody') continue
    if (may in generalActions) {
      const allowed = generalActions[may as GeneralAction]
      if (!path.includes(':') && (allowed === 'anyone' || allowed.some((role) => roles.includes(role))))
        paths.set(name, path)
    } else if (may in objectActions && ['see-plan', 'see-assignment'].includes(may))
      paths.set(name, path.replace(':planId', String(planId)).replace(':assignmentId', String(assignmentId)))
  }
  for (const [name, query] of Object.entries({
    'people, last page': { page: kind === 'office' || kind === 'agreer over 12,000' ? 180 : 2 },
    'people, searched': { search: 'patel' },
    'people, by plan': { sort: 'since', order: 'down' },
    'people, waiting': { show: 'waiting' },
  }))
    paths.set(name, pathTo('people', {}, query))
  if (kind !== 'clinician') {
    paths.set('team, in turn', pathTo('team', {}, { view: 'in-turn' }))
    paths.set('team, in turn, waiting', pathTo('team', {}, { view: 'in-turn', sort: 'waiting', show: 'sign' }))
  }
  return paths
}

function asksOf(paths: Map<string, string>, { toChange, version }: Found): Ask[] {
  const asks: Ask[] = [...paths].map(([name, path]) => ({ name, path }))
  const plan = asks.filter(({ name }) => name === 'plan')
  const activity = { id: 'bench', title: 'Invented work', category: 'dcc' }
  const save = { planVersion: version, activity }
  const saves: Ask[] =
    toChange === null ? [] : [{ name: 'save', path: pathTo('savePlanChange', { planId: toChange }), save }]
  // The page and the save that the promises name come more often than the rest.
  const [half, quarter] = [Math.floor(asks.length / 2), Math.floor(asks.length / 4)]
  return [
    ...asks.slice(0, quarter),
    ...saves,
    ...asks.slice(quarter, half),
    ...plan,
    ...saves,
    ...asks.slice(half),
    ...plan,
  ]
}
