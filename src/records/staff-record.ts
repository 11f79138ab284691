/** The staff record of an organisation, as its files left it row by row, and what the office has set beside it. */
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { StaffChanges } from '../domain/staff/compare-staff.ts'
import type { Correction } from '../domain/staff/propose.ts'
import { THING_KINDS } from '../domain/staff/staff-fields.ts'
import type { StaffRecord, ThingKind } from '../domain/staff/staff-record.ts'

/** Stands in a column for “no professional group”, since null there means “nothing corrected”. */
export const NO_GROUP = 'none'

/** Every row of the staff record, history included. */
export async function loadStaffRecord(tx: Tx, organisationId: number): Promise<StaffRecord> {
  const rows = await tx
    .selectFrom('staff_record_row')
    .select(['kind', 'content'])
    .where('organisation_id', '=', organisationId)
    .orderBy('kind')
    .orderBy('esr_id')
    .orderBy('from_on')
    .execute()
  const record = Object.fromEntries(THING_KINDS.map((kind) => [kind, [] as object[]])) as Record<ThingKind, object[]>
  for (const { kind, content } of rows) record[kind].push(content)
  // Each kind's rows were saved as that kind's.
  return record as never as StaffRecord
}

/** What the office has set, by the staff record's own number of the assignment: an import leaves it as it is. */
export async function loadCorrections(tx: Tx, organisationId: number, on: string): Promise<Record<string, Correction>> {
  const { rows } = await sql<{ esr_id: string; correction: Correction }>`
    select a.esr_id, jsonb_strip_nulls(jsonb_build_object(
        'contract', a.corrected_contract, 'band', a.corrected_band, 'scope', a.corrected_scope))
      || case when a.corrected_professional_group is null then '{}'
           else jsonb_build_object('professionalGroup', nullif(a.corrected_professional_group, ${NO_GROUP})) end
      || case when set.assignment_id is null then '{}' else jsonb_build_object('agreerPersonId', p.esr_id) end as correction
    from assignment a
    left join lateral (
      select assignment_id, agreer_person_id from agreer g
       where g.organisation_id = a.organisation_id and g.assignment_id = a.assignment_id and g.from_on <= ${on}::date
       order by g.from_on desc limit 1) set on true
    left join person p on p.organisation_id = a.organisation_id and p.person_id = set.agreer_person_id
    where a.organisation_id = ${organisationId} and a.esr_id is not null and (set.assignment_id is not null
      or num_nonnulls(a.corrected_contract, a.corrected_professional_group, a.corrected_band, a.corrected_scope) > 0)
  `.execute(tx)
  return Object.fromEntries(rows.map((row) => [row.esr_id, row.correction]))
}

/** A first import has some 40,000 rows: in parts, so that no statement's parameter grows to tens of megabytes. */
const THINGS_AT_ONCE = 5_000

/** Keeps what a file changes, row by row; `projectStaffRecord` then says what they amount to. */
export async function saveChanges(tx: Tx, organisationId: number, { changes }: StaffChanges): Promise<void> {
  // What a snapshot does not have stays as it was: a person looks into it.
  const things = changes.filter(({ outcome }) => outcome !== 'missing')
  for (const kind of THING_KINDS) {
    const known = things.filter((thing) => thing.kind === kind && thing.outcome !== 'new').map(({ id }) => id)
    if (known.length === 0) continue
    await sql`
      delete from staff_record_row
       where organisation_id = ${organisationId} and kind = ${kind} and esr_id = any(${known}::text[])`.execute(tx)
  }
  for (let start = 0; start < things.length; start += THINGS_AT_ONCE) {
    const rows = things
      .slice(start, start + THINGS_AT_ONCE)
      .flatMap((thing) =>
        thing.rows.map((content) => ({ kind: thing.kind, esr_id: thing.id, from_on: content.fromOn ?? '', content })),
      )
    await sql`
      insert into staff_record_row (organisation_id, kind, esr_id, from_on, content)
      select ${organisationId}::integer, kind, esr_id, from_on, content
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as r(kind text, esr_id text, from_on text, content jsonb)`.execute(tx)
  }
}
