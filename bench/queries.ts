/** How many questions a page asks the database beyond who is asking, and whether more rows make more of them. */
import { createServer, type ViteDevServer } from 'vite'
import { type GeneralAction, mayGenerally } from '../src/domain/access/access.ts'
import type { Activity } from '../src/domain/job-plan/job-plan.ts'
import { fixedClock } from '../src/platform/clock.ts'
import { type Route, type RouteName, routes } from '../src/routes.ts'
import type { Line } from './line.ts'
import { BENCH_NOW } from './server.ts'

const MOST = 5
const FEW_PEOPLE = 30
const MANY_PEOPLE = 300
const isSessionOrRoles = (sql: string) => /"identity"\."session"|viewer_facts/.test(sql)

/** Opens the pages of a small and of a large invented trust as its office, and a plan of few and of many activities. */
export async function measureQueries(): Promise<Line[]> {
  // The pages are .tsx, which Node does not read; Vite does, in this process, where their questions can be heard.
  const vite = await createServer({ server: { middlewareMode: true, ws: false }, appType: 'custom', logLevel: 'error' })
  try {
    const few = await countIn(vite, FEW_PEOPLE, 1)
    const many = await countIn(vite, MANY_PEOPLE, 40)
    return [...many].flatMap(([route, count]) => {
      const before = few.get(route) ?? 0
      const [less, more] =
        route in sizes ? sizes[route as keyof typeof sizes] : [`${FEW_PEOPLE} staff`, `${MANY_PEOPLE} staff`]
      return [
        { what: `Page ${route}, ${less}: queries`, measured: before, unit: 'queries', promised: MOST },
        // The same number, whatever the rows.
        { what: `Page ${route}, ${more}: queries`, measured: count, unit: 'queries', promised: Math.min(MOST, before) },
      ] satisfies Line[]
    })
  } finally {
    await vite.close()
  }
}

const aboutAPlan = ['1 activity', '40 activities'] as const
const planPages = [
  'plan',
  'planActivities',
  'planOnCall',
  'planObjectives',
  'planSums',
  'planPrint',
  'planHistory',
] as const satisfies readonly RouteName[]
const sizes = Object.fromEntries(planPages.map((name) => [name, aboutAPlan])) as Record<
  (typeof planPages)[number],
  typeof aboutAPlan
>

async function countIn(vite: ViteDevServer, people: number, activities: number): Promise<Map<RouteName, number>> {
  type Support = {
    testApp: typeof import('../tests/support/test-app.ts')
    openEmbedded: typeof import('../src/db/embedded.ts')
    migrate: typeof import('../src/db/migrate.ts')
    load: typeof import('../src/demonstration/load.ts')
    plans: typeof import('../tests/support/plans.ts')
    viewer: typeof import('../src/records/viewer.ts')
  }
  // All through Vite, so that there is one copy of each module.
  const paths = {
    testApp: '/tests/support/test-app.ts',
    openEmbedded: '/src/db/embedded.ts',
    migrate: '/src/db/migrate.ts',
    load: '/src/demonstration/load.ts',
    plans: '/tests/support/plans.ts',
    viewer: '/src/records/viewer.ts',
  }
  const loaded = {} as Record<string, unknown>
  for (const [name, path] of Object.entries(paths)) loaded[name] = await vite.ssrLoadModule(path)
  const { testApp, openEmbedded, migrate, load, plans } = loaded as Support

  let queries = 0
  const observe = (sql: string) => {
    if (!isSessionOrRoles(sql)) queries++
  }
  const database = await openEmbedded.openEmbedded({ observe })
  await migrate.migrate(database)
  const clock = fixedClock(BENCH_NOW)
  const trust = await testApp.testApp({ database, clock, mode: 'demonstration' })
  try {
    await load.loadDemonstration({ database, identity: trust.identity, clock, people })
    const { office, post } = await database.asOwner(async (tx) => ({
      office: await tx
        .selectFrom('role_grant')
        .select(['organisation_id', 'person_id'])
        .where('role', '=', 'office')
        .executeTakeFirstOrThrow(),
      post: await tx
        .selectFrom('assignment')
        .leftJoin('job_plan', 'job_plan.assignment_id', 'assignment.assignment_id')
        .select(['assignment.assignment_id', 'assignment.person_id'])
        .where('assignment.scope', '=', 'in-scope')
        .where('job_plan.plan_id', 'is', null)
        .executeTakeFirstOrThrow(),
    }))
    const planId = await plans.aPlan(
      database,
      office.organisation_id,
      { assignmentId: post.assignment_id, personId: post.person_id },
      plans.aDocument({ activities: Array.from({ length: activities }, (_, place) => anActivity(place)) }),
    )
    await trust.signInAs(office.person_id)
    const counts = new Map<RouteName, number>()
    for (const [name, path] of pathsFor(planId)) {
      queries = 0
      const { status } = await trust.request(path, { as: office.person_id })
      if (status !== 200) throw new Error(`${path} answers the office with ${status}`)
      counts.set(name, queries)
    }
    return counts
  } finally {
    await trust.close()
  }
}

/** Every page of the office that is about nobody in particular, and those of one plan. */
function pathsFor(planId: number): [RouteName, string][] {
  const viewer = { personId: 0, lines: [], units: [], groups: [], roles: ['office'] as const }
  return (Object.entries(routes) as [RouteName, Route][]).flatMap(([name, { method, path, may }]) => {
    if (method !== 'GET' || may === 'anybody') return []
    if ((planPages as readonly RouteName[]).includes(name)) return [[name, path.replace(':planId', String(planId))]]
    return !path.includes(':') && mayGenerally(viewer, may as GeneralAction) ? [[name, path]] : []
  })
}

const anActivity = (place: number): Activity => ({
  id: `a${place}`,
  title: `Invented work ${place}`,
  category: 'dcc',
  schedule: { kind: 'flexible', minutesPerWeek: 15 },
})
