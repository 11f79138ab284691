/** What the staff record amounts to on one day, as the rows of our tables: pure, so that it can be tried without one. */
import { termsFor } from '../domain/contracts/registry.ts'
import type { ProposedContract } from '../domain/staff/classification.ts'
import { roleFrom } from '../domain/staff/classify.ts'
import { nationOf } from '../domain/staff/nation.ts'
import { proposer } from '../domain/staff/propose.ts'
import { STAFF_FIELDS, THING_KINDS } from '../domain/staff/staff-fields.ts'
import {
  type AssignmentRow,
  type StaffOnDay,
  type StaffRecord,
  type StaffRow,
  staffOn,
  type ThingKind,
  type UnitRow,
  unitPath,
} from '../domain/staff/staff-record.ts'
import { addDays } from '../domain/time/calendar-date.ts'
import { add, roundForScreen, toFraction } from '../domain/time/fraction.ts'

type Value = string | boolean | null
/** A row of one of our tables; references hold the staff record's own number of the other thing. */
export type StandingRow = { esr_id: string } & Record<string, Value>

export type Standing = Readonly<Record<ThingKind, readonly StandingRow[]>> & {
  /** Things whose last row has ended, with the day it did. */
  readonly over: Readonly<Record<ThingKind, readonly { esr_id: string; ended_on: string }[]>>
}

/** Where people stand whose unit is not in the record: the office can find and correct them there. */
const NO_UNIT = 'without-unit'

/**
 * The record on a day.
 * @param contractOf the contract that the office has set for an assignment, if it has: contracted time is in its unit
 */
export function standingOn(
  record: StaffRecord,
  on: string,
  contractOf: (assignmentId: string) => ProposedContract | undefined,
): Standing {
  const staff = staffOn(record, on)
  const assignments = assignmentRows(staff, contractOf)
  const lost = assignments.some((row) => row.unit_id === NO_UNIT)
  return {
    units: [...unitRows(staff), ...(lost ? [unplaced] : [])],
    locations: [...staff.locations.values()].map((row) => ({
      esr_id: row.locationId,
      code: row.code ?? row.locationId,
      name: row.name ?? row.code ?? row.locationId,
      site_code: row.siteCode,
      town: row.town,
      ended_on: row.inactiveOn,
    })),
    positions: [...staff.positions.values()].map((row) => ({
      esr_id: row.positionId,
      number: row.number,
      title: titleIn(row.name) ?? 'Post without a name',
      staff_group: row.staffGroup,
      job_role: row.jobRole,
      budgeted_fte: row.budgetedFte,
      unit_id: row.unitId,
      ended_on: null,
    })),
    people: [...staff.people.values()].map((row) => ({
      esr_id: row.personId,
      employee_number: row.employeeNumber,
      title: row.title,
      first_name: row.preferredName ?? row.firstName ?? '',
      last_name: row.lastName ?? `Person ${row.personId}`,
      email: row.email,
      hired_on: row.hiredOn,
      left_on: row.leftOn,
    })),
    assignments,
    over: Object.fromEntries(
      THING_KINDS.map((kind) => [kind, overBy(record[kind], kind, on)]),
    ) as unknown as Standing['over'],
  }
}

const unplaced: StandingRow = {
  esr_id: NO_UNIT,
  name: 'Not in a unit',
  kind: null,
  nation: 'england',
  ods_code: null,
  parent_unit_id: null,
  ended_on: null,
}

/** The post's own name in a position's name: the second part of `3560241|Consultant|021|General Surgery|`, or all of it. */
function titleIn(positionName: string | null): string | null {
  const parts = positionName?.split('|') ?? []
  return (parts.length > 1 ? parts[1] : parts[0])?.trim() || null
}

function unitRows({ units, locations }: StaffOnDay): StandingRow[] {
  return [...units.values()].map((unit) => ({
    esr_id: unit.unitId,
    name: unit.name ?? `Unit ${unit.unitId}`,
    kind: unit.kind,
    nation: nationOf(unitPath(units, unit.unitId), locations.get(unit.locationId ?? '')),
    ods_code: unit.odsCode,
    parent_unit_id: isInLoop(units, unit) ? null : unit.parentUnitId,
    ended_on: null,
  }))
}

/** Units that are part of one another have no top, and a place under no top would be under every unit. */
function isInLoop(units: ReadonlyMap<string, UnitRow>, unit: UnitRow): boolean {
  return unitPath(units, unit.unitId).some((above) => above.parentUnitId === unit.unitId)
}

function assignmentRows(
  staff: StaffOnDay,
  contractOf: (assignmentId: string) => ProposedContract | undefined,
): StandingRow[] {
  const propose = proposer(staff)
  return [...staff.assignments.values()].map((row) => {
    const contract = contractOf(row.assignmentId)
    const proposal = propose(row, contract === undefined ? {} : { contract })
    const position = staff.positions.get(row.positionId ?? '')
    const { staffGroup, jobRole } = roleFrom(row.jobName, position)
    const { core, additional } = proposal.time
    return {
      esr_id: row.assignmentId,
      person_id: row.personId,
      number: row.assignmentNumber ?? row.assignmentId,
      is_primary: row.isPrimary !== false,
      status: row.status ?? row.systemStatus ?? 'Not given',
      position_id: row.positionId,
      unit_id: staff.units.has(row.unitId ?? '') ? row.unitId : NO_UNIT,
      location_id: row.locationId,
      post_title: titleIn(row.positionName ?? position?.name ?? null) ?? jobRole ?? 'Post without a name',
      staff_group: staffGroup,
      job_role: jobRole,
      grade: row.grade,
      contracted_amount: core === null ? null : decimal(core, additional),
      contracted_unit: unitOf(contract ?? proposal.contract, staff.on),
      fte: row.fte,
      started_on: row.startedOn ?? row.fromOn ?? staff.on,
      ended_on: proposal.presence === 'ended' ? lastDayOf(row, staff) : row.endedOn,
      supervisor_person_id: proposal.agreer.personId,
      proposed_contract: proposal.contract,
      proposed_professional_group: proposal.professionalGroup ?? 'none',
      proposed_band: proposal.band,
      proposed_scope: proposal.scope,
    }
  })
}

/** What is contracted each week, core and additional together, as a decimal for the column that lists sort by. */
export const decimal = (core: string, additional: string): string =>
  roundForScreen(add(toFraction(core), toFraction(additional)), 12)

/** The unit that contracted time is counted in under a contract. */
export const unitOf = (contract: ProposedContract, on: string): string | null =>
  contract === 'unknown' ? null : termsFor(contract, on).unit

/** The last day of an assignment that is over: by its own dates, its holder's, or the row that says so. */
function lastDayOf(row: AssignmentRow, { people, on }: StaffOnDay): string {
  const days = [row.endedOn, people.get(row.personId)?.leftOn].filter((day) => day != null && day < on)
  const yesterday = addDays(on, -1)
  if (days.length > 0) return days.sort()[0] as string
  return [row.lastWorkedOn, row.fromOn && addDays(row.fromOn, -1)].find((day) => day && day < on) ?? yesterday
}

function overBy(rows: readonly object[], kind: ThingKind, on: string): { esr_id: string; ended_on: string }[] {
  const key = Object.keys(STAFF_FIELDS[kind])[0] as string
  const ends = new Map<string, string>()
  for (const row of rows as readonly StaffRow[]) {
    const id = row[key] as string
    if (row.toOn && row.toOn < on && row.toOn > (ends.get(id) ?? '')) ends.set(id, row.toOn)
  }
  return [...ends].map(([esr_id, ended_on]) => ({ esr_id, ended_on }))
}
