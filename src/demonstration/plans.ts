/** Plans and their histories for the invented trust, written as the database's owner in one transaction. */
import { sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { moves, type PlanState } from '../domain/agreement/moves.ts'
import type { ContractId } from '../domain/contracts/contract-terms.ts'
import { CONTRACTS } from '../domain/contracts/registry.ts'
import type { JobPlanDocument } from '../domain/job-plan/job-plan.ts'
import type { ProfessionalGroup } from '../domain/job-plan/professional-groups.ts'
import { addDays, addMonths } from '../domain/time/calendar-date.ts'
import { endReplacedPlan, insertOffer, insertSignature, saveMove } from '../records/agreement.ts'
import { freezeDocument } from '../records/frozen-document.ts'
import { findPlan, insertPlan } from '../records/plan.ts'
import { type History, historiesOf, waitsForAgreer } from './histories.ts'
import { oseiLastYear, oseiThisYear } from './named-plans.ts'
import { identityOf } from './people.ts'
import { UNITS } from './places.ts'
import { planFor } from './plan-documents.ts'

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

/** At eleven in the morning: moves of one day never meet. */
const instantOn = (day: string) => new Date(`${day}T11:00:00Z`)

export async function loadPlans(
  database: Database,
  { organisationId, firstOfMonth, today }: { organisationId: number; firstOfMonth: string; today: string },
): Promise<void> {
  const osei = identityOf('clinician').assignmentId
  const unplanned = identityOf('physiotherapist').assignmentId
  await database.asOwner(async (ownerTx) => {
    const tx = ownerTx as unknown as Tx
    const groups = new Set<string>()
    // Those whom a visitor can be and who agree plans have one to sign.
    const signers = new Set([identityOf('clinical-lead').personId, identityOf('therapies-team-lead').personId])
    for (const [order, post] of (await postsToPlan(tx, organisationId, today)).entries()) {
      // The first of each profession has a plan in force, so that every profession can be seen.
      const place = groups.has(post.professional_group) ? order : 0
      groups.add(post.professional_group)
      if (post.esr_id === osei) await loadOsei(tx, organisationId, post, firstOfMonth)
      else if (post.esr_id === unplanned) await loadHistory(tx, organisationId, post, place, lastYear(firstOfMonth))
      else {
        let previous: number | null = null
        const histories = signers.delete(post.agreer_esr_id ?? '')
          ? waitsForAgreer(firstOfMonth)
          : historiesOf(place, firstOfMonth)
        for (const history of histories)
          previous = await loadHistory(tx, organisationId, post, place, history, previous)
      }
    }
  })
}

/** The physiotherapist on the sign-in page has last year's plan and none for the year to come: the visitor makes it. */
const lastYear = (firstOfMonth: string): History => historiesOf(5, addMonths(firstOfMonth, -1))[0] as History

async function loadHistory(
  tx: Tx,
  organisationId: number,
  post: Post,
  place: number,
  history: History,
  previous: number | null = null,
): Promise<number> {
  const document = planFor({
    contract: post.contract as ContractId,
    professionalGroup: post.professional_group as ProfessionalGroup,
    name: post.full_name,
    assignmentNumber: post.number,
    postTitle: post.post_title,
    band: post.band,
    contracted: Number(post.contracted_amount ?? 0),
    unitKey: unitKeys.get(post.unit_name) ?? 'other',
    siteCode: post.site_code ?? '',
    organisation: 'ZNM',
    period: history.period,
    place,
    ...(history.fault ? { fault: history.fault } : {}),
  })
  return loadPlan(tx, organisationId, post, document, history, history.replacesPrevious ? previous : null)
}

async function loadOsei(tx: Tx, organisationId: number, post: Post, firstOfMonth: string): Promise<void> {
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
  await loadPlan(tx, organisationId, post, oseiLastYear(base, year(-11)), {
    startedOn: addMonths(firstOfMonth, -12),
    steps: [
      { move: 'offer', side: 'clinician', daysLater: 8 },
      { move: 'sign', side: 'clinician', daysLater: 1 },
      { move: 'sign', side: 'agreer', daysLater: 4 },
    ],
  })
  await loadPlan(tx, organisationId, post, oseiThisYear(base, year(1)), {
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
  })
}

async function loadPlan(
  tx: Tx,
  organisationId: number,
  post: Post,
  document: JobPlanDocument,
  { startedOn, steps }: Pick<History, 'startedOn' | 'steps'>,
  replacesPlanId: number | null = null,
): Promise<number> {
  let day = startedOn
  const planId = await insertPlan(tx, {
    organisationId,
    assignmentId: post.assignment_id,
    document,
    replacesPlanId,
    by: post.person_id,
    side: 'clinician',
    at: instantOn(day),
  })
  if (steps.length === 0) return planId
  let plan = await findPlan(tx, planId)
  let offer: { offerNumber: number; digest: string } | null = null
  for (const step of steps) {
    if (!plan) throw new Error(`plan ${planId} was not kept`)
    day = addDays(day, step.daysLater)
    const move = moves.find((row) => row.from === plan?.state && row.move === step.move && row.who.includes(step.side))
    if (!move) throw new Error(`the demonstration asks for ${step.move} by the ${step.side} from ${plan.state}`)
    const by = step.side === 'clinician' ? post.person_id : (post.agreer_person_id ?? 0)
    const at = instantOn(day)
    if (move.freezes) {
      const frozen = freezeDocument(document)
      offer = { offerNumber: await insertOffer(tx, plan, { ...frozen, by, at }), digest: frozen.digest }
    }
    if (step.move === 'sign' && offer)
      await insertSignature(tx, plan, offer, {
        side: step.side,
        by,
        name: (step.side === 'clinician' ? post.full_name : post.agreer_name) ?? '',
        post: step.side === 'clinician' ? post.post_title : post.agreer_post,
        at,
      })
    if (move.to === 'agreed') await endReplacedPlan(tx, plan, at)
    await saveMove(
      tx,
      plan,
      { move, side: step.side, by, at, ...(step.reason ? { reason: step.reason } : {}) },
      offer?.offerNumber ?? null,
    )
    plan = { ...plan, state: move.to as PlanState }
  }
  return planId
}
