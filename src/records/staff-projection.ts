/**
 * Puts what the staff record amounts to on a day into the tables that the product reads: one statement a table, however
 * many staff. What the office has corrected is in columns that this never writes.
 */
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { ProposedContract } from '../domain/staff/classification.ts'
import { THING_KINDS } from '../domain/staff/staff-fields.ts'
import type { ThingKind } from '../domain/staff/staff-record.ts'
import { addDays } from '../domain/time/calendar-date.ts'
import { loadStaffRecord } from './staff-record.ts'
import { type Standing, standingOn } from './staff-standing.ts'

type Projection = {
  table: string
  /** Where all of its columns are read, if that is another place. */
  readFrom?: string
  columns: Readonly<Record<string, 'text' | 'date' | 'numeric' | 'boolean'>>
  /** Columns that name another thing: by the staff record's number in the row, by ours in the table. */
  references: Readonly<Record<string, { table: string; needed?: true }>>
  /** What a new row has until it is worked out. */
  atFirst?: Readonly<Record<string, string>>
  /** Holds the last day of what is over. */
  lastDay: string
}

const PROJECTIONS: Readonly<Record<ThingKind, Projection>> = {
  units: {
    table: 'unit',
    columns: { name: 'text', kind: 'text', nation: 'text', ods_code: 'text', ended_on: 'date' },
    references: { parent_unit_id: { table: 'unit' } },
    atFirst: { path: "'new'" },
    lastDay: 'ended_on',
  },
  locations: {
    table: 'location',
    columns: { code: 'text', name: 'text', site_code: 'text', town: 'text', ended_on: 'date' },
    references: {},
    lastDay: 'ended_on',
  },
  positions: {
    table: 'position',
    columns: {
      number: 'text',
      title: 'text',
      staff_group: 'text',
      job_role: 'text',
      budgeted_fte: 'numeric',
      ended_on: 'date',
    },
    references: { unit_id: { table: 'unit' } },
    lastDay: 'ended_on',
  },
  people: {
    table: 'person',
    readFrom: 'person_record',
    columns: {
      employee_number: 'text',
      title: 'text',
      first_name: 'text',
      last_name: 'text',
      email: 'text',
      hired_on: 'date',
      left_on: 'date',
    },
    references: {},
    lastDay: 'left_on',
  },
  assignments: {
    table: 'assignment',
    columns: {
      number: 'text',
      is_primary: 'boolean',
      status: 'text',
      post_title: 'text',
      staff_group: 'text',
      job_role: 'text',
      grade: 'text',
      contracted_amount: 'numeric',
      contracted_unit: 'text',
      fte: 'numeric',
      started_on: 'date',
      ended_on: 'date',
      proposed_contract: 'text',
      proposed_professional_group: 'text',
      proposed_band: 'text',
      proposed_scope: 'text',
    },
    references: {
      person_id: { table: 'person', needed: true },
      unit_id: { table: 'unit', needed: true },
      position_id: { table: 'position' },
      location_id: { table: 'location' },
      supervisor_person_id: { table: 'person' },
    },
    lastDay: 'ended_on',
  },
}

/**
 * Makes the tables what the staff record amounts to on `on`, and works out anew who sees whom. Done after an import and
 * when the day turns, so that rows with a later date take effect on theirs.
 */
export async function projectStaffRecord(
  tx: Tx,
  organisationId: number,
  on: string,
): Promise<{ sessionsEnded: number }> {
  const record = await loadStaffRecord(tx, organisationId)
  if (THING_KINDS.some((kind) => record[kind].length > 0)) {
    const contracts = await correctedContracts(tx, organisationId)
    const standing = standingOn(record, on, (assignmentId) => contracts.get(assignmentId))
    await recogniseByEmail(tx, organisationId, standing)
    // The database keeps its plans of triggers and keys for as long as a connection lasts. Those made while there were ten
    // people look through all of them for each of twelve thousand.
    await sql`discard plans`.execute(tx)
    // Nor is it known, right after a first import, how many rows there are: a nested loop would look at all of them for each.
    await sql`set local enable_nestloop = off`.execute(tx)
    for (const kind of THING_KINDS) {
      await place(tx, organisationId, kind, standing)
      if (kind === 'units') {
        // Again, since a unit may be part of one that the first time made.
        await place(tx, organisationId, kind, standing)
        await workOutUnitPaths(tx, organisationId)
      }
    }
    for (const kind of THING_KINDS) await endTheRest(tx, organisationId, kind, standing, on)
    await sql`set local enable_nestloop to default`.execute(tx)
  }
  await sql`select refresh_sight(${on}::date)`.execute(tx)
  // Who has left is refused at their next request in any case; here their sessions are gone in the same moment.
  const { rows } = await sql<{ ended: number }>`select end_sessions_of_leavers(${on}::date) as ended`.execute(tx)
  return { sessionsEnded: rows[0]?.ended ?? 0 }
}

async function correctedContracts(tx: Tx, organisationId: number): Promise<Map<string, ProposedContract>> {
  const rows = await tx
    .selectFrom('assignment')
    .select(['esr_id', 'corrected_contract'])
    .where('organisation_id', '=', organisationId)
    .where('corrected_contract', 'is not', null)
    .where('esr_id', 'is not', null)
    .execute()
  return new Map(rows.map((row) => [row.esr_id as string, row.corrected_contract as ProposedContract]))
}

/** Whoever had an account before the first import, such as the person who set Concord up, is met again and not made twice. */
async function recogniseByEmail(tx: Tx, organisationId: number, { people }: Standing): Promise<void> {
  const incoming = JSON.stringify(people.map(({ esr_id, email }) => ({ esr_id, email })))
  await sql`
    update person set esr_id = r.esr_id
      from (select min(esr_id) as esr_id, lower(email) as email
              from jsonb_to_recordset(${incoming}::jsonb) as i(esr_id text, email text)
             where email is not null group by lower(email) having count(*) = 1) r
     where person.organisation_id = ${organisationId} and person.esr_id is null and lower(person.email) = r.email
       and not exists (select from person known where known.organisation_id = ${organisationId} and known.esr_id = r.esr_id)`.execute(
    tx,
  )
}

async function place(tx: Tx, organisationId: number, kind: ThingKind, standing: Standing): Promise<void> {
  if (standing[kind].length === 0) return
  const { table, readFrom = table, columns, references, atFirst = {} } = PROJECTIONS[kind]
  const referred = Object.entries(references)
  const shape = [
    'esr_id text',
    ...Object.entries(columns).map(([name, type]) => `${name} ${type}`),
    ...referred.map(([name]) => `${name} text`),
  ]
  const written = [...Object.keys(columns), ...referred.map(([name]) => name)]
  const values = [
    ...Object.keys(columns).map((name) => `r.${name}`),
    ...referred.map(([name, to]) => `to_${name}.${to.table}_id as ${name}`),
  ]
  const joins = referred.map(
    ([name, to]) =>
      `${to.needed ? '' : 'left '}join ${to.table} to_${name}
        on to_${name}.organisation_id = my_organisation() and to_${name}.esr_id = r.${name}`,
  )
  const list = (names: readonly string[], prefix = '') => sql.raw(names.map((name) => prefix + name).join(', '))
  // What is here is read once, before anything is written: planned while a table is empty, a look for each row would go over
  // all that this statement has written so far.
  const known = sql`here known where known.esr_id = come.esr_id`
  await sql`
    with come as materialized (
      select r.esr_id, ${list(values)}
        from jsonb_to_recordset(${JSON.stringify(standing[kind])}::jsonb) as r(${list(shape)})
        ${sql.raw(joins.join('\n'))}
    ), here as materialized (
      select esr_id, ${list(written)} from ${sql.raw(readFrom)} where organisation_id = ${organisationId} and esr_id is not null
    ), different as materialized (
      select come.* from come, ${known} and (${list(written, 'known.')}) is distinct from (${list(written, 'come.')})
    ), changed as (
      update ${sql.raw(table)} thing set (${list(written)}) = row(${list(written, 'come.')})
        from different come
       where thing.organisation_id = ${organisationId} and thing.esr_id = come.esr_id
    )
    insert into ${sql.raw(table)} (organisation_id, esr_id, ${list([...written, ...Object.keys(atFirst)])})
    select ${organisationId}::integer, come.esr_id, ${list([...written.map((name) => `come.${name}`), ...Object.values(atFirst)])}
      from come where not exists (select from ${known})`.execute(tx)
}

/** A unit's path is those it is part of and itself, from the top: `u1.u4.u9`. */
async function workOutUnitPaths(tx: Tx, organisationId: number): Promise<void> {
  await sql`
    with recursive placed as (
      select unit_id, text2ltree('u' || unit_id) as path from unit
       where organisation_id = ${organisationId} and parent_unit_id is null
      union all
      select u.unit_id, placed.path || ('u' || u.unit_id) from unit u join placed on placed.unit_id = u.parent_unit_id
       where u.organisation_id = ${organisationId}
    )
    update unit set path = placed.path from placed
     where unit.organisation_id = ${organisationId} and unit.unit_id = placed.unit_id and unit.path <> placed.path`.execute(
    tx,
  )
}

/** What came from the staff record and is not in it on the day is over: by its last row, or else the day before. */
async function endTheRest(
  tx: Tx,
  organisationId: number,
  kind: ThingKind,
  standing: Standing,
  on: string,
): Promise<void> {
  const { table, lastDay } = PROJECTIONS[kind]
  const [name, ended] = [sql.raw(table), sql.raw(lastDay)]
  const here = standing[kind].map((row) => row.esr_id)
  await sql`
    update ${name} thing set ${ended} = coalesce(
        (select o.ended_on from jsonb_to_recordset(${JSON.stringify(standing.over[kind])}::jsonb) as o(esr_id text, ended_on date)
          where o.esr_id = thing.esr_id), ${addDays(on, -1)}::date)
     where thing.organisation_id = ${organisationId} and thing.esr_id is not null
       and (thing.${ended} is null or thing.${ended} >= ${on}::date)
       and thing.esr_id <> all(${here}::text[])`.execute(tx)
}
