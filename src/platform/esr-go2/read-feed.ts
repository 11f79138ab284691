import { LAYOUTS, type Layout, PASSED_OVER, type Row, type Things } from './layouts.ts'
import { readValue } from './values.ts'

/** A `remove` row: the key of what is to go, and where it stands in the file. */
interface Removal {
  readonly id: string
  readonly line: number
}

/** One file of the staff record, read. A snapshot holds everyone; a delta only what has changed. */
export type StaffFeed = { [T in Things]: Row<(typeof LAYOUTS)[T]>[] } & {
  readonly fileName: string
  readonly kind: 'snapshot' | 'delta'
  /** Local time, `YYYY-MM-DDTHH:MM:SS`, from the header. */
  readonly writtenAt: string
  readonly removed: { [T in Things]: Removal[] }
  /** Record type → rows that were counted and not read. */
  readonly passedOver: Record<string, number>
}

export interface FeedProblem {
  readonly file: string
  /** Counts from 1. */
  readonly line: number
  readonly reason: string
}

export type FeedReading = { ok: true; feed: StaffFeed } | { ok: false; problems: FeedProblem[] }

/** After this many the reader stops looking: the file needs sending again, not mending line by line. */
const MOST_PROBLEMS = 20

const THINGS = Object.keys(LAYOUTS) as Things[]
const THING_OF = new Map<string, Things>(
  THINGS.flatMap((thing) => [[LAYOUTS[thing].add, thing] as const, [LAYOUTS[thing].remove, thing] as const]),
)

/**
 * Reads a GO2 file. ISO-8859-1, fields parted by `~`, `HDR` first and `TRL` last, CRLF or LF.
 * It is all or nothing: one bad line refuses the file, and every problem names the file, the line and what would be right.
 * A file whose header name does not say that it is a full snapshot is read as a delta, which can end nobody's record.
 */
export function readFeed(bytes: Uint8Array, fileName: string): FeedReading {
  const problems: FeedProblem[] = []
  const refuse = (line: number, reason: string) => problems.push({ file: fileName, line, reason })

  const lines = linesOf(bytes)
  const last = lines.length
  const header = readHeader(lines[0] ?? '', (reason) => refuse(1, reason))
  const trailerAt = lines.findIndex((line) => line === 'TRL' || line.startsWith('TRL~'))
  const end = trailerAt === -1 ? last : trailerAt
  const first = header.found ? 1 : 0

  const feed = emptyFeed(header)
  for (let index = first; index < end && problems.length < MOST_PROBLEMS; index++) {
    readRow(feed, lines[index] as string, index + 1, (reason) => refuse(index + 1, reason))
  }

  if (trailerAt === -1) {
    refuse(
      Math.max(last, 1),
      'The last line should be TRL~ and the number of rows, but there is none: the end of the file may be lost.',
    )
  } else {
    checkCount(lines[trailerAt] as string, trailerAt - first, (reason) => refuse(trailerAt + 1, reason))
    const after = lines.findIndex((line, index) => index > trailerAt && line.trim() !== '')
    if (after !== -1) refuse(after + 1, 'There is text after the TRL line, which should be the last.')
  }
  return problems.length > 0 ? { ok: false, problems: problems.slice(0, MOST_PROBLEMS) } : { ok: true, feed }
}

/** The lines of a file, without their ends. */
export function linesOf(bytes: Uint8Array): string[] {
  // Not TextDecoder: there the label 'iso-8859-1' means windows-1252, which changes the bytes 80 to 9F.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
  if (lines.at(-1) === '') lines.pop()
  return lines
}

const UTF8_MARK = '\u00ef\u00bb\u00bf'

function readHeader(line: string, refuse: (reason: string) => void) {
  const [type, name = '', written = '', ...more] = line.split('~')
  const header = { found: type === 'HDR', name, writtenAt: '' }
  if (line.startsWith(UTF8_MARK)) {
    refuse('The file was saved as UTF-8. Send it as the staff record wrote it, in ISO-8859-1.')
    return { ...header, found: true }
  }
  if (type !== 'HDR') {
    refuse(`The first line should be HDR~file name~date and time, but it begins with ${shown(type ?? '')}.`)
    return header
  }
  if (name === '' || more.length > 0) refuse('The header should be HDR~file name~date and time, with three fields.')
  const stamp = readValue('timestamp', written)
  if (!stamp.ok) refuse(`The header’s date and time ${stamp.reason}.`)
  else if (stamp.value === null) refuse('The header has no date and time. It should be like 20261101 020000.')
  else header.writtenAt = String(stamp.value)
  return header
}

function emptyFeed(header: { name: string; writtenAt: string }): StaffFeed {
  const lists = () => ({ units: [], locations: [], positions: [], people: [], assignments: [] })
  const isSnapshot = /_GDW_GDR_/i.test(header.name) && !/GOC/i.test(header.name)
  return {
    fileName: header.name,
    kind: isSnapshot ? 'snapshot' : 'delta',
    writtenAt: header.writtenAt,
    ...lists(),
    removed: lists(),
    passedOver: {},
  }
}

function readRow(feed: StaffFeed, line: string, lineNumber: number, refuse: (reason: string) => void): void {
  const fields = line.split('~')
  const type = fields[0] as string
  if (PASSED_OVER.has(type)) {
    feed.passedOver[type] = (feed.passedOver[type] ?? 0) + 1
    return
  }
  const thing = THING_OF.get(type)
  if (thing === undefined) {
    refuse(line === '' ? 'The line is empty.' : `${shown(type)} is not a record type of this feed.`)
    return
  }
  const layout: Layout = LAYOUTS[thing]
  const removes = type === layout.remove
  const width = removes ? 2 : layout.width
  if (fields.length !== width) {
    refuse(`${type} rows have ${width} fields, but this one has ${fields.length}.`)
    return
  }
  if (removes) {
    const id = (fields[1] as string).trim()
    if (id === '') refuse(`The ${layout.noun} to remove is not named: field 2 is blank.`)
    else feed.removed[thing].push({ id, line: lineNumber })
    return
  }
  const row: Record<string, string | boolean | number | null> = {}
  for (const name in layout.columns) {
    const { at, kind, named } = layout.columns[name] as Layout['columns'][string]
    const reading = readValue(kind, fields[at - 1] as string)
    if (reading.ok) row[name] = reading.value
    else refuse(`${named} (field ${at} of this ${type} row) ${reading.reason}.`)
  }
  row.line = lineNumber
  // The loop above made every column that the row's type names; TypeScript cannot see that through a table.
  ;(feed[thing] as unknown[]).push(row)
}

/** Real files count either the rows between the header and the trailer, or every row: both are right. */
function checkCount(trailer: string, between: number, refuse: (reason: string) => void): void {
  const count = trailer.slice('TRL~'.length).trim()
  if (count === '') refuse(`The TRL line does not say how many rows there are. It should be TRL~${between}.`)
  else if (!/^\d+$/.test(count))
    refuse(`The TRL line should say how many rows there are, like TRL~${between}, not ${shown(count)}.`)
  else if (Number(count) !== between && Number(count) !== between + 2) {
    refuse(`The TRL line says ${count}, but there are ${between} rows. Some of the file may be lost.`)
  }
}

const shown = (text: string) => `“${text.slice(0, 20)}”`
