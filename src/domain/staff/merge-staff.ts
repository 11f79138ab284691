import { STAFF_FIELDS, THING_KINDS } from './staff-fields.ts'
import { byKey, type IncomingStaff, type StaffRecord, type StaffRow, type ThingKind } from './staff-record.ts'

/** One thing's history; `line` is the line of the file that touched it first, or null. No rows: the file removes it. */
export interface Thing {
  readonly rows: readonly StaffRow[]
  readonly line: number | null
}

/** Every thing by kind and key. */
export type StaffThings = Record<ThingKind, Map<string, Thing>>

type IncomingRow = Readonly<Record<string, string | boolean | number | null>> & { readonly line: number }

const KEYS = Object.fromEntries(THING_KINDS.map((kind) => [kind, Object.keys(STAFF_FIELDS[kind])[0]])) as Record<
  ThingKind,
  string
>
const idOf = (kind: ThingKind) => (row: Readonly<Record<string, unknown>>) => row[KEYS[kind]] as string

export const startOf = (row: StaffRow) => row.fromOn ?? ''

/** The record, thing by thing. */
export function thingsOf(record: StaffRecord): StaffThings {
  return eachKind((kind) => {
    const groups = byKey<StaffRow>(record[kind], idOf(kind))
    return new Map([...groups].map(([id, rows]) => [id, { rows: inOrder(rows), line: null }]))
  })
}

/** The things as a record again. */
export function recordOf(things: StaffThings): StaffRecord {
  // Each kind's rows went in as that kind's, so they come out so.
  return eachKind((kind) => [...things[kind].values()].flatMap(({ rows }) => rows)) as never as StaffRecord
}

/**
 * The things as a file leaves them. A snapshot's rows are a thing's whole history; in a delta each row replaces the row that
 * starts on the same day. A removal takes out what stands above it in the file, and a later row brings the thing back.
 */
export function mergeFeed(before: StaffThings, incoming: IncomingStaff): StaffThings {
  return eachKind((kind) => {
    const things = new Map(before[kind])
    const removedAt = new Map(incoming.removed[kind].map(({ id, line }) => [id, line]))
    for (const [id, line] of removedAt) things.set(id, { rows: [], line })
    for (const [id, group] of byKey<IncomingRow>(incoming[kind], idOf(kind))) {
      const standing = group.filter((row) => row.line > (removedAt.get(id) ?? 0))
      const kept = incoming.kind === 'snapshot' ? [] : (things.get(id)?.rows ?? [])
      const rows = inOrder([...kept, ...standing.map((row) => onlyKnownFields(kind, row))])
      things.set(id, { rows, line: group[0]?.line ?? null })
    }
    return things
  })
}

/** Puts a thing back to how it was before the file. */
export function restore(things: Map<string, Thing>, before: ReadonlyMap<string, Thing>, id: string): void {
  const was = before.get(id)
  if (was === undefined) things.delete(id)
  else things.set(id, was)
}

function eachKind<V>(make: (kind: ThingKind) => V): Record<ThingKind, V> {
  return Object.fromEntries(THING_KINDS.map((kind) => [kind, make(kind)])) as Record<ThingKind, V>
}

/** By start; of rows that start on one day the last given stands. */
function inOrder(rows: readonly StaffRow[]): StaffRow[] {
  const byStart = new Map(rows.map((row) => [startOf(row), row]))
  return [...byStart.values()].sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1))
}

/** The row without its line and whatever else the feed carries. */
function onlyKnownFields(kind: ThingKind, row: IncomingRow): StaffRow {
  const dates = kind === 'locations' ? [] : ['fromOn', 'toOn']
  return Object.fromEntries(
    [...dates, ...Object.keys(STAFF_FIELDS[kind])].map((field) => [field, row[field]]),
  ) as StaffRow
}
