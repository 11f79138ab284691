import { describe, expect, test } from 'vitest'
import { planImport } from './compare-staff.ts'
import { agreerProposer } from './propose-agreer.ts'
import {
  type AssignmentRow,
  asAt,
  type IncomingStaff,
  NO_STAFF,
  type PersonRow,
  type StaffRecord,
  staffOn,
  type UnitRow,
} from './staff-record.ts'

const ON = '2026-11-01'

const unit = (unitId: string, more: Partial<UnitRow> = {}): UnitRow => ({
  unitId,
  name: `Unit ${unitId}`,
  kind: null,
  fromOn: '2020-01-01',
  toOn: null,
  parentUnitId: null,
  odsCode: null,
  locationId: null,
  ...more,
})

const person = (personId: string, more: Partial<PersonRow> = {}): PersonRow => ({
  personId,
  fromOn: '2020-01-01',
  toOn: null,
  employeeNumber: null,
  title: null,
  lastName: 'Invented',
  firstName: personId,
  preferredName: null,
  hiredOn: null,
  leftOn: null,
  email: null,
  ...more,
})

/** The main job of a person, under the same letter: A's job is `a`. */
const job = (personId: string, more: Partial<AssignmentRow> = {}): AssignmentRow => ({
  assignmentId: personId.toLowerCase(),
  personId,
  fromOn: '2020-01-01',
  toOn: null,
  startedOn: null,
  assignmentNumber: null,
  systemStatus: 'ACTIVE_ASSIGN',
  status: 'Active Assignment',
  locationId: null,
  supervisorPersonId: null,
  supervisorAssignmentId: null,
  category: null,
  isPrimary: true,
  contracted: '37.5',
  frequency: 'Week',
  fullTime: null,
  fte: null,
  unitId: 'U',
  positionId: null,
  positionName: null,
  grade: 'NHS|XR05|Review Body Band 5',
  jobName: 'Allied Health Professionals|Physiotherapist',
  contractEndOn: null,
  lastWorkedOn: null,
  endedOn: null,
  ...more,
})

/** A feed of these rows, on lines in the order of their kinds. */
function feed(
  kind: IncomingStaff['kind'],
  rows: Partial<StaffRecord>,
  removed: Partial<Record<keyof StaffRecord, { id: string; line: number }[]>> = {},
): IncomingStaff {
  let line = 1
  const numbered = <R>(list: readonly R[] = []) => list.map((row) => ({ ...row, line: ++line }))
  return {
    kind,
    units: numbered(rows.units),
    locations: numbered(rows.locations),
    positions: numbered(rows.positions),
    people: numbered(rows.people),
    assignments: numbered(rows.assignments),
    removed: { units: [], locations: [], positions: [], people: [], assignments: [], ...removed },
  }
}

const TEAM = { units: [unit('U')], people: [person('A'), person('B')], assignments: [job('A'), job('B')] }
const record = planImport(NO_STAFF, feed('snapshot', TEAM), ON).next
const outcomes = (changes: ReturnType<typeof planImport>) =>
  changes.changes.map(({ kind, id, outcome }) => `${kind} ${id} ${outcome}`)

describe('what an import changes', () => {
  test('at first everything is new', () => {
    const plan = planImport(NO_STAFF, feed('snapshot', TEAM), ON)
    expect(outcomes(plan)).toEqual([
      'units U new',
      'people A new',
      'people B new',
      'assignments a new',
      'assignments b new',
    ])
    expect(plan.counts.people).toMatchObject({ new: 2, unchanged: 0 })
    expect(plan.problems).toEqual([])
  })

  test('the same file a second time changes nothing, as snapshot or as delta', () => {
    for (const kind of ['snapshot', 'delta'] as const) {
      const plan = planImport(record, feed(kind, TEAM), ON)
      expect(plan.changes).toEqual([])
      expect(plan.counts.assignments.unchanged).toBe(2)
      expect(plan.next).toEqual(record)
    }
  })

  test('a change is shown field by field', () => {
    const plan = planImport(record, feed('delta', { assignments: [job('A', { contracted: '30', fte: '0.8' })] }), ON)
    expect(plan.changes).toMatchObject([
      {
        kind: 'assignments',
        id: 'a',
        outcome: 'changed',
        fields: [
          { field: 'contracted', before: '37.5', after: '30', fromOn: ON },
          { field: 'fte', before: null, after: '0.8', fromOn: ON },
        ],
      },
    ])
  })

  test('a change to come is shown with the day it starts', () => {
    const promoted = job('A', { fromOn: '2027-01-01', grade: 'NHS|XR06|Review Body Band 6' })
    const plan = planImport(record, feed('delta', { assignments: [promoted] }), ON)
    expect(plan.changes[0]?.fields).toEqual([
      { field: 'grade', before: job('A').grade, after: promoted.grade, fromOn: '2027-01-01' },
    ])
    expect(plan.changes[0]?.rows).toHaveLength(2)
    expect(plan.proposals).toEqual([])
  })

  test('a past row put right is a change without a field', () => {
    const past = person('A', { fromOn: '2019-01-01', toOn: '2019-12-31', lastName: 'Before' })
    const plan = planImport(record, feed('delta', { people: [past] }), ON)
    expect(plan.changes).toMatchObject([{ id: 'A', outcome: 'changed', fields: [] }])
  })

  test('who is not in a snapshot is reported missing, and stays', () => {
    const one = { ...TEAM, people: [person('A')], assignments: [job('A')] }
    const plan = planImport(record, feed('snapshot', one), ON)
    expect(outcomes(plan)).toEqual(['people B missing', 'assignments b missing'])
    expect(plan.next.people).toHaveLength(2)
  })

  test('a delta says nothing of what it does not hold', () => {
    const plan = planImport(record, feed('delta', { people: [person('A', { email: 'a@northmoor.example' })] }), ON)
    expect(outcomes(plan)).toEqual(['people A changed'])
  })

  test('someone who left before the day has ended', () => {
    const left = (leftOn: string) => planImport(record, feed('delta', { people: [person('B', { leftOn })] }), ON)
    expect(outcomes(left('2026-10-31'))).toEqual(['people B ended'])
    expect(outcomes(left(ON))).toEqual(['people B changed'])
  })

  test('a removal takes out what stands above it in the file, and not below', () => {
    const removal = (line: number) =>
      planImport(
        record,
        feed('delta', { assignments: [job('A', { fte: '0.5' })] }, { assignments: [{ id: 'a', line }] }),
        ON,
      )
    expect(outcomes(removal(3))).toEqual(['assignments a removed'])
    expect(outcomes(removal(1))).toEqual(['assignments a changed'])
  })

  test('a person whom a job still names is not removed', () => {
    const plan = planImport(record, feed('delta', {}, { people: [{ id: 'A', line: 2 }] }), ON)
    expect(plan.problems).toMatchObject([{ kind: 'people', id: 'A', leftOut: true }])
    expect(plan.changes).toEqual([])
    const both = feed('delta', {}, { people: [{ id: 'A', line: 2 }], assignments: [{ id: 'a', line: 3 }] })
    expect(outcomes(planImport(record, both, ON))).toEqual(['people A removed', 'assignments a removed'])
  })

  test('a job of nobody is left out, and one with an unknown unit is kept: both are named', () => {
    const rows = [job('Z'), job('A', { unitId: 'NOWHERE' })]
    const plan = planImport(record, feed('delta', { assignments: rows }), ON)
    expect(plan.problems.map(({ id, line, leftOut }) => ({ id, line, leftOut }))).toEqual([
      { id: 'z', line: 2, leftOut: true },
      { id: 'a', line: 3, leftOut: false },
    ])
    expect(plan.problems[1]?.message).toBe(
      'Unit of assignment a is unit NOWHERE, which is in neither the file nor the record. It is kept without one.',
    )
    expect(outcomes(plan)).toEqual(['assignments a changed'])
  })

  test('a proposal that changes is told, and whether the office has set its own', () => {
    const rows = [job('A', { grade: 'NHS|XR06|Review Body Band 6', supervisorPersonId: 'B' })]
    const plan = planImport(record, feed('delta', { assignments: rows }), ON, { a: { band: '7' } })
    expect(plan.proposals).toEqual([
      { assignmentId: 'a', field: 'band', before: '5', after: '6', officeHasSet: true },
      { assignmentId: 'a', field: 'agreerPersonId', before: null, after: 'B', officeHasSet: false },
    ])
  })
})

describe('the row in effect', () => {
  const rows = [unit('U', { toOn: '2020-06-30' }), unit('U', { fromOn: '2020-07-01', name: 'Later' })]
  test.each([
    ['2019-12-31', null],
    ['2020-01-01', 'Unit U'],
    ['2020-06-30', 'Unit U'],
    ['2020-07-01', 'Later'],
  ])('on %s is %s', (on, name) => {
    expect(asAt(rows, on)?.name ?? null).toBe(name)
  })

  test('is the one that started last where two overlap, in either order', () => {
    const overlapping = [unit('U'), unit('U', { fromOn: '2020-07-01', name: 'Later' })]
    expect(asAt(overlapping, '2021-01-01')?.name).toBe('Later')
    expect(asAt(overlapping.toReversed(), '2021-01-01')?.name).toBe('Later')
  })
})

describe('who is proposed to agree a plan', () => {
  const proposed = (people: PersonRow[], jobs: AssignmentRow[]) => {
    const staff = staffOn({ ...NO_STAFF, people, assignments: jobs }, ON)
    return agreerProposer(staff)(jobs[0] as AssignmentRow)
  }
  const people = [person('A'), person('B'), person('C')]

  test('the supervisor', () => {
    expect(proposed(people, [job('A', { supervisorPersonId: 'B' }), job('B')]).personId).toBe('B')
  })

  test.each<[string, PersonRow[], AssignmentRow[], RegExp]>([
    ['no supervisor', people, [job('A')], /names no supervisor/],
    ['oneself', people, [job('A', { supervisorPersonId: 'A' })], /their own/],
    ['a stranger', people, [job('A', { supervisorPersonId: 'Z' })], /not in the staff record/],
    [
      'a leaver',
      [person('A'), person('B', { leftOn: '2026-10-31' })],
      [job('A', { supervisorPersonId: 'B' }), job('B')],
      /has left/,
    ],
    ['someone without a job', people, [job('A', { supervisorPersonId: 'B' })], /has left/],
    [
      'a loop',
      people,
      [
        job('A', { supervisorPersonId: 'B' }),
        job('B', { supervisorPersonId: 'C' }),
        job('C', { supervisorPersonId: 'A' }),
      ],
      /loop/,
    ],
  ])('nobody: %s', (_, persons, jobs, why) => {
    const found = proposed(persons, jobs)
    expect(found.personId).toBe(null)
    expect(found.why).toMatch(why)
  })

  test('a loop further up is not the person’s own', () => {
    const jobs = [
      job('A', { supervisorPersonId: 'B' }),
      job('B', { supervisorPersonId: 'C' }),
      job('C', { supervisorPersonId: 'B' }),
    ]
    expect(proposed(people, jobs).personId).toBe('B')
  })
})
