import { type FeedToWrite, writeFeed } from '../platform/esr-go2/write-feed.ts'
import { type Hire, hireEveryone, isDoctor } from './hires.ts'
import { identityOf } from './people.ts'
import {
  FOUNDED_ON,
  LOCATION_KEYS,
  LOCATIONS,
  locationIdOf,
  locationKeyOf,
  UNITS,
  unitIdOf,
  unitNameOf,
} from './places.ts'
import { assignmentRows, personRow, positionRows, positionsOf } from './post-rows.ts'

type UnitRow = FeedToWrite['units'][number]
type LocationRow = FeedToWrite['locations'][number]

/**
 * The invented trust's whole staff record as a GO2 snapshot written on the first of a month. Same month and size, same bytes.
 * Leave and leavers lie around that day; everything else stays from month to month.
 * @param firstOfMonth `YYYY-MM-01`, from 2024 on; throws RangeError for another day
 * @param people how many staff, 25 named people included
 */
export function demonstrationStaffFeed(
  firstOfMonth: string,
  { people = 300 }: { people?: number } = {},
): { fileName: string; bytes: Uint8Array } {
  if (!/^20(2[4-9]|[3-9]\d)-(0[1-9]|1[0-2])-01$/.test(firstOfMonth)) {
    throw new RangeError(`The demonstration starts on the first of a month from 2024 on, not on “${firstOfMonth}”.`)
  }
  const fileName = `GO_999_GDW_GDR_${firstOfMonth.replaceAll('-', '')}_${sequenceOf(firstOfMonth)}.DAT`
  const hires = hireEveryone(people)
  const positions = positionsOf(hires)
  const bytes = writeFeed({
    fileName,
    writtenAt: `${firstOfMonth}T02:00:00`,
    units: unitRows(hires),
    locations: locationRows(),
    positions: positionRows(positions),
    people: hires.map((hire) => personRow(hire, firstOfMonth)),
    assignments: hires.flatMap((hire) => assignmentRows(hire, positions, firstOfMonth)),
  })
  return { fileName, bytes }
}

/**
 * Who agrees plans where that is not the supervisor, for the office to set: assignment → person. Surgeons and anaesthetists
 * are supervised by the operations lead, and their clinical director agrees their plans. The orthoptists' team lead has
 * left, so the chief AHP agrees theirs; the last of them still waits for somebody.
 */
export function demonstrationAgreers({ people = 300 }: { people?: number } = {}): Record<string, string> {
  const { personId: operationsLead } = identityOf('surgery-operations')
  const hires = hireEveryone(people)
  const surgeons = hires.filter((hire) => hire.supervisorId === operationsLead && isDoctor(hire.job))
  const orthoptists = hires.filter((hire) => hire.unit === 'orthoptics').slice(1, -1)
  const agreedBy = (agreer: 'surgery-director' | 'chief-ahp', of: readonly Hire[]) =>
    of.map((hire) => [hire.assignmentId, identityOf(agreer).personId])
  return Object.fromEntries([...agreedBy('surgery-director', surgeons), ...agreedBy('chief-ahp', orthoptists)])
}

/** Months since 2020 began, in eight digits. */
function sequenceOf(firstOfMonth: string): string {
  const [year = 0, month = 0] = firstOfMonth.split('-').map(Number)
  return String((year - 2020) * 12 + month).padStart(8, '0')
}

function unitRows(hires: readonly Hire[]): UnitRow[] {
  const copies = new Set(hires.filter(({ copy }) => copy > 0).map(({ unit, copy }) => `${unit}|${copy}`))
  const row = (key: string, copy: number, parentUnitId: string | null): UnitRow => ({
    unitId: unitIdOf(key, copy),
    name: unitNameOf(key, copy),
    kind: 'NHS_TM',
    fromOn: FOUNDED_ON,
    toOn: null,
    parentUnitId,
    odsCode: copy === 0 ? (UNITS[key]?.odsCode ?? null) : null,
    locationId: locationIdOf(locationKeyOf(key)),
    updatedAt: null,
  })
  return [
    ...Object.entries(UNITS).map(([key, { partOf }]) => row(key, 0, partOf === null ? null : unitIdOf(partOf, 0))),
    ...[...copies].map((team) => {
      const [key = '', copy = '0'] = team.split('|')
      return row(key, Number(copy), unitIdOf(key, 0))
    }),
  ]
}

function locationRows(): LocationRow[] {
  return LOCATION_KEYS.map((key) => ({
    locationId: locationIdOf(key),
    code: LOCATIONS[key].siteCode,
    name: LOCATIONS[key].name,
    inactiveOn: null,
    town: LOCATIONS[key].town,
    postcode: null,
    country: 'GB',
    siteCode: LOCATIONS[key].siteCode,
    welshName: LOCATIONS[key].welshName ?? null,
    updatedAt: null,
  }))
}
