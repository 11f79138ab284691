/** Plans and their histories for the invented trust, written as the database's owner in one transaction. */
import { sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import type { ContractId } from '../domain/contracts/contract-terms.ts'
import { CONTRACTS } from '../domain/contracts/registry.ts'
import type { ProfessionalGroup } from '../domain/job-plan/professional-groups.ts'
import { addDays, addMonths } from '../domain/time/calendar-date.ts'
import { agreedYearsAgo, type History, historiesOf, waitsForAgreer } from './histories.ts'
import { oseiLastYear, oseiThisYear } from './named-plans.ts'
import { identityOf } from './people.ts'
import { UNITS } from './places.ts'
import { planFor } from './plan-documents.ts'
import { type PlanToWrite, type Signers, writeHistories } from './plan-histories.ts'

type Post = {
  assignment_id: number
  esr_id: string
  number: string
  person_id: number
  full_name: string
  post_title: string
  contract: string
  professional_group: string
  band: string | null
  contracted_amount: string | null
  agreer_person_id: number | null
  agreer_esr_id: string | null
  agreer_name: string | null
  agreer_post: string | null
  unit_name: string
  site_code: string | null
}

/** Everyone in scope whose contract is known and whose plan somebody agrees. */
async function postsToPlan(tx: Tx, organisationId: number, today: string): Promise<Post[]> {
  const { rows } = await sql<Post>`
    select a.assignment_id, a.esr_id, a.number, a.person_id, p.full_name, a.post_title, a.contract, a.professional_group,
      a.band, a.contracted_amount, a.agreer_person_id, g.esr_id as agreer_esr_id, g.full_name as agreer_name, u.name as unit_name, l.site_code,
      (select post_title from assignment x where x.organisation_id = a.organisation_id and x.person_id = g.person_id limit 1) as agreer_post
    from assignment a
    join person p on p.organisation_id = a.organisation_id and p.person_id = a.person_id
    join unit u on u.organisation_id = a.organisation_id and u.unit_id = a.unit_id
    left join location l on l.organisation_id = a.organisation_id and l.location_id = a.location_id
    left join person g on g.organisation_id = a.organisation_id and g.person_id = a.agreer_person_id
    where a.organisation_id = ${organisationId} and a.scope = 'in-scope' and (a.ended_on is null or a.ended_on >= ${today})
    order by a.esr_id`.execute(tx)
  return rows.filter(
    (post) => post.contract in CONTRACTS && post.professional_group !== 'none' && post.agreer_person_id !== null,
  )
}

const unitKeys = new Map(Object.entries(UNITS).map(([key, unit]) => [unit.name, key]))

/** How many plans to come to at least, and how full; the demonstration's own histories alone without it. */
export type Load = { plans: number; fullWeeks: true }

export async function loadPlans(
  database: Database,
  given: { organisationId: number; firstOfMonth: string; today: string; load?: Load | undefined },
): Promise<void> {
  const { organisationId, firstOfMonth, today, load } = given
  const osei = identityOf('clinician').assignmentId
  const unplanned = identityOf('physiotherapist').assignmentId
  await database.asOwner(async (ownerTx) => {
    const tx = ownerTx as unknown as Tx
    const groups = new Set<string>()
    // Those whom a visitor can be and who agree plans have one to sign.
    const signers = new Set([identityOf('clinical-lead').personId, identityOf('therapies-team-lead').personId])
    const posts = (await postsToPlan(tx, organisationId, today)).map((post, order) => {
      // The first of each profession has a plan in force, so that every profession can be seen.
      const place = groups.has(post.professional_group) ? order : 0
      groups.add(post.professional_group)
      if (post.esr_id === osei) return { post, place, plans: plansOfOsei(post, firstOfMonth) }
      const histories =
        post.esr_id === unplanned
          ? [lastYear(firstOfMonth)]
          : signers.delete(post.agreer_esr_id ?? '')
            ? waitsForAgreer(firstOfMonth)
            : historiesOf(place, firstOfMonth)
      return { post, place, plans: histories.map((history) => planIn(history, post, place, load)) }
    })
    if (load) addYearsBefore(posts, load, firstOfMonth)
    await writeHistories(
      tx,
      organisationId,
      posts.map(({ post, plans }) => ({ assignmentId: post.assignment_id, signers: signersOf(post), plans })),
    )
  })
}

/** The physiotherapist on the sign-in page has last year's plan and none for the year to come: the visitor makes it. */
const lastYear = (firstOfMonth: string): History => historiesOf(5, addMonths(firstOfMonth, -1))[0] as History

/** Plans that were agreed for the years before the demonstration's own, one for each post in turn, until there are enough. */
function addYearsBefore(
  posts: readonly { post: Post; place: number; plans: PlanToWrite[] }[],
  load: Load,
  firstOfMonth: string,
): void {
  let count = posts.reduce((sum, { plans }) => sum + plans.length, 0)
  for (let years = 2; count < load.plans && posts.length > 0; years++)
    for (const { post, place, plans } of posts) {
      if (count++ >= load.plans) return
      plans.unshift(planIn(agreedYearsAgo(years, firstOfMonth), post, place, load))
    }
}

const planIn = (history: History, post: Post, place: number, load: Load | undefined): PlanToWrite => ({
  ...history,
  document: () =>
    planFor({
      contract: post.contract as ContractId,
      professionalGroup: post.professional_group as ProfessionalGroup,
      name: post.full_name,
      assignmentNumber: post.number,
      postTitle: post.post_title,
      band: post.band,
      contracted: Number(post.contracted_amount ?? 0),
      unitKey: unitKeys.get(post.unit_name.replace(/, team \d+$/, '')) ?? 'other',
      siteCode: post.site_code ?? '',
      organisation: 'ZNM',
      period: history.period,
      place,
      ...(history.fault ? { fault: history.fault } : {}),
      ...(load?.fullWeeks ? { isFull: true } : {}),
    }),
})

const signersOf = (post: Post): Signers => ({
  clinician: { personId: post.person_id, name: post.full_name, post: post.post_title },
  agreer: { personId: post.agreer_person_id ?? 0, name: post.agreer_name ?? '', post: post.agreer_post },
})

function plansOfOsei(post: Post, firstOfMonth: string): PlanToWrite[] {
  const base = {
    name: post.full_name,
    assignmentNumber: post.number,
    postTitle: post.post_title,
    organisation: 'ZNM',
    siteCode: post.site_code ?? '',
  }
  const year = (months: number) => ({
    from: addMonths(firstOfMonth, months),
    to: addDays(addMonths(firstOfMonth, months + 12), -1),
  })
  return [
    {
      document: () => oseiLastYear(base, year(-11)),
      startedOn: addMonths(firstOfMonth, -12),
      steps: [
        { move: 'offer', side: 'clinician', daysLater: 8 },
        { move: 'sign', side: 'clinician', daysLater: 1 },
        { move: 'sign', side: 'agreer', daysLater: 4 },
      ],
    },
    {
      document: () => oseiThisYear(base, year(1)),
      startedOn: addDays(firstOfMonth, -18),
      steps: [
        { move: 'offer', side: 'clinician', daysLater: 7 },
        {
          move: 'return',
          side: 'agreer',
          daysLater: 5,
          reason: 'Good. Where is the Tuesday ward round now? And let us talk about being over 10.',
        },
      ],
    },
  ]
}
