/**
 * The staff record as Concord keeps it. Rows are effective-dated: one thing has several rows, each true from `fromOn` to
 * `toOn`, both days included, and null at either end means open. Dates are `YYYY-MM-DD`; figures are exact decimal text.
 */

export type Dated = {
  readonly fromOn: string | null
  readonly toOn: string | null
}

/** A trust, division, service or team: ESR calls each of them an organisation. */
export type UnitRow = Dated & {
  readonly unitId: string
  readonly name: string | null
  readonly kind: string | null
  readonly parentUnitId: string | null
  readonly odsCode: string | null
  readonly locationId: string | null
}

/** A place of work. Locations have no history in the staff record, only a day on which they close. */
export type LocationRow = {
  readonly locationId: string
  readonly code: string | null
  readonly name: string | null
  readonly inactiveOn: string | null
  readonly town: string | null
  readonly postcode: string | null
  readonly country: string | null
  readonly siteCode: string | null
  readonly welshName: string | null
}

/** A post, filled or not. */
export type PositionRow = Dated & {
  readonly positionId: string
  readonly number: string | null
  readonly name: string | null
  readonly budgetedFte: string | null
  readonly staffGroup: string | null
  readonly jobRole: string | null
  readonly unitId: string | null
  readonly workplaceOdsCode: string | null
}

export type PersonRow = Dated & {
  readonly personId: string
  readonly employeeNumber: string | null
  readonly title: string | null
  readonly lastName: string | null
  readonly firstName: string | null
  readonly preferredName: string | null
  readonly hiredOn: string | null
  /** The last day of employment. */
  readonly leftOn: string | null
  readonly email: string | null
}

/** One person in one post. Someone with two jobs has two assignments, and a job plan for each. */
export type AssignmentRow = Dated & {
  readonly assignmentId: string
  readonly personId: string
  readonly startedOn: string | null
  readonly assignmentNumber: string | null
  readonly systemStatus: string | null
  readonly status: string | null
  readonly locationId: string | null
  readonly supervisorPersonId: string | null
  readonly supervisorAssignmentId: string | null
  /** Permanent, Fixed Term, Bank, Honorary and so on. */
  readonly category: string | null
  readonly isPrimary: boolean | null
  /** Hours, or sessions for doctors, in each `frequency`. */
  readonly contracted: string | null
  readonly frequency: string | null
  /** What full time is in this grade, in the unit of `contracted`. */
  readonly fullTime: string | null
  readonly fte: string | null
  readonly unitId: string | null
  readonly positionId: string | null
  readonly positionName: string | null
  /** As the feed has it, such as `NHS|XR06|Review Body Band 6`. */
  readonly grade: string | null
  /** As the feed has it: `Staff Group|Job Role`. */
  readonly jobName: string | null
  readonly contractEndOn: string | null
  readonly lastWorkedOn: string | null
  readonly endedOn: string | null
}

/** Every row of every kind, history included. */
export interface StaffRecord {
  readonly units: readonly UnitRow[]
  readonly locations: readonly LocationRow[]
  readonly positions: readonly PositionRow[]
  readonly people: readonly PersonRow[]
  readonly assignments: readonly AssignmentRow[]
}

export type ThingKind = keyof StaffRecord
/** A row of any kind, where its kind makes no difference. */
export type StaffRow = Partial<Dated> & Readonly<Record<string, string | boolean | null | undefined>>

/** Rows as a feed brings them: the same, with the line they stand on, and the keys of what is to go. */
export type IncomingStaff = {
  readonly [K in ThingKind]: readonly (StaffRecord[K][number] & { readonly line: number })[]
} & {
  readonly kind: 'snapshot' | 'delta'
  readonly removed: { readonly [K in ThingKind]: readonly { readonly id: string; readonly line: number }[] }
}

export const NO_STAFF: StaffRecord = { units: [], locations: [], positions: [], people: [], assignments: [] }

/**
 * The row in effect on a day, or null. Where rows overlap, the one that started last wins: a feed often brings the new row
 * before it closes the old one.
 */
export function asAt<R extends Partial<Dated>>(rows: readonly R[], on: string): R | null {
  let found: R | null = null
  for (const row of rows) {
    const started = (row.fromOn ?? '') <= on
    const over = row.toOn != null && row.toOn < on
    if (started && !over && (found === null || (found.fromOn ?? '') <= (row.fromOn ?? ''))) found = row
  }
  return found
}

/** Key → rows, in the order given. */
export function byKey<R>(rows: readonly R[], keyOf: (row: R) => string): Map<string, R[]> {
  const groups = new Map<string, R[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group === undefined) groups.set(keyOf(row), [row])
    else group.push(row)
  }
  return groups
}

/** Every thing of the record as it stands on one day, by key. */
export interface StaffOnDay {
  readonly on: string
  readonly units: ReadonlyMap<string, UnitRow>
  readonly locations: ReadonlyMap<string, LocationRow>
  readonly positions: ReadonlyMap<string, PositionRow>
  readonly people: ReadonlyMap<string, PersonRow>
  readonly assignments: ReadonlyMap<string, AssignmentRow>
}

/** The record as it stands on `on`. */
export function staffOn(record: StaffRecord, on: string): StaffOnDay {
  return {
    on,
    units: inEffect(record.units, (row) => row.unitId, on),
    locations: new Map(record.locations.map((row) => [row.locationId, row])),
    positions: inEffect(record.positions, (row) => row.positionId, on),
    people: inEffect(record.people, (row) => row.personId, on),
    assignments: inEffect(record.assignments, (row) => row.assignmentId, on),
  }
}

function inEffect<R extends Dated>(rows: readonly R[], keyOf: (row: R) => string, on: string): Map<string, R> {
  const found = new Map<string, R>()
  for (const [key, group] of byKey(rows, keyOf)) {
    const row = asAt(group, on)
    if (row !== null) found.set(key, row)
  }
  return found
}

/** A unit and those it is part of, from itself up to the top. Stops at a loop or a missing parent. */
export function unitPath(units: ReadonlyMap<string, UnitRow>, unitId: string | null): UnitRow[] {
  const path: UnitRow[] = []
  let unit = unitId === null ? undefined : units.get(unitId)
  while (unit !== undefined && !path.includes(unit)) {
    path.push(unit)
    unit = unit.parentUnitId === null ? undefined : units.get(unit.parentUnitId)
  }
  return path
}
