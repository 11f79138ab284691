import type { Outcome } from '../../domain/staff/compare-staff.ts'
import type { ThingKind } from '../../domain/staff/staff-record.ts'
import type { StagedList } from '../../records/staged-import.ts'

export const KIND_WORDS: Readonly<Record<ThingKind, string>> = {
  units: 'Units',
  locations: 'Locations',
  positions: 'Positions',
  people: 'People',
  assignments: 'Posts people hold',
}

/** What a file can do to a thing, in the order of the columns. */
export const OUTCOME_HEADINGS: Readonly<Record<Outcome, string>> = {
  new: 'New',
  changed: 'Changed',
  ended: 'Ended',
  removed: 'Removed',
  missing: 'Not in the file',
  unchanged: 'As before',
}

export const KINDS = Object.keys(KIND_WORDS) as ThingKind[]
export const OUTCOMES = Object.keys(OUTCOME_HEADINGS) as Outcome[]

/** Every list behind a count, with its heading. */
export const LIST_WORDS = new Map<StagedList, string>([
  ...KINDS.flatMap((kind) =>
    OUTCOMES.flatMap((outcome): [StagedList, string][] =>
      outcome === 'unchanged'
        ? []
        : [[`${kind}-${outcome}`, `${KIND_WORDS[kind]}: ${OUTCOME_HEADINGS[outcome].toLowerCase()}`]],
    ),
  ),
  ['problems', 'To look into'],
])

/** What a missing thing means, in the words of the reader. */
export const MISSING_WORDS =
  'What is not in a full file stays as it is. Look into it: the staff record may have lost it, or it should have ended.'
