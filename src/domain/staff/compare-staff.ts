import { presenceOn } from './assignment-status.ts'
import { compareProposals, type ProposalChange } from './compare-proposals.ts'
import { mergeFeed, recordOf, restore, startOf, type Thing, thingsOf } from './merge-staff.ts'
import type { Correction } from './propose.ts'
import { STAFF_FIELDS, THING_KINDS } from './staff-fields.ts'
import { asAt, type IncomingStaff, type StaffRecord, type StaffRow, staffOn, type ThingKind } from './staff-record.ts'
import { findMissingReferences, type StaffProblem } from './staff-references.ts'

/**
 * `ended`: was in post on the day and is not any more. `removed`: the file says to delete it. `missing`: a full snapshot
 * does not have it. Nobody is ended for being missing: the row stays as it was and a person looks into it.
 */
export type Outcome = 'new' | 'changed' | 'ended' | 'removed' | 'missing' | 'unchanged'

export interface FieldChange {
  readonly field: string
  readonly before: string | boolean | null
  readonly after: string | boolean | null
  /** The day from which it differs: the day of the import, or a later day that the staff record already knows of. */
  readonly fromOn: string
}

export interface ThingChange {
  readonly kind: ThingKind
  readonly id: string
  readonly outcome: Exclude<Outcome, 'unchanged'>
  /** Empty where only days gone by were put right. */
  readonly fields: readonly FieldChange[]
  /** The thing's whole history after the import; empty where it is removed. */
  readonly rows: readonly StaffRow[]
}

export interface StaffChanges {
  readonly on: string
  readonly changes: readonly ThingChange[]
  readonly counts: Readonly<Record<ThingKind, Readonly<Record<Outcome, number>>>>
  readonly proposals: readonly ProposalChange[]
  readonly problems: readonly StaffProblem[]
  /** The record after the import. */
  readonly next: StaffRecord
}

/**
 * What a file would change, and the record as it would then be (see `mergeFeed`); nothing is saved here.
 * The same file a second time changes nothing.
 * @param on the day on which states are compared, usually that of the import
 * @param corrections what the office has set, by assignment: never changed by an import
 */
export function planImport(
  current: StaffRecord,
  incoming: IncomingStaff,
  on: string,
  corrections: Readonly<Record<string, Correction>> = {},
): StaffChanges {
  const before = thingsOf(current)
  const after = mergeFeed(before, incoming)
  const problems = findMissingReferences(after, on)
  for (const { kind, id, leftOut } of problems) {
    if (leftOut) restore(after[kind], before[kind], id)
  }
  const next = recordOf(after)
  const wasHere = inPost(current, on)
  const isHere = inPost(next, on)
  const leftOut = new Set(problems.filter((problem) => problem.leftOut).map(({ kind, id }) => `${kind} ${id}`))

  const changes: ThingChange[] = []
  const counts = {} as Record<ThingKind, Record<Outcome, number>>
  for (const kind of THING_KINDS) {
    counts[kind] = { new: 0, changed: 0, ended: 0, removed: 0, missing: 0, unchanged: 0 }
    for (const [id, thing] of after[kind]) {
      const was = before[kind].get(id)?.rows ?? []
      if (was.length === 0 && thing.rows.length === 0) continue
      const mayBeMissing = incoming.kind === 'snapshot' && !leftOut.has(`${kind} ${id}`)
      const change = compareThing(kind, was, thing, mayBeMissing)
      const hasEnded = change === 'changed' && wasHere[kind]?.has(id) === true && isHere[kind]?.has(id) === false
      const outcome = hasEnded ? 'ended' : change
      counts[kind][outcome]++
      if (outcome === 'unchanged') continue
      const fields = change === 'changed' ? compareFields(kind, was, thing.rows, on) : []
      changes.push({ kind, id, outcome, fields, rows: thing.rows })
    }
  }
  return { on, changes, counts, proposals: compareProposals(current, next, on, corrections), problems, next }
}

function compareThing(
  kind: ThingKind,
  was: readonly StaffRow[],
  { rows, line }: Thing,
  mayBeMissing: boolean,
): Exclude<Outcome, 'ended'> {
  if (was.length === 0) return 'new'
  if (rows.length === 0) return 'removed'
  if (line === null) return mayBeMissing ? 'missing' : 'unchanged'
  const fields = ['fromOn', 'toOn', ...Object.keys(STAFF_FIELDS[kind])]
  const same = (a: StaffRow, b: StaffRow | undefined) => fields.every((field) => held(a, field) === held(b, field))
  return was.length === rows.length && was.every((row, index) => same(row, rows[index])) ? 'unchanged' : 'changed'
}

/** How each field differs on the day, or else from the first later day on which the record already has it differ. */
function compareFields(kind: ThingKind, was: readonly StaffRow[], now: readonly StaffRow[], on: string): FieldChange[] {
  const later = [...was, ...now].map(startOf).filter((day) => day > on)
  const changes = new Map<string, FieldChange>()
  for (const day of [on, ...new Set(later.sort())]) {
    const [before, after] = [asAt(was, day), asAt(now, day)]
    for (const field of Object.keys(STAFF_FIELDS[kind])) {
      const change = { field, before: held(before, field), after: held(after, field), fromOn: day }
      if (!changes.has(field) && change.before !== change.after) changes.set(field, change)
    }
  }
  return [...changes.values()]
}

const held = (row: StaffRow | null | undefined, field: string) => row?.[field] ?? null

/** The assignments and people in post on the day. */
function inPost(record: StaffRecord, on: string): Partial<Record<ThingKind, ReadonlySet<string>>> {
  const staff = staffOn(record, on)
  const here = [...staff.assignments.values()].filter(
    (assignment) => presenceOn(assignment, staff.people.get(assignment.personId), on) !== 'ended',
  )
  return {
    assignments: new Set(here.map((assignment) => assignment.assignmentId)),
    people: new Set(here.map((assignment) => assignment.personId)),
  }
}
