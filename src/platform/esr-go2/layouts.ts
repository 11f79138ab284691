/**
 * The columns of the Electronic Staff Record's GO2 feed that Concord reads, and no others.
 * Positions count from 1 and come from the published column order. What is not named here (National Insurance number,
 * pay, birth date, gender, ethnicity, disability, absence reasons and so on) is never taken from its line.
 */

type Kind = 'key' | 'text' | 'date' | 'timestamp' | 'decimal' | 'yes-no'

export interface Column<K extends Kind = Kind> {
  readonly at: number
  readonly kind: K
  /** The national name of the column, for messages. */
  readonly named: string
}

/** One record type: `add` rows carry the columns, `remove` rows carry the key alone. */
export interface Layout {
  readonly add: string
  readonly remove: string
  /** One of these, in words. */
  readonly noun: string
  /** Fields in an `add` row, the record type included. */
  readonly width: number
  readonly columns: Readonly<Record<string, Column>>
}

const column =
  <K extends Kind>(kind: K) =>
  (at: number, named: string): Column<K> => ({ at, kind, named })
const key = column('key')
const text = column('text')
const date = column('date')
const timestamp = column('timestamp')
const decimal = column('decimal')
const yesNo = column('yes-no')

export const LAYOUTS = {
  units: {
    add: 'ORA',
    remove: 'ORD',
    noun: 'organisation',
    width: 16,
    columns: {
      unitId: key(2, 'Organisation ID'),
      name: text(3, 'Organisation Name'),
      kind: text(4, 'Organisation Type'),
      fromOn: date(5, 'Effective From Date'),
      toOn: date(6, 'Effective To Date'),
      parentUnitId: text(11, 'Parent Organisation ID'),
      odsCode: text(12, 'NACS Code'),
      locationId: text(13, 'Location ID'),
      updatedAt: timestamp(14, 'Last Update Date'),
    },
  },
  locations: {
    add: 'LCA',
    remove: 'LCD',
    noun: 'location',
    width: 22,
    columns: {
      locationId: key(2, 'Location ID'),
      code: text(3, 'Location Code'),
      name: text(4, 'Location Description'),
      inactiveOn: date(5, 'Inactive Date'),
      town: text(9, 'Town'),
      postcode: text(11, 'Postcode'),
      country: text(12, 'Country'),
      siteCode: text(16, 'Site Code'),
      welshName: text(17, 'Welsh Location Translation'),
      updatedAt: timestamp(22, 'Last Update Date'),
    },
  },
  positions: {
    add: 'POA',
    remove: 'POD',
    noun: 'position',
    width: 24,
    columns: {
      positionId: key(2, 'Position ID'),
      fromOn: date(3, 'Effective From Date'),
      toOn: date(4, 'Effective To Date'),
      number: text(5, 'Position Number'),
      name: text(6, 'Position Name'),
      budgetedFte: decimal(7, 'Budgeted FTE'),
      staffGroup: text(9, 'Job Staff Group'),
      jobRole: text(10, 'Job Role'),
      unitId: text(15, 'Organisation ID'),
      workplaceOdsCode: text(22, 'Workplace Org Code'),
      updatedAt: timestamp(23, 'Last Update Date'),
    },
  },
  people: {
    add: 'PRA',
    remove: 'PRD',
    noun: 'person',
    width: 44,
    columns: {
      personId: key(2, 'Person ID'),
      fromOn: date(3, 'Effective Start Date'),
      toOn: date(4, 'Effective End Date'),
      employeeNumber: text(5, 'Employee Number'),
      title: text(6, 'Title'),
      lastName: text(7, 'Last Name'),
      firstName: text(8, 'First Name'),
      preferredName: text(11, 'Preferred Name'),
      hiredOn: date(17, 'Hire Date'),
      leftOn: date(18, 'Actual Termination Date'),
      email: text(36, 'Office E-mail Address'),
      updatedOn: date(39, 'Last Update Date'),
    },
  },
  assignments: {
    add: 'ASA',
    remove: 'ASD',
    noun: 'assignment',
    width: 51,
    columns: {
      assignmentId: key(3, 'Assignment ID'),
      personId: key(2, 'Person ID'),
      fromOn: date(4, 'Effective Start Date'),
      toOn: date(5, 'Effective End Date'),
      startedOn: date(6, 'Earliest Assignment Start Date'),
      assignmentNumber: text(8, 'Assignment Number'),
      systemStatus: text(9, 'System Assignment Status'),
      status: text(10, 'User Assignment Status'),
      locationId: text(14, 'Assignment Location ID'),
      supervisorPersonId: text(16, 'Supervisor Person ID'),
      supervisorAssignmentId: text(17, 'Supervisor Assignment ID'),
      category: text(21, 'Assignment Category'),
      isPrimary: yesNo(22, 'Primary Assignment'),
      contracted: decimal(23, 'Normal Hours / Sessions'),
      frequency: text(24, 'Frequency'),
      fullTime: decimal(25, 'Grade Contract Hours'),
      fte: decimal(26, 'FTE'),
      unitId: text(28, 'Organisation ID'),
      positionId: text(29, 'Position ID'),
      positionName: text(30, 'Position Name'),
      grade: text(31, 'Grade'),
      jobName: text(35, 'Job Name'),
      contractEndOn: date(41, 'Contract End Date'),
      updatedAt: timestamp(45, 'Last Update Date'),
      lastWorkedOn: date(46, 'Last Working Day'),
      endedOn: date(49, 'Assignment End Date'),
    },
  },
} as const satisfies Record<string, Layout>

/** Rows that belong to the format and hold nothing that a job plan needs: counted, never read. */
export const PASSED_OVER: ReadonlySet<string> = new Set(
  ['LOV'].concat(
    ['AB', 'TR', 'QL', 'CO', 'CM', 'CD', 'DT', 'EL', 'ET', 'PI', 'ST'].flatMap((pair) => [`${pair}A`, `${pair}D`]),
  ),
)

type Value<C> = C extends Column<'key'> ? string : C extends Column<'yes-no'> ? boolean | null : string | null

/** What one `add` row of a layout becomes; `line` is where it stands in the file. Blank is null, dates are `YYYY-MM-DD`. */
export type Row<L extends Layout> = { -readonly [K in keyof L['columns']]: Value<L['columns'][K]> } & { line: number }

export type Things = keyof typeof LAYOUTS
