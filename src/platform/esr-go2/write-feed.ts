import { LAYOUTS, type Layout, type Row, type Things } from './layouts.ts'
import type { StaffFeed } from './read-feed.ts'

type WithoutLine<R> = Omit<R, 'line'>

/** What a feed is written from: the rows need no line numbers. */
export type FeedToWrite = Pick<StaffFeed, 'fileName' | 'writtenAt'> & {
  readonly [T in Things]: readonly WithoutLine<Row<(typeof LAYOUTS)[T]>>[]
} & { readonly removed?: { readonly [T in Things]?: readonly string[] } }

/**
 * Writes a GO2 file that `readFeed` accepts; columns that Concord does not read are left blank.
 * Throws where a value holds `~`, a line break or a letter outside ISO-8859-1: the format has no way to say it.
 */
export function writeFeed(feed: FeedToWrite): Uint8Array {
  const lines: string[] = []
  for (const thing of Object.keys(LAYOUTS) as Things[]) {
    const layout: Layout = LAYOUTS[thing]
    for (const row of feed[thing] as readonly Record<string, string | boolean | null>[]) lines.push(lineOf(layout, row))
    for (const id of feed.removed?.[thing] ?? []) lines.push(`${layout.remove}~${written('key', id)}`)
  }
  const header = `HDR~${feed.fileName}~${written('timestamp', feed.writtenAt)}`
  return Buffer.from([header, ...lines, `TRL~${lines.length}`, ''].join('\r\n'), 'latin1')
}

function lineOf(layout: Layout, row: Record<string, string | boolean | null>): string {
  const fields = new Array<string>(layout.width).fill('')
  fields[0] = layout.add
  for (const name in layout.columns) {
    const { at, kind } = layout.columns[name] as Layout['columns'][string]
    fields[at - 1] = written(kind, row[name] ?? null)
  }
  return fields.join('~')
}

function written(kind: Layout['columns'][string]['kind'], value: string | boolean | null): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (kind === 'date') return value.replaceAll('-', '')
  if (kind === 'timestamp') return value.replaceAll(/[-:]/g, '').replace('T', ' ')
  if (!/^[\x20-\x7d\x7f-\xff]*$/.test(value)) throw new Error(`The staff feed cannot hold the text “${value}”.`)
  return value
}
