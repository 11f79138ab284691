import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { PlanState } from '../../domain/agreement/moves.ts'
import type { Assignment } from '../../records/assignment.ts'

export type PlanRow = { planId: number; state: PlanState; fromOn: string; toOn: string; since: Date }

/** The plans of an assignment, newest first; at most 50. */
export async function listPlans(tx: Tx, assignmentId: number): Promise<PlanRow[]> {
  const { rows } = await sql<PlanRow>`
    select plan_id as "planId", state, from_on as "fromOn", to_on as "toOn", since from job_plan
     where assignment_id = ${assignmentId} order by from_on desc, plan_id desc limit 50`.execute(tx)
  return rows
}

export type OtherPost = { assignmentId: number; postTitle: string; unitName: string; endedOn: string | null }

/** The same person's other posts that are in sight. */
export async function listOtherPosts(tx: Tx, assignment: Assignment): Promise<OtherPost[]> {
  const { rows } = await sql<OtherPost>`
    select a.assignment_id as "assignmentId", a.post_title as "postTitle", u.name as "unitName", a.ended_on as "endedOn"
    from assignment a join unit u on u.organisation_id = a.organisation_id and u.unit_id = a.unit_id
    where a.person_id = ${assignment.personId} and a.assignment_id <> ${assignment.assignmentId}
    order by a.is_primary desc, a.assignment_id limit 20`.execute(tx)
  return rows
}

export type AgreerSet = {
  fromOn: string
  agreerPersonId: number | null
  agreerName: string | null
  setByName: string | null
  setAt: Date
}

/** Who was set to agree the assignment's plans, from which day, by whom; the latest day first. */
export async function listAgreersSet(tx: Tx, assignmentId: number): Promise<AgreerSet[]> {
  const { rows } = await sql<AgreerSet>`
    select s.from_on as "fromOn", s.agreer_person_id as "agreerPersonId", g.full_name as "agreerName",
      b.full_name as "setByName", s.set_at as "setAt"
    from agreer s
    left join person g on g.organisation_id = s.organisation_id and g.person_id = s.agreer_person_id
    left join person b on b.organisation_id = s.organisation_id and b.person_id = s.set_by
    where s.assignment_id = ${assignmentId} order by s.from_on desc limit 50`.execute(tx)
  return rows
}

export type AccountState = { hasAccount: boolean; invitedUntil: Date | null }

/** Whether the person can sign in; only the office may ask. */
export async function findAccountState(tx: Tx, personId: number, at: Date): Promise<AccountState> {
  const { rows } = await sql<AccountState>`
    select exists (select from identity.account_person l
        where l.organisation_id = p.organisation_id and l.person_id = p.person_id) as "hasAccount",
      (select max(expires_at) from invitation i where i.organisation_id = p.organisation_id
        and i.person_id = p.person_id and i.used_at is null and i.expires_at > ${at}) as "invitedUntil"
    from person p where p.person_id = ${personId}`.execute(tx)
  return rows[0] ?? { hasAccount: false, invitedUntil: null }
}
