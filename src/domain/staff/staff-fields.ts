import type { StaffRecord, ThingKind } from './staff-record.ts'

type FieldsOf<K extends ThingKind> = Omit<StaffRecord[K][number], 'fromOn' | 'toOn'>

/** What an import compares, with the words for each on screen. A kind's key comes first. */
export const STAFF_FIELDS: { readonly [K in ThingKind]: Readonly<Record<keyof FieldsOf<K>, string>> } = {
  units: {
    unitId: 'Unit ID',
    name: 'Name',
    kind: 'Kind',
    parentUnitId: 'Part of',
    odsCode: 'Organisation code',
    locationId: 'Location',
  },
  locations: {
    locationId: 'Location ID',
    code: 'Code',
    name: 'Name',
    inactiveOn: 'Closes on',
    town: 'Town',
    postcode: 'Postcode',
    country: 'Country',
    siteCode: 'Site code',
    welshName: 'Name in Welsh',
  },
  positions: {
    positionId: 'Position ID',
    number: 'Number',
    name: 'Name',
    budgetedFte: 'Budgeted full-time equivalent',
    staffGroup: 'Staff group',
    jobRole: 'Job role',
    unitId: 'Unit',
    workplaceOdsCode: 'Workplace code',
  },
  people: {
    personId: 'Person ID',
    employeeNumber: 'Employee number',
    title: 'Title',
    lastName: 'Last name',
    firstName: 'First name',
    preferredName: 'Preferred name',
    hiredOn: 'Started here on',
    leftOn: 'Last day here',
    email: 'Email',
  },
  assignments: {
    assignmentId: 'Assignment ID',
    personId: 'Person',
    startedOn: 'Started on',
    assignmentNumber: 'Assignment number',
    systemStatus: 'System status',
    status: 'Status',
    locationId: 'Location',
    supervisorPersonId: 'Supervisor',
    supervisorAssignmentId: 'Supervisor’s assignment',
    category: 'Kind of employment',
    isPrimary: 'Main job',
    contracted: 'Hours or sessions',
    frequency: 'For each',
    fullTime: 'Full time',
    fte: 'Full-time equivalent',
    unitId: 'Unit',
    positionId: 'Position',
    positionName: 'Position name',
    grade: 'Grade',
    jobName: 'Job',
    contractEndOn: 'Contract ends on',
    lastWorkedOn: 'Last worked on',
    endedOn: 'Ended on',
  },
}

export const THING_KINDS = Object.keys(STAFF_FIELDS) as ThingKind[]

/** One of each kind, in words. */
export const THING_NOUNS: Readonly<Record<ThingKind, string>> = {
  units: 'unit',
  locations: 'location',
  positions: 'position',
  people: 'person',
  assignments: 'assignment',
}
