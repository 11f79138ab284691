/** What an import would change, in words. No more of anybody than their name and assignment number. */

import { fieldsOfChange, namesOfChanges, OUTCOME_WORDS } from '../domain/staff/change-words.ts'
import type { Outcome, ThingChange } from '../domain/staff/compare-staff.ts'
import { THING_KINDS } from '../domain/staff/staff-fields.ts'
import type { FileToImport, ImportedFile } from '../records/staff-import.ts'

const SHOWN = Object.keys(OUTCOME_WORDS) as Outcome[]
/** Of each kind and outcome, so many by name; the rest are counted. */
const MOST_NAMED = 10

/** The whole summary of one file. */
export function sayImport({ fileName, kind, changes, passedOver }: FileToImport): string {
  const parts = [
    `${fileName}: ${kind === 'snapshot' ? 'everyone' : 'changes only'}`,
    countsTable(changes.counts),
    ...named(changes),
    ...problemLines(
      changes.problems.map(({ line, message }) => (line === null ? message : `Line ${line}: ${message}`)),
    ),
    ...proposalLines(changes.proposals),
    ...passedOverLines(passedOver),
  ]
  return `${parts.join('\n')}\n`
}

/** A note that a file does not come after the last one. */
export const saySequence = ({ fileName }: FileToImport, last: ImportedFile): string =>
  `Please check the order: ${fileName} does not come after ${last.fileName}, which was imported last.\n`

/** A note that a file is of another trust than the one that it would go to. */
export const sayOtherTrust = ({ fileName }: FileToImport, other: { name: string; odsCode: string }): string =>
  `Please check whose file this is: ${fileName} is of ${other.name}, code ${other.odsCode}, which is not the code of this trust.\n`

function countsTable(counts: FileToImport['changes']['counts']): string {
  const cells = [
    ['', ...SHOWN.map((outcome) => OUTCOME_WORDS[outcome])],
    ...THING_KINDS.map((kind) => [kind, ...SHOWN.map((outcome) => String(counts[kind][outcome]))]),
  ]
  const widths = SHOWN.map((_, column) => Math.max(...cells.map((row) => (row[column + 1] as string).length)))
  return cells
    .map(
      ([kind = '', ...row]) =>
        `  ${kind.padEnd(11)}  ${row.map((cell, i) => cell.padStart(widths[i] as number)).join('  ')}`,
    )
    .join('\n')
}

function named({ changes, next }: FileToImport['changes']): string[] {
  const nameOf = namesOfChanges(next)
  return THING_KINDS.flatMap((kind) =>
    SHOWN.flatMap((outcome) => {
      const found = changes.filter((change) => change.kind === kind && change.outcome === outcome)
      if (found.length === 0) return []
      const rest = found.length - MOST_NAMED
      return [
        '',
        `${capital(kind)}, ${OUTCOME_WORDS[outcome]}:`,
        ...found.slice(0, MOST_NAMED).map((change) => `  ${nameOf(change)}${fieldsOf(change)}`),
        ...(rest > 0 ? [`  and ${rest} more`] : []),
      ]
    }),
  )
}

const fieldsOf = (change: ThingChange): string => (change.fields.length === 0 ? '' : `: ${fieldsOfChange(change)}`)

function problemLines(problems: readonly string[]): string[] {
  if (problems.length === 0) return []
  const rest = problems.length - MOST_NAMED
  return [
    '',
    `To look into (${problems.length}):`,
    ...problems.slice(0, MOST_NAMED).map((problem) => `  ${problem}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ]
}

function proposalLines(proposals: FileToImport['changes']['proposals']): string[] {
  if (proposals.length === 0) return []
  const kept = proposals.filter(({ officeHasSet }) => officeHasSet).length
  return [
    '',
    `What the record proposes changes in ${proposals.length} places; ${kept} of them the office has set, and stay as set.`,
  ]
}

function passedOverLines(passedOver: Readonly<Record<string, number>>): string[] {
  const types = Object.entries(passedOver)
  if (types.length === 0) return []
  return [
    '',
    `Passed over, since job plans do not need them: ${types.map(([type, count]) => `${count} ${type}`).join(', ')}.`,
  ]
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

export const saySessionsEnded = (ended: number): string =>
  ended === 1
    ? 'One session of somebody who has left was ended.'
    : `${ended} sessions of people who have left were ended.`
