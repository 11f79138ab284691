/** A run: many invitations that the office asked for at once, made in steps. */
import { sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { scopeOfSystem } from '../db/scope.ts'
import { type Clock, todayOf } from '../platform/clock.ts'
import { type MailStanding, mailStandingAt, makeInvitations } from './invitation.ts'
import { type InvitationChoice, peopleOf, wantedBy } from './invitation-choice.ts'
import type { RunToDo, SendMessages } from './message.ts'

/** People a step: one transaction each, short enough that nobody waits for it. */
const peopleAStep = 200

/** Makes the next invitations of a run and puts their mails into the queue, together; false when there are no more. */
export async function takeRunFurther(
  { database, clock, send }: { database: Database; clock: Clock; send: SendMessages },
  { organisationId, runId }: RunToDo,
): Promise<boolean> {
  const at = clock.now()
  return database.write(scopeOfSystem(organisationId), async (tx) => {
    const run = await tx
      .selectFrom('invitation_run')
      .selectAll()
      .where('run_id', '=', runId)
      .where('state', '=', 'running')
      .forUpdate()
      .executeTakeFirst()
    if (!run) return false
    const choice = run.choice as InvitationChoice
    const { rows } = await sql<{ personId: number }>`
      select person_id as "personId" from (${peopleOf(choice, { at, on: todayOf(clock) })}) chosen
       where standing = any (${wantedBy(choice)}) and person_id > ${run.last_person_id}
       order by person_id limit ${peopleAStep}`.execute(tx)
    const personIds = rows.map(({ personId }) => personId)
    const made = await makeInvitations(tx, { organisationId, personIds, invitedBy: run.made_by, runId, at })
    await send(tx, ...made.map((invitationId) => ({ kind: 'invitation' as const, organisationId, invitationId })))
    const isDone = personIds.length < peopleAStep
    await tx
      .updateTable('invitation_run')
      .set({
        last_person_id: personIds.at(-1) ?? run.last_person_id,
        // Somebody may have joined or left since it was counted.
        ...(isDone ? { state: 'done' as const, ended_at: at, people: sql<number>`${invitationsOf(runId)}` } : {}),
      })
      .where('run_id', '=', runId)
      .execute()
    return !isDone
  })
}

const invitationsOf = (runId: number) => sql`(select count(*)::int from invitation where run_id = ${runId})`

export type InvitationRun = {
  runId: number
  choice: InvitationChoice
  /** Whom it is to invite: as counted at its start, exact once all are in the queue. */
  people: number
  state: 'running' | 'done' | 'stopped'
  madeByName: string
  madeAt: Date
  counts: Record<MailStanding, number>
}

/** How a run stands at a moment, or the newest one where no number is given; null where there is none. */
export async function findRun(tx: Tx, at: Date, runId?: number): Promise<InvitationRun | null> {
  const { rows } = await sql<InvitationRun>`
    select r.run_id as "runId", r.choice, r.people, r.state, p.full_name as "madeByName", r.made_at as "madeAt",
      (select jsonb_build_object('waiting', count(*) filter (where mail = 'waiting'),
          'sent', count(*) filter (where mail = 'sent'), 'refused', count(*) filter (where mail = 'refused'),
          'given-up', count(*) filter (where mail = 'given-up'), 'stopped', count(*) filter (where mail = 'stopped'))
        from (select ${mailStandingAt('i', at)} as mail from invitation i
          where i.organisation_id = r.organisation_id and i.run_id = r.run_id) mails) as counts
    from invitation_run r
    join person p on p.organisation_id = r.organisation_id and p.person_id = r.made_by
    where ${runId === undefined ? sql`true` : sql`r.run_id = ${runId}`}
    order by r.run_id desc limit 1`.execute(tx)
  return rows[0] ?? null
}
