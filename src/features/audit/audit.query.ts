import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { Role } from '../../domain/access/access.ts'

export const pageSize = 50

export type AuditRow = { number: number; at: string; who: string | null; event: string; object: string }

export type AuditFilter = {
  event: string
  /** Words in the name of somebody who did it, or whose account, post, plan, role or invitation it was done to. */
  person: string
  /** The first and the last day, in London; either may be left out. */
  from: string
  to: string
  before: number | null
}

/** Fifty rows of the audit record, newest first, from below a number on; one more says that there are older ones. */
export async function listAudit(tx: Tx, filter: AuditFilter): Promise<{ rows: AuditRow[]; hasOlder: boolean }> {
  let query = tx
    .selectFrom('audit')
    .leftJoin('person', (join) =>
      join
        .onRef('person.organisation_id', '=', 'audit.organisation_id')
        .onRef('person.person_id', '=', 'audit.person_id'),
    )
    .select(['audit.number', 'audit.at', 'person.full_name as who', 'audit.event', 'audit.object'])
    .orderBy('audit.number', 'desc')
    .limit(pageSize + 1)
  if (filter.event) query = query.where('audit.event', '=', filter.event)
  if (filter.before) query = query.where('audit.number', '<', filter.before)
  if (filter.from) query = query.where(sql<boolean>`audit.at collate "C" >= ${dayBegins(filter.from, 0)}`)
  if (filter.to) query = query.where(sql<boolean>`audit.at collate "C" < ${dayBegins(filter.to, 1)}`)
  if (filter.person) {
    // Whom the words mean is found once, and not asked of whoever did each of the rows.
    const meant = sql`select person_id from person where position(lower(${filter.person}) in lower(full_name)) > 0`
    query = query.where(sql<boolean>`(audit.person_id in (${meant}) or audit.object in (
      with meant as materialized (${meant})
      select 'person ' || person_id from meant
      union all select 'assignment ' || assignment_id from assignment where person_id in (select person_id from meant)
      union all select 'plan ' || plan_id from job_plan where person_id in (select person_id from meant)
      union all select 'role grant ' || grant_id from role_grant where person_id in (select person_id from meant)
      union all select 'invitation ' || invitation_id from invitation where person_id in (select person_id from meant)))`)
  }
  const rows = await query.execute()
  return { rows: rows.slice(0, pageSize), hasOlder: rows.length > pageSize }
}

/**
 * When a day begins in London, as the record writes its times: in the text of UTC, which sorts as the times do. As a query of its own
 * it is worked out once, and not for each row.
 */
const dayBegins = (day: string, later: 0 | 1) => sql`(select to_char(
  ((${day}::date + ${sql.lit(later)})::timestamp at time zone 'Europe/London') at time zone 'UTC',
  'YYYY-MM-DD"T"HH24:MI:SS'))`

const KINDS = ['person', 'assignment', 'plan', 'role grant', 'invitation', 'invitation run', 'import'] as const

/** A thing that a row is about, with what it is called. */
export type Thing = {
  kind: (typeof KINDS)[number]
  id: number
  /** Whom it concerns, or the name of a file. */
  name: string
  personId: number | null
  postTitle: string | null
  role: Role | null
  unitName: string | null
  professionalGroup: string | null
}

const namesOf: Record<Thing['kind'], (ids: RawBuilder<unknown>) => RawBuilder<unknown>> = {
  person: (ids) => sql`
    select 'person', person_id, full_name, person_id, null, null, null, null from person where person_id in ${ids}`,
  assignment: (ids) => sql`
    select 'assignment', a.assignment_id, p.full_name, p.person_id, a.post_title, null, null, null
      from assignment a join person p using (organisation_id, person_id) where a.assignment_id in ${ids}`,
  plan: (ids) => sql`
    select 'plan', j.plan_id, p.full_name, p.person_id, null, null, null, null
      from job_plan j join person p using (organisation_id, person_id) where j.plan_id in ${ids}`,
  'role grant': (ids) => sql`
    select 'role grant', g.grant_id, p.full_name, p.person_id, null, g.role, u.name, g.professional_group
      from role_grant g join person p using (organisation_id, person_id) left join unit u using (organisation_id, unit_id)
      where g.grant_id in ${ids}`,
  invitation: (ids) => sql`
    select 'invitation', i.invitation_id, p.full_name, p.person_id, null, null, null, null
      from invitation i join person p using (organisation_id, person_id) where i.invitation_id in ${ids}`,
  'invitation run': (ids) => sql`
    select 'invitation run', run_id, '', null::integer, null, null, null, null from invitation_run where run_id in ${ids}`,
  import: (ids) => sql`
    select 'import', import_id, file_name, null::integer, null, null, null, null from staff_import where import_id in ${ids}`,
}

/**
 * What the rows of one page are about, by the words of the record such as `role grant 2`: one question for all of them. It asks for
 * the kinds that are there: to plan what is asked of a kind costs more than to find it.
 */
export async function nameThings(tx: Tx, rows: readonly Pick<AuditRow, 'object'>[]): Promise<Map<string, Thing>> {
  const asked = KINDS.flatMap((kind) => {
    const ids = rows.flatMap(({ object }) => new RegExp(`^${kind} (\\d{1,9})$`).exec(object)?.[1] ?? [])
    if (ids.length === 0) return []
    return namesOf[kind](sql`(select jsonb_array_elements_text(${JSON.stringify([...new Set(ids)])}::jsonb)::int)`)
  })
  if (asked.length === 0) return new Map()
  const { rows: things } = await sql<Thing>`
    select * from (${sql.join(asked, sql` union all `)})
      things (kind, id, name, "personId", "postTitle", role, "unitName", "professionalGroup")`.execute(tx)
  return new Map(things.map((thing) => [`${thing.kind} ${thing.id}`, thing]))
}
