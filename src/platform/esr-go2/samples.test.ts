import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Column, LAYOUTS, type Layout } from './layouts.ts'
import { readFeed } from './read-feed.ts'

/**
 * The publisher's own sample rows lie beside the repository, never in it. Where they are absent these tests read one row
 * of each layout made here, and say so in their names.
 */
const SAMPLES = '../shared/data/esr-go2'
const present = existsSync(SAMPLES)
const LAYOUT_LIST: readonly Layout[] = Object.values(LAYOUTS)

const MADE: Record<Column['kind'], string> = {
  key: 'K1',
  text: 'X',
  date: '20201014',
  timestamp: '20201014 020000',
  decimal: '1.0',
  'yes-no': 'Yes',
}

const samples: [string, string][] = present
  ? readdirSync(SAMPLES)
      .filter((name) => name.startsWith('good_imports'))
      .map((name) => [name, readFileSync(`${SAMPLES}/${name}`, 'latin1')])
  : LAYOUT_LIST.map((layout) => [`made here, as there are no samples: ${layout.noun}`, madeRow(layout)])

/** A row of a layout with something of its kind in every column that is read. */
function madeRow({ add, width, columns }: Layout): string {
  const fields = Array.from({ length: width }, () => '')
  fields[0] = add
  for (const { at, kind } of Object.values(columns)) fields[at - 1] = MADE[kind]
  return fields.join('~')
}

test.each(samples)('reads %s', (_, text) => {
  // The samples have no header or trailer of their own, so each is wrapped as a real file would be.
  const rows = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('HDR~'))
  const bytes = Buffer.from(
    ['HDR~GO_123_GDW_GOC_20201015_00001157.DAT~20201015 020000', ...rows, `TRL~${rows.length}`].join('\n'),
    'latin1',
  )
  const reading = readFeed(bytes, 'sample.DAT')
  expect(reading).toMatchObject({ ok: true })
  if (!reading.ok) return
  const { feed } = reading
  const lists = [feed, feed.removed].flatMap(
    (at) => [at.units, at.locations, at.positions, at.people, at.assignments] as unknown[][],
  )
  const counted = Object.values(feed.passedOver).reduce((sum, rowsPassed) => sum + rowsPassed, 0)
  expect(lists.reduce((sum, list) => sum + list.length, counted)).toBe(rows.length)
})

/** What an import must never take, by the national names of the columns. */
const NEVER = /insurance|birth|gender|ethnic|disab|salary|maiden|payroll|increment|spinal|payslip|WTR|previous/i

test('no private column is in a layout', () => {
  const named = LAYOUT_LIST.flatMap((layout) => Object.values(layout.columns).map((column) => column.named))
  expect(named.filter((name) => NEVER.test(name))).toEqual([])
})

test(`positions and widths are the published ones${present ? '' : ' (no copy here: only that none is beyond its width)'}`, () => {
  const published = present
    ? (JSON.parse(readFileSync(`${SAMPLES}/record-layouts.json`, 'utf8')) as Record<string, { columns: string[] }>)
    : {}
  for (const layout of LAYOUT_LIST) {
    const columns = published[`${layout.add}/${layout.remove}`]?.columns
    if (columns) expect(layout.width).toBe(columns.length)
    for (const { at, named } of Object.values(layout.columns)) {
      expect(at).toBeLessThanOrEqual(layout.width)
      if (columns) expect(columns[at - 1]).toBe(named)
    }
  }
})
