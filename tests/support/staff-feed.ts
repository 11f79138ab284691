/** Small files of the staff record, each person in one post: A1 is person A's assignment. Everyone is invented. */
import type {
  AssignmentRow,
  LocationRow,
  PersonRow,
  PositionRow,
  StaffRecord,
  UnitRow,
} from '../../src/domain/staff/staff-record.ts'
import { writeFeed } from '../../src/platform/esr-go2/write-feed.ts'

const since = '2020-01-01'

export const unitRow = (unitId: string, more: Partial<UnitRow> = {}): UnitRow => ({
  unitId,
  name: `Unit ${unitId}`,
  kind: null,
  fromOn: since,
  toOn: null,
  parentUnitId: null,
  odsCode: null,
  locationId: null,
  ...more,
})

export const personRow = (personId: string, more: Partial<PersonRow> = {}): PersonRow => ({
  personId,
  fromOn: since,
  toOn: null,
  employeeNumber: `9${personId}`,
  title: null,
  lastName: `Invented-${personId}`,
  firstName: 'Sam',
  preferredName: null,
  hiredOn: since,
  leftOn: null,
  email: `sam.${personId.toLowerCase()}@northmoor.example`,
  ...more,
})

export const assignmentRow = (personId: string, more: Partial<AssignmentRow> = {}): AssignmentRow => ({
  assignmentId: `${personId}1`,
  personId,
  fromOn: since,
  toOn: null,
  startedOn: since,
  assignmentNumber: `2000${personId}`,
  systemStatus: 'ACTIVE_ASSIGN',
  status: 'Active Assignment',
  locationId: null,
  supervisorPersonId: null,
  supervisorAssignmentId: null,
  category: 'Permanent',
  isPrimary: true,
  contracted: '37.5',
  frequency: 'Week',
  fullTime: '37.5',
  fte: '1',
  unitId: 'TEAM',
  positionId: 'POST',
  positionName: '3000001|Senior physiotherapist|021|Physiotherapy|',
  grade: 'NHS|XR06|Review Body Band 6',
  jobName: 'Allied Health Professionals|Physiotherapist',
  contractEndOn: null,
  lastWorkedOn: null,
  endedOn: null,
  ...more,
})

const location: LocationRow = {
  locationId: 'SITE',
  code: 'SITE',
  name: 'Invented Hospital',
  inactiveOn: null,
  town: 'Northmoor',
  postcode: null,
  country: 'United Kingdom',
  siteCode: null,
  welshName: null,
}
const position: PositionRow = {
  positionId: 'POST',
  fromOn: since,
  toOn: null,
  number: '1',
  name: 'Senior physiotherapist',
  budgetedFte: '3',
  staffGroup: 'Allied Health Professionals',
  jobRole: 'Physiotherapist',
  unitId: 'TEAM',
  workplaceOdsCode: null,
}

/** A trust with a division and a team in it, where the head (H) supervises the lead (L), and she two clinicians (A and B). */
export const smallTrust = {
  units: [
    unitRow('TOP', { name: 'Northmoor Invented Trust', odsCode: 'ZNM' }),
    unitRow('DIV', { parentUnitId: 'TOP' }),
    unitRow('TEAM', { parentUnitId: 'DIV', locationId: 'SITE' }),
    unitRow('OTHER', { parentUnitId: 'TOP' }),
  ],
  locations: [location],
  positions: [position],
  people: ['H', 'L', 'A', 'B'].map((id) => personRow(id)),
  assignments: [
    assignmentRow('H', { unitId: 'DIV' }),
    assignmentRow('L', { supervisorPersonId: 'H' }),
    assignmentRow('A', { supervisorPersonId: 'L' }),
    assignmentRow('B', { supervisorPersonId: 'L' }),
  ],
} satisfies StaffRecord

export const snapshotName = 'GO_123_GDW_GDR_20261120_00000007.DAT'
export const deltaName = (sequence: number) => `GOC_123_GDW_20261121_${String(sequence).padStart(8, '0')}.DAT`

/** The bytes of a file that holds these rows. */
export function feedBytes(
  fileName: string,
  rows: Partial<StaffRecord>,
  removed: Partial<Record<keyof StaffRecord, string[]>> = {},
): Uint8Array {
  const withColumn = <Row>(given: readonly Row[] | undefined) =>
    (given ?? []).map((row) => ({ ...row, updatedAt: null }))
  return writeFeed({
    fileName,
    writtenAt: '2026-11-21T02:00:00',
    units: withColumn(rows.units),
    locations: withColumn(rows.locations),
    positions: withColumn(rows.positions),
    people: (rows.people ?? []).map((row) => ({ ...row, updatedOn: null })),
    assignments: withColumn(rows.assignments),
    removed,
  })
}
