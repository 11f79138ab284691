import type { StaffThings, Thing } from './merge-staff.ts'
import { STAFF_FIELDS, THING_NOUNS } from './staff-fields.ts'
import type { ThingKind } from './staff-record.ts'

/** Where a row names a thing of another row. */
interface StaffReference {
  readonly from: ThingKind
  readonly field: string
  readonly to: ThingKind
  /** Without it the row has no place to be kept; otherwise it is kept and the reference is to nothing. */
  readonly needed: boolean
}

const STAFF_REFERENCES: readonly StaffReference[] = [
  { from: 'units', field: 'parentUnitId', to: 'units', needed: false },
  { from: 'units', field: 'locationId', to: 'locations', needed: false },
  { from: 'positions', field: 'unitId', to: 'units', needed: false },
  { from: 'assignments', field: 'personId', to: 'people', needed: true },
  { from: 'assignments', field: 'unitId', to: 'units', needed: false },
  { from: 'assignments', field: 'positionId', to: 'positions', needed: false },
  { from: 'assignments', field: 'locationId', to: 'locations', needed: false },
  { from: 'assignments', field: 'supervisorPersonId', to: 'people', needed: false },
]

/** A row that names something which is in neither the file nor the record, or a removal that would leave such a row. */
export interface StaffProblem {
  readonly kind: ThingKind
  readonly id: string
  /** The line of the file, or null where the row was already in the record. */
  readonly line: number | null
  readonly field: string
  /** The file's word on this thing is not taken: it stays as it was, or out. */
  readonly leftOut: boolean
  readonly message: string
}

/** Checks rows in effect on the day or later, of things that the file touched or whose reference it removes. */
export function findMissingReferences(things: StaffThings, on: string): StaffProblem[] {
  const problems: StaffProblem[] = []
  for (const reference of STAFF_REFERENCES) {
    const targets = things[reference.to]
    for (const [id, thing] of things[reference.from]) {
      const missing = namedBy(thing, reference.field, on).find((name) => isMissing(targets.get(name), thing))
      if (missing === undefined) continue
      const target = targets.get(missing)
      problems.push(
        reference.needed && target !== undefined
          ? stillNamed(reference, id, missing, target)
          : missingReference(reference, id, missing, thing),
      )
    }
  }
  return problems
}

function namedBy({ rows }: Thing, field: string, on: string): string[] {
  return rows
    .filter((row) => row.toOn == null || row.toOn >= on)
    .flatMap((row) => (row[field] ? [String(row[field])] : []))
}

const isMissing = (target: Thing | undefined, by: Thing) =>
  target === undefined ? by.line !== null : target.rows.length === 0

function missingReference(
  { from, field, to, needed }: StaffReference,
  id: string,
  missing: string,
  { line }: Thing,
): StaffProblem {
  const label = (STAFF_FIELDS[from] as Record<string, string>)[field] ?? field
  const outcome = needed ? `The ${THING_NOUNS[from]} is left out.` : 'It is kept without one.'
  const message = `${label} of ${THING_NOUNS[from]} ${id} is ${THING_NOUNS[to]} ${missing}, which is in neither the file nor the record. ${outcome}`
  return { kind: from, id, line, field, leftOut: needed, message }
}

function stillNamed({ from, field, to }: StaffReference, id: string, missing: string, { line }: Thing): StaffProblem {
  const message = `The file removes ${THING_NOUNS[to]} ${missing}, but ${THING_NOUNS[from]} ${id} still names it. It is kept.`
  return { kind: to, id: missing, line, field, leftOut: true, message }
}
