import type { Nation } from './classification.ts'
import type { LocationRow, UnitRow } from './staff-record.ts'

/** How the codes of organisations in Wales begin: health boards, then Velindre, the ambulance service and Public Health Wales. */
const WELSH_ODS_PREFIXES: readonly string[] = ['7A', 'RQF', 'RT4', 'RYT']

/**
 * The nation whose contracts a unit's staff are on: by the nearest organisation code from the unit upwards, or else by the
 * country of its place. England where the record says nothing.
 * @param path the unit and those it is part of, from itself up
 */
export function nationOf(path: readonly UnitRow[], location: LocationRow | undefined): Nation {
  const code = path.find((unit) => unit.odsCode !== null)?.odsCode
  if (code) return WELSH_ODS_PREFIXES.some((prefix) => code.startsWith(prefix)) ? 'wales' : 'england'
  return /wales|cymru/i.test(location?.country ?? '') ? 'wales' : 'england'
}
