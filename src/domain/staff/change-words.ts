/** What a file would change, in words. No more of anybody than their name and assignment number. */
import type { Outcome, ThingChange } from './compare-staff.ts'
import { STAFF_FIELDS } from './staff-fields.ts'
import type { StaffRecord, StaffRow, ThingKind } from './staff-record.ts'

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  new: 'new',
  changed: 'changed',
  ended: 'ended',
  removed: 'removed',
  missing: 'not in the file',
  unchanged: 'as before',
}

/** Names the things of changes: `next` is the record after them. */
export function namesOfChanges(next: StaffRecord): (change: ThingChange) => string {
  const names = new Map(next.people.map((row) => [row.personId, nameOfPerson(row)]))
  return ({ kind, id, rows }) => {
    const row = rows.at(-1)
    const says: Record<ThingKind, string | undefined> = {
      units: text(row, 'name'),
      locations: text(row, 'name'),
      positions: text(row, 'name')?.replaceAll('|', ' ').trim(),
      people: names.get(id),
      assignments:
        row && `${text(row, 'assignmentNumber') ?? id}, ${names.get(text(row, 'personId') ?? '') ?? 'nobody'}`,
    }
    return says[kind] ?? `number ${id}`
  }
}

/** Which fields differ: `Grade, Unit`; blank where only days gone by were put right. */
export const fieldsOfChange = ({ kind, fields }: ThingChange): string =>
  fields.map(({ field }) => (STAFF_FIELDS[kind] as Record<string, string>)[field]).join(', ')

const nameOfPerson = (row: { firstName: string | null; lastName: string | null; personId: string }): string =>
  [row.firstName, row.lastName].filter(Boolean).join(' ') || `Person ${row.personId}`

const text = (row: StaffRow | undefined, field: string): string | undefined =>
  row?.[field] ? String(row[field]) : undefined
