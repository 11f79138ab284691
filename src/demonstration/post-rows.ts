import { addDays } from '../domain/time/calendar-date.ts'
import type { FeedToWrite } from '../platform/esr-go2/write-feed.ts'
import { fullTimeOf, type Hire, isTrainee } from './hires.ts'
import { GRADES, JOBS } from './jobs.ts'
import { FOUNDED_ON, LOCATIONS, locationIdOf, locationKeyOf, unitIdOf, unitNameOf } from './places.ts'

type PositionRow = FeedToWrite['positions'][number]
type PersonRow = FeedToWrite['people'][number]
type AssignmentRow = FeedToWrite['assignments'][number]

/** Positions by what makes them one: everyone who does the same job at the same grade in a team holds the same. */
export type Positions = ReadonlyMap<
  string,
  { readonly positionId: string; readonly name: string; readonly holders: readonly Hire[] }
>

const positionKeyOf = ({ job, grade, unit, copy, post }: Hire) => [unit, copy, job, grade, post].join('|')

export function positionsOf(hires: readonly Hire[]): Positions {
  const groups = [...Map.groupBy(hires, positionKeyOf)]
  return new Map(
    groups.map(([key, holders], index) => {
      const positionId = String(3_000_001 + index)
      const { post, unit, copy } = holders[0] as Hire
      return [key, { positionId, name: `${positionId}|${post}|${unitNameOf(unit, copy)}|`, holders }]
    }),
  )
}

export function positionRows(positions: Positions): PositionRow[] {
  return [...positions.values()].map(({ positionId, name, holders }) => {
    const { job, unit, copy } = holders[0] as Hire
    return {
      positionId,
      fromOn: FOUNDED_ON,
      toOn: null,
      number: positionId,
      name,
      budgetedFte: String(holders.length),
      staffGroup: JOBS[job].staffGroup,
      jobRole: JOBS[job].jobRole,
      unitId: unitIdOf(unit, copy),
      workplaceOdsCode: LOCATIONS[locationKeyOf(unit)].siteCode,
      updatedAt: null,
    }
  })
}

export function personRow(hire: Hire, firstOfMonth: string): PersonRow {
  return {
    personId: hire.personId,
    fromOn: hire.hiredOn,
    toOn: null,
    employeeNumber: employeeNumberOf(hire),
    title: hire.title,
    lastName: hire.lastName,
    firstName: hire.firstName,
    preferredName: null,
    hiredOn: hire.hiredOn,
    leftOn: hire.story === 'left' ? leavingDay(firstOfMonth) : null,
    email: hire.email,
    updatedOn: null,
  }
}

/** An assignment's history: more than one row where the person's story has changed it, and a second job's after it. */
export function assignmentRows(hire: Hire, positions: Positions, firstOfMonth: string): AssignmentRow[] {
  const row = firstRow(hire, positions)
  switch (hire.story) {
    case 'left':
      return [{ ...row, toOn: leavingDay(firstOfMonth), endedOn: leavingDay(firstOfMonth) }]
    case 'maternity':
      return changedOn(row, addDays(firstOfMonth, -45), { status: 'Maternity & Adoption' })
    case 'career-break':
      return changedOn(row, addDays(firstOfMonth, -120), { status: 'Career Break' })
    case 'promoted':
      return changedOn({ ...row, grade: GRADES[bandBelow(hire.grade)] ?? row.grade }, addDays(firstOfMonth, -30), {
        grade: row.grade,
      })
    case 'second-job':
      return [
        withTime(row, hire, halfOf(hire.contracted)),
        {
          ...withTime(row, hire, '7.5'),
          assignmentId: String(Number(hire.assignmentId) + 5_000_000),
          assignmentNumber: `${employeeNumberOf(hire)}-2`,
          isPrimary: false,
          unitId: unitIdOf('rehabilitation', 0),
          locationId: locationIdOf('community-centre'),
        },
      ]
    case 'no-supervisor':
    case null:
      return [row]
  }
}

function firstRow(hire: Hire, positions: Positions): AssignmentRow {
  const { staffGroup, jobRole } = JOBS[hire.job]
  const position = positions.get(positionKeyOf(hire))
  const row = {
    assignmentId: hire.assignmentId,
    personId: hire.personId,
    fromOn: hire.hiredOn,
    toOn: null,
    startedOn: hire.hiredOn,
    assignmentNumber: employeeNumberOf(hire),
    systemStatus: 'ACTIVE_ASSIGN',
    status: 'Active Assignment',
    locationId: locationIdOf(locationKeyOf(hire.unit)),
    supervisorPersonId: hire.supervisorId,
    supervisorAssignmentId: hire.supervisorId === null ? null : String(Number(hire.supervisorId) + 1_000_000),
    category: isTrainee(hire.job) ? 'Fixed Term Temp' : 'Permanent',
    isPrimary: true,
    unitId: unitIdOf(hire.unit, hire.copy),
    positionId: position?.positionId ?? null,
    positionName: position?.name ?? null,
    grade: GRADES[hire.grade] ?? null,
    jobName: `${staffGroup}|${jobRole}`,
    contractEndOn: null,
    updatedAt: null,
    lastWorkedOn: null,
    endedOn: null,
  }
  return withTime(row, hire, hire.contracted)
}

function withTime(
  row: Omit<AssignmentRow, 'contracted' | 'frequency' | 'fullTime' | 'fte'>,
  { job }: Hire,
  contracted: string,
): AssignmentRow {
  const fullTime = fullTimeOf(job)
  // The staff record gives full-time equivalents to five places, and nobody more than one.
  const fte = String(Math.min(1, Math.round((Number(contracted) / Number(fullTime)) * 1e5) / 1e5))
  return { ...row, contracted, frequency: 'Week', fullTime, fte }
}

/** The row closed on the day before, and from that day on another with the change. */
function changedOn(row: AssignmentRow, day: string, change: Partial<AssignmentRow>): AssignmentRow[] {
  return [
    { ...row, toOn: addDays(day, -1) },
    { ...row, fromOn: day, ...change },
  ]
}

const BANDS = ['2', '3', '4', '5', '6', '7', '8a', '8b', '8c', '8d']
const bandBelow = (band: string) => BANDS[BANDS.indexOf(band) - 1] ?? band

const halfOf = (contracted: string) => String(Number(contracted) / 2)
const leavingDay = (firstOfMonth: string) => addDays(firstOfMonth, -10)
const employeeNumberOf = (hire: Hire) => String(Number(hire.personId) + 29_000_000)
