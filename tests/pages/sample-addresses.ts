/** Addresses of the product's pages for one person: every GET route, its gaps filled with what that person can see. */
import { sql } from 'kysely'
import type { Database } from '../../src/db/database.ts'
import { type GeneralAction, may, mayGenerally, type ObjectAction, type Sight } from '../../src/domain/access/access.ts'
import type { PlanState } from '../../src/domain/agreement/moves.ts'
import type { JobPlanDocument } from '../../src/domain/job-plan/job-plan.ts'
import type { ViewerFacts } from '../../src/records/viewer.ts'
import { type Route, type RouteName, routes } from '../../src/routes.ts'

export type SampleAddress = {
  route: RouteName
  path: string
  /** What the access table says of this person and the thing in the address. */
  isAllowed: boolean
  /** The state of the plan in the address. */
  state?: PlanState
}

type Thing = Sight & { assignmentId: number; planId: number | null; state: PlanState; document: JobPlanDocument }

/** The addresses of a signed-in person; `gaps` fills words that are in no row, such as the key of a link. */
export async function sampleAddresses(
  database: Database,
  viewer: ViewerFacts,
  gaps: Record<string, string>,
): Promise<SampleAddress[]> {
  const things = await listThings(database, viewer)
  return (Object.entries(routes) as [RouteName, Route][]).flatMap(([route, { method, path, may: needs, answers }]) => {
    if (method !== 'GET' || answers === 'machines') return []
    if (!path.includes(':planId') && !path.includes(':assignmentId')) {
      const isAllowed = needs === 'anybody' || mayGenerally(viewer, needs as GeneralAction)
      return { route, path: fill(path, gaps) ?? path, isAllowed }
    }
    // A page that only shows is the same for every state but for what it offers; one that changes something is not.
    const most = needs === 'see-plan' || needs === 'see-assignment' ? 3 : things.length
    return things.slice(0, most).flatMap((thing) => {
      const filled = fill(path, { ...gaps, ...gapsOf(thing) })
      return filled === null
        ? []
        : { route, path: filled, isAllowed: may(viewer, needs as ObjectAction, thing), state: thing.state }
    })
  })
}

const fill = (path: string, gaps: Record<string, string | undefined>): string | null => {
  const words = path.split('/').map((word) => (word.startsWith(':') ? gaps[word.slice(1)] : word))
  return words.every((word) => word !== undefined) ? words.map(encodeURIComponent).join('/') : null
}

const gapsOf = ({ assignmentId, planId, document }: Thing): Record<string, string | undefined> => ({
  assignmentId: String(assignmentId),
  planId: planId === null ? undefined : String(planId),
  activityId: document.activities?.[0]?.id,
  onCallId: document.onCall?.[0]?.id,
  number: '1',
})

/** One plan in sight for each state of agreement, the person's own and those they agree first; else a post without a plan. */
async function listThings(database: Database, viewer: ViewerFacts): Promise<Thing[]> {
  return database.read(viewer, async (tx) => {
    const { rows } = await sql<Thing>`
      select distinct on (p.state, a.assignment_id = any (mine.ids)) a.assignment_id as "assignmentId", p.plan_id as "planId",
        p.state, coalesce(p.document, '{}') as document, a.person_id as "personId", a.agreer_person_id as "agreerPersonId",
        a.line::text as line, a.unit_path::text as "unitPath", a.professional_group as "professionalGroup"
      from assignment a
      join (select array_agg(assignment_id) as ids from assignment
             where ${viewer.personId} in (person_id, agreer_person_id)) mine on true
      left join job_plan p on p.organisation_id = a.organisation_id and p.assignment_id = a.assignment_id
      order by p.state, a.assignment_id = any (mine.ids), (p.document -> 'onCall') is null, p.plan_id`.execute(tx)
    const isTheirs = ({ personId, agreerPersonId }: Thing) => [personId, agreerPersonId].includes(viewer.personId)
    return rows.sort((one, other) => Number(isTheirs(other)) - Number(isTheirs(one)))
  })
}
