/**
 * What must be true of the records whatever happened to the process, the database or the machine: every save is whole, and no
 * part of it is there without the rest. Read by `concord doctor`, after a restore and a migration, and by the torture.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/database.ts'

/** A record that is not whole: `object` names it as the audit record does, such as `plan 12`. */
export type Inconsistency = { organisationId: number; object: string; says: string }

/** Each finds what breaks it: the organisation and the object. */
type Check = { says: string; find: RawBuilder<unknown> }

const sha256 = (text: string) => sql.raw(`encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`)

const SIGHT_TABLES = [
  'job_plan',
  'job_plan_change',
  'job_plan_activity',
  'offered_document',
  'signature',
  'job_plan_move',
]
const sight = (row: string) =>
  ['person_id', 'agreer_person_id', 'line', 'unit_path', 'professional_group'].map((name) => `${row}.${name}`).join()

const checks: readonly Check[] = [
  {
    says: 'its version is not one more than the changes that are kept of it',
    find: sql`
      select p.organisation_id, 'plan ' || p.plan_id as object
        from job_plan p
        left join (select organisation_id, plan_id, count(*) as many, min(version) as first, max(version) as last
          from job_plan_change group by 1, 2) c using (organisation_id, plan_id)
       where p.version <> 1 + coalesce(c.many, 0) or (c.many > 0 and (c.first <> 2 or c.last <> p.version))`,
  },
  {
    says: 'its activities in lists are not those of its document',
    find: sql`
      select distinct organisation_id, 'plan ' || plan_id as object
        from (select organisation_id, plan_id, item ->> 'id' as activity_id, place, item ->> 'title' as title,
                     item -> 'schedule' ->> 'kind' as schedule_kind
                from job_plan, jsonb_array_elements(coalesce(document -> 'activities', '[]')) with ordinality as a(item, place)) d
        full join job_plan_activity r using (organisation_id, plan_id, activity_id)
       where (d.place, d.title, d.schedule_kind) is distinct from (r.place_in_plan::bigint, r.title, r.schedule_kind)`,
  },
  {
    says: 'its days are not those of its document',
    find: sql`
      select organisation_id, 'plan ' || plan_id as object from job_plan
       where (from_on, to_on) is distinct from
             ((document -> 'period' ->> 'from')::date, (document -> 'period' ->> 'to')::date)`,
  },
  {
    says: 'its history of moves does not lead to where it stands',
    find: sql`
      select distinct p.organisation_id, 'plan ' || p.plan_id as object
        from job_plan p
        left join (select *, row_number() over so_far as place, lag(to_state) over so_far as state_before,
                          lead(move_number) over so_far is null as is_last
                     from job_plan_move window so_far as (partition by organisation_id, plan_id order by move_number)) m
          using (organisation_id, plan_id)
       where m.move_number is distinct from m.place or m.move_number is null
          or m.from_state is distinct from m.state_before or (m.is_last and m.to_state <> p.state)`,
  },
  {
    says: 'a text that was offered is not the one its digest is of, or a signature is not under the text that was offered',
    find: sql`
      select distinct organisation_id, 'plan ' || d.plan_id as object
        from offered_document d left join signature s using (organisation_id, plan_id, offer_number)
       where d.digest <> ${sha256('d.canonical_text')} or s.digest <> d.digest`,
  },
  {
    says: 'the signatures under its last offer are not those that its state says',
    find: sql`
      select p.organisation_id, 'plan ' || p.plan_id as object
        from job_plan p
        left join lateral (select offer_number, plan_version from offered_document d
          where d.organisation_id = p.organisation_id and d.plan_id = p.plan_id
          order by offer_number desc limit 1) d on true
        left join lateral (select coalesce(array_agg(side order by side), '{}') as sides from signature s
          where s.organisation_id = p.organisation_id and s.plan_id = p.plan_id and s.offer_number = d.offer_number) s on true
       where p.state in ('offered', 'signed-by-clinician', 'signed-by-agreer', 'agreed', 'superseded')
         and (d.plan_version is distinct from p.version or s.sides <> case p.state
           when 'offered' then '{}'::text[]
           when 'signed-by-clinician' then '{clinician}'
           when 'signed-by-agreer' then '{agreer}'
           else '{agreer,clinician}' end)`,
  },
  {
    says: 'it does not have a signature for each time that it was signed',
    find: sql`
      select organisation_id, 'plan ' || plan_id as object
        from (select organisation_id, plan_id, offer_number, side, 1 as many from signature
              union all select organisation_id, plan_id, offer_number, side, -1 from job_plan_move where move = 'sign') both_kinds
       group by organisation_id, plan_id, offer_number, side having sum(many) <> 0`,
  },
  {
    says: 'who sees it is not who sees its post',
    find: sql.join(
      SIGHT_TABLES.map((table) =>
        sql.raw(`select distinct r.organisation_id, 'plan ' || r.plan_id as object from ${table} r
          join assignment a using (organisation_id, assignment_id) where (${sight('r')}) is distinct from (${sight('a')})`),
      ),
      sql` union `,
    ),
  },
  {
    says: 'the audit record’s chain is broken here',
    find: sql`
      select organisation_id, 'audit row ' || number as object
        from (select *, row_number() over chain as place, lag(digest, 1, '') over chain as digest_before
                from audit window chain as (partition by organisation_id order by number)) a
       where number <> place or previous_digest <> digest_before
          or digest <> ${sha256(`previous_digest || E'\\n' || number || E'\\n' || at || E'\\n' || coalesce(person_id::text, '')
               || E'\\n' || event || E'\\n' || object || E'\\n' || payload_digest`)}
          or payload_digest <> ${sha256('payload::text')}`,
  },
  {
    says: 'the audit record does not end where its head says',
    find: sql`
      select organisation_id, 'audit head' as object
        from audit_head h
        full join (select distinct on (organisation_id) organisation_id, number, digest from audit
          order by organisation_id, number desc) a using (organisation_id)
       where (h.number, h.digest) is distinct from (a.number, a.digest) and (h.number <> 0 or a.number is not null)`,
  },
  {
    // What the demonstration begins with was loaded, not done by anybody.
    says: 'the audit record does not have one row for each time that it was moved',
    find: sql`
      select organisation_id, object
        from (select organisation_id, 'plan ' || plan_id as object, case move when 'start' then 'plan.started'
                 when 'offer' then 'plan.offered' when 'sign' then 'plan.signed' when 'return' then 'plan.returned'
                 when 'withdraw' then 'plan.withdrawn' end as event, 1 as many
                from job_plan_move where moved_by is not null and move <> 'supersede'
              union all
              select organisation_id, object, event, -1 from audit
               where person_id is not null
                 and event in ('plan.started', 'plan.offered', 'plan.signed', 'plan.returned', 'plan.withdrawn')) both_kinds
        join organisation using (organisation_id)
       where not is_demonstration
       group by organisation_id, object, event having sum(many) <> 0`,
  },
  {
    says: 'the audit record does not have one row for this import',
    find: sql`
      select organisation_id, object
        from (select organisation_id, 'import ' || import_id as object, 1 as many from staff_import
              union all select organisation_id, object, -1 from audit where event = 'staff.imported') both_kinds
       group by organisation_id, object having sum(many) <> 0`,
  },
]

/** How many kinds of thing are looked at: for a report that all is well. */
export const CONSISTENCY_CHECKS = checks.length

/** Of each kind no more than this is told: one is enough to stop and look. */
const MOST_TOLD = 20

/** Looks at the records of every organisation, as the owner of the tables; an empty list says that all is whole. */
export async function findInconsistencies(tx: Tx): Promise<Inconsistency[]> {
  const found: Inconsistency[] = []
  // One after the other: there is one connection.
  for (const { says, find } of checks) {
    const { rows } = await sql<{ organisation_id: number; object: string }>`
      select * from (${find}) broken order by 1, 2 limit ${MOST_TOLD}`.execute(tx)
    found.push(...rows.map((row) => ({ organisationId: row.organisation_id, object: row.object, says })))
  }
  return found
}
