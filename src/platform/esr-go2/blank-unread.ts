import { LAYOUTS, type Layout, PASSED_OVER } from './layouts.ts'
import { linesOf } from './read-feed.ts'

/** The positions that are read of each kind of line, counted from 1 as in `LAYOUTS`. */
const READ = new Map<string, ReadonlySet<number>>([
  ['HDR', new Set([1, 2, 3])],
  ['TRL', new Set([1, 2])],
  ...Object.values<Layout>(LAYOUTS).flatMap(({ add, remove, columns }) => [
    [add, new Set([1, ...Object.values(columns).map(({ at }) => at)])] as const,
    [remove, new Set([1, 2])] as const,
  ]),
])

/**
 * The same file with nothing in it that the import does not read: columns without a place in `LAYOUTS` are blank, and of the
 * lines that are passed over the record type alone is left. Line for line `readFeed` makes of it what it makes of the file
 * itself; of one that it refuses nothing is promised.
 */
export const blankUnread = (bytes: Uint8Array): Uint8Array =>
  Buffer.from(linesOf(bytes).map(blankLine).join('\n'), 'latin1')

function blankLine(line: string): string {
  const fields = line.split('~')
  const [type = ''] = fields
  const read = READ.get(type)
  if (!read) return PASSED_OVER.has(type) ? type : ''
  return fields.map((field, index) => (read.has(index + 1) ? field : '')).join('~')
}
